import type { Finding } from './finding';
import { fingerprint } from './fingerprint';

/** Findings that were there when the baseline was written: how often each occurred, by fingerprint. */
export type Baseline = ReadonlyMap<string, number>;

/** The baseline of these findings, as the text of a file that is read back by `parseBaseline` and diffs well. */
export function formatBaseline(findings: readonly Finding[]): string {
  const counts = new Map<string, number>();
  for (const finding of findings) counts.set(fingerprint(finding), (counts.get(fingerprint(finding)) ?? 0) + 1);
  const sorted = Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
  return `${JSON.stringify({ version: 1, findings: sorted }, null, 2)}\n`;
}

/**
 * Reads a baseline.
 *
 * @throws SyntaxError where the text is no baseline
 */
export function parseBaseline(text: string): Baseline {
  const value = parseJson(text.replace(/^\ufeff/, ''));
  const { version, findings } = (typeof value === 'object' && value !== null ? value : {}) as { version?: unknown; findings?: unknown };
  if (version !== 1 || typeof findings !== 'object' || findings === null || Array.isArray(findings)) {
    throw new SyntaxError('expected {"version": 1, "findings": {...}}, as `cdk8s-routing check --write-baseline` writes it');
  }
  const counts = new Map<string, number>();
  for (const [print, count] of Object.entries(findings)) {
    if (!Number.isInteger(count) || count < 1) throw new SyntaxError(`got ${typeof count === 'object' ? 'a value' : String(count)} for '${print}', expected how often it occurs`);
    counts.set(print, count);
  }
  return counts;
}

/** What JSON says of a fault, with the line where it names a place. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const at = /at position (\d+)/.exec(reason)?.[1];
    throw new SyntaxError(at === undefined ? reason : `${reason} (line ${text.slice(0, Number(at)).split('\n').length})`);
  }
}

/** The findings that are not in the baseline, and how many of them it holds; of one finding that occurs more often than before, the last ones are new. */
export function subtractBaseline(findings: readonly Finding[], baseline: Baseline): { readonly fresh: readonly Finding[]; readonly known: number } {
  const left = new Map(baseline);
  const fresh = findings.filter((finding) => {
    const print = fingerprint(finding);
    const count = left.get(print) ?? 0;
    if (count > 0) left.set(print, count - 1);
    return count === 0;
  });
  return { fresh, known: findings.length - fresh.length };
}
