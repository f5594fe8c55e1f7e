import { questionKey, type Source } from '../kubernetes/open-question';
import { describe } from '../kubernetes/resource';
import { ownExtras } from '../routers/classes/condition-classes';
import { requestClasses } from '../routers/classes/request-classes';
import { routesForHost } from '../routers/classes/router-hosts';
import { compareRanks } from '../routers/index/rank';
import { indexRouter, type Found } from '../routers/index/router-index';
import type { HostMatcher, Listener, PathMatcher, Route, Router, RouterRequest, VirtualHost } from '../routers/model';
import { destinationText } from '../trace/router-questions';

/** A route that never gets a request, and a request that it would take if another did not go first. */
export interface BeatenRoute {
  readonly route: Route;
  readonly by: Route;
  readonly request: RouterRequest;
}

/** The fields that routes are written in; what an annotation adds is nobody's mistake. */
const WRITTEN: ReadonlySet<Source['kind']> = new Set(['path', 'match', 'rule', 'default-backend']);

/** Which routes of a router get requests: those that win at least one class of them, in any listener, by http or https. */
export class Reach {
  private readonly reached = new Set<string>();
  private readonly ties = new Map<string, BeatenRoute>();
  private readonly matched = new Map<string, BeatenRoute[]>();

  /** Hosts whose routes are known to get requests, and are not looked at until somebody asks for one of them. */
  private plain: readonly VirtualHost[];

  constructor(private readonly router: Router) {
    this.plain = [...new Set(router.listeners.map(({ hosts }) => hosts))].flatMap((hosts) => hosts.filter(isPlain));
    if (router.ties === 'unordered' || !this.everyRouteTakesItsOwn()) this.tryClasses();
  }

  /** Most routes take a request for the path that they name, and need no look at all classes. */
  private everyRouteTakesItsOwn(): boolean {
    const { router } = this;
    const index = indexRouter(router);
    const written = new Map<string, Route>();
    const shared = new Set<Listener['hosts']>();
    for (const listener of router.listeners) {
      if (shared.has(listener.hosts)) continue;
      shared.add(listener.hosts);
      for (const virtualHost of listener.hosts) {
        if (isPlain(virtualHost)) continue;
        const { host, routes } = virtualHost;
        for (const route of routes) {
          if (!WRITTEN.has(route.source.kind)) continue;
          written.set(keyOf(route.source), route);
          if (this.reached.has(keyOf(route.source))) continue;
          for (const request of ownRequests(listener, host, route)) this.takeAll(index.find(request));
        }
      }
    }
    return [...written.keys()].every((each) => this.reached.has(each));
  }

  private takePlain(): void {
    for (const { routes } of this.plain) for (const route of routes) this.take(route);
    this.plain = [];
  }

  private tryClasses(): void {
    const { router } = this;
    this.takePlain();
    const index = indexRouter(router);
    for (const { host, classes, leftOut } of requestClasses([router])) {
      // what requests are not told apart by may reach any route of the host
      if (leftOut.length > 0) for (const listener of router.listeners) for (const route of routesForHost(listener, host.example)) this.take(route);
      for (const each of classes) {
        for (const request of [each.request, ...each.others]) {
          const found = index.find(request);
          this.takeAll(found);
          this.tie(found, request);
          if (found.route !== null) this.beat(found.route, index.matching(request), request);
        }
      }
    }
  }

  /** Whether some request takes the route that is written in a field, or goes to the backend there. */
  isReached({ resource, field }: Pick<Source, 'resource' | 'field'>): boolean {
    this.takePlain();
    return this.reached.has(keyOf({ resource, field })) || this.reached.has(keyOf({ resource, field: `${field}.backend` }));
  }

  /** Routes that never get a request, each field once, by which of the others that go first leads elsewhere. */
  beaten(matters: (route: Route, by: Route) => boolean): readonly BeatenRoute[] {
    return [...this.matched.values()].flatMap((all) => {
      if (this.isReached(all[0].route.source)) return [];
      const found = all.find(({ route, by }) => matters(route, by));
      return found === undefined ? [] : [found];
    });
  }

  /** Routes of which the router takes any, each field once, with the other and a request. */
  get tied(): readonly BeatenRoute[] {
    return [...this.ties.values()];
  }

  private tie({ route, tied }: Found, request: RouterRequest): void {
    if (route === null) return;
    for (const each of tied) {
      const known = this.ties.has(keyOf(each.source)) || this.ties.has(keyOf(route.source));
      if (known || !WRITTEN.has(each.source.kind) || !leadsElsewhere(each, route)) continue;
      this.ties.set(keyOf(each.source), { route: each, by: route, request });
    }
  }

  private takeAll({ route, tied, undecided, possible }: Found): void {
    if (route !== null) this.take(route);
    for (const each of tied) this.take(each);
    for (const each of undecided) this.take(each);
    for (const each of possible) if (!possible.some((other) => goesBefore(other, each))) this.take(each);
  }

  private take({ source, action }: Route): void {
    this.reached.add(keyOf(source));
    if (action.kind === 'forward') for (const { target } of action.to) this.reached.add(keyOf(target.source));
  }

  private beat(by: Route, matching: readonly Route[], request: RouterRequest): void {
    for (const route of matching) {
      if (route === by || !WRITTEN.has(route.source.kind)) continue;
      const key = keyOf(route.source);
      if (this.reached.has(key)) continue;
      const known = this.matched.get(key);
      if (known === undefined) this.matched.set(key, [{ route, by, request }]);
      else if (!known.some((each) => each.by === by)) known.push({ route, by, request });
    }
  }
}

function isPlain({ plain }: VirtualHost): boolean {
  return plain === true;
}

/** Whether a route that may be there goes before another whenever that is there: both depend on the same. */
function goesBefore(a: Route, b: Route): boolean {
  if (compareRanks(a.rank, b.rank) >= 0) return false;
  const given = new Set(b.open.map(questionKey));
  return a.open.every((each) => given.has(questionKey(each)));
}

/** Requests that a route takes, unless others go first. */
function ownRequests({ port, protocol, host: own }: Listener, host: HostMatcher, { conditions }: Route): readonly RouterRequest[] {
  const scheme = protocol === 'HTTPS' ? 'https' : 'http';
  const name = hostNamed([conditions.host, host, own]);
  return pathsNamed(conditions.path ?? { kind: 'any' }).map((path) => ({
    ...ownExtras(conditions), scheme, authority: name, port, path, sni: scheme === 'https' ? name : null,
  }));
}

/** A name that the closest of some hosts is for. */
function hostNamed(hosts: readonly (HostMatcher | undefined)[]): string {
  for (const host of hosts) {
    if (host?.kind === 'exact') return host.host;
    if (host?.kind === 'wildcard') return `some-name${host.suffix}`;
  }
  return 'any-host.example';
}

function pathsNamed(path: PathMatcher): readonly string[] {
  switch (path.kind) {
    case 'any': return ['/some-path/x-1', '/'];
    case 'exact': return [path.path];
    case 'element-prefix':
    case 'string-prefix': return [path.path, `${path.path.replace(/\/$/, '')}/x-1`];
    default: return [];
  }
}

const NAMES = new WeakMap<Source['resource'], string>();

function keyOf({ resource, field }: Pick<Source, 'resource' | 'field'>): string {
  let name = NAMES.get(resource);
  if (name === undefined) NAMES.set(resource, name = describe(resource));
  return `${name} ${field}`;
}

/** Whether it makes a difference that a request takes one route and not the other. */
export function leadsElsewhere(route: Route, by: Route): boolean {
  return destinationText(route.action) !== destinationText(by.action);
}
