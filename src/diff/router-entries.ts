import { OTHER_HOSTS, type HostClass } from '../routers/classes/host-classes';
import type { LeftOut } from '../routers/classes/path-division';
import { hostEntries, type DividedRequests, type Entry, type HostEntry, type RequestClass } from '../routers/classes/request-classes';
import { pickRouter, type RouterChoice } from '../routers/entry';
import { claimsOf } from '../routers/index/claims';
import type { HostClaim } from '../routers/index/router-index';
import type { Router } from '../routers/model';
import type { Simulation } from '../trace/simulation';

/** A host at a router, on both sides, by one scheme and port, and the classes of requests that both sides' rules make there. */
export class RouterEntry {
  readonly host: HostClass;
  readonly entry: Entry;
  /** Which router it is, where several serve the host, each at an address of its own; null where there is no doubt. */
  readonly router: string | null;
  readonly before: RouterChoice | null;
  readonly after: RouterChoice | null;

  constructor(readonly requests: DividedRequests, { router, before, after }: Pair) {
    this.host = requests.host;
    this.entry = requests.entry;
    this.router = router;
    this.before = before;
    this.after = after;
  }

  /** Made when they are first asked for. */
  get classes(): readonly RequestClass[] {
    return this.requests.classes;
  }

  /** What requests are not told apart by. */
  get leftOut(): readonly LeftOut[] {
    return this.requests.leftOut;
  }
}

/** A host, and the routers of both sides that its name may lead to, as they are paired. */
interface Pair {
  readonly router: string | null;
  readonly before: RouterChoice | null;
  readonly after: RouterChoice | null;
}

/** Every class of hosts that a router of either side serves. */
export function* routerEntries(before: Simulation, after: Simulation): Iterable<RouterEntry> {
  const known = new Map<string, readonly Pair[]>();
  for (const requests of hostEntries([...before.routers, ...after.routers], 'answers')) {
    const { host } = requests;
    let pairs = known.get(host.pattern);
    if (pairs === undefined) known.set(host.pattern, pairs = pairsOf(before.routers, after.routers, host));
    const [pair] = pairs;
    if (pairs.length === 1 && pair.router === null) yield new RouterEntry(requests.divide(), pair);
    else for (const each of pairs) yield* entriesOf(each, requests);
  }
}

/** Of several routers of a host each is asked what its own rules tell apart, on either side. */
function* entriesOf(pair: Pair, { divide }: HostEntry): Iterable<RouterEntry> {
  const routers = [pair.before, pair.after].flatMap((choice) => choice?.router ?? []);
  const divided = divide(routers);
  if (divided.count > 0) yield new RouterEntry(divided, pair);
}

/** One router of each side where there is no doubt; else those that are the same one in two versions. */
function pairsOf(before: readonly Router[], after: readonly Router[], { example, pattern }: HostClass): readonly Pair[] {
  const served = [serving(before, example), serving(after, example)];
  const most = Math.max(served[0].length, served[1].length);
  // no rule is for it: what the routers do not take may have been
  if (most === 0 && pattern === OTHER_HOSTS) return [];
  if (most <= 1) return [{ router: null, before: pickRouter(before, example), after: pickRouter(after, example) }];
  const pairs = new Map<string, Pair>();
  for (const router of served.flat()) {
    const key = identity(router);
    if (pairs.has(key)) continue;
    const [a, b] = [before, after].map((routers) => byIdentity(routers).get(key));
    pairs.set(key, { router: router.name, before: chosen(a), after: chosen(b) });
  }
  return [...pairs.values()];
}

function chosen(router: Router | undefined): RouterChoice | null {
  return router === undefined ? null : { router, because: '', questions: [] };
}

const IDENTITIES = new WeakMap<readonly Router[], ReadonlyMap<string, Router>>();

function byIdentity(routers: readonly Router[]): ReadonlyMap<string, Router> {
  let known = IDENTITIES.get(routers);
  // of several that are alike the first
  if (known === undefined) IDENTITIES.set(routers, known = new Map([...routers].reverse().map((each) => [identity(each), each])));
  return known;
}

/** Pairs the routers of two versions. */
function identity({ id: { kind, className, name } }: Router): string {
  return JSON.stringify([kind, className, name]);
}

const CLOSEST: readonly HostClaim[] = ['exact', 'wildcard', 'any'];

/** The routers that claim a host most closely: DNS leads to one of them. */
function serving(routers: readonly Router[], host: string): readonly Router[] {
  const claims = claimsOf(routers, host);
  const closest = CLOSEST.find((each) => claims.some(({ claim }) => claim === each));
  return claims.filter(({ claim }) => claim === closest).map(({ router }) => router);
}
