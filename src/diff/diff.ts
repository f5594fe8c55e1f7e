import { acceptedBy } from './accepted';
import { mayDiffer, type Choose } from './alike/alike';
import { Answers, type Answer } from './answers';
import type { ExampleRequest, RoutingChange, RoutingDiff } from './change';
import { Clients } from './clients';
import { CHANGE_KINDS, compareOutcomes, isCertificateChanged, isSeenOtherwise, type ChangeKind } from './compare';
import { askBoth, dialClasses } from './dial-classes';
import { groupKey } from './group-key';
import { otherExamples } from './other-examples';
import { goneSettings, newQuestions } from './questions';
import { routerEntries, type RouterEntry } from './router-entries';
import { exampleOf, scopesOf, type RequestClass } from './scopes';
import { describe } from '../kubernetes/resource';
import type { AcceptedDifference } from '../manifests/config';
import type { RouterRequest } from '../routers/model';
import type { Simulation } from '../trace/simulation';

/**
 * Which requests change their outcome from one version to another.
 *
 * All requests are divided into classes that both versions treat alike as a whole: at routers by host, scheme, path and the other conditions of routes,
 * besides by names, addresses and ports of nodes, load balancers and Services. Each class is asked on both sides; paths in normal form only, since what
 * routers make of `//` and `..` the specification leaves open.
 *
 * @param accepted differences that are told apart from the others
 */
export function diffSimulations(before: Simulation, after: Simulation, accepted: readonly AcceptedDifference[] = []): RoutingDiff {
  return compareSimulations(before, after, accepted, mayDiffer(before, after));
}

/** @param choose which classes of requests at routers are asked; the others are taken to be alike */
export function compareSimulations(before: Simulation, after: Simulation, accepted: readonly AcceptedDifference[], choose: Choose): RoutingDiff {
  const sides: Sides = { before: new Answers(before), after: new Answers(after) };
  const groups = new Groups(accepted);
  compareRouters(sides, groups, choose);
  return groups.diff(compareDialled(sides, groups));
}

interface Sides {
  readonly before: Answers;
  readonly after: Answers;
}

function compareRouters(sides: Sides, groups: Groups, choose: Choose): void {
  for (const entry of routerEntries(sides.before.simulation, sides.after.simulation)) {
    groups.leaveOut(entry);
    const { classes, alike, arriving } = choose(entry);
    groups.passOver(alike, arriving);
    for (const each of classes) {
      const ask = (request: RouterRequest): readonly [Answer, Answer] => [
        sides.before.ofRouter(entry.before, request), sides.after.ofRouter(entry.after, request),
      ];
      const answers = ask(each.request);
      const telling = otherExamples(entry, each).find((other) => isToldApartBy(answers, ask(other)));
      const request = telling ?? each.request;
      groups.compare({ entry: 'router', at: entry, of: each, request }, ...(telling === undefined ? answers : ask(telling)));
    }
  }
}

/** Whether another request of a class differs in what routers make of its path, where the first does not. */
function isToldApartBy([before, after]: readonly [Answer, Answer], [otherBefore, otherAfter]: readonly [Answer, Answer]): boolean {
  if (before.ending.key !== after.ending.key || isSeenOtherwise(before, after)) return false;
  return otherBefore.ending.key !== otherAfter.ending.key || isSeenOtherwise(otherBefore, otherAfter);
}

/**
 * Names are asked for by any pod, and by single workloads only as far as NetworkPolicies treat them otherwise.
 *
 * @returns how many classes of clients were left out
 */
function compareDialled({ before, after }: Sides, groups: Groups): number {
  const clients = new Clients(before.simulation, after.simulation);
  for (const dialed of dialClasses(before.simulation, after.simulation)) {
    const [old, now] = askBoth(before, after, dialed);
    const ofClients = dialed.entry !== 'pod' ? [] : clients.of(dialed)
      .map((client) => ({ ...dialed, client }))
      .map((each) => [each, ...askBoth(before, after, each)] as const)
      .filter(([, from, to]) => from.ending.key !== to.ending.key && (from.ending.key !== old.ending.key || to.ending.key !== now.ending.key));
    if (ofClients.length === 0 || !differsByAdmittedAlone(old, now)) groups.compare(dialed, old, now);
    for (const each of ofClients) groups.compare(...each);
  }
  return clients.leftOut;
}

/** Whether any pod's answer differs in whom policies admit alone, which is told of the workloads whose own answers it changes. */
function differsByAdmittedAlone(old: Answer, now: Answer): boolean {
  if (old.ending.key !== now.ending.key) return false;
  const known = new Set(old.questions.map(({ code }) => code));
  return newQuestions(old.questions, now.questions).every(({ code }) => code === 'among-admitted' && known.has(code));
}

interface Group {
  readonly kind: ChangeKind;
  readonly before: Answer;
  readonly after: Answer;
  readonly classes: RequestClass[];
  /** Why it is accepted; absent: it is not. */
  readonly acceptance?: AcceptedDifference;
}

/** Classes that differ, together with those that differ in the same way. */
class Groups {
  private readonly groups = new Map<string, Group>();
  private readonly left = new Set<string>();
  private asked = 0;
  private differing = 0;
  private arriving = 0;

  constructor(private readonly accepted: readonly AcceptedDifference[]) {}

  /** Classes that are alike on both sides. */
  passOver(classes: number, arriving: number): void {
    this.asked += classes;
    this.arriving += arriving;
  }

  compare(requests: RequestClass, before: Answer, after: Answer): void {
    this.asked += 1;
    if (before.ending.reach === 'arrives') this.arriving += 1;
    const kind = compareOutcomes(before, after);
    const certificate = isCertificateChanged(before, after);
    if (kind === null && !certificate) return;
    this.differing += 1;
    if (kind !== null) this.add(kind, requests, before, after);
    if (certificate) this.add('certificate', requests, before, after);
  }

  /** Takes note of what requests are not told apart by. */
  leaveOut({ host, leftOut }: RouterEntry): void {
    for (const each of leftOut) {
      if (each.kind === 'refused-pattern') {
        const { source, label } = each.route;
        this.left.add(`${label} of ${describe(source.resource)}: its pattern is not one that can be run in linear time, so that requests are not told apart by it`);
      } else {
        this.left.add(`host ${host.pattern}: too many ${each.kind === 'too-many-paths' ? 'patterns' : 'conditions'} to compare every combination`);
      }
    }
  }

  private add(kind: ChangeKind, requests: RequestClass, before: Answer, after: Answer): void {
    const acceptance = this.accepted.length === 0 ? undefined : acceptedBy(this.accepted, kind, requests);
    const key = `${acceptance?.field ?? ''}\n${groupKey(kind, before, after, pathOf(requests))}`;
    const group = this.groups.get(key);
    if (group === undefined) this.groups.set(key, { kind, before, after, classes: [requests], ...acceptance === undefined ? {} : { acceptance } });
    else group.classes.push(requests);
  }

  diff(clientsLeftOut: number): RoutingDiff {
    const ordered = [...this.groups.values()].sort((a, b) => CHANGE_KINDS.indexOf(a.kind) - CHANGE_KINDS.indexOf(b.kind));
    const found = new Map<string, ExampleRequest>();
    for (const { kind, after, classes } of ordered) if (kind === 'new' && !found.has(after.ending.podsKey)) found.set(after.ending.podsKey, exampleOf(classes[0]));
    const changes = ordered.filter(({ acceptance }) => acceptance === undefined).map((group) => changeOf(group, found));
    const accepted = ordered.flatMap((group) => {
      const { acceptance } = group;
      return acceptance === undefined ? [] : [{ change: changeOf(group, found), acceptance }];
    });
    return { changes, asked: this.asked, differing: this.differing, arriving: this.arriving, clientsLeftOut, leftOut: [...this.left], accepted };
  }
}

function pathOf(requests: RequestClass): string | null {
  return requests.entry === 'router' ? `${requests.request.path}${requests.request.query}` : null;
}

/** @param found requests that newly arrive, by the pods that they arrive at */
function changeOf({ kind, before, after, classes }: Group, found: ReadonlyMap<string, ExampleRequest>): RoutingChange {
  return {
    kind,
    request: exampleOf(classes[0]),
    before,
    after,
    newQuestions: newQuestions(before.questions, after.questions),
    goneSettings: goneSettings(before.questions, after.questions),
    insteadNow: kind === 'lost' ? found.get(before.ending.podsKey) ?? null : null,
    scopes: scopesOf(classes),
    classes: classes.length,
  };
}
