import { placeOfCertificate } from './tls-hosts';
import { serviceBackend, upstreamName, type Upstream } from './upstreams';
import type { Ingress, IngressPath, IngressRule } from '../../../../kubernetes/ingress';
import type { ReadIngress } from '../settings/settings';

/** A location of a server, as a path of a rule, or the implicit one for `/`. */
export interface Location {
  readonly path: string;
  readonly type: 'Exact' | 'Prefix';
  /** Implicit, and not taken by a real path. */
  isDefault: boolean;
  /** null: the controller's own default backend, which answers 404. */
  upstream: Upstream | null;
  /** Whose annotations it has; null: nobody's. */
  read: ReadIngress | null;
  /** Where it is written; null: nowhere, it is implicit or a default backend. */
  from: { readonly rule: IngressRule; readonly path: IngressPath } | null;
  /** The default backend of an Ingress without rules: its redirects and rewrites have no effect. */
  catchAll: boolean;
  /** Another Ingress of the same age has the path as well, for another Service or with other annotations. */
  contested?: ReadIngress;
}

/** What nginx serves for one host. */
export interface Server {
  /** `_`: every host that no other server has. */
  readonly host: string;
  readonly locations: Location[];
  /** Ingress objects with a rule for the host, in order of precedence, and their rules. */
  owners: { readonly read: ReadIngress; readonly rule: IngressRule }[];
  aliases: readonly string[];
  /** null: no Ingress with the host has any entry of `spec.tls`, so that http is not redirected. */
  certificate: ServerCertificate | null;
  /** A location of it asks for the redirect from, or to, `www.`. */
  wwwRedirect: ReadIngress | null;
}

export interface ServerCertificate {
  readonly ingress: Ingress;
  readonly secretName: string | null;
  readonly field: string;
}

export const EVERY_HOST = '_';

export function areSameAge(one: ReadIngress, other: ReadIngress): boolean {
  return (one.ingress.creationTimestamp ?? '') === (other.ingress.creationTimestamp ?? '');
}

/**
 * One server for each host of a rule, each with a location for `/` that has the annotations of the first Ingress with the host.
 *
 * @see https://github.com/kubernetes/ingress-nginx/blob/controller-v1.15.1/internal/ingress/controller/controller.go createServers
 */
export function createServers(ingresses: readonly ReadIngress[], upstreams: ReadonlyMap<string, Upstream>): Map<string, Server> {
  const servers = new Map<string, Server>([[EVERY_HOST, newServer(EVERY_HOST, null, null)]]);
  for (const read of ingresses) {
    if (read.settings.canary !== null) continue;
    const own = ownDefault(read.ingress, upstreams);
    takeEveryHost(servers, read, own);
    for (const rule of read.ingress.rules) {
      const host = hostOf(rule);
      if (!servers.has(host)) servers.set(host, newServer(host, read, own));
    }
  }
  for (const read of ingresses) {
    if (read.settings.canary === null) for (const rule of read.ingress.rules) configureServer(servers, read, rule);
  }
  return servers;
}

export function hostOf({ host }: IngressRule): string {
  return host === '' ? EVERY_HOST : host;
}

function newServer(host: string, read: ReadIngress | null, upstream: Upstream | null): Server {
  const root: Location = { path: '/', type: 'Prefix', isDefault: true, upstream, read, from: null, catchAll: false };
  return { host, locations: [root], owners: [], aliases: [], certificate: null, wwwRedirect: null };
}

/** The upstream of `spec.defaultBackend`. */
function ownDefault(ingress: Ingress, upstreams: ReadonlyMap<string, Upstream>): Upstream | null {
  const backend = serviceBackend(ingress.defaultBackend);
  return backend === null ? null : upstreams.get(upstreamName(ingress.namespace, backend)) ?? null;
}

/** The first Ingress with a default backend and no rules has the requests for all hosts without a server. */
function takeEveryHost(servers: ReadonlyMap<string, Server>, read: ReadIngress, own: Upstream | null): void {
  const root = servers.get(EVERY_HOST)?.locations[0];
  if (own === null || read.ingress.rules.length > 0 || root?.isDefault !== true) return;
  root.isDefault = false;
  root.upstream = own;
  root.read = read;
  root.catchAll = true;
}

function configureServer(servers: ReadonlyMap<string, Server>, read: ReadIngress, rule: IngressRule): void {
  const server = servers.get(hostOf(rule));
  if (server === undefined) return;
  // most hosts have one, and a list that was filled by `push` has room for many
  if (server.owners.length === 0) server.owners = [{ read, rule }];
  else server.owners.push({ read, rule });
  if (server.aliases.length === 0) server.aliases = read.settings.aliases;
  if (server.certificate === null && read.ingress.tls.length > 0) server.certificate = certificateFor(read.ingress, rule.host);
}

/**
 * Any entry of `spec.tls` gives all hosts of the Ingress a certificate: the Secret of the entry with the host, else the one whose certificate
 * covers it, else the controller's own. What a certificate covers is taken from the wildcards of its entry.
 *
 * @see https://github.com/kubernetes/ingress-nginx/blob/controller-v1.15.1/internal/ingress/controller/controller.go extractTLSSecretName
 */
function certificateFor(ingress: Ingress, host: string): ServerCertificate {
  const place = placeOfCertificate(ingress.tls, host.toLowerCase());
  return { ingress, secretName: place === -1 ? null : ingress.tls[place].secretName, field: ingress.tls[Math.max(place, 0)].fieldPath };
}

/**
 * Adds the paths of the rules to their servers, in order of precedence. Of locations with the path only the first is looked at: of the same
 * type it stays, unless it is implicit; of another type the new one is added.
 *
 * @see https://github.com/kubernetes/ingress-nginx/blob/controller-v1.15.1/internal/ingress/controller/controller.go getBackendServers
 */
export function addPaths(ingresses: readonly ReadIngress[], servers: ReadonlyMap<string, Server>, upstreams: ReadonlyMap<string, Upstream>): void {
  const every = servers.get(EVERY_HOST);
  if (every === undefined) return;
  const firsts: FirstLocations = new Map();
  for (const read of ingresses) {
    for (const rule of read.ingress.rules) {
      const server = servers.get(hostOf(rule)) ?? every;
      for (const path of rule.paths ?? []) addPath(read, rule, path, { server, firsts, upstreams });
    }
  }
}

/** The first location of each path, of servers with many. */
type FirstLocations = Map<Server, Map<string, Location>>;

/** Of so few locations the one for a path is found by looking at all. */
const FEW = 8;

function firstLocation(server: Server, path: string, firsts: FirstLocations): Location | undefined {
  const { locations } = server;
  if (locations.length <= FEW) return locations.find((each) => each.path === path);
  let byPath = firsts.get(server);
  if (byPath === undefined) {
    firsts.set(server, byPath = new Map());
    for (const each of locations) if (!byPath.has(each.path)) byPath.set(each.path, each);
  }
  return byPath.get(path);
}

interface Into {
  readonly server: Server;
  readonly firsts: FirstLocations;
  readonly upstreams: ReadonlyMap<string, Upstream>;
}

function addPath(read: ReadIngress, rule: IngressRule, path: IngressPath, { server, firsts, upstreams }: Into): void {
  const backend = serviceBackend(path.backend);
  const upstream = backend === null ? undefined : upstreams.get(upstreamName(read.ingress.namespace, backend));
  if (upstream === undefined || upstream.canary !== null) return;
  const text = path.path === '' ? '/' : path.path;
  const type = path.pathType === 'Exact' ? 'Exact' : 'Prefix';
  const first = firstLocation(server, text, firsts);
  if (first?.type === type) {
    if (!first.isDefault) {
      if (first.read !== null && first.read !== read && areSameAge(first.read, read)) first.contested ??= read;
      return;
    }
    first.isDefault = false;
    first.upstream = upstream;
    first.read = read;
    first.from = { rule, path };
  } else {
    const location: Location = { path: text, type, isDefault: false, upstream, read, from: { rule, path }, catchAll: false };
    server.locations.push(location);
    if (first === undefined) firsts.get(server)?.set(text, location);
  }
  if (read.settings.redirects.fromToWww) server.wwwRedirect ??= read;
}
