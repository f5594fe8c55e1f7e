import { Answers, type Answer } from './answers';
import type { ExampleRequest } from './change';
import { askBoth, dialClasses } from './dial-classes';
import { routerEntries } from './router-entries';
import { exampleOf } from './scopes';
import { describe, type ObjectRef, type Resource } from '../kubernetes/resource';
import type { Simulation } from '../trace/simulation';

/** What depends on one object. */
export interface BlastRadius {
  readonly object: ObjectRef;
  /** Classes of requests that arrive nowhere without it. */
  readonly lost: number;
  /** Classes of requests that lose a part of their destinations. */
  readonly reduced: number;
  /** Of the lost ones. */
  readonly example: ExampleRequest | null;
}

export interface BlastRadii {
  /** Classes of requests that arrive today. */
  readonly arriving: number;
  /** Worst first. */
  readonly objects: readonly BlastRadius[];
}

/**
 * What would be lost without each of some Services or workloads: every class of requests is asked once, and depends on what it arrives by.
 *
 * @param objects the objects of one kind
 */
export function blastRadii(simulation: Simulation, objects: readonly Resource[]): BlastRadii {
  const found = new Map<string, { lost: number; reduced: number; example: ExampleRequest | null }>();
  for (const each of objects) found.set(describe(each), { lost: 0, reduced: 0, example: null });
  let arriving = 0;
  for (const { answer, example } of answered(simulation)) {
    const { destinations, reach } = answer.ending;
    if (reach !== 'arrives') continue;
    arriving += 1;
    const names = destinations.map(({ service, workload }) => new Set([
      ...(service === null ? [] : [describe({ kind: 'Service', ...service })]), ...(workload === null ? [] : [describe(workload)]),
    ]));
    for (const name of new Set(names.flatMap((each) => [...each]))) {
      const counts = found.get(name);
      if (counts === undefined) continue;
      if (names.every((each) => each.has(name))) {
        counts.lost += 1;
        counts.example ??= example();
      } else {
        counts.reduced += 1;
      }
    }
  }
  const all = objects.map((object): BlastRadius => ({ object, ...found.get(describe(object)) ?? { lost: 0, reduced: 0, example: null } }));
  return { arriving, objects: all.sort((a, b) => b.lost - a.lost || b.reduced - a.reduced || describe(a.object).localeCompare(describe(b.object))) };
}

function* answered(simulation: Simulation): Iterable<{ readonly answer: Answer; readonly example: () => ExampleRequest }> {
  const answers = new Answers(simulation);
  for (const entry of routerEntries(simulation, simulation)) {
    for (const each of entry.classes) {
      yield { answer: answers.ofRouter(entry.before, each.request), example: () => exampleOf({ entry: 'router', at: entry, of: each, request: each.request }) };
    }
  }
  for (const dialed of dialClasses(simulation, simulation)) yield { answer: askBoth(answers, answers, dialed)[0], example: () => exampleOf(dialed) };
}
