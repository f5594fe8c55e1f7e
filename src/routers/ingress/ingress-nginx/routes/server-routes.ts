import type { Phase } from './access';
import { effectiveRewrite, locationPhases } from './location-routes';
import { creationOrder, unwatched } from './questions';
import { slashRedirect } from './redirects';
import { ofAnnotation, wholeHost } from './whole-host';
import type { OpenQuestion, Source } from '../../../../kubernetes/open-question';
import { compilePattern } from '../../../index/pattern';
import type { PathMatcher, Rank, Route } from '../../../model';
import type { DialectInputs } from '../../dialect';
import { defaultBackendSource, hostSource, pathSource, ruleSource } from '../../sources';
import type { Coverage } from '../servers/certificate-names';
import { emitLocations, isRegexServer, type EmittedLocation } from '../servers/locations';
import { areSameAge, EVERY_HOST, type Location, type Server } from '../servers/servers';
import { whyUnwatched } from '../servers/watched';
import { annotationSource } from '../settings/annotations';
import { toBase64 } from '../settings/base64';
import type { ReadIngress } from '../settings/settings';

/** What the places of a rank compare. */
export const PRECEDENCE = ['the whole host before paths', 'Exact before other paths', 'longer path', 'earlier in the configuration of nginx', 'earlier phase of nginx'];

export interface RouterContext {
  readonly inputs: DialectInputs;
  /** What pages of the controller itself point at where no rule is for every host. */
  readonly first: Source;
}

/** Routes of a server; the redirect to https is for the names that have a certificate. */
export function serverRoutes(server: Server, coverage: Coverage, { inputs, first }: RouterContext): readonly Route[] {
  const emitted = emitLocations(server);
  const regex = isRegexServer(emitted);
  return [
    ...wholeHost(server, emitted),
    ...(regex ? [] : slashRedirects(server, emitted)),
    ...internalLocations(server, emitted),
    ...(server.host === EVERY_HOST && !regex ? statusLocations(server, first) : []),
    ...emitted.flatMap((each, order) => !regex && isPartOf(each, emitted[order - 1])
      ? []
      : locationRoutes(server, each, { order, regex, coverage, inputs, next: emitted[order + 1] })),
  ];
}

const PATH = 1;
const EXACT = 0;
const PREFIX = 1;

/** nginx redirects `/p` to a location `/p/` that proxies, unless there is a location for `/p` itself. */
function slashRedirects(server: Server, emitted: readonly EmittedLocation[]): readonly Route[] {
  const exact = new Set(emitted.filter((each) => each.exact).map((each) => each.path));
  const routes = new Map<string, Route>();
  emitted.forEach((each, order) => {
    const { location, path } = each;
    const { read } = location;
    const bare = path.slice(0, -1);
    if (path === '/' || !path.endsWith('/') || read === null || read.settings.access.denied !== null || exact.has(bare) || routes.has(bare)) return;
    const source = sourceOf(server, location);
    routes.set(bare, {
      source,
      covers: coversOf(location),
      label: `${labelOf(location)}, to which nginx redirects`,
      filters: [],
      open: [],
      conditions: { path: { kind: 'exact', path: bare } },
      rank: [PATH, EXACT, 0, order],
      action: { kind: 'redirect', status: 301, location: slashRedirect(path, effectiveRewrite(location)), source },
    });
  });
  return [...routes.values()];
}

/** Locations for the requests that nginx makes to `auth-url`: clients get 404. */
function internalLocations(server: Server, emitted: readonly EmittedLocation[]): readonly Route[] {
  const routes: Route[] = [];
  for (const { location, path, exact } of emitted) {
    const { read } = location;
    if (read === null || read.settings.access.external === null || read.settings.access.denied !== null) continue;
    const source = annotationSource(read.ingress, 'auth-url');
    routes.push({
      ...ofAnnotation(read, 'auth-url'),
      rank: [PATH, EXACT, 0],
      conditions: { path: { kind: 'exact', path: `/_external-auth-${base64Url(path)}-${exact ? 'Exact' : 'Prefix'}` } },
      action: { kind: 'respond', status: 404, code: 'controller-page', reason: `nginx keeps the path for its requests to auth-url (server ${server.host})`, source },
    });
  }
  return routes;
}

function base64Url(text: string): string {
  return toBase64(text).replace(/\+/g, '-').replace(/\//g, '_').replace(/=/g, '');
}

/** The health and status pages of the server for every host; status is for the controller's own pod. */
function statusLocations({ owners, locations }: Server, first: Source): readonly Route[] {
  const [owner] = owners;
  const { read } = locations[0];
  const source = owner !== undefined ? ruleSource(owner.read.ingress, owner.rule) : read === null ? first : defaultBackendSource(read.ingress);
  const route = (path: string, status: number, reason: string): Route => ({
    source,
    covers: [],
    label: `\`${path}\` of the controller itself`,
    filters: [],
    open: [],
    rank: [PATH, PREFIX, -path.length],
    conditions: { path: { kind: 'string-prefix', path } },
    action: { kind: 'respond', status, code: 'controller-page', reason, source },
  });
  return [
    route('/healthz', 200, 'it is the health check of the controller, on every host that no rule names'),
    route('/nginx_status', 403, 'it is the status page of nginx, which only the controller itself may read'),
  ];
}

interface Place {
  readonly order: number;
  readonly regex: boolean;
  readonly coverage: Coverage;
  readonly inputs: DialectInputs;
  /** The location behind it. */
  readonly next: EmittedLocation | undefined;
}

/** A prefix `/p` stands as `/p/` and as an exact `/p`, which together are one: nothing else that is longer matches `/p`. */
function isPartOf(exact: EmittedLocation, prefix: EmittedLocation | undefined): boolean {
  return prefix !== undefined && exact.exact && !prefix.exact && exact.location === prefix.location;
}

function locationRoutes(server: Server, emitted: EmittedLocation, { order, regex, coverage, inputs, next }: Place): readonly Route[] {
  const { location } = emitted;
  // the controller's own default backend answers 404, as a router without a route does; only of patterns others are behind it
  if (location.read === null) return regex && next !== undefined ? [ownDefault(server, emitted, order)] : [];
  const source = sourceOf(server, location);
  const phases = locationPhases(emitted, { source, inputs, coverage, regex, open: openOf(server, location, inputs) });
  const path = matcherOf(emitted, regex, next !== undefined && isPartOf(next, emitted) && next.path !== emitted.path);
  const rank: Rank = regex ? [PATH, PREFIX, 0, order] : [PATH, emitted.exact ? EXACT : PREFIX, emitted.exact ? 0 : -emitted.path.length, order];
  return phases.map((phase, index) => routeOf(phase, { source, covers: coversOf(location), label: labelOf(location), path, rank: [...rank, index] }));
}

/** The implicit `/` of the server for every host, which nobody's default backend has. */
function ownDefault(server: Server, emitted: EmittedLocation, order: number): Route {
  const source = sourceOf(server, emitted.location);
  return {
    source,
    covers: [],
    label: 'the implicit `/`',
    conditions: { path: matcherOf(emitted, true, false) },
    filters: [],
    open: [],
    rank: [PATH, PREFIX, 0, order],
    action: { kind: 'respond', status: 404, code: 'no-matching-rule', reason: 'no rule matches the path, and the controller has no default backend of its own', source },
  };
}

type OfLocation = Pick<Route, 'source' | 'covers' | 'label' | 'rank'> & { readonly path: PathMatcher };

function routeOf({ scheme, methods, named, action, filters, open }: Phase, { path, source, covers, label, rank }: OfLocation): Route {
  const isPlain = scheme === undefined && methods === undefined && named === undefined;
  return { source, covers, label, rank, conditions: isPlain ? { path } : conditionsOf(path, { scheme, methods, named }), action, filters, open };
}

function conditionsOf(path: PathMatcher, { scheme, methods, named }: Pick<Phase, 'scheme' | 'methods' | 'named'>): Route['conditions'] {
  return {
    path,
    ...scheme === undefined ? {} : { scheme },
    ...methods === undefined ? {} : { methods },
    ...named === undefined ? {} : { named },
  };
}

/** On a server with patterns every path is one, unanchored at its end and of any case. */
function matcherOf({ path, exact }: EmittedLocation, regex: boolean, withoutSlash: boolean): PathMatcher {
  if (regex) return { kind: 'pattern', pattern: compilePattern(`^${path}`, { ignoreCase: true, pcre: true }) };
  if (exact) return { kind: 'exact', path };
  return withoutSlash ? { kind: 'element-prefix', path: path.slice(0, -1) } : { kind: 'string-prefix', path };
}

function sourceOf({ owners }: Server, { from, read, catchAll }: Location): Source {
  if (from !== null && read !== null) return pathSource(read.ingress, from.path);
  if (read !== null && catchAll) return defaultBackendSource(read.ingress);
  const owner = owners.find((each) => each.read === read) ?? owners[0];
  if (read?.ingress.defaultBackend != null) return defaultBackendSource(read.ingress);
  return ruleSource(owner.read.ingress, owner.rule);
}

function coversOf({ from, read }: Location): readonly Source[] {
  return from === null || read === null ? [] : [ruleSource(read.ingress, from.rule), hostSource(read.ingress, from.rule)];
}

function labelOf({ from, catchAll, isDefault, upstream }: Location): string {
  if (from !== null) return `\`${from.path.path === '' ? '/' : from.path.path}\` (${from.path.pathType})`;
  return catchAll || (isDefault && upstream !== null) ? 'the default backend' : 'the implicit `/`, with the annotations of the first Ingress of the host';
}

/** Where Ingress objects of one age would answer differently, it depends on which was created first. */
function openOf({ owners }: Server, location: Location, { asked, cluster }: DialectInputs): readonly OpenQuestion[] {
  const { read, contested } = location;
  if (read === null) return [];
  const reason = asked === true ? whyUnwatched(read.ingress, cluster) : null;
  const open = reason === null ? [] : [unwatched(read, reason)];
  if (contested === undefined && (!location.isDefault || owners.length < 2)) return open;
  const defaults = defaultsOf(read);
  const isOther = (each: ReadIngress): boolean => each !== read && areSameAge(read, each) && defaultsOf(each) !== defaults;
  const other = contested ?? owners.find((each) => isOther(each.read))?.read;
  return other === undefined ? open : [...open, creationOrder(read, other)];
}

function defaultsOf({ ingress, settings }: ReadIngress): string {
  const { access, redirects, rewrite, cors, limits, unknown, customHttpErrors, defaultBackend } = settings;
  return JSON.stringify([ingress.defaultBackend, access, redirects, rewrite, cors, limits, unknown, customHttpErrors, defaultBackend]);
}
