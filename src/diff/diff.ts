import { Answers, type Answer } from './answers';
import type { ExampleRequest, RoutingChange, RoutingDiff } from './change';
import { Clients } from './clients';
import { CHANGE_KINDS, compareOutcomes, isCertificateChanged, type ChangeKind } from './compare';
import { askBoth, dialClasses } from './dial-classes';
import { newDoubts, shapeOf } from './doubts';
import { routerEntries } from './router-entries';
import { exampleOf, scopesOf, type RequestClass } from './scopes';
import type { Simulation } from '../trace/simulation';

const SCHEMES = [{ scheme: 'http', port: 80 }, { scheme: 'https', port: 443 }] as const;

/**
 * Which requests change their outcome from one version to another.
 *
 * All requests are divided into classes that both versions treat alike as a whole: at routers by host, scheme and path, besides by names, addresses
 * and ports of nodes, load balancers and Services. Each class is asked on both sides; paths in normal form only, since what routers make of `//`
 * and `..` the specification leaves open.
 */
export function diffSimulations(before: Simulation, after: Simulation): RoutingDiff {
  const sides: Sides = { before: new Answers(before), after: new Answers(after) };
  const groups = new Groups();
  compareRouters(sides, groups);
  return groups.diff(compareDialled(sides, groups));
}

interface Sides {
  readonly before: Answers;
  readonly after: Answers;
}

function compareRouters(sides: Sides, groups: Groups): void {
  for (const entry of routerEntries(sides.before.simulation, sides.after.simulation)) {
    for (const { scheme, port } of SCHEMES) {
      for (const path of entry.paths) {
        const request = { method: 'GET', scheme, host: entry.host.example, port, path: path.example, query: '', headers: {} };
        const answers = [sides.before.ofRouter(entry.before, request), sides.after.ofRouter(entry.after, request)] as const;
        groups.compare({ entry: 'router', at: entry, scheme, path }, ...answers);
      }
    }
  }
}

/**
 * Names are asked for by any pod, and by single workloads only as far as NetworkPolicies treat them otherwise.
 *
 * @returns how many classes of clients were left out
 */
function compareDialled({ before, after }: Sides, groups: Groups): number {
  const clients = new Clients(before.simulation, after.simulation);
  for (const dialled of dialClasses(before.simulation, after.simulation)) {
    const [old, now] = askBoth(before, after, dialled);
    groups.compare(dialled, old, now);
    if (dialled.entry !== 'pod') continue;
    for (const client of clients.of(dialled)) {
      const ofClient = { ...dialled, client };
      const [oldOfClient, nowOfClient] = askBoth(before, after, ofClient);
      if (oldOfClient.ending.key === nowOfClient.ending.key) continue;
      if (oldOfClient.ending.key === old.ending.key && nowOfClient.ending.key === now.ending.key) continue;
      groups.compare(ofClient, oldOfClient, nowOfClient);
    }
  }
  return clients.leftOut;
}

interface Group {
  readonly kind: ChangeKind;
  readonly before: Answer;
  readonly after: Answer;
  readonly classes: RequestClass[];
}

/** Classes that differ, together with those that differ in the same way. */
class Groups {
  private readonly groups = new Map<string, Group>();
  private asked = 0;
  private differing = 0;

  compare(requests: RequestClass, before: Answer, after: Answer): void {
    this.asked += 1;
    const kind = compareOutcomes(before, after);
    const certificate = isCertificateChanged(before, after);
    if (kind === null && !certificate) return;
    this.differing += 1;
    if (kind !== null) this.add(kind, requests, before, after);
    if (certificate) this.add('certificate', requests, before, after);
  }

  private add(kind: ChangeKind, requests: RequestClass, before: Answer, after: Answer): void {
    const key = groupKey(kind, before, after);
    const group = this.groups.get(key);
    if (group === undefined) this.groups.set(key, { kind, before, after, classes: [requests] });
    else group.classes.push(requests);
  }

  diff(clientsLeftOut: number): RoutingDiff {
    const ordered = [...this.groups.values()].sort((a, b) => CHANGE_KINDS.indexOf(a.kind) - CHANGE_KINDS.indexOf(b.kind));
    const found = new Map<string, ExampleRequest>();
    for (const { kind, after, classes } of ordered) if (kind === 'new' && !found.has(after.ending.podsKey)) found.set(after.ending.podsKey, exampleOf(classes[0]));
    return { changes: ordered.map((group) => changeOf(group, found)), asked: this.asked, differing: this.differing, clientsLeftOut };
  }
}

function groupKey(kind: ChangeKind, before: Answer, after: Answer): string {
  if (kind === 'certificate') return `${kind}\n${before.certificate} ${after.certificate}`;
  const ends = `${kind}\n${before.ending.key}\n${after.ending.key}`;
  return kind === 'uncertain' ? `${ends}\n${newDoubts(before.dependsOn, after.dependsOn).map(shapeOf).join('\n')}` : ends;
}

/** @param found requests that newly arrive, by the pods that they arrive at */
function changeOf({ kind, before, after, classes }: Group, found: ReadonlyMap<string, ExampleRequest>): RoutingChange {
  return {
    kind,
    request: exampleOf(classes[0]),
    before,
    after,
    newDoubts: newDoubts(before.dependsOn, after.dependsOn),
    insteadNow: kind === 'lost' ? found.get(before.ending.podsKey) ?? null : null,
    scopes: scopesOf(classes),
  };
}
