import { slug } from './listeners';
import type { GatewayRule, MigratedObject } from './model';
import { uniqueNotes } from './notes';
import type { JsonObject, Resource } from '../kubernetes/resource';

/** Rules of one Ingress for one host at some listeners. */
export interface PlannedRules {
  readonly owner: Resource;
  readonly hostname: string | null;
  readonly sections: readonly string[];
  /** Which schemes the sections are of. */
  readonly schemes: 'http' | 'https' | 'both';
  readonly rules: readonly GatewayRule[];
}

/** Of one HTTPRoute, by the API; hosts have up to two listeners each, and parentRefs are at most 32. */
const MOST_HOSTS = 15;
const MOST_RULES = 16;
const MOST_MATCHES = 128;

/** HTTPRoutes, named after their Ingress: hosts with the same rules together. */
export function httpRoutes(
  planned: readonly PlannedRules[], gateway: { readonly namespace: string; readonly name: string }, taken: Set<string>,
): readonly MigratedObject[] {
  const groups = new Map<string, PlannedRules[]>();
  for (const each of planned) {
    const { owner, schemes, rules, hostname } = each;
    const bodies = rules.map(({ matches, filters, backendRefs }) => [matches, filters, backendRefs]);
    const key = JSON.stringify([rules[0]?.kind, owner.namespace, owner.name, schemes, hostname === null, bodies]);
    groups.set(key, [...groups.get(key) ?? [], each]);
  }
  return [...groups.values()].flatMap((group) => chunks(group, MOST_HOSTS)).flatMap((group) => {
    const [{ owner, rules }] = group;
    const base = routeName(group, taken);
    return ruleChunks(rules).map((some, i) => routeObject(unused(i === 0 ? base : `${base}-${i + 1}`, owner, taken), group, some, gateway));
  });
}

/** The Ingress's name, for its first route; the redirect and other hosts say what they are. */
function routeName(group: readonly PlannedRules[], taken: ReadonlySet<string>): string {
  const [{ owner, schemes, rules, hostname }] = group;
  const redirects = schemes === 'http' && rules.every(({ filters }) => filters.some(({ type }) => type === 'RequestRedirect'));
  const base = redirects ? `${owner.name}-redirect` : schemes === 'http' ? `${owner.name}-http` : owner.name;
  return taken.has(`${owner.namespace}/${base}`) && hostname !== null ? `${base}-${slug(hostname)}` : base;
}

export function unused(name: string, { namespace }: Resource, taken: Set<string>): string {
  const short = name.slice(0, 240).replace(/[^a-z0-9]+$/, '');
  let free = short;
  for (let i = 2; taken.has(`${namespace}/${free}`); i++) free = `${short}-${i}`;
  taken.add(`${namespace}/${free}`);
  return free;
}

function routeObject(
  name: string, group: readonly PlannedRules[], rules: readonly GatewayRule[], gateway: { readonly namespace: string; readonly name: string },
): MigratedObject {
  const [{ owner }] = group;
  const namespace = owner.namespace ?? 'default';
  const hostnames = [...new Set(group.flatMap(({ hostname }) => hostname === null ? [] : [hostname]))];
  const sections = [...new Set(group.flatMap((each) => each.sections))];
  const labels = labelsOf(owner);
  const object: JsonObject = {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: rules[0]?.kind ?? 'HTTPRoute',
    metadata: { name, namespace, ...(labels === null ? {} : { labels }) },
    spec: {
      parentRefs: parentRefs(sections, gateway, namespace),
      ...(hostnames.length === 0 ? {} : { hostnames }),
      rules: rules.map(ruleObject),
    },
  };
  return { object, notes: uniqueNotes(rules.flatMap(({ notes }) => notes)) };
}

/** @param namespace of the route */
export function parentRefs(
  sections: readonly string[], { name, namespace: own }: { readonly namespace: string; readonly name: string }, namespace: string,
): readonly JsonObject[] {
  return sections.map((sectionName) => ({ name, ...(own === namespace ? {} : { namespace: own }), sectionName }));
}

function ruleObject({ matches, filters, backendRefs }: GatewayRule): JsonObject {
  return {
    // without any a rule takes every gRPC call
    ...(matches.every((match) => Object.keys(match).length === 0) ? {} : { matches: [...matches] }),
    ...(filters.length === 0 ? {} : { filters: [...filters] }),
    ...(backendRefs.length === 0 ? {} : { backendRefs: [...backendRefs] }),
  };
}

/** What selects and groups objects goes along; the API server checks it at the Ingress already. */
export function labelsOf({ object }: Resource): JsonObject | null {
  const metadata = object.metadata as JsonObject | undefined;
  const labels = metadata?.labels;
  return typeof labels !== 'object' || labels === null || Array.isArray(labels) || Object.keys(labels).length === 0 ? null : labels as JsonObject;
}

/** Rules with the same path stay together: within one route the first of them wins. */
function ruleChunks(rules: readonly GatewayRule[]): readonly (readonly GatewayRule[])[] {
  const all: GatewayRule[][] = [[]];
  for (const group of byPath(rules.flatMap(narrow))) {
    const last = all[all.length - 1];
    const matches = [...last, ...group].reduce((sum, each) => sum + each.matches.length, 0);
    if (last.length > 0 && (last.length + group.length > MOST_RULES || matches > MOST_MATCHES)) all.push([...group]);
    else last.push(...group);
  }
  return all.flatMap((each) => chunks(each, MOST_RULES));
}

/** A rule with at most as many matches as one may have. */
function narrow(rule: GatewayRule): readonly GatewayRule[] {
  return chunks(rule.matches, 64).map((matches) => ({ ...rule, matches }));
}

function byPath(rules: readonly GatewayRule[]): readonly (readonly GatewayRule[])[] {
  const groups: { readonly path: string; readonly rules: GatewayRule[] }[] = [];
  for (const rule of rules) {
    const path = JSON.stringify(rule.matches.map((match) => match.path));
    const last = groups[groups.length - 1];
    if (last?.path === path) last.rules.push(rule);
    else groups.push({ path, rules: [rule] });
  }
  return groups.map((each) => each.rules);
}

function chunks<T>(all: readonly T[], most: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(all.length / most) }, (_, i) => all.slice(i * most, (i + 1) * most));
}
