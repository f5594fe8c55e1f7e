import { annotationText, type Annotations } from './annotations';
import { parseRewrites, parseServiceList } from './service-lists';
import { goBool } from '../go-bool';

/** What an annotation's value is checked against. */
interface AnnotationContext {
  readonly annotations: Annotations;
  /** Names of the Services that the Ingress has as backends. */
  readonly services: ReadonlySet<string>;
  readonly flags: ReadonlyMap<string, string>;
}

/** Why a value is refused; null where it is fine. */
type Check = (value: string, context: AnnotationContext) => string | null;

const unless = (reason: string, test: (value: string) => boolean): Check => (value) => test(value) ? null : reason;
const matching = (reason: string, pattern: RegExp): Check => unless(reason, (value) => pattern.test(value));

const BOOL = unless('must be a boolean', (value) => goBool(value) !== null);
const TIME = matching('must be a time', /^(?:\d+(?:ms|[smhdwMy])?\s*)+$/);
const SIZE = matching('must be a size', /^\d+[kKmM]?$/);
const OFFSET = matching('must be an offset', /^\d+[kKmMgG]?$/);
const INTEGER = matching('must be an integer', /^[+-]?\d+$/);
const COUNT = matching('must be a non-negative integer', /^\d+$/);
const PORTS = unless('must be a comma-separated list of port numbers', (value) => value.split(',').every((each) => /^\s*\d+\s*$/.test(each) && Number(each) >= 1 && Number(each) <= 65535));
const SECRET_NAME = matching('must be the name of a Secret', /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/);
const HEADERS = unless('must be a comma-separated list of header names', (value) => value.split(',').every((each) => /^[-A-Za-z0-9]+$/.test(each.trim())));
const HEADER_VALUES: Check = (value) => value.split(',').every((each) => /^[-A-Za-z0-9]+(?::[^$]*)?$/.test(each.trim())) ? null : 'must be a comma-separated list of `Name` or `Name: value`, without `$`';
const RETRIES = /^(?:error|timeout|invalid_header|http_500|http_502|http_503|http_504|http_403|http_404|http_429|non_idempotent|off)$/;
const NEXT_UPSTREAM = unless('must be a list of errors that nginx retries', (value) => value.split(' ').every((each) => RETRIES.test(each)));
const BUFFERS = matching('must be a proxy buffer spec', /^\d+ \d+[kKmM]?$/);

const SERVICES: Check = (value, { services }) => {
  const unknown = parseServiceList(value).filter((each) => !services.has(each));
  return unknown.length === 0 ? null : `names Services that no path of the Ingress has: ${unknown.join(', ')}`;
};

const REWRITES: Check = (value, { services }) => {
  const rewrites = parseRewrites(value);
  if (rewrites === null) return 'must be a list of `serviceName=NAME rewrite=/PATH`';
  const unknown = [...rewrites.keys()].filter((each) => !services.has(each));
  return unknown.length === 0 ? null : `names Services that no path of the Ingress has: ${unknown.join(', ')}`;
};

const REWRITE_TARGET: Check = (value) => {
  if (!value.startsWith('/') || value.startsWith('//')) return 'must start with one `/`';
  if (value.includes('../') || value.includes('..\\')) return 'must not leave its folder (`../`)';
  return /[;{}[\]|<>,^`~\u0000-\u0020\u007f]/.test(value) ? 'has a character that the configuration of nginx reserves' : null;
};

const APP_ROOT: Check = (value) => {
  if (!value.startsWith('/') || value.startsWith('//') || value === '/' || value.endsWith('/')) return 'must be a path that starts with one `/` and does not end with one';
  return value.includes('../') || value.includes('~') || !/^\/[A-Za-z0-9\-_.~!*'():@&=+,/?%]*$/.test(value) ? 'has a character or folder that is not allowed' : null;
};

const SNIPPETS: Check = (_, { flags }) => flags.size === 0 || flags.has('enable-snippets') ? null : 'snippets are not enabled (-enable-snippets)';
const PLUS: Check = (_, { flags }) => flags.size === 0 || flags.has('nginx-plus') ? null : 'requires NGINX Plus';
const needs = (key: string): Check => (_, { annotations }) => annotationText(annotations, key) === null ? `needs ${key}` : null;

/** An empty value is refused, besides where the checks say otherwise. */
const required = (...checks: readonly Check[]): readonly Check[] => [unless('must not be empty', (value) => value !== ''), ...checks];

/**
 * Annotations and the checks of their values, of which the first that fails counts.
 *
 * @see https://github.com/nginx/kubernetes-ingress/blob/0eb3072d14f04931824bb74c99a6566d8c108f3c/internal/k8s/validation.go annotationValidations
 */
const RULES: Readonly<Record<string, readonly Check[]>> = {
  'nginx.org/mergeable-ingress-type': required(matching('must be master or minion', /^(?:master|minion)$/)),
  'nginx.org/lb-method': required(matching('must be a load balancing method of nginx',
    /^(?:least_conn|ip_hash|random|random two|random two least_conn|round_robin|hash \S+(?: consistent)?)$/)),
  'nginx.org/server-tokens': [BOOL],
  'nginx.org/server-snippets': [SNIPPETS],
  'nginx.org/location-snippets': [SNIPPETS],
  'nginx.org/proxy-connect-timeout': required(TIME),
  'nginx.org/proxy-read-timeout': required(TIME),
  'nginx.org/proxy-send-timeout': required(TIME),
  'nginx.org/proxy-hide-headers': [HEADERS],
  'nginx.org/proxy-pass-headers': [HEADERS],
  'nginx.org/proxy-set-headers': [HEADER_VALUES],
  'nginx.org/proxy-next-upstream': [NEXT_UPSTREAM],
  'nginx.org/proxy-next-upstream-timeout': [TIME],
  'nginx.org/proxy-next-upstream-tries': [COUNT],
  'nginx.org/client-max-body-size': required(OFFSET),
  'nginx.org/client-body-buffer-size': required(SIZE),
  'nginx.org/redirect-to-https': required(BOOL),
  'ingress.kubernetes.io/ssl-redirect': required(BOOL),
  'nginx.org/ssl-redirect': required(BOOL),
  'nginx.org/proxy-buffering': required(BOOL),
  'nginx.org/hsts': required(BOOL),
  'nginx.org/hsts-max-age': [needs('nginx.org/hsts'), ...required(INTEGER)],
  'nginx.org/hsts-include-subdomains': [needs('nginx.org/hsts'), ...required(BOOL)],
  'nginx.org/hsts-behind-proxy': [needs('nginx.org/hsts'), ...required(BOOL)],
  'nginx.org/proxy-buffers': required(BUFFERS),
  'nginx.org/proxy-buffer-size': required(SIZE),
  'nginx.org/proxy-max-temp-file-size': required(SIZE),
  'nginx.org/upstream-zone-size': required(SIZE),
  'nginx.org/basic-auth-secret': required(SECRET_NAME),
  'nginx.org/basic-auth-realm': [needs('nginx.org/basic-auth-secret'), matching('must escape `"` and have no `$`', /^(?:[^"$\\]|\\[^$])*$/)],
  'nginx.org/listen-ports': required(PORTS),
  'nginx.org/listen-ports-ssl': required(PORTS),
  'nginx.org/keepalive': required(INTEGER),
  'nginx.org/max-fails': required(COUNT),
  'nginx.org/max-conns': required(COUNT),
  'nginx.org/fail-timeout': required(TIME),
  'nginx.org/websocket-services': required(SERVICES),
  'nginx.org/ssl-services': required(SERVICES),
  'nginx.org/grpc-services': required(SERVICES),
  'nginx.org/rewrites': required(REWRITES),
  'nginx.org/rewrite-target': required(REWRITE_TARGET),
  'nginx.org/path-regex': [matching('must be case_sensitive, case_insensitive or exact', /^(?:case_sensitive|case_insensitive|exact)$/)],
  'nginx.org/use-cluster-ip': [BOOL],
  'nginx.org/http-redirect-code': required(matching('must be 301, 302, 307 or 308', /^(?:301|302|307|308)$/)),
  'nginx.org/app-root': [APP_ROOT],
  'nginx.com/health-checks': [PLUS, ...required(BOOL)],
  'nginx.com/health-checks-mandatory': [PLUS, needs('nginx.com/health-checks'), ...required(BOOL)],
  'nginx.com/slow-start': [PLUS, ...required(TIME)],
  'nginx.com/jwt-key': [PLUS, ...required(SECRET_NAME)],
  'nginx.com/jwt-realm': [PLUS, ...required()],
  'nginx.com/jwt-token': [PLUS],
  'nginx.com/jwt-login-url': [PLUS],
  'nginx.com/sticky-cookie-services': [PLUS, ...required()],
};

/** The first reason why the controller refuses an annotation; null where all of them are fine. */
export function annotationError(context: AnnotationContext): { readonly key: string; readonly reason: string } | null {
  for (const key of Object.keys(RULES).sort()) {
    const value = annotationText(context.annotations, key);
    if (value === null) continue;
    for (const check of RULES[key]) {
      const reason = check(value, context);
      if (reason !== null) return { key, reason };
    }
  }
  return null;
}
