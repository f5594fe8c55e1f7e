import type { GrantNeeded } from './backends';
import { hostRules, type HostRules } from './host-rules';
import { routedHosts, type HostEntry, type RoutedHost } from './hosts';
import { httpRoutes, type PlannedRules } from './http-routes';
import { listenerObject, MOST_LISTENERS, planListeners, type ListenerPlan } from './listeners';
import type { Conversion, GatewayRule, MigratedObject } from './model';
import { tlsRoutes, type PlannedPassthrough } from './tls-routes';
import type { Cluster } from '../cluster/model';
import type { Resource } from '../kubernetes/resource';
import type { Router } from '../routers/model';

export interface ConvertOptions {
  readonly gatewayClass: string;
  /** Absent: named after the ingress class, beside the first Ingress. */
  readonly gateway?: { readonly namespace: string; readonly name: string };
}

export type DefaultSecret = Conversion['defaultSecrets'][number];

/** Names that are taken, `namespace/name`. */
export interface Names {
  readonly routes: Set<string>;
  readonly gateways: Set<string>;
}

/** What one router becomes. */
export interface ConvertedRouter {
  readonly gateways: readonly MigratedObject[];
  readonly routes: readonly MigratedObject[];
  readonly rules: readonly HostRules[];
  readonly grants: readonly GrantNeeded[];
  readonly defaultSecrets: readonly DefaultSecret[];
  readonly names: readonly string[];
}

interface HostWithRules {
  readonly host: RoutedHost;
  readonly rules: ReadonlyMap<HostEntry, HostRules>;
}

/** A router of Ingress objects as a Gateway with its routes; as several where it has more hosts than one can have listeners. */
export function convertRouter(router: Router, cluster: Cluster, options: ConvertOptions, names: Names): ConvertedRouter {
  const all = routedHosts(router).map(
    (host): HostWithRules => ({ host, rules: new Map(host.entries.map((entry) => [entry, hostRules(entry, cluster)])) }),
  );
  const served = all.filter((each) => isServed(each) || isKept(each.host, all));
  const hosts = served.some(isServed) ? served : [];
  const rules = all.flatMap((each) => [...each.rules.values()]);
  const first = router.resources[0];
  const base = options.gateway ?? { namespace: first?.namespace ?? 'default', name: router.id.className ?? 'ingress' };
  const gateways: MigratedObject[] = [];
  const routes: MigratedObject[] = [];
  const grants: GrantNeeded[] = [];
  const defaultSecrets: DefaultSecret[] = [];
  const made: string[] = [];
  for (const part of hostChunks(hosts)) {
    const gateway = { namespace: base.namespace, name: freeName(base, names.gateways) };
    const whole = planListeners(part.map(({ host }) => host));
    const planned = part.flatMap((each) => plannedRules(each, whole));
    const passed = part.flatMap((each) => plannedPassthrough(each, whole));
    const plan = withoutUnused(whole, [...planned, ...passed]);
    const namespaces = [...new Set([...planned, ...passed].map(({ owner }) => owner.namespace ?? 'default'))];
    gateways.push(gatewayObject(gateway, plan, namespaces, options, first));
    routes.push(...httpRoutes(planned, gateway, names.routes), ...tlsRoutes(passed, gateway, names.routes));
    grants.push(...secretGrants(plan, gateway.namespace));
    if (needsDefault(plan)) defaultSecrets.push({ namespace: gateway.namespace, name: defaultSecretName(gateway.name) });
    made.push(`${gateway.namespace}/${gateway.name}`);
  }
  return { gateways, routes, rules, grants, defaultSecrets, names: made };
}

/** A host without rules of its own is kept from the rules of wider hosts. */
function isKept({ matcher }: RoutedHost, all: readonly HostWithRules[]): boolean {
  if (matcher.kind === 'any') return false;
  return all.some((each) => each.host.matcher.kind === 'any' && isServed(each));
}

function isServed({ rules }: HostWithRules): boolean {
  return [...rules.values()].some((each) => each.rules.length > 0 || each.passthrough !== null);
}

/** Hosts by as many Gateways as their listeners need. */
function hostChunks(hosts: readonly HostWithRules[]): readonly (readonly HostWithRules[])[] {
  if (hosts.length === 0) return [];
  if (planListeners(hosts.map(({ host }) => host)).listeners.length <= MOST_LISTENERS) return [hosts];
  const most = MOST_LISTENERS / 2 - 1;
  return Array.from({ length: Math.ceil(hosts.length / most) }, (_, i) => hosts.slice(i * most, (i + 1) * most));
}

function freeName({ namespace, name }: { readonly namespace: string; readonly name: string }, taken: Set<string>): string {
  let free = name;
  for (let i = 2; taken.has(`${namespace}/${free}`); i++) free = `${name}-${i}`;
  taken.add(`${namespace}/${free}`);
  return free;
}

/** Rules of each Ingress; http and https together where they are the same. */
function plannedRules({ host, rules }: HostWithRules, plan: ListenerPlan): readonly PlannedRules[] {
  const byOwner = new Map<Resource, { readonly entry: HostEntry; readonly rules: GatewayRule[] }[]>();
  for (const [entry, { rules: own }] of rules) {
    for (const rule of own) {
      const list = byOwner.get(rule.owner) ?? [];
      byOwner.set(rule.owner, list);
      const known = list.find((each) => each.entry === entry);
      if (known === undefined) list.push({ entry, rules: [rule] });
      else known.rules.push(rule);
    }
  }
  return [...byOwner].flatMap(([owner, entries]) => {
    const section = (entry: HostEntry): string => plan.listenerOf(entry);
    const texts = entries.map((each) => JSON.stringify(each.rules.map(({ matches, filters, backendRefs }) => [matches, filters, backendRefs])));
    if (entries.length > 1 && texts.every((text) => text === texts[0])) {
      return [{ owner, hostname: host.hostname, sections: entries.map(({ entry }) => section(entry)), schemes: 'both' as const, rules: entries[0].rules }];
    }
    return [...entries].reverse().map(
      (each): PlannedRules => ({ owner, hostname: host.hostname, sections: [section(each.entry)], schemes: each.entry.scheme, rules: each.rules }),
    );
  });
}

function plannedPassthrough({ host: { hostname }, rules }: HostWithRules, plan: ListenerPlan): readonly PlannedPassthrough[] {
  if (hostname === null) return [];
  return [...rules].flatMap(([entry, { passthrough }]) => (
    passthrough === null || passthrough.backendRefs.length === 0 ? [] : [{ ...passthrough, hostname, sections: [plan.listenerOf(entry)] }]
  ));
}

/** Listeners with routes, and those that keep their hosts from the routes of others. */
function withoutUnused(plan: ListenerPlan, planned: readonly { readonly sections: readonly string[] }[]): ListenerPlan {
  const used = new Set(planned.flatMap(({ sections }) => sections));
  const ports = new Set(plan.listeners.filter(({ name }) => used.has(name)).map(({ port }) => port));
  return { ...plan, listeners: plan.listeners.filter(({ name, hostname, port }) => used.has(name) || (hostname !== null && ports.has(port))) };
}

function needsDefault({ listeners }: ListenerPlan): boolean {
  return listeners.some((each) => each.scheme === 'https' && each.secret === null);
}

function defaultSecretName(gateway: string): string {
  return `${gateway}-default-certificate`;
}

function gatewayObject(
  gateway: { readonly namespace: string; readonly name: string }, plan: ListenerPlan, namespaces: readonly string[],
  { gatewayClass }: ConvertOptions, first: Resource | undefined,
): MigratedObject {
  const secret = defaultSecretName(gateway.name);
  return {
    object: {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'Gateway',
      metadata: { name: gateway.name, namespace: gateway.namespace },
      spec: { gatewayClassName: gatewayClass, listeners: plan.listeners.map((each) => listenerObject(each, gateway.namespace, secret, namespaces)) },
    },
    notes: !needsDefault(plan) || first === undefined ? [] : [{
      code: 'default-certificate',
      source: { resource: first, field: 'spec.tls', kind: 'certificate' },
      reason: 'hosts without a certificate of their own are served over https with one of the controller, which a Gateway does not have',
      action: `put that certificate, or one that clients trust, into Secret ${gateway.namespace}/${secret}, or delete the listeners that name it if nobody uses https there`,
    }],
  };
}

function secretGrants({ listeners }: ListenerPlan, own: string): readonly GrantNeeded[] {
  return listeners.flatMap(({ secret }) => secret === null || secret.namespace === own ? [] : [{ from: own, to: secret, of: 'certificate' as const }]);
}
