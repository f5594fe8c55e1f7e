import type { Resource } from './resource';

/** The field that something came from: what a message points at, and what coverage counts. */
export interface Source {
  readonly resource: Resource;
  /** `spec.rules[0].http.paths[1]`; empty = the object. */
  readonly field: string;
  readonly kind: 'object' | 'listener' | 'certificate' | 'host' | 'rule' | 'path' | 'match' | 'filter' | 'backend' | 'default-backend' | 'annotation';
}

export type Facts = Readonly<Record<string, string | number | boolean | null>>;

/** What the manifests leave open. Two are one when `code` and `facts` are equal; names of objects are in `sources`, so that a renamed object changes no question. */
export interface OpenQuestion {
  /** Stable, kebab-case. */
  readonly code: string;
  readonly facts: Facts;
  readonly sources: readonly Source[];
  /** One sentence without full stop, worked out when somebody reads it. */
  readonly text: () => string;
  /** It is open for some requests of a class alone (`routers/classes`), so that it is not compared where classes are. */
  readonly withinClass?: true;
}

/** @param text one sentence without full stop, made from the facts and the names of the sources */
export function openQuestion(code: string, facts: Facts, sources: readonly Source[], text: () => string): OpenQuestion {
  return { code, facts, sources, text };
}

/** A field of an object of the manifests; empty = the object itself. */
export function sourceIn(resource: Resource, field = '', kind: Source['kind'] = 'object'): Source {
  return { resource, field, kind };
}

/** Each sentence once, in order. */
export function textsOf(questions: readonly OpenQuestion[]): readonly string[] {
  return [...new Set(questions.map((question) => question.text()))];
}

/** What makes two open questions one: code and facts. */
export function questionKey({ code, facts }: OpenQuestion): string {
  return `${code} ${factsText(facts)}`;
}

/** Facts of this length are put into words once, as thousands of questions may share them. */
const LONG = 500;
const TEXTS = new WeakMap<Facts, string>();

/** Equal for equal facts. */
export function factsText(facts: Facts): string {
  const known = TEXTS.get(facts);
  if (known !== undefined) return known;
  const text = JSON.stringify(facts, Object.keys(facts).sort());
  if (text.length >= LONG) TEXTS.set(facts, text);
  return text;
}
