import type { Annotations, Controller, ControlledRoute, Placement, RouteFeatures, RouterFacts } from '../controllers/controller';
import { externalDnsAnnotation } from '../external-dns';
import type { SettledBackend } from './backend';
import { ANY_REQUEST, type GatewayRoute } from './gateway-route';
import { PathType, type PublicDns, type RouterTls } from './options';
import { RouteIndex } from './path-index';
import { tlsTouches } from './tls';

/** A route with nothing left open. */
export interface SettledRoute extends ControlledRoute {
  readonly backend: SettledBackend;
  /** The features that the route names itself. */
  readonly own: RouteFeatures;
  readonly gateway: GatewayRoute;
}

/** What a router was told, checked. */
export interface RouterModel {
  readonly namespace: string | undefined;
  readonly controller: Controller;
  readonly routes: readonly SettledRoute[];
  readonly tls: readonly RouterTls[];
  readonly defaultBackend: SettledBackend | undefined;
  /** The features that hold for every route. */
  readonly features: RouteFeatures;
  readonly publicDns: PublicDns | undefined;
}

/** One Ingress of a router; the first is the main one. */
export interface PlannedIngress {
  /** What its name adds to the router's; empty for the main one. */
  readonly suffix: string;
  readonly annotations: Annotations;
  readonly rules: readonly PlannedRule[];
  readonly tls: readonly RouterTls[];
  readonly defaultBackend: SettledBackend | undefined;
}

export interface PlannedRule {
  readonly host: string;
  readonly paths: readonly PlannedPath[];
}

export interface PlannedPath {
  readonly path: string;
  readonly pathType: PathType;
  readonly backend: SettledBackend;
}

/** An object that the annotations of an Ingress refer to. */
export interface PlannedObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly suffix: string;
  readonly spec: Readonly<Record<string, unknown>>;
}

export interface RouterPlan {
  readonly ingresses: readonly PlannedIngress[];
  readonly objects: readonly PlannedObject[];
}

interface Group {
  label: string;
  readonly annotations: Annotations;
  readonly tls: boolean;
  readonly rules: Map<string, PlannedPath[]>;
  defaultBackend: SettledBackend | undefined;
}

type RouteError = (route: ControlledRoute, message: string) => Error;

/**
 * Plans the objects of a router.
 *
 * Annotations hold for a whole Ingress, so routes that need different ones are parted. Hosts and paths keep the order they were given in.
 */
export class RouterPlanner {
  private index = new RouteIndex();
  /** Where the routes of the last plan went. */
  private readonly places = new Set<string>();
  /** The further objects of the last plan. */
  private objects = new Map<string, PlannedObject>();

  /**
   * @param name the router's
   * @param error makes what is thrown when the controller cannot write a route
   */
  constructor(private readonly name: string, private readonly error: RouteError) {
  }

  /**
   * Takes in routes that come to a model.
   *
   * @returns whether they only add to the objects of the last plan: no object comes or goes, and no other route moves
   */
  public admit(model: RouterModel, routes: readonly SettledRoute[]): boolean {
    let fits = true;
    const hasDefaults = model.controller.defaultBackend !== 'field' && model.defaultBackend !== undefined;
    for (const route of routes) {
      // its host gets a path for the default backend, or loses it
      fits &&= !hasDefaults || (route.path !== '/' && this.index.has(route.host));
      const facts = this.factsOf(model, () => {
        fits = false;
        return '';
      });
      fits &&= !model.controller.unsettles?.(route, facts(route));
      this.index.add(route);
      fits &&= model.controller.place(route, facts(route))
        .every((placement) => this.places.has(placeOf(route, placement, groupKey(placement), model.controller)));
    }
    return fits;
  }

  /** Forgets the routes that a model does not have. */
  public reset({ routes }: RouterModel): void {
    this.index = new RouteIndex(routes);
    this.places.clear();
  }

  /** @param model whose routes were all admitted */
  public plan(model: RouterModel): RouterPlan {
    this.objects = new Map();
    this.places.clear();
    const { controller } = model;
    const suffix = suffixes();
    const facts = this.factsOf(model, (key, apiVersion, kind, purpose, spec) => {
      const object = { apiVersion, kind, suffix: suffix(purpose), spec };
      this.objects.set(key, object);
      return object.suffix;
    });
    const groups = new Map<string, Group>();
    const unmatched = defaultRoutes(model);
    if (model.defaultBackend !== undefined && isField(model)) {
      // annotations of the router alone hold for requests that no route takes
      const everything = unmatchedOf('', model);
      const [placement] = controller.place(everything, facts(everything)).slice(-1);
      groupOf(groups, placement, groupKey(placement), '').defaultBackend = model.defaultBackend;
    }
    for (const route of [...model.routes, ...unmatched]) {
      for (const placement of controller.place(route, facts(route))) {
        const key = groupKey(placement);
        this.places.add(placeOf(route, placement, key, controller));
        const group = groupOf(groups, placement, key, labelOf(route.own, placement, controller));
        addPath(group, route.host, { path: placement.path, pathType: placement.pathType, backend: route.backend });
      }
    }
    return { ingresses: ingressesOf([...groups.values()], model), objects: [...this.objects.values()] };
  }

  /** @param make makes an object that the plan does not have, and gives what its name adds to the router's */
  private factsOf(
    model: RouterModel, make: (key: string, apiVersion: string, kind: string, purpose: string, spec: PlannedObject['spec']) => string,
  ): (route: ControlledRoute) => RouterFacts {
    return (route) => ({
      namespace: model.namespace,
      hasTls: model.tls.length > 0,
      tlsCovers: (host) => model.tls.some((entry) => tlsTouches(entry, host)),
      hasRewrite: (host) => this.index.hasRewrite(host),
      openPaths: (host) => {
        const open = this.index.openPaths(host);
        return host === '' && model.controller.defaultBackend === 'path' && model.defaultBackend !== undefined ? [...open, '/'] : open;
      },
      exactPaths: (host) => this.index.exactPaths(host),
      addObject: (apiVersion, kind, purpose, spec) => {
        const key = JSON.stringify([apiVersion, kind, spec]);
        return `${this.name}-${this.objects.get(key)?.suffix ?? make(key, apiVersion, kind, purpose, spec)}`;
      },
      error: (message) => this.error(route, message),
    });
  }
}

/** Requests of a host that no route takes. */
function unmatchedOf(host: string, { features }: RouterModel): ControlledRoute {
  return { host, path: '/', pathType: PathType.PREFIX, features };
}

function isField({ controller, routes }: RouterModel): boolean {
  return controller.defaultBackend === 'field' || routes.length === 0;
}

/** The default backend as routes, where the controller wants it so; a host has one route for `/` that is not Exact. */
function defaultRoutes(model: RouterModel): readonly SettledRoute[] {
  const { controller, routes, defaultBackend: backend } = model;
  if (backend === undefined || isField(model)) return [];
  const whole = new Set(routes.filter(({ path, pathType }) => path === '/' && pathType !== PathType.EXACT).map(({ host }) => host));
  const hosts = new Set(controller.defaultBackend === 'path' ? [''] : [...routes.map(({ host }) => host), '']);
  return [...hosts].filter((host) => !whole.has(host)).map((host) => ({ ...unmatchedOf(host, model), backend, own: {}, gateway: ANY_REQUEST }));
}

/** Words that are made unique with a number: `rewrite`, `rewrite-2`. */
function suffixes(): (word: string) => string {
  const used = new Map<string, number>();
  return (word) => {
    const count = (used.get(word) ?? 0) + 1;
    used.set(word, count);
    return count === 1 ? word : `${word}-${count}`;
  };
}

function groupKey({ annotations, tls }: Placement): string {
  let key = `${tls}`;
  for (const name in annotations) {
    key += `\n${name}: ${annotations[name]}`;
  }
  return key;
}

/** All that a placement tells of the objects of a plan; routes of one place share objects, annotations and names. */
function placeOf({ host, own }: SettledRoute, placement: Placement, key: string, controller: Controller): string {
  return `${labelOf(own, placement, controller)} ${host === ''} ${key}`;
}

function groupOf(groups: Map<string, Group>, { annotations, tls }: Placement, key: string, label: string): Group {
  const group = groups.get(key) ?? { label, annotations, tls, rules: new Map<string, PlannedPath[]>(), defaultBackend: undefined };
  groups.set(key, group);
  if (label === '') {
    group.label = '';
  }
  return group;
}

function addPath({ rules }: Group, host: string, path: PlannedPath): void {
  const paths = rules.get(host);
  if (paths === undefined) {
    rules.set(host, [path]);
  } else {
    paths.push(path);
  }
}

function labelOf(own: RouteFeatures, { labels }: Placement, { serviceAnnotations }: Controller): string {
  const words = [
    own.basicAuth && 'auth',
    own.cookieAffinity && !serviceAnnotations && 'affinity',
    own.rewrite && 'rewrite',
    own.redirectToHttps !== undefined && (own.redirectToHttps ? 'redirect' : 'no-redirect'),
    ...labels,
  ];
  return [...new Set(words.filter(Boolean))].join('-');
}

function ingressesOf(groups: readonly Group[], model: RouterModel): PlannedIngress[] {
  const main = groups.find(({ label }) => label === '') ?? groups.find(({ rules }) => rules.size > 0) ?? groups[0];
  if (main === undefined) {
    return [];
  }
  const suffix = suffixes();
  const ordered = [main, ...groups.filter((group) => group !== main)];
  const unclaimed = model.tls.filter((entry) => !groups.some((group) => carries(group, entry)));
  return ordered.map((group) => ({
    suffix: group === main ? '' : suffix(group.label || 'other'),
    annotations: { ...group.annotations, ...model.publicDns && dnsAnnotations(model.publicDns, [...group.rules.keys()], group === main) },
    rules: [...group.rules].map(([host, paths]) => ({ host, paths })),
    tls: model.tls.filter((entry) => carries(group, entry) || group === main && unclaimed.includes(entry)),
    defaultBackend: group.defaultBackend,
  }));
}

function carries({ tls, rules }: Group, entry: RouterTls): boolean {
  return tls && [...rules.keys()].some((host) => tlsTouches(entry, host));
}

function dnsAnnotations({ hostnames = [], targets = [], ttl }: PublicDns, hosts: readonly string[], main: boolean): Annotations {
  const names = [...new Set([...hosts.filter((host) => host !== ''), ...main ? hostnames : []])];
  return names.length === 0 ? {} : {
    ...externalDnsAnnotation('hostname', names.join(',')),
    ...targets.length > 0 && externalDnsAnnotation('target', targets.join(',')),
    ...ttl !== undefined && externalDnsAnnotation('ttl', `${ttl.toSeconds()}`),
  };
}
