import type { Duration } from 'cdk8s';
import { HttpMethod } from './gateway-options';
import { PathType, SameSite } from './options';
import { PathRewrite } from './path-rewrite';
import { choice, FLAG, fields, listOf, mapOf, NUMBER, objectOf, PORT, TEXT } from '../../kubernetes/shapes';
import { GatewayRef } from '../gateway-ref';
import { CONSTRUCT, METADATA } from '../props';

const DURATION = objectOf('a Duration such as Duration.hours(1)', (value) => typeof (value as Partial<Duration>).toSeconds === 'function');

const BASIC_AUTH = fields({ secretName: TEXT, secret: CONSTRUCT, realm: TEXT });

const COOKIE_AFFINITY = fields({ name: TEXT, maxAge: DURATION, path: TEXT, sameSite: choice(SameSite), secure: FLAG }, 'name');

const PUBLIC_DNS = fields({ hostnames: listOf(TEXT, 'host names'), targets: listOf(TEXT, 'names or addresses'), ttl: DURATION });

/** What is no Service is explained where it is used. */
const BACKEND = objectOf('a Service: an ExposedApp, HeadlessSet or ExternalAlias, Backend.fromService(construct), or Backend.fromServiceName(name, { port })');

const VALUE_MATCHES = listOf(fields({ name: TEXT, value: TEXT, pattern: TEXT }, 'name'), 'matches, each with name and value or pattern');

const HEADER_CHANGES = fields({ set: mapOf('header values'), add: mapOf('header values'), remove: listOf(TEXT, 'header names') });

/** `GatewayRouteOptions`. */
const GATEWAY_OPTIONS = {
  methods: listOf(choice(HttpMethod), 'HttpMethod'),
  headers: VALUE_MATCHES,
  queryParams: VALUE_MATCHES,
  weight: NUMBER,
  otherBackends: listOf(fields({ backend: BACKEND, port: PORT, weight: NUMBER }, 'backend'), 'backends, each with backend, port, weight'),
  mirrors: listOf(fields({ backend: BACKEND, port: PORT, percent: NUMBER }, 'backend'), 'mirrors, each with backend, port, percent'),
  requestHeaders: HEADER_CHANGES,
  responseHeaders: HEADER_CHANGES,
  extensions: listOf(fields({ group: TEXT, kind: TEXT, name: TEXT }, 'group', 'kind', 'name'), 'filters, each with group, kind, name'),
  requestTimeout: DURATION,
  backendTimeout: DURATION,
};

const OPTIONS = {
  port: PORT,
  pathType: choice(PathType),
  rewrite: objectOf('a PathRewrite such as PathRewrite.stripPrefix()', (value) => value instanceof PathRewrite),
  basicAuth: BASIC_AUTH,
  cookieAffinity: COOKIE_AFFINITY,
  redirectToHttps: FLAG,
  ...GATEWAY_OPTIONS,
};

/** `RouteOptions`. */
export const ROUTE_OPTIONS = fields(OPTIONS);

/** `ServiceRouteOptions`. */
export const ROUTE_OF_SERVICE = fields({ ...OPTIONS, host: TEXT });

/** A list of `PathRoute`. */
export const ROUTES = listOf(fields({ ...OPTIONS, host: TEXT, path: TEXT, backend: BACKEND }, 'backend'), 'routes, each with host, path, backend');

/** A list of `RouterTls`. */
export const TLS = listOf(fields({ hosts: listOf(TEXT, 'host names'), secretName: TEXT, secret: CONSTRUCT }), 'certificates, each with hosts, secretName');

/** `PathRouterProps`. */
export const PATH_ROUTER = fields({
  metadata: METADATA,
  ingressClassName: TEXT,
  gateway: objectOf('GatewayRef.named(name) or GatewayRef.create({ gatewayClassName })', (value) => value instanceof GatewayRef),
  // which values there are is explained where it is read
  controller: TEXT,
  routes: ROUTES,
  defaultBackend: BACKEND,
  defaultBackendPort: PORT,
  tls: TLS,
  basicAuth: BASIC_AUTH,
  cookieAffinity: COOKIE_AFFINITY,
  redirectToHttps: FLAG,
  publicDns: PUBLIC_DNS,
});
