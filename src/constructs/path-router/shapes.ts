import type { Duration } from 'cdk8s';
import { PathType, SameSite } from './options';
import { PathRewrite } from './path-rewrite';
import { choice, FLAG, fields, listOf, objectOf, PORT, TEXT } from '../../kubernetes/shapes';
import { METADATA } from '../props';

const DURATION = objectOf('a Duration such as Duration.hours(1)', (value) => typeof (value as Partial<Duration>).toSeconds === 'function');

const BASIC_AUTH = fields({ secretName: TEXT, realm: TEXT }, 'secretName');

const COOKIE_AFFINITY = fields({ name: TEXT, maxAge: DURATION, path: TEXT, sameSite: choice(SameSite), secure: FLAG }, 'name');

const PUBLIC_DNS = fields({ hostnames: listOf(TEXT, 'host names'), targets: listOf(TEXT, 'names or addresses'), ttl: DURATION });

/** What is no Service is explained where it is used. */
const BACKEND = objectOf('a Service: an ExposedApp, HeadlessSet or ExternalAlias, Backend.fromService(construct), or Backend.fromServiceName(name, { port })');

const OPTIONS = {
  port: PORT,
  pathType: choice(PathType),
  rewrite: objectOf('a PathRewrite such as PathRewrite.stripPrefix()', (value) => value instanceof PathRewrite),
  basicAuth: BASIC_AUTH,
  cookieAffinity: COOKIE_AFFINITY,
  redirectToHttps: FLAG,
};

/** `RouteOptions`. */
export const ROUTE_OPTIONS = fields(OPTIONS);

/** A list of `PathRoute`. */
export const ROUTES = listOf(fields({ ...OPTIONS, host: TEXT, path: TEXT, backend: BACKEND }, 'backend'), 'routes, each with host, path, backend');

/** A list of `RouterTls`. */
export const TLS = listOf(fields({ hosts: listOf(TEXT, 'host names'), secretName: TEXT }), 'certificates, each with hosts, secretName');

/** `PathRouterProps`. */
export const PATH_ROUTER = fields({
  metadata: METADATA,
  ingressClassName: TEXT,
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
