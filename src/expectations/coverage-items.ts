import { describe, type Resource } from '../kubernetes/resource';
import type { Service, ServicePort } from '../kubernetes/service';
import { resolveBackendPort } from '../routers/ingress/backend-port';
import type { HostMatcher, Route, RouteTable, VirtualHost } from '../routers/route-table';
import type { Simulation } from '../trace/simulation';

/** Something that a test can go through. */
export type CoverageItem = RouteItem | RuleItem | PortItem;

interface ItemBase {
  readonly resource: Resource;
  /** The field that it is. */
  readonly path: string;
  /** What reports call it. */
  readonly label: string;
}

/** A path, a default backend, or a redirect. */
export interface RouteItem extends ItemBase {
  readonly kind: 'path' | 'default-backend' | 'redirect';
  readonly router: RouteTable;
  readonly route: Route;
}

/** An entry of `spec.rules`. */
export interface RuleItem extends ItemBase {
  readonly kind: 'rule';
  /** Empty: every host. */
  readonly host: string;
  /** The fields of its paths, through which it is covered. */
  readonly paths: readonly string[];
}

/** A port of a Service; an external name without ports is one item. */
export interface PortItem extends ItemBase {
  readonly kind: 'service-port' | 'external-name';
  readonly service: Service;
  readonly port: ServicePort | null;
}

/** A route that no request takes, because another always goes first; it is no item. */
export interface DeadRoute extends ItemBase {
  readonly kind: RouteItem['kind'];
  /** One sentence without full stop. */
  readonly because: string;
}

/** Everything that tests can go through, found by object and field. */
export class CoverageItems {
  readonly all: readonly CoverageItem[];
  readonly dead: readonly DeadRoute[];
  readonly pathlessRules: readonly RuleItem[];
  private readonly byResource = new Map<Resource, Map<string, CoverageItem>>();
  private readonly byRoute = new Map<Route, VirtualHost[]>();
  private readonly rulesByPath = new Map<Resource, Map<string, RuleItem>>();

  constructor(readonly simulation: Simulation) {
    const shadowed = new Set(simulation.tables.flatMap((router) => router.shadowed.map((each) => each.route)));
    this.dead = simulation.tables.flatMap(deadRoutes);
    const rules = this.rules();
    for (const rule of rules) this.addRule(rule);
    this.pathlessRules = rules.filter(({ paths }) => paths.length === 0);
    this.all = [
      ...simulation.tables.flatMap((router) => router.routes.filter((route) => !shadowed.has(route)).map((route) => routeItem(router, route))),
      ...rules,
      ...simulation.cluster.services.all.flatMap(portItems),
    ];
    for (const item of this.all) {
      const fields = this.byResource.get(item.resource);
      if (fields === undefined) this.byResource.set(item.resource, new Map([[item.path, item]]));
      else fields.set(item.path, item);
    }
    for (const { virtualHosts } of simulation.tables) {
      for (const host of virtualHosts) for (const route of host.routes) this.addHost(route, host);
    }
  }

  private addRule(rule: RuleItem): void {
    let rules = this.rulesByPath.get(rule.resource);
    if (rules === undefined) this.rulesByPath.set(rule.resource, rules = new Map());
    for (const path of rule.paths) rules.set(path, rule);
  }

  private addHost(route: Route, host: VirtualHost): void {
    const hosts = this.byRoute.get(route);
    if (hosts === undefined) this.byRoute.set(route, [host]);
    else hosts.push(host);
  }

  /** The virtual hosts that a route is in: one, or all that fall back to a default backend. */
  hostsOf(route: Route): readonly VirtualHost[] {
    return this.byRoute.get(route) ?? [];
  }

  at(resource: Resource, path: string): CoverageItem | null {
    return this.byResource.get(resource)?.get(path) ?? null;
  }

  /** The rule that a path stands in. */
  ruleOf({ resource, path }: RouteItem): RuleItem | null {
    return this.rulesByPath.get(resource)?.get(path) ?? null;
  }

  /** The ports that the backends of a route name. */
  portsBehind({ action }: Route): readonly CoverageItem[] {
    if (action.kind !== 'backends') return [];
    return action.backends.flatMap(({ namespace, service: name, port }) => {
      const service = this.simulation.cluster.services.get(namespace, name);
      if (service === undefined) return [];
      const lookup = resolveBackendPort(service, port);
      const item = lookup.kind === 'missing' ? null : this.at(service.resource, lookup.kind === 'found' ? lookup.port.path : EXTERNAL_NAME);
      return item === null ? [] : [item];
    });
  }

  /** Rules that have a path which can be reached, and those without paths, which only claim a host. */
  private rules(): readonly RuleItem[] {
    const dead = new Set(this.dead.map(({ resource, path }) => `${describe(resource)} ${path}`));
    return this.simulation.cluster.ingresses.flatMap(({ resource, rules }) => rules
      .filter(({ paths }) => paths === null || paths.length === 0 || paths.some(({ fieldPath }) => !dead.has(`${describe(resource)} ${fieldPath}`)))
      .map(({ host, paths, fieldPath }) => ({
        kind: 'rule', resource, path: fieldPath, label: host === '' ? 'the rule without host' : `the rule for ${host}`, host, paths: (paths ?? []).map((each) => each.fieldPath),
      })));
  }
}

const EXTERNAL_NAME = 'spec.externalName';

function routeItem(router: RouteTable, route: Route): RouteItem {
  return { kind: kindOf(route), resource: route.resource, path: route.fieldPath, label: labelOf(route), router, route };
}

function deadRoutes({ shadowed }: RouteTable): readonly DeadRoute[] {
  return shadowed.map(({ route, by, because }) => ({
    kind: kindOf(route),
    resource: route.resource,
    path: route.fieldPath,
    label: labelOf(route),
    because: `${labelOf(by)} of ${describe(by.resource)} always goes first: ${because}`,
  }));
}

function kindOf({ action, fieldPath }: Route): RouteItem['kind'] {
  if (action.kind === 'status' && action.status >= 300 && action.status < 400) return 'redirect';
  return fieldPath.endsWith('defaultBackend') ? 'default-backend' : 'path';
}

function labelOf({ host, label }: Route): string {
  const name = hostText(host);
  return name === '' ? label.replaceAll('`', '') : `${name}${label.replaceAll('`', '')}`;
}

export function hostText(host: HostMatcher): string {
  if (host.kind === 'any') return '';
  return host.kind === 'exact' ? host.host : `*${host.suffix}`;
}

function portItems(service: Service): readonly PortItem[] {
  const { resource, ports, type } = service;
  if (type === 'ExternalName' && ports.length === 0) {
    return [{ kind: 'external-name', resource, path: EXTERNAL_NAME, label: `the name ${service.externalName ?? ''}`, service, port: null }];
  }
  return ports.map((port) => ({ kind: 'service-port', resource, path: port.path, label: `port ${portText(port)}`, service, port }));
}

function portText({ port, name, protocol }: ServicePort): string {
  return `${port}${protocol === 'TCP' ? '' : `/${protocol}`}${name === '' ? '' : ` (${name})`}`;
}
