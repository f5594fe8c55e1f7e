import { conditionClasses, PLAIN, type Extras, type ToldApartBy } from './condition-classes';
import { hostClasses, type HostClass } from './host-classes';
import type { PathClass } from './path-classes';
import { dividePaths, type DividedPaths, type LeftOut } from './path-division';
import { hostMatchers, routesForHost, ruledHosts } from './router-hosts';
import { compareHosts, hostMatches, HostTable } from '../index/host-table';
import { speaks } from '../index/listeners';
import type { Listener, Route, Router, RouterRequest } from '../model';

/** Where requests are sent. */
export interface Entry {
  readonly scheme: RouterRequest['scheme'];
  readonly port: number;
}

/** Requests that every one of some routers treats alike. */
export interface RequestClass {
  readonly host: HostClass;
  readonly entry: Entry;
  /** Where the path lies, seen from the literal paths of the rules; null where patterns divide the paths of the host. */
  readonly area: PathClass | null;
  /** The shortest and plainest of them. */
  readonly request: RouterRequest;
  /** The same with paths that go on otherwise: where routers change the path, they may be told apart by these. */
  readonly others: readonly RouterRequest[];
}

/**
 * Divides all requests into classes that each of the routers treats as a whole: hosts by their names, paths as regular languages, then methods, headers,
 * query parameters and cookies. Paths are in normal form.
 */
export function* requestClasses(routers: readonly Router[]): Iterable<DividedRequests> {
  for (const { divide } of hostEntries(routers, 'routes')) yield divide();
}

/** One host at one entry, whose requests are divided when that is asked for. */
export interface HostEntry {
  readonly host: HostClass;
  readonly entry: Entry;
  /** @param routers whose rules divide the requests; all where nothing is said, else some of them */
  divide(routers?: readonly Router[]): DividedRequests;
}

/** Every host and entry that some routers serve. */
export function* hostEntries(routers: readonly Router[], by: ToldApartBy): Iterable<HostEntry> {
  const hosts = hostClasses(hostMatchers(routers));
  for (const entry of entriesOf(routers)) {
    const listeners = routers.flatMap((router) => listenersAt(router, entry));
    const byHost = new HostTable(listeners, (each) => each.host);
    const byRules = new HostTable(listeners.flatMap((each, at) => [...ruledHosts(each)].map((host) => ({ host, at }))), (each) => each.host);
    for (const host of hosts) {
      const [first] = matching(byHost, host);
      if (first === undefined) continue;
      // of thousands of load balancers for every host few have a rule for this one
      const places = [...new Set(matching(byRules, host).map(({ at }) => at))].sort((a, b) => a - b);
      const ruled = places.map((at) => listeners[at]).filter((each) => hostMatches(each.host, host.example) !== false);
      const serving = ruled.length > 0 ? ruled : [first];
      const divide = (some?: readonly Router[]): DividedRequests => hostRequests(host, entry, by, some === undefined ? serving
        : some.flatMap((router) => listenersAt(router, entry)).filter((each) => hostMatches(each.host, host.example) !== false));
      yield { host, entry, divide };
    }
  }
}

function listenersAt({ listeners }: Router, { port, scheme }: Entry): readonly Listener[] {
  return listeners.filter((each) => each.port === port && speaks(each, scheme));
}

/** What may take requests for a host, the closest first. */
function matching<T>(table: HostTable<T>, { example }: HostClass): readonly T[] {
  const found: T[] = [];
  table.visit(example, (each) => {
    found.push(each);
    return false;
  });
  return found;
}

/** Every scheme and port that one of the routers serves, plain http first. */
function entriesOf(routers: readonly Router[]): readonly Entry[] {
  const entries = new Map<string, Entry>();
  for (const { listeners } of routers) {
    for (const listener of listeners) {
      for (const scheme of ['http', 'https'] as const) {
        if (speaks(listener, scheme)) entries.set(`${scheme} ${listener.port}`, { scheme, port: listener.port });
      }
    }
  }
  return [...entries.values()].sort((a, b) => a.scheme.localeCompare(b.scheme) || a.port - b.port);
}

/** All requests of a host at an entry, divided; the classes are made when they are asked for. */
export class DividedRequests {
  private made: readonly RequestClass[] | undefined;
  private left: readonly LeftOut[];

  constructor(readonly host: HostClass, readonly entry: Entry, private readonly by: ToldApartBy, private readonly divided: DividedPaths) {
    this.left = divided.leftOut;
  }

  /** The areas of the paths, by which alone the requests are divided: a class for each, in order; null where more divides them. */
  get plain(): readonly PathClass[] | null {
    return this.divided.plain;
  }

  /** How many classes there are. */
  get count(): number {
    return this.divided.plain?.length ?? this.classes.length;
  }

  get classes(): readonly RequestClass[] {
    return this.made ??= this.divided.plain === null ? this.combine() : this.divided.plain.map((area) => this.classOf(area));
  }

  get leftOut(): readonly LeftOut[] {
    // combinations are left out where the classes are made
    if (this.divided.plain === null) this.made ??= this.combine();
    return this.left;
  }

  /** The class of an area, where paths alone divide the requests. */
  classOf(area: PathClass): RequestClass {
    return { host: this.host, entry: this.entry, area, request: this.requestOf(area), others: NO_REQUESTS };
  }

  /** The request by which the class of an area is asked. */
  requestOf({ example }: PathClass): RouterRequest {
    return this.request(PLAIN, example);
  }

  private combine(): readonly RequestClass[] {
    const classes: RequestClass[] = [];
    for (const { area, examples, taking } of this.divided.paths) {
      const { extras, cut } = conditionClasses(taking, this.by);
      if (cut) this.left = [...this.left, { kind: 'too-many-conditions' }];
      for (const extra of extras) {
        const [request, ...others] = inNormalForm(examples).map((path) => this.request(extra, path));
        classes.push({ host: this.host, entry: this.entry, area, request, others });
      }
    }
    return classes;
  }

  private request({ method, query, headers }: Extras, path: string): RouterRequest {
    const { host: { example }, entry: { scheme, port } } = this;
    return { method, query, headers, path: sendable(path), scheme, port, authority: example, sni: scheme === 'https' ? example : null };
  }
}

/** Paths that routers may clean are asked for only where a class has no others. */
function inNormalForm(paths: readonly string[]): readonly string[] {
  const normal = paths.filter((each) => !/\/\/|\/\.\.?(?:\/|$)/.test(each));
  return normal.length === 0 ? paths : normal;
}

/** What cannot stand in a request line is sent escaped, as `/a%20b`. */
function sendable(path: string): string {
  return UNSENDABLE.test(path) ? path.replace(new RegExp(UNSENDABLE, 'gu'), (each) => encodeURIComponent(each)) : path;
}

const UNSENDABLE = /[^\x21-\x7e\ud800-\udfff]|[#?]/u;

const NO_REQUESTS: readonly RouterRequest[] = [];
const NOTHING: DividedPaths = { paths: [], leftOut: [], plain: null };

function hostRequests(host: HostClass, entry: Entry, by: ToldApartBy, listeners: readonly Listener[]): DividedRequests {
  if (listeners.length === 0) return new DividedRequests(host, entry, by, NOTHING);
  const ordered = listeners.length === 1 ? listeners : [...listeners].sort((a, b) => compareHosts(a.host, b.host));
  const routes = new Set<Route>();
  for (const each of ordered) for (const route of routesForHost(each, host.example)) routes.add(route);
  return new DividedRequests(host, entry, by, dividePaths([...routes], by));
}
