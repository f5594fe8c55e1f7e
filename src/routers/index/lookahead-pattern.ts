import { LinearPattern } from './linear-pattern';
import type { Pattern } from '../model';

/** `^/(?!api)(.*)`: a text, what may or must not come behind it, and what does. */
interface Parts {
  readonly start: string;
  readonly ahead: readonly Condition[];
  readonly rest: string;
}

interface Condition {
  readonly wanted: boolean;
  readonly text: string;
}

/**
 * A pattern of PCRE that begins with a literal text and look-ahead, which RE2 lacks: there is one place to look from, so that the parts are run one
 * after the other, each in linear time. null for any other look-around.
 */
export function lookaheadPattern(text: string, ignoreCase: boolean): Pattern | null {
  const parts = partsOf(text);
  return parts === null ? null : new LookaheadPattern(text, ignoreCase, parts);
}

class LookaheadPattern implements Pattern {
  private readonly start: LinearPattern;
  private readonly rest: LinearPattern;
  private readonly ahead: readonly { readonly wanted: boolean; readonly pattern: LinearPattern }[];

  constructor(readonly text: string, readonly ignoreCase: boolean, { start, ahead, rest }: Parts) {
    this.start = new LinearPattern(`^${start}`, ignoreCase);
    this.ahead = ahead.map((each) => ({ wanted: each.wanted, pattern: new LinearPattern(`^(?:${each.text})`, ignoreCase) }));
    this.rest = new LinearPattern(`^(?:${rest})`, ignoreCase);
  }

  test(text: string): boolean | null {
    const rest = this.behindStart(text);
    if (rest === null) return false;
    const answers = [...this.ahead.map(({ wanted, pattern }) => isEqual(pattern.test(rest), wanted)), this.rest.test(rest)];
    return answers.includes(null) ? null : !answers.includes(false);
  }

  groups(text: string): readonly string[] | null {
    const rest = this.behindStart(text);
    const groups = rest === null || this.test(text) !== true ? null : this.rest.groups(rest);
    return rest === null || groups === null ? null : [text.slice(0, text.length - rest.length) + groups[0], ...groups.slice(1)];
  }

  /** It matches at the beginning alone. */
  replaceAll(text: string, replace: (groups: readonly string[]) => string): string | null {
    const answer = this.test(text);
    const groups = this.groups(text);
    if (answer === null) return null;
    return groups === null ? text : replace(groups) + text.slice(groups[0].length);
  }

  private behindStart(text: string): string | null {
    const start = this.start.groups(text);
    return start === null ? null : text.slice(start[0].length);
  }
}

function isEqual(answer: boolean | null, wanted: boolean): boolean | null {
  return answer === null ? null : answer === wanted;
}

const LITERAL_START = /^\^((?:[^\\^$.|?*+()[\]{}]|\\[^A-Za-z0-9])*)(?=\(\?[=!])/;

function partsOf(text: string): Parts | null {
  const start = LITERAL_START.exec(text)?.[1];
  if (start === undefined) return null;
  const ahead: Condition[] = [];
  let position = 1 + start.length;
  while (/^\(\?[=!]/.test(text.slice(position, position + 3))) {
    const end = endOfGroup(text, position);
    if (end === null) return null;
    const inner = text.slice(position + 3, end);
    // its groups would count, and be empty
    if (hasGroups(inner)) return null;
    ahead.push({ wanted: text[position + 2] === '=', text: inner });
    position = end + 1;
  }
  const rest = text.slice(position);
  // an alternative would be one to all of it, and a quantifier is of the look-ahead
  return /^[?*+{]/.test(rest) || hasAlternatives(rest) ? null : { start, ahead, rest };
}

/** Each character that stands outside of escapes and classes. */
function* bareCharacters(text: string, from = 0): Iterable<{ readonly character: string; readonly at: number }> {
  let inClass = false;
  for (let at = from; at < text.length; at++) {
    const character = text[at];
    if (character === '\\') {
      at++;
    } else if (inClass) {
      inClass = character !== ']';
    } else if (character === '[') {
      inClass = true;
      // a bracket that comes first is itself
      at += /^\^?\]/.exec(text.slice(at + 1, at + 3))?.[0].length ?? 0;
    } else {
      yield { character, at };
    }
  }
}

function endOfGroup(text: string, from: number): number | null {
  let depth = 0;
  for (const { character, at } of bareCharacters(text, from)) {
    if (character === '(') depth++;
    if (character === ')' && --depth === 0) return at;
  }
  return null;
}

function hasGroups(text: string): boolean {
  for (const { character, at } of bareCharacters(text)) if (character === '(' && text[at + 1] !== '?') return true;
  return false;
}

function hasAlternatives(text: string): boolean {
  let depth = 0;
  for (const { character } of bareCharacters(text)) {
    if (character === '(') depth++;
    if (character === ')') depth--;
    if (character === '|' && depth === 0) return true;
  }
  return false;
}
