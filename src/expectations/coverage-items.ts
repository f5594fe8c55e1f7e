import type { CoverageItem, DeadRoute, PortItem, RouteItem, RuleItem } from './coverage-model';
import { routeItems } from './route-items';
import { describe, type Resource } from '../kubernetes/resource';
import type { Service, ServicePort } from '../kubernetes/service';
import { resolveBackendPort } from '../routers/ingress/backend-port';
import type { ServiceTarget } from '../routers/model';
import type { Simulation } from '../trace/simulation';

/** Everything that tests can go through, found by object and field. */
export class CoverageItems {
  readonly all: readonly CoverageItem[];
  readonly dead: readonly DeadRoute[];
  readonly pathlessRules: readonly RuleItem[];
  private readonly byResource = new Map<Resource, Map<string, CoverageItem>>();
  private readonly rulesByPath = new Map<Resource, Map<string, RuleItem>>();

  constructor(readonly simulation: Simulation) {
    const { items, dead } = routeItems(simulation);
    this.dead = dead;
    const rules = [...this.ingressRules(), ...routeRules(items)];
    for (const rule of rules) this.addRule(rule);
    this.pathlessRules = rules.filter(({ paths }) => paths.length === 0);
    this.all = [...items, ...rules, ...simulation.cluster.services.all.flatMap(portItems)];
    for (const item of this.all) {
      const fields = this.byResource.get(item.resource);
      if (fields === undefined) this.byResource.set(item.resource, new Map([[item.path, item]]));
      else if (!fields.has(item.path)) fields.set(item.path, item);
    }
  }

  private addRule(rule: RuleItem): void {
    let rules = this.rulesByPath.get(rule.resource);
    if (rules === undefined) this.rulesByPath.set(rule.resource, rules = new Map());
    for (const path of rule.paths) rules.set(path, rule);
  }

  at(resource: Resource, path: string): CoverageItem | null {
    return this.byResource.get(resource)?.get(path) ?? null;
  }

  /** The rule that a path stands in. */
  ruleOf({ resource, path }: RouteItem): RuleItem | null {
    return this.rulesByPath.get(resource)?.get(path) ?? null;
  }

  /** The ports that a route names, where all its requests go to the same backends; which of others a request went to, its trace says. */
  portsBehind({ places }: RouteItem): readonly CoverageItem[] {
    const forwards = places.flatMap(({ route: { action } }) => action.kind === 'forward' ? [action.to.flatMap(({ target }) => target.kind === 'service' ? [target] : [])] : []);
    const [first = [], ...others] = forwards;
    if (others.some((each) => keyOf(each) !== keyOf(first))) return [];
    return first.flatMap((target) => this.portOf(target) ?? []);
  }

  private portOf({ namespace, name, port, servicePort }: ServiceTarget): CoverageItem | null {
    const service = this.simulation.cluster.services.get(namespace, name);
    if (service === undefined) return null;
    if (servicePort !== undefined) {
      const found = service.ports.find((each) => each.port === servicePort);
      return found === undefined ? null : this.at(service.resource, found.path);
    }
    const lookup = resolveBackendPort(service, port);
    return lookup.kind === 'missing' ? null : this.at(service.resource, lookup.kind === 'found' ? lookup.port.path : EXTERNAL_NAME);
  }

  /** Rules that have a path which can be reached, and those without paths, which only claim a host. */
  private ingressRules(): readonly RuleItem[] {
    const dead = new Set(this.dead.map(({ resource, path }) => `${describe(resource)} ${path}`));
    return this.simulation.cluster.ingresses.flatMap(({ resource, rules }) => rules
      .filter(({ paths }) => paths === null || paths.length === 0 || paths.some(({ fieldPath }) => !dead.has(`${describe(resource)} ${fieldPath}`)))
      .map(({ host, paths, fieldPath }) => ({
        kind: 'rule', resource, path: fieldPath, label: host === '' ? 'the rule without host' : `the rule for ${host}`, host, paths: (paths ?? []).map((each) => each.fieldPath),
      })));
  }
}

const EXTERNAL_NAME = 'spec.externalName';

function keyOf(targets: readonly ServiceTarget[]): string {
  return targets.map(({ namespace, name, port, servicePort }) => `${namespace}/${name} ${port} ${servicePort ?? ''}`).sort().join('\n');
}

/** The rules of routes of the Gateway API whose matches are items; a rule without matches is an item itself. */
function routeRules(items: readonly RouteItem[]): readonly RuleItem[] {
  const rules = new Map<string, { readonly resource: Resource; readonly path: string; readonly paths: Set<string> }>();
  for (const { resource, path, places } of items) {
    for (const { route } of places) {
      if (route.source.kind !== 'match') continue;
      for (const rule of route.covers.filter(({ kind }) => kind === 'rule')) {
        const key = `${describe(rule.resource)} ${rule.field}`;
        const known = rules.get(key);
        if (known === undefined) rules.set(key, { resource, path: rule.field, paths: new Set([path]) });
        else known.paths.add(path);
      }
    }
  }
  return [...rules.values()].map(({ resource, path, paths }) => ({ kind: 'rule', resource, path, label: path.replace(/^spec\./, ''), host: '', paths: [...paths] }));
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
