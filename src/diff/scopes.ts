import { areasOf, areasText } from './areas';
import type { DialScope, ExampleRequest, HttpScope, Scope } from './change';
import type { DialClass } from './dial-classes';
import type { NameClass } from './model';
import type { RouterEntry } from './router-entries';
import { describe } from '../kubernetes/resource';
import type { Protocol } from '../kubernetes/service';
import type { RequestClass as RouterRequests } from '../routers/classes/request-classes';
import type { RouterRequest } from '../routers/model';

/** Requests that both sides treat alike as a whole. */
export type RequestClass = RouterClass | DialClass;

export interface RouterClass {
  readonly entry: 'router';
  readonly at: RouterEntry;
  readonly of: RouterRequests;
  /** One of them, by which both sides are compared. */
  readonly request: RouterRequest;
}

export function exampleOf(requests: RequestClass): ExampleRequest {
  switch (requests.entry) {
    case 'router': return routerExample(requests.request);
    case 'node': return dialExample('<node>', requests, null);
    case 'load-balancer': return dialExample(`<load-balancer-of-${requests.name}>`, requests, null);
    case 'outside': return dialExample(requests.host.includes(':') ? `[${requests.host}]` : requests.host, requests, null);
    case 'pod': return dialExample(requests.host, requests, clientOf(requests));
  }
}

/** The ports that need not be written. */
const PORTS: Readonly<Partial<Record<RouterRequest['scheme'], number>>> = { http: 80, https: 443 };

function routerExample({ method, scheme, authority, port, path, query, headers }: RouterRequest): ExampleRequest {
  const url = `${scheme}://${authority}${port === PORTS[scheme] ? '' : `:${port}`}${path}${query}`;
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return { method, url, from: null, ...lines.length === 0 ? {} : { headers: lines } };
}

function dialExample(host: string, { port, protocol }: { readonly port: number; readonly protocol: Protocol }, from: string | null): ExampleRequest {
  if (protocol !== 'TCP') return { method: 'GET', url: `${protocol.toLowerCase()}://${host}:${port}`, from };
  const url = port === 443 ? `https://${host}/` : port === 80 ? `http://${host}/` : `http://${host}:${port}/`;
  return { method: 'GET', url, from };
}

/** What some classes are, in as few words as can be: hosts, schemes and names with the same paths or ports together. */
export function scopesOf(classes: readonly RequestClass[]): readonly Scope[] {
  const routed = classes.filter((each) => each.entry === 'router');
  const dialed = classes.filter((each) => each.entry !== 'router');
  return [...httpScopes(routed), ...dialScopes(dialed)];
}

interface OpenHttpScope {
  readonly at: RouterEntry;
  readonly schemes: string[];
  readonly first: RouterClass;
  readonly paths: HttpScope['paths'];
  readonly examples: readonly string[];
  readonly condition: string;
}

function httpScopes(classes: readonly RouterClass[]): readonly HttpScope[] {
  const merged = new Map<string, HttpScope & { readonly hosts: string[] }>();
  for (const { at, schemes, first, paths, examples, condition } of byHost(classes)) {
    const key = JSON.stringify([schemes, at.router, paths, examples, condition]);
    const known = merged.get(key);
    if (known !== undefined) known.hosts.push(at.host.pattern);
    else merged.set(key, { kind: 'http', schemes, hosts: [at.host.pattern], router: at.router, paths, examples, condition, request: exampleOf(first) });
  }
  return [...merged.values()];
}

/** The classes of each host, schemes with the same paths together. */
function* byHost(classes: readonly RouterClass[]): Iterable<OpenHttpScope> {
  const hosts = new Map<string, RouterClass[]>();
  for (const each of classes) {
    const key = JSON.stringify([each.at.host.pattern, each.at.router, conditionOf(each)]);
    const known = hosts.get(key);
    if (known === undefined) hosts.set(key, [each]);
    else known.push(each);
  }
  for (const group of hosts.values()) yield* schemesOf(group);
}

function schemesOf(classes: readonly RouterClass[]): Iterable<OpenHttpScope> {
  const entries = new Map<RouterEntry, RouterClass[]>();
  for (const each of classes) {
    const known = entries.get(each.at);
    if (known === undefined) entries.set(each.at, [each]);
    else known.push(each);
  }
  const scopes = new Map<string, OpenHttpScope>();
  for (const [at, some] of entries) {
    const areas = some.map(({ of }) => of.area).filter((area) => area !== null);
    const paths = areasOf(new Set(areas), at.classes.map(({ area }) => area).filter((area) => area !== null));
    const examples = some.filter(({ of }) => of.area === null).map(({ request }) => request.path);
    const key = JSON.stringify([paths, examples]);
    const known = scopes.get(key);
    if (known === undefined) scopes.set(key, { at, schemes: [schemeText(at)], first: some[0], paths, examples, condition: conditionOf(some[0]) });
    else known.schemes.push(schemeText(at));
  }
  return scopes.values();
}

function schemeText({ entry: { scheme, port } }: RouterEntry): string {
  return port === PORTS[scheme] ? scheme : `${scheme} on port ${port}`;
}

/** What requests have besides host and path, where others of the host are told apart by it. */
function conditionOf({ at, request: { method, headers, query } }: RouterClass): string {
  const extras = [...method === 'GET' ? [] : [method], ...Object.entries(headers).map(([name, value]) => `header ${name}: ${value}`), ...query === '' ? [] : [query]];
  if (extras.length > 0) return extras.join(', ');
  return isToldApart(at.classes) ? 'plain GET' : '';
}

const TOLD_APART = new WeakMap<readonly RouterRequests[], boolean>();

/** Whether the requests of an entry are told apart by more than their paths. */
function isToldApart(classes: readonly RouterRequests[]): boolean {
  let known = TOLD_APART.get(classes);
  if (known === undefined) {
    known = classes.some(({ request: { method, query, headers } }) => method !== 'GET' || query !== '' || Object.keys(headers).length > 0);
    TOLD_APART.set(classes, known);
  }
  return known;
}

/** Ports of one place together. */
function dialScopes(classes: readonly DialClass[]): readonly DialScope[] {
  const places = new Map<string, { readonly place: string; readonly request: ExampleRequest; readonly ports: string[]; readonly where: string }>();
  for (const each of classes) {
    const [place, where] = placeOf(each);
    const port = each.entry === 'pod' && each.everyPort ? 'any port' : `port ${each.port}${each.protocol === 'TCP' ? '' : `/${each.protocol}`}`;
    const key = `${place}${where}`;
    const known = places.get(key);
    if (known === undefined) places.set(key, { place, request: exampleOf(each), ports: [port], where });
    else known.ports.push(port);
  }
  return [...places.values()].map(({ place, request, ports, where }) => ({ kind: 'dial', text: `${place} ${ports.join(', ')}${where}`, request }));
}

function placeOf(dialed: DialClass): readonly [string, string] {
  switch (dialed.entry) {
    case 'node': return ['any node', ''];
    case 'load-balancer': return [`the load balancer of Service ${dialed.namespace}/${dialed.name}`, ''];
    case 'outside': return [dialed.host, ''];
    case 'pod': return [dialed.host, ` from ${clientText(dialed)}`];
  }
}

function clientOf({ namespace, client }: NameClass): string {
  if (client === null) return `${namespace}/Pod/*`;
  const [{ kind, namespace: own, name }] = client.workloads;
  return `${own}/${kind}/${name}`;
}

/** More clients than these are counted, not listed. */
const MOST_CLIENTS = 4;

function clientText({ client }: NameClass): string {
  if (client === null) return 'pods';
  const { workloads } = client;
  const more = workloads.length > MOST_CLIENTS ? ` and ${workloads.length - MOST_CLIENTS} more` : '';
  return `${workloads.slice(0, MOST_CLIENTS).map(describe).join(', ')}${more}`;
}

/** More hosts than these are counted, not listed. */
const MOST_HOSTS = 4;

/** `api.example.com: /quote and everything under it (http and https)`. */
export function scopeText(scope: Scope): string {
  if (scope.kind === 'dial') return scope.text;
  const { hosts, schemes, router, paths } = scope;
  const listed = hosts.slice(0, MOST_HOSTS).map(hostText).join(', ');
  const more = hosts.length > MOST_HOSTS ? ` and ${hosts.length - MOST_HOSTS} more hosts` : '';
  const by = router === null ? '' : ` at ${router}`;
  const when = scope.condition === '' ? '' : `, ${scope.condition}`;
  return `${listed}${more}${by}: ${pathsText(paths, scope.examples)}${when}${schemes.length === 1 ? ` (${schemes[0]} only)` : ''}`;
}

/** More paths than these stand for the others. */
const MOST_EXAMPLES = 3;

function pathsText(paths: HttpScope['paths'], examples: readonly string[]): string {
  if (examples.length === 0) return areasText(paths);
  const shown = `paths like ${[...new Set(examples)].slice(0, MOST_EXAMPLES).join(', ')}`;
  return paths.areas.length === 0 ? shown : `${areasText(paths)}; ${shown}`;
}

function hostText(pattern: string): string {
  if (pattern === '*') return 'hosts that no rule names';
  return pattern.startsWith('*') ? `other hosts of ${pattern}` : pattern;
}
