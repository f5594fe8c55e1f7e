import { CoverageItems } from './coverage-items';
import type { CoverageItem, DeadRoute } from './coverage-model';
import type { TestRun } from './run';
import { findSuggestion, type Suggestion } from './suggest';
import { coveredBy } from './trace-coverage';
import type { Simulation } from '../trace/simulation';

/** An item, and the passing tests that went through it. */
export interface CoveredItem {
  readonly item: CoverageItem;
  /** Names, each once; empty: not covered. */
  readonly tests: readonly string[];
}

/** What no test can go through, and so does not count. */
export interface UnreachableItem {
  readonly item: CoverageItem | DeadRoute;
  /** One sentence without full stop. */
  readonly because: string;
}

export interface Coverage {
  /** Every item that a request can go through. */
  readonly items: readonly CoveredItem[];
  readonly unreachable: readonly UnreachableItem[];
  /** A test for every item without one, as the simulation answers today; one may cover several. */
  readonly suggestions: readonly Suggestion[];
  readonly covered: number;
  readonly total: number;
}

/**
 * Which rules, paths, default backends, redirects and Service ports passing tests went through.
 *
 * An item that no request can be found for is said to be unreachable, so that everything else adds up to 100 %.
 */
export function coverageOf(simulation: Simulation, { results }: TestRun): Coverage {
  const items = new CoverageItems(simulation);
  const tests = new Map<CoverageItem, Set<string>>();
  for (const { status, trace, test } of results) {
    if (status === 'failed' || trace === null) continue;
    for (const item of coveredBy(items, trace)) {
      const names = tests.get(item);
      if (names === undefined) tests.set(item, new Set([test.name]));
      else names.add(test.name);
    }
  }
  const { suggestions, reachable } = suggest(items, new Set(tests.keys()));
  const counted = items.all.filter((item) => tests.has(item) || reachable.has(item));
  return {
    items: counted.map((item) => ({ item, tests: [...tests.get(item) ?? []] })),
    unreachable: [
      ...items.dead.map((item) => ({ item, because: item.because })),
      ...items.all.filter((item) => !tests.has(item) && !reachable.has(item)).map((item) => ({ item, because: whyUnreachable(item) })),
    ],
    suggestions,
    covered: tests.size,
    total: counted.length,
  };
}

/** A request for each item that none goes through yet; what one request covers besides needs no other. */
function suggest(
  items: CoverageItems, covered: ReadonlySet<CoverageItem>,
): { readonly suggestions: readonly Suggestion[]; readonly reachable: ReadonlySet<CoverageItem> } {
  const suggestions: Suggestion[] = [];
  const reachable = new Set<CoverageItem>();
  for (const item of items.all) {
    if (covered.has(item) || reachable.has(item)) continue;
    const suggestion = findSuggestion(items, item);
    if (suggestion === null) continue;
    suggestions.push(suggestion);
    for (const each of suggestion.covers) reachable.add(each);
  }
  return { suggestions, reachable };
}

function whyUnreachable(item: CoverageItem): string {
  switch (item.kind) {
    case 'service-port':
    case 'external-name': return 'no workload of the manifests can ask for it, and no request from outside leads to it';
    case 'default-backend': return 'no request was found that falls back to it: other routes or default backends go first';
    default: return 'no request was found that goes through it: other routes or routers go first';
  }
}

/** The share of the items that is covered, in percent with one decimal, rounded down; 100 only when it is all of them. */
export function percent({ covered, total }: Pick<Coverage, 'covered' | 'total'>): number {
  return total === 0 ? 100 : Math.floor((covered * 1000) / total) / 10;
}

/** Whether so much is covered, without rounding. */
export function isAtLeast({ covered, total }: Pick<Coverage, 'covered' | 'total'>, threshold: number): boolean {
  return covered * 100 >= threshold * total;
}
