import { Testing } from 'cdk8s';
import fc from 'fast-check';
import { createChart, service } from './path-router/fixture';
import { IngressController, PathRewrite, PathRouter, PathType, RoutingModel, type PathRouterProps, type PathRoute, type RouterTls } from '../../src';

// What PathRouter writes for a controller, read as that controller reads it, does what the props say.

/** What a controller does of which Ingress objects say nothing. */
interface Manners {
  readonly controller: IngressController;
  readonly redirectStatus: number;
  /** As the Location has it. */
  readonly redirectPort: string;
  /** Where `/a/` is Exact and nothing is for `/a` alone, `/a` is redirected to it. */
  readonly addsSlash: boolean;
  /** A final `/` is missing from the Location. */
  readonly cutsSlash: boolean;
  /** What is redirected to https where the props do not say. */
  redirects(host: string, tls: readonly RouterTls[]): boolean;
  /** Rules are compared by length, whatever their hosts. */
  readonly byLength: boolean;
  /** The path `/a` of a Prefix takes `/ab`, while `/a/` does not take `/a`. */
  readonly byLetters?: true;
  /** Its installation, where that differs from the usual. */
  readonly installation?: object;
  /** A password is asked for before a redirect to https. */
  readonly asksFirst: boolean;
  /** Requests that no route takes get what the first Ingress of their host has for others as well: a redirect, a password. */
  readonly sharesFeatures: boolean;
  readonly users: Readonly<Record<string, string>>;
}

/** With `strictPrefixMatching`, Traefik compares elements. */
const STRICT = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'traefik', namespace: 'traefik' },
  spec: {
    selector: { matchLabels: { 'app.kubernetes.io/name': 'traefik' } },
    template: {
      metadata: { labels: { 'app.kubernetes.io/name': 'traefik' } },
      spec: {
        containers: [{
          name: 'traefik',
          image: 'example.com/traefik:1',
          args: ['--providers.kubernetesingress.strictPrefixMatching=true', '--entryPoints.web.address=:8000/tcp', '--entryPoints.websecure.address=:8443/tcp'],
        }],
      },
    },
  },
};

/** Each controller that has a writer. */
const MANNERS: readonly Manners[] = [
  { controller: IngressController.INGRESS_NGINX, redirectStatus: 308, redirectPort: '', addsSlash: true, cutsSlash: true, redirects: (host, tls) => host !== '' && hasCertificate(host, tls), byLength: false, asksFirst: false, sharesFeatures: true, users: { auth: 'me:{PLAIN}pw' } },
  { controller: IngressController.TRAEFIK, redirectStatus: 301, redirectPort: '', addsSlash: false, cutsSlash: false, redirects: () => false, byLength: true, byLetters: true, asksFirst: false, sharesFeatures: false, users: { users: 'me:{SHA}x' } },
  { controller: IngressController.TRAEFIK, redirectStatus: 301, redirectPort: '', addsSlash: false, cutsSlash: false, redirects: () => false, byLength: true, installation: STRICT, asksFirst: false, sharesFeatures: false, users: { users: 'me:{SHA}x' } },
  { controller: IngressController.HAPROXY, redirectStatus: 302, redirectPort: ':443', addsSlash: false, cutsSlash: false, redirects: hasCertificate, byLength: false, asksFirst: true, sharesFeatures: false, users: { me: '$5$x$y' } },
];

interface Asked {
  readonly scheme: 'http' | 'https';
  readonly host: string;
  readonly path: string;
  readonly authorized: boolean;
}

const hostOf = ({ host = '' }: PathRoute): string => host;
const pathOf = ({ path = '/' }: PathRoute): string => path;
const isExact = ({ pathType }: PathRoute): boolean => pathType === PathType.EXACT;

function hostTakes(host: string, name: string): boolean {
  return host === '' || host === name || (host.startsWith('*.') && name.slice(name.indexOf('.')) === host.slice(1));
}

function pathTakes(route: PathRoute, path: string, byLetters?: true): boolean {
  const own = pathOf(route);
  if (isExact(route)) return own === path;
  if (byLetters === true) return path.startsWith(own);
  const bare = own.replace(/\/+$/, '');
  return path === bare || path.startsWith(`${bare}/`);
}

/** The route that the props mean: the closest host, then Exact, then the longest path. */
function chosen(routes: readonly PathRoute[], { host, path }: Asked, { byLetters }: Manners): PathRoute | undefined {
  const closeness = (each: PathRoute): number => hostOf(each) === '' ? 2 : hostOf(each).startsWith('*.') ? 1 : 0;
  const ofHost = routes.filter((each) => hostTakes(hostOf(each), host));
  const closest = Math.min(...ofHost.map(closeness));
  const matching = ofHost.filter((each) => closeness(each) === closest && pathTakes(each, path, byLetters));
  const length = (each: PathRoute): number => (byLetters === true ? pathOf(each) : pathOf(each).replace(/\/+$/, '')).length;
  return [...matching].sort((a, b) => closeness(a) - closeness(b) || Number(isExact(b)) - Number(isExact(a)) || length(b) - length(a))[0];
}

function covered(tls: readonly RouterTls[] = [], host: string): boolean {
  return tls.some(({ hosts = [] }) => hosts.length === 0 || hosts.some((each) => hostTakes(each, host)));
}

/** The host of a rule that is for a request; empty where only what is for every host is. */
function closestHost(routes: readonly PathRoute[], name: string): string {
  const hosts = routes.map(hostOf).filter((each) => hostTakes(each, name));
  return hosts.find((each) => each === name) ?? hosts.find((each) => each !== '') ?? '';
}

/** Whether a certificate is for requests of a rule's host. */
function hasCertificate(host: string, tls: readonly RouterTls[]): boolean {
  return tls.some(({ hosts = [] }) => host === '' || hosts.length === 0 || hosts.some((each) => hostTakes(each, host) || hostTakes(host, each)));
}

/** The path that the pods get. */
function sentPath(route: PathRoute, path: string): string {
  const { rewrite } = route;
  if (rewrite === undefined) return path;
  if (rewrite._whole) return rewrite._path;
  const rest = path.slice(pathOf(route).replace(/\/+$/, '').length);
  // a path that goes on within the element, which letters alone take: there is no prefix of elements to replace
  if (rest !== '' && !rest.startsWith('/')) return rewrite._path === '' ? `/${rest}` : path;
  return `${rewrite._path}${rest}` || '/';
}

function isExactWithSlash(routes: readonly PathRoute[], host: string, path: string): boolean {
  const ofHost = routes.filter((each) => hostOf(each) === host);
  return ofHost.every((each) => each.rewrite === undefined) && ofHost.some((each) => isExact(each) && each.path === `${path}/`);
}

function meaning(props: PathRouterProps, asked: Asked, manners: Manners): string {
  const route = chosen(props.routes ?? [], asked, manners);
  if (route === undefined && props.defaultBackend === undefined) return manners.sharesFeatures ? 'nothing' : '404';
  const owner = route === undefined ? closestHost(props.routes ?? [], asked.host) : hostOf(route);
  const redirects = route?.redirectToHttps ?? props.redirectToHttps ?? manners.redirects(owner, props.tls ?? []);
  const redirect = redirects && asked.scheme === 'http' ? [`${manners.redirectStatus} https://${asked.host}${manners.redirectPort}${manners.cutsSlash ? asked.path.replace(/\/$/, '') : asked.path}`] : [];
  const password = (route?.basicAuth ?? props.basicAuth) !== undefined && !asked.authorized ? ['401'] : [];
  const [refusal] = manners.asksFirst ? [...password, ...redirect] : [...redirect, ...password];
  if (manners.addsSlash && route?.path?.replace(/\/+$/, '') !== asked.path && isExactWithSlash(props.routes ?? [], owner, asked.path)) return `301 ${asked.scheme}://${asked.host}${asked.path}/`;
  if (refusal !== undefined) return refusal;
  return route === undefined ? `fallback ${asked.path}` : `${route.backend.serviceName} ${sentPath(route, asked.path)}`;
}

function answer(model: RoutingModel, { scheme, host, path, authorized }: Asked): string {
  const trace = model.trace(`${scheme}://${host}${path}`, authorized ? { headers: { Authorization: `Basic ${btoa('me:pw')}` } } : {});
  if (trace.outcome === 'delivered') return `${trace.destinations.map((each) => each.service?.name).join()} ${trace.rewrittenPath ?? path}`;
  return [trace.status, trace.redirect].filter(Boolean).join(' ') || trace.outcome;
}

function objectsOf(props: PathRouterProps, { users, installation }: Manners): string {
  const chart = createChart('kiada');
  new PathRouter(chart, 'web', { ...props, ingressClassName: 'web' });
  const names = [...new Set([...(props.routes ?? []).map((each) => each.backend.serviceName), 'fallback'])];
  const metadata = (name: string): object => ({ name, namespace: 'kiada' });
  const pods = names.flatMap((name) => [
    { apiVersion: 'v1', kind: 'Service', metadata: metadata(name), spec: { selector: { app: name }, ports: [{ port: 80, targetPort: 80 }] } },
    { apiVersion: 'v1', kind: 'Pod', metadata: { ...metadata(name), labels: { app: name } }, spec: { containers: [{ name: 'main', image: 'example.com/app:1', ports: [{ containerPort: 80 }] }] } },
  ]);
  const secret = { apiVersion: 'v1', kind: 'Secret', metadata: metadata('users'), stringData: users };
  const certificate = { apiVersion: 'v1', kind: 'Secret', type: 'kubernetes.io/tls', metadata: metadata('tls'), data: { 'tls.crt': 'eA==', 'tls.key': 'eA==' } };
  return [...Testing.synth(chart) as unknown[], ...pods, secret, certificate, ...installation === undefined ? [] : [installation]].map((each) => JSON.stringify(each)).join('\n---\n');
}

const HOSTS = [undefined, 'a.example', 'b.example', '*.example'];
const ASKED_HOSTS = ['a.example', 'b.example', 'c.example', 'other.test'];
const PATHS = ['/', '/a', '/a/', '/a/b', '/ab', '/a.b', '/longer/path'];
const ASKED_PATHS = ['/', '/a', '/a/', '/a/b', '/a/b/', '/a/b/c', '/ab', '/a.b', '/axb', '/longer/path', '/longer/path/to', '/none'];

const rewrite = fc.constantFrom(undefined, undefined, PathRewrite.stripPrefix(), PathRewrite.replacePrefix('/v2'), PathRewrite.replacePrefix('/v2/'), PathRewrite.replacePath('/x'));

const route: fc.Arbitrary<PathRoute> = fc.record({
  host: fc.constantFrom(...HOSTS),
  path: fc.constantFrom(...PATHS),
  pathType: fc.constantFrom(PathType.EXACT, PathType.PREFIX, PathType.PREFIX),
  rewrite,
  basicAuth: fc.constantFrom(undefined, undefined, { secretName: 'users' }),
  redirectToHttps: fc.constantFrom(undefined, undefined, true, false),
}).map(({ rewrite: wanted, ...rest }) => {
  const fits = wanted === undefined || wanted._whole || (rest.pathType === PathType.PREFIX && !(rest.path === '/' && wanted._path === ''));
  return { ...rest, ...fits && { rewrite: wanted }, backend: service('any') };
});

/** No two routes for one host and path, whatever their trailing slash; each with a Service of its own. */
function distinct(routes: readonly PathRoute[]): PathRoute[] {
  const byKey = new Map(routes.map((each) => [JSON.stringify([each.host, isExact(each) ? each.path : pathOf(each).replace(/\/+$/, ''), each.pathType]), each]));
  return [...byKey.values()].map((each, index) => ({ ...each, backend: service(`s${index}`) }));
}

/** Whether there are requests for both of two hosts. */
const overlap = (a: string, b: string): boolean => hostTakes(a, b) || hostTakes(b, a);

/** A priority for many hosts is measured for prefixes by letters. */
const isNamed = (each: PathRoute): boolean => hostOf(each) !== '' && !hostOf(each).startsWith('*.');

/** Leaves out the hosts that overlap with earlier ones. */
function apart(routes: readonly PathRoute[]): PathRoute[] {
  const hosts = new Set<string>();
  return routes.filter((each) => {
    const isFree = [...hosts].every((host) => host === hostOf(each) || !overlap(host, hostOf(each)));
    if (isFree) hosts.add(hostOf(each));
    return isFree;
  });
}

const props: fc.Arbitrary<PathRouterProps> = fc.record({
  routes: fc.array(route, { minLength: 1, maxLength: 5 }).map(distinct),
  tls: fc.constantFrom<RouterTls[]>([], [{ secretName: 'tls' }], [{ hosts: ['a.example'], secretName: 'tls' }], [{ hosts: ['*.example'], secretName: 'tls' }]),
  redirectToHttps: fc.constantFrom(undefined, undefined, true, false),
  defaultBackend: fc.constantFrom(undefined, service('fallback')),
});

const requests: fc.Arbitrary<Asked> = fc.record({
  scheme: fc.constantFrom('http', 'https'),
  host: fc.constantFrom(...ASKED_HOSTS),
  path: fc.constantFrom(...ASKED_PATHS),
  authorized: fc.boolean(),
});

const NAMED = MANNERS.map((each) => ({ ...each, name: each.installation === undefined ? each.controller : `${each.controller} with strictPrefixMatching` }));

test.each(NAMED)('what is written for $name means what the props mean', (manners) => {
  fc.assert(fc.property(props, fc.array(requests, { minLength: 4, maxLength: 12 }), (given, asked) => {
    const some = manners.byLength ? apart(given.routes ?? []) : given.routes ?? [];
    const routes = manners.installation === undefined ? some : some.filter(isNamed);
    if (routes.length === 0 && given.defaultBackend === undefined) return;
    const tls = (given.tls ?? []).filter((entry) => routes.some((each) => hasCertificate(hostOf(each), [entry])));
    const all = { ...given, routes, tls, controller: manners.controller };
    const model = RoutingModel.fromText(objectsOf(all, manners), { controller: manners.controller });
    for (const each of asked) {
      if (each.scheme === 'https' && !covered(tls, each.host)) continue;
      const meant = meaning(all, each, manners);
      const got = answer(model, each);
      expect(`${JSON.stringify(each)}: ${meant === 'nothing' && /^\d{3}\b/.test(got) ? meant : got}`).toBe(`${JSON.stringify(each)}: ${meant}`);
    }
  }), { numRuns: 60 });
});
