import { areasText } from './areas';
import type { DialScope, ExampleRequest, HttpScope, Scope } from './change';
import type { DialClass } from './dial-classes';
import { httpScopes, routerExample, type RouterClass } from './http-scopes';
import type { NameClass } from './model';
import { describe } from '../kubernetes/resource';
import type { Protocol } from '../kubernetes/service';

/** Requests that both sides treat alike as a whole. */
export type RequestClass = RouterClass | DialClass;

export function exampleOf(requests: RequestClass): ExampleRequest {
  switch (requests.entry) {
    case 'router': return routerExample(requests.request);
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
  const dialed = classes.filter((each) => each.entry !== 'router');
  return [...httpScopes(routed), ...dialScopes(dialed)];
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
