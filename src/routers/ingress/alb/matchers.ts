import type { Condition, Texts } from './conditions';
import { compilePattern } from '../../index/pattern';
import type { Conditions, HostMatcher, NamedMatcher, PathMatcher, ValueMatcher } from '../../model';
import { hostMatcher } from '../host-matcher';

/** The hosts that a rule is for; undefined: every host. */
export function hostMatchers({ values, patterns }: Texts): readonly (HostMatcher | undefined)[] {
  const matchers: readonly HostMatcher[] = [
    ...values.map((each): HostMatcher => /^(\*\.)?[^*?]+$/.test(each) ? hostMatcher(each, 'many') : { kind: 'pattern', pattern: compilePattern(`^${globText(each)}$`, { ignoreCase: true }) }),
    ...patterns.map((each): HostMatcher => ({ kind: 'pattern', pattern: compilePattern(each, { ignoreCase: true }) })),
  ];
  return matchers.length === 0 ? [undefined] : matchers;
}

/** The paths that a rule is for; undefined: every path. A prefix of elements is one of them. */
export function pathMatchers({ values, patterns }: Texts): readonly (PathMatcher | undefined)[] {
  const prefixes = values.filter((each) => !/[*?]/.test(each) && !each.endsWith('/') && values.includes(`${each}/*`));
  const taken = new Set(prefixes.flatMap((each) => [each, `${each}/*`]));
  const matchers: readonly PathMatcher[] = [
    ...[...new Set(prefixes)].map((path): PathMatcher => ({ kind: 'element-prefix', path })),
    ...values.filter((each) => !taken.has(each)).map(globMatcher),
    ...patterns.map((each): PathMatcher => ({ kind: 'pattern', pattern: compilePattern(each) })),
  ];
  return matchers.length === 0 ? [undefined] : matchers;
}

function globMatcher(text: string): PathMatcher {
  if (!/[*?]/.test(text)) return { kind: 'exact', path: text };
  return /^[^*?]*\*$/.test(text) ? { kind: 'string-prefix', path: text.slice(0, -1) } : { kind: 'glob', path: text };
}

/** Conditions besides host and path: all must hold, of the pairs of a query string one. */
export function otherConditions(conditions: readonly Condition[]): readonly Pick<Conditions, 'methods' | 'named'>[] {
  const methods = conditions.flatMap((each) => each.field === 'method' ? [each.values] : []);
  const common = methods.length === 0 ? undefined : methods.reduce((left, right) => left.filter((each) => right.includes(each)));
  let lists: readonly (readonly NamedMatcher[])[] = [[]];
  for (const condition of conditions) {
    const alternatives = alternativesOf(condition);
    if (alternatives.length > 0) lists = lists.flatMap((list) => alternatives.map((each) => [...list, each]));
  }
  return lists.map((named) => ({ ...common === undefined ? {} : { methods: common }, ...named.length === 0 ? {} : { named } }));
}

function alternativesOf(condition: Condition): readonly NamedMatcher[] {
  switch (condition.field) {
    case 'header': return [{ of: 'header', name: condition.name.toLowerCase(), value: valueMatcher(condition.texts) }];
    case 'query': return condition.pairs.map(({ key, value }) => ({ of: 'query-pair', name: key ?? '*', value: valueMatcher({ values: [value], patterns: [] }) }));
    case 'source': return [{ of: 'client-address', ranges: condition.ranges, inside: true }];
    case 'host': case 'path': case 'method': return [];
  }
}

/** One of the texts, in any case. */
function valueMatcher({ values, patterns }: Texts): ValueMatcher {
  if (patterns.length === 0 && values.length === 1) return { kind: 'glob', value: values[0], ignoreCase: true };
  const all = [...values.map((each) => `^${globText(each)}$`), ...patterns];
  return { kind: 'pattern', pattern: compilePattern(all.map((each) => `(?:${each})`).join('|'), { ignoreCase: true }) };
}

/** A text with `*` and `?` as a regular expression. */
function globText(glob: string): string {
  return glob.replace(/[\\^$.|+()[\]{}]/g, '\\$&').replaceAll('*', '.*').replaceAll('?', '.');
}
