import { PREFIXES } from './prefixes';
import type { Source } from '../../../kubernetes/open-question';
import type { Service } from '../../../kubernetes/service';
import { compilePattern } from '../../index/pattern';
import type { NamedMatcher, ValueMatcher } from '../../model';
import { annotationSource } from '../sources';

/** The condition that a Service's annotation `route-acl` puts on the requests of its paths. */
export interface RouteAcl {
  readonly matcher: NamedMatcher;
  readonly source: Source;
}

/** @see https://github.com/haproxytech/kubernetes-ingress/blob/fc1206761aa7948e051eebd56c736802e1d7e226/documentation/annotations.md route-acl */
export function routeAcl({ resource, annotations }: Pick<Service, 'resource' | 'annotations'>): RouteAcl | null {
  for (const prefix of PREFIXES) {
    const key = `${prefix}route-acl`;
    if (Object.hasOwn(annotations, key) && annotations[key].trim() !== '') {
      return { matcher: parseAcl(annotations[key].trim()), source: annotationSource(resource, key) };
    }
  }
  return null;
}

const FETCHES: Readonly<Record<string, 'header' | 'cookie' | 'query'>> = {
  'hdr': 'header', 'req.hdr': 'header', 'req.fhdr': 'header', 'cook': 'cookie', 'cookie': 'cookie', 'req.cook': 'cookie', 'urlp': 'query', 'url_param': 'query',
};

const ACL = /^(!?)\s*([a-z.]+?)(?:_(str|beg|end|sub|reg))?\(([^),]+)\)((?:\s+-i|\s+-m\s+[a-z]+)*)\s*(.*)$/;

/** A test of a header, cookie or query parameter; every other expression stays undecided. */
export function parseAcl(text: string): NamedMatcher {
  const [, not, fetch, suffix, name, flags, values] = ACL.exec(text) ?? [];
  if (fetch === undefined || !Object.hasOwn(FETCHES, fetch)) return { of: 'expression', text };
  const method = suffix ?? /-m\s+([a-z]+)/.exec(flags)?.[1] ?? 'str';
  const value = valueMatcher(method, values.trim() === '' ? [] : values.trim().split(/\s+/), /-i\b/.test(flags));
  if (value === null) return { of: 'expression', text };
  const of = FETCHES[fetch];
  return { of, name: of === 'header' ? name.trim().toLowerCase() : name.trim(), value: not === '' ? value : { kind: 'not', value } };
}

const SHAPES: Readonly<Record<string, (value: string) => string>> = {
  str: (value) => `^(?:${quoted(value)})$`, beg: (value) => `^${quoted(value)}`, end: (value) => `${quoted(value)}$`, sub: quoted, reg: (value) => value,
};

function valueMatcher(method: string, values: readonly string[], ignoreCase: boolean): ValueMatcher | null {
  if (method === 'found') return values.length === 0 ? { kind: 'present' } : null;
  if (!Object.hasOwn(SHAPES, method) || values.length === 0) return null;
  if (method === 'str' && values.length === 1 && !ignoreCase) return { kind: 'exact', value: values[0] };
  return { kind: 'pattern', pattern: compilePattern(values.map((each) => `(?:${SHAPES[method](each)})`).join('|'), { ignoreCase }) };
}

function quoted(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
