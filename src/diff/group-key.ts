import type { Answer } from './answers';
import type { ChangeKind } from './compare';
import { goneSettings, keyOf, newQuestions } from './questions';

/**
 * Equal for differences that are told together.
 *
 * @param path what requests at a router ask for, with the query; null for others
 */
export function groupKey(kind: ChangeKind, before: Answer, after: Answer, path: string | null): string {
  if (kind === 'certificate') return `${kind}\n${before.certificate} ${after.certificate}`;
  const redirects = kind === 'status' ? redirectsKey(before, after) : null;
  if (redirects !== null) return redirects;
  const ends = `${kind}\n${endKey(before, path)}\n${endKey(after, path)}`;
  return kind === 'uncertain' ? `${ends}\n${keyOf([...newQuestions(before.questions, after.questions), ...goneSettings(before.questions, after.questions)])}` : ends;
}

/** Locations hold the path of each request: what counts is where they differ, as in a slash at the end. */
function redirectsKey({ ending: before }: Answer, { ending: after }: Answer): string | null {
  if (before.redirect === undefined || after.redirect === undefined || before.redirect === null || after.redirect === null) return null;
  const [from, to] = differingParts(before.redirect, after.redirect);
  return `redirect\n${before.status} ${from}\n${after.status} ${to}`;
}

/** As the key of the end, but that a Location which ends in what was asked for is alike for all requests. */
function endKey({ ending: { key, redirect } }: Answer, path: string | null): string {
  if (redirect === undefined || redirect === null || path === null || !redirect.endsWith(path)) return key;
  return key.replace(redirect, () => `${redirect.slice(0, -path.length)}<path>`);
}

/** Two texts without what both begin and end with. */
function differingParts(a: string, b: string): readonly [string, string] {
  const shorter = Math.min(a.length, b.length);
  let start = 0;
  while (start < shorter && a[start] === b[start]) start++;
  let end = 0;
  while (end < shorter - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  return [a.slice(start, a.length - end), b.slice(start, b.length - end)];
}
