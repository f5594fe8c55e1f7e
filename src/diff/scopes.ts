import { areasOf, areasText } from './areas';
import type { DialScope, ExampleRequest, HttpScope, Scope } from './change';
import type { DialClass } from './dial-classes';
import type { NameClass } from './model';
import type { RouterEntry } from './router-entries';
import { describe } from '../kubernetes/resource';
import type { Protocol } from '../kubernetes/service';
import type { PathClass } from '../routers/classes/path-classes';

/** Requests that both sides treat alike as a whole. */
export type RequestClass = RouterClass | DialClass;

export interface RouterClass {
  readonly entry: 'router';
  readonly at: RouterEntry;
  readonly scheme: 'http' | 'https';
  readonly path: PathClass;
}

export function exampleOf(requests: RequestClass): ExampleRequest {
  switch (requests.entry) {
    case 'router': return { method: 'GET', url: `${requests.scheme}://${requests.at.host.example}${requests.path.example}`, from: null };
    case 'node': return dialExample('<node>', requests, null);
    case 'load-balancer': return dialExample(`<load-balancer-of-${requests.name}>`, requests, null);
    case 'outside': return dialExample(requests.host.includes(':') ? `[${requests.host}]` : requests.host, requests, null);
    case 'pod': return dialExample(requests.host, requests, clientOf(requests));
  }
}

function dialExample(host: string, { port, protocol }: { readonly port: number; readonly protocol: Protocol }, from: string | null): ExampleRequest {
  if (protocol !== 'TCP') return { method: 'GET', url: `${protocol.toLowerCase()}://${host}:${port}`, from };
  const url = port === 443 ? `https://${host}/` : port === 80 ? `http://${host}/` : `http://${host}:${port}/`;
  return { method: 'GET', url, from };
}

/** What some classes are, in as few words as can be: hosts, schemes and names with the same paths or ports together. */
export function scopesOf(classes: readonly RequestClass[]): readonly Scope[] {
  const routed = classes.filter((each) => each.entry === 'router');
  const dialled = classes.filter((each) => each.entry !== 'router');
  return [...httpScopes(routed), ...dialScopes(dialled)];
}

interface OpenHttpScope {
  readonly at: RouterEntry;
  readonly schemes: string[];
  readonly first: RouterClass;
  readonly paths: HttpScope['paths'];
}

function httpScopes(classes: readonly RouterClass[]): readonly HttpScope[] {
  const merged = new Map<string, HttpScope>();
  for (const { at, schemes, first, paths } of byHost(classes)) {
    const key = `${schemes.join(' ')}\n${at.router ?? ''}\n${JSON.stringify(paths)}`;
    const known = merged.get(key);
    const hosts = [...known?.hosts ?? [], at.host.pattern];
    merged.set(key, known === undefined ? { kind: 'http', schemes, hosts, router: at.router, paths, request: exampleOf(first) } : { ...known, hosts });
  }
  return [...merged.values()];
}

/** The classes of each host, schemes with the same paths together. */
function* byHost(classes: readonly RouterClass[]): Iterable<OpenHttpScope> {
  const entries = new Map<RouterEntry, Map<string, RouterClass[]>>();
  for (const each of classes) {
    let schemes = entries.get(each.at);
    if (schemes === undefined) entries.set(each.at, schemes = new Map());
    const known = schemes.get(each.scheme);
    if (known === undefined) schemes.set(each.scheme, [each]);
    else known.push(each);
  }
  for (const [at, schemes] of entries) {
    const scopes = new Map<string, OpenHttpScope>();
    for (const [scheme, some] of schemes) {
      const paths = areasOf(new Set(some.map((each) => each.path)), at.paths);
      const key = JSON.stringify(paths);
      const known = scopes.get(key);
      if (known === undefined) scopes.set(key, { at, schemes: [scheme], first: some[0], paths });
      else known.schemes.push(scheme);
    }
    yield* scopes.values();
  }
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

function placeOf(dialled: DialClass): readonly [string, string] {
  switch (dialled.entry) {
    case 'node': return ['any node', ''];
    case 'load-balancer': return [`the load balancer of Service ${dialled.namespace}/${dialled.name}`, ''];
    case 'outside': return [dialled.host, ''];
    case 'pod': return [dialled.host, ` from ${clientText(dialled)}`];
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
  return `${listed}${more}${by}: ${areasText(paths)}${schemes.length === 1 ? ` (${schemes[0]} only)` : ''}`;
}

function hostText(pattern: string): string {
  if (pattern === '*') return 'hosts that no rule names';
  return pattern.startsWith('*') ? `other hosts of ${pattern}` : pattern;
}
