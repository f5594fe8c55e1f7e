import { PREFIXES } from './prefixes';
import type { OpenQuestion } from '../../../kubernetes/open-question';
import type { Resource } from '../../../kubernetes/resource';
import { unsimulatedAnnotations } from '../unsimulated-annotations';

/** What `host-settings.ts`, `request-rules.ts` and `targets.ts` simulate. */
const SIMULATED = [
  'allowlist-source-range', 'app-root', 'auth-secret', 'auth-signin', 'auth-tls-secret', 'auth-tls-verify-client', 'auth-url', 'backend-protocol', 'cors-enable',
  'denylist-source-range', 'limit-connections', 'limit-rps', 'path-type', 'redirect-from', 'redirect-from-regex', 'redirect-to', 'rewrite-target', 'secure-backends',
  'server-alias', 'server-alias-regex', 'service-upstream', 'ssl-always-add-https', 'ssl-redirect', 'tcp-service-port', 'whitelist-source-range',
];

/** What changes neither where a request goes nor what it is answered. */
const WITHOUT_EFFECT_ON_ROUTES = [
  'affinity', 'agent-check-addr', 'agent-check-interval', 'agent-check-port', 'agent-check-send', 'assign-backend-server-id', 'auth-headers', 'auth-headers-fail',
  'auth-headers-request', 'auth-headers-succeed', 'auth-method', 'auth-realm', 'auth-tls-cert-header', 'auth-tls-error-page', 'auth-tls-strict',
  'backend-check-interval', 'backend-server-naming', 'backend-server-slots-increment', 'balance-algorithm', 'cert-signer', 'cors-allow-credentials',
  'cors-allow-headers', 'cors-allow-methods', 'cors-allow-origin', 'cors-allow-origin-regex', 'cors-expose-headers', 'cors-max-age', 'dynamic-scaling', 'forwardfor',
  'headers', 'health-check-addr', 'health-check-fall-count', 'health-check-interval', 'health-check-port', 'health-check-rise-count', 'health-check-uri', 'hsts',
  'hsts-include-subdomains', 'hsts-max-age', 'hsts-preload', 'initial-weight', 'limit-whitelist', 'maxconn-server', 'maxqueue-server', 'proxy-body-size',
  'proxy-protocol', 'secure-crt-secret', 'secure-sni', 'secure-verify-ca-secret', 'secure-verify-hostname', 'session-cookie-domain', 'session-cookie-dynamic',
  'session-cookie-keywords', 'session-cookie-name', 'session-cookie-preserve', 'session-cookie-same-site', 'session-cookie-shared', 'session-cookie-strategy',
  'session-cookie-value-strategy', 'slots-min-free', 'source-address-intf', 'ssl-cipher-suites', 'ssl-cipher-suites-backend', 'ssl-ciphers', 'ssl-ciphers-backend',
  'ssl-fingerprint-lower', 'ssl-fingerprint-sha2-bits', 'ssl-options-backend', 'ssl-options-host', 'tcp-service-log-format', 'tcp-service-proxy-protocol',
  'timeout-connect', 'timeout-http-request', 'timeout-keep-alive', 'timeout-queue', 'timeout-server', 'timeout-server-fin', 'timeout-tunnel', 'tls-alpn',
  'use-resolver', 'var-namespace',
];

/** What may change anything, of those names that other controllers do not use under the shared prefix. */
const OPEN_UNDER_SHARED_PREFIX = [
  'blue-green-balance', 'blue-green-cookie', 'blue-green-deploy', 'blue-green-header', 'config-backend', 'oauth', 'oauth-uri-prefix', 'ssl-passthrough', 'waf', 'waf-mode',
];

const SHARED_PREFIX = 'ingress.kubernetes.io/';
const SETTLED: ReadonlySet<string> = new Set([...SIMULATED, ...WITHOUT_EFFECT_ON_ROUTES]);

/**
 * Annotations of an Ingress or a Service that this dialect does not simulate.
 *
 * @see https://haproxy-ingress.github.io/docs/configuration/keys/
 */
export function openAnnotations(resource: Resource, annotations: Readonly<Record<string, string>>): readonly OpenQuestion[] {
  return unsimulatedAnnotations(resource, annotations, { prefixes: PREFIXES, settled: SETTLED, title: 'haproxy-ingress' })
    .filter(({ facts }) => {
      const key = String(facts.annotation);
      return !key.startsWith(SHARED_PREFIX) || OPEN_UNDER_SHARED_PREFIX.includes(key.slice(SHARED_PREFIX.length));
    });
}
