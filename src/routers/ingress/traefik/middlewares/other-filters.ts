import { applied, broken, type Applied, type BuildMiddleware, type MiddlewareView } from './middleware';
import { objectAt, stringAt, stringMapAt, stringsAt, type StringMap } from '../../../../kubernetes/fields';
import { externalService } from '../../../../manifests/externals';
import type { Filter } from '../../../model';
import { middlewareNotSimulated } from '../questions';

/** Headers that are set to nothing are taken away; `Host` is the Host that the backend gets. */
function headerFilters({ source }: MiddlewareView, on: 'request' | 'response', headers: StringMap): readonly Filter[] {
  const set: Record<string, string> = {};
  const remove: string[] = [];
  const filters: Filter[] = [];
  for (const [name, value] of Object.entries(headers)) {
    const key = name.toLowerCase();
    if (value === '') remove.push(key);
    else if (on === 'request' && key === 'host') filters.push({ kind: 'rewrite', host: [value], source });
    else set[key] = value;
  }
  if (remove.length > 0 || Object.keys(set).length > 0) filters.push({ kind: 'headers', on, set, add: {}, remove, source });
  return filters;
}

const CORS = [
  'accessControlAllowCredentials', 'accessControlAllowHeaders', 'accessControlAllowMethods', 'accessControlAllowOriginList',
  'accessControlAllowOriginListRegex', 'accessControlExposeHeaders', 'accessControlMaxAge', 'addVaryHeader',
];

/** @see https://github.com/traefik/traefik/blob/v3.7.9/pkg/middlewares/headers/header.go */
const headers: BuildMiddleware = (middleware) => {
  const { settings } = middleware;
  const filters = [
    ...headerFilters(middleware, 'request', stringMapAt(settings, 'customRequestHeaders')),
    ...headerFilters(middleware, 'response', stringMapAt(settings, 'customResponseHeaders')),
  ];
  const open = stringsAt(settings, 'allowedHosts').length > 0 ? notSimulated(middleware, 'refuses the host of the request (allowedHosts)') : [];
  const cors = CORS.some((name) => isSet(settings[name]));
  return { kind: 'applied', filters, open, ...(cors ? { preflight: true } : {}) };
};

function isSet(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : value !== undefined && value !== null && value !== false && value !== '' && value !== 0;
}

function notSimulated({ type, settings, source }: MiddlewareView, what: string): Applied['open'] {
  return [middlewareNotSimulated(type, JSON.stringify(settings), what, source)];
}

/** Error pages come from a Service; where that is missing there is no middleware. */
const errors: BuildMiddleware = ({ settings, resource, cluster, externals }) => {
  const service = objectAt(settings, 'service');
  const name = stringAt(service, 'name') ?? '';
  if (stringAt(service, 'kind') === 'TraefikService') return applied();
  const namespace = resource.namespace ?? '';
  const declared = externalService(externals, namespace, name) !== undefined;
  const exists = declared || cluster.services.get(namespace, name) !== undefined;
  return exists ? applied() : broken(`the Service of its error pages, ${namespace}/${name}, does not exist`);
};

/** What leads a request nowhere else, and answers none. */
const unnoticed: BuildMiddleware = () => applied();

const open = (what: string): BuildMiddleware => (middleware) => ({ kind: 'applied', filters: [], open: notSimulated(middleware, what) });

export const OTHER_MIDDLEWARES: Readonly<Record<string, BuildMiddleware>> = {
  headers,
  errors,
  compress: unnoticed,
  contentType: unnoticed,
  retry: unnoticed,
  passTLSClientCert: unnoticed,
  grpcWeb: unnoticed,
  rateLimit: open('refuses the request (429) because there were too many'),
  inFlightReq: open('refuses the request (429) because too many are on their way'),
  circuitBreaker: open('is open and refuses the request (503)'),
  buffering: open('refuses the request because it is too large (413)'),
  encodedCharacters: open('refuses escapes in the path (400)'),
  plugin: open('changes or refuses the request, which its code decides'),
};
