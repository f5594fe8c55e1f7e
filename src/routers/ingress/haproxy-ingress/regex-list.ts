import type { MatchType } from './match-type';
import { compilePattern } from '../../index/pattern';
import type { PathMatcher } from '../../model';

/** A path that stands in the list of regular expressions, with its host. */
export interface RegexEntry {
  /** `a.example.com` or `*.example.com`; empty for every host. */
  readonly host: string;
  readonly text: string;
  readonly match: MatchType;
  readonly order: number;
}

const QUOTED = /[\\.+*?()|[\]{}^$]/g;

/** `regexp.QuoteMeta` of Go. */
export function quoteMeta(text: string): string {
  return text.replace(QUOTED, '\\$&');
}

/** @see https://github.com/jcmoraisjr/haproxy-ingress/blob/465a51ce67a788872faa4f04027defa6805ff87f/pkg/haproxy/types/maps.go convertPathToRegex */
function pathRegex({ match, text }: RegexEntry): string {
  if (match === 'regex') return text;
  if (match === 'exact') return `${quoteMeta(text)}$`;
  return match === 'begin' || text.endsWith('/') ? quoteMeta(text) : `${quoteMeta(text)}(/.*)?`;
}

/** The whole expression of an entry, whose length decides the order. */
export function regexKey(entry: RegexEntry): string {
  const host = entry.host.startsWith('*.') ? `^[^.]+${quoteMeta(entry.host.slice(1))}` : `^${quoteMeta(entry.host)}`;
  return `${host}#${pathRegex(entry)}`;
}

/** The longest expression first, whatever it matches; of equally long ones the first by text, of equal ones the first that was added. */
export function compareRegexEntries(a: RegexEntry, b: RegexEntry): number {
  const [one, other] = [regexKey(a), regexKey(b)];
  return other.length - one.length || (one < other ? -1 : one > other ? 1 : 0) || a.order - b.order;
}

/** What an expression matches, which is open at the end: of Prefix `/p` also `/p-x`, of Prefix `/p/` not `/p`. */
export function regexMatcher(entry: RegexEntry): PathMatcher {
  if (entry.match === 'regex') return { kind: 'pattern', pattern: compilePattern(`^${entry.text}`, { pcre: true }) };
  if (entry.match === 'exact') return { kind: 'exact', path: entry.text };
  return { kind: 'string-prefix', path: entry.text };
}
