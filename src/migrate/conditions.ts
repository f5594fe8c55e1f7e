import type { MigrationNote } from './model';
import type { Source } from '../kubernetes/open-question';
import type { JsonObject } from '../kubernetes/resource';
import { globPattern } from '../routers/classes/matcher-languages';
import type { Conditions, NamedMatcher, Pattern, ValueMatcher } from '../routers/model';

/** Conditions besides host and path, as the fields of a match. */
export interface ConvertedConditions {
  /** One for each method; null where there is no equal. */
  readonly matches: readonly JsonObject[] | null;
  /** Matches of requests that are kept out, which a match cannot say but a rule before it can; absent: none are. */
  readonly excluded?: Excluded;
  readonly notes: readonly MigrationNote[];
}

export interface Excluded {
  readonly matches: readonly JsonObject[];
  /** Where no rule can take them. */
  readonly note: MigrationNote;
}

/** The methods that a match may name. */
const METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'CONNECT', 'OPTIONS', 'TRACE', 'PATCH']);

export function convertConditions({ methods, named = [] }: Conditions, source: Source): ConvertedConditions {
  const headers: JsonObject[] = [];
  const queryParams: JsonObject[] = [];
  const notes: MigrationNote[] = [];
  const excluded: NamedMatcher[] = [];
  for (const each of named) {
    if (isNegated(each)) {
      excluded.push(each);
      continue;
    }
    if (each.of === 'authority') {
      // the host of the entry fulfils it
      notes.push(hostAsSent(source));
      continue;
    }
    const converted = convertNamed(each);
    if (converted === null) return { matches: null, notes: [withoutEqual(each, source)] };
    (each.of === 'query' ? queryParams : headers).push(converted);
    if (each.of === 'cookie' || each.of === 'caseless-cookie') notes.push(cookieNote(each.name, source));
  }
  const unknown = methods?.find((each) => !METHODS.has(each));
  if (unknown !== undefined) {
    return { matches: null, notes: [{ code: 'unknown-method', source, reason: `a match cannot name the method ${unknown}`, action: 'match requests of this method by something else' }] };
  }
  const fields = { ...(headers.length === 0 ? {} : { headers }), ...(queryParams.length === 0 ? {} : { queryParams }) };
  const withMethods = (some: JsonObject): readonly JsonObject[] => methods === undefined ? [some] : methods.map((method) => ({ ...some, method }));
  if (excluded.length === 0) return { matches: withMethods(fields), notes };
  const note = withoutEqual(excluded[0], source);
  const kept = excluded.map((each) => keptOut(each, headers, queryParams));
  if (kept.some((each) => each === null)) return { matches: null, notes: [note] };
  return { matches: withMethods(fields), excluded: { matches: kept.flatMap((each) => withMethods({ ...fields, ...each })), note }, notes };
}

function isNegated(matcher: NamedMatcher): boolean {
  return 'value' in matcher && matcher.of !== 'authority' && (matcher.value.kind === 'absent' || matcher.value.kind === 'not');
}

/** The requests that a negated condition keeps out, as fields of a match; null where there is no equal, or the name has another condition. */
function keptOut(matcher: NamedMatcher, headers: readonly JsonObject[], queryParams: readonly JsonObject[]): JsonObject | null {
  if (!('value' in matcher) || matcher.of === 'authority') return null;
  const { value } = matcher;
  const there = convertNamed({ ...matcher, value: value.kind === 'not' ? value.value : { kind: 'present' } });
  const [field, others] = matcher.of === 'query' ? ['queryParams', queryParams] as const : ['headers', headers] as const;
  return there === null || others.some(({ name }) => name === there.name) ? null : { [field]: [...others, there] };
}

function convertNamed(matcher: Exclude<NamedMatcher, { readonly of: 'authority' }>): JsonObject | null {
  switch (matcher.of) {
    case 'header':
    case 'query': return valueMatch(matcher.name, matcher.value);
    case 'cookie':
    case 'caseless-cookie': return cookieMatch(matcher.name, matcher.value, matcher.of === 'caseless-cookie');
    default: return null;
  }
}

function valueMatch(name: string, value: ValueMatcher): JsonObject | null {
  switch (value.kind) {
    case 'present': return { name, type: 'RegularExpression', value: '.*' };
    case 'exact':
      if (value.value === '') return null;
      return value.ignoreCase === true ? { name, type: 'RegularExpression', value: `(?i)^${quoted(value.value)}$` } : { name, type: 'Exact', value: value.value };
    case 'glob': return { name, type: 'RegularExpression', value: `${value.ignoreCase === true ? '(?i)' : ''}${globPattern(value.value, '*?')}` };
    case 'pattern': return { name, type: 'RegularExpression', value: patternText(value.pattern) };
    case 'absent':
    case 'not': return null;
  }
}

/** Most controllers match the whole value. */
function patternText({ text, ignoreCase }: Pattern): string {
  const flags = ignoreCase ? '(?i)' : '';
  return /^\^[^|]*\$$/.test(text) && !text.endsWith('\\$') ? `${flags}${text}` : `${flags}.*(?:${text}).*`;
}

function cookieMatch(name: string, value: ValueMatcher, caseless: boolean): JsonObject | null {
  if (!['exact', 'present'].includes(value.kind)) return null;
  const found = value.kind === 'exact' ? quoted(value.value) : '[^;]*';
  const key = caseless ? `(?i:${quoted(name)})` : quoted(name);
  return { name: 'Cookie', type: 'RegularExpression', value: `^(?:.*; *)?${key}=${found}(?:;.*)?$` };
}

function quoted(text: string): string {
  return text.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&');
}

function cookieNote(name: string, source: Source): MigrationNote {
  return {
    code: 'cookie-as-header',
    source,
    reason: `a match cannot name the cookie ${name}: a regular expression on the header Cookie takes its place`,
    action: 'check that your controller supports RegularExpression matches of headers',
  };
}

function hostAsSent(source: Source): MigrationNote {
  return {
    code: 'host-as-sent',
    source,
    reason: 'the Host header is compared as it is sent here, one label in lower case for `*`; a Gateway\'s `*.` takes any number of labels, and in any case',
    action: 'nothing, if nobody asks for other hosts; else add listeners for those that are to be kept out',
  };
}

function withoutEqual(matcher: NamedMatcher, source: Source): MigrationNote {
  if (matcher.of === 'client-address') {
    return {
      code: 'client-address',
      source,
      reason: 'a match cannot compare the address of the client',
      action: 'use a policy of your controller, or a NetworkPolicy where the address arrives unchanged',
    };
  }
  const what = matcher.of === 'expression' ? `the expression ${matcher.text}` : matcher.of === 'authority' ? 'the Host header as it is sent' : `that ${matcher.of} ${matcher.name} is absent or has another value`;
  return { code: 'condition-without-equal', source, reason: `a match cannot say ${what}`, action: 'match what is there in a rule before it, and answer it there' };
}
