import { PREFIXES } from './prefixes';
import type { OpenQuestion } from '../../../kubernetes/open-question';
import type { Resource } from '../../../kubernetes/resource';
import { unsimulatedAnnotations } from '../unsimulated-annotations';

/** What `request-rules.ts`, `route-acl.ts` and `targets.ts` simulate. */
const SIMULATED = [
  'allow-list', 'auth-realm', 'auth-secret', 'auth-type', 'blacklist', 'cors-enable', 'cors-respond-to-options', 'deny-list', 'path-rewrite', 'rate-limit-period',
  'rate-limit-requests', 'rate-limit-size', 'rate-limit-status-code', 'rate-limit-whitelist', 'request-redirect', 'request-redirect-code', 'request-set-header',
  'response-set-header', 'route-acl', 'server-proto', 'server-ssl', 'set-host', 'ssl-redirect', 'ssl-redirect-code', 'ssl-redirect-port', 'whitelist',
];

/** What changes neither where a request goes nor what it is answered. */
const WITHOUT_EFFECT_ON_ROUTES = [
  'abortonclose', 'check', 'check-http', 'check-interval', 'cookie-persistence', 'cookie-persistence-no-dynamic', 'cors-allow-credentials', 'cors-allow-headers',
  'cors-allow-methods', 'cors-allow-origin', 'cors-max-age', 'forwarded-for', 'load-balance', 'pod-maxconn', 'request-capture', 'request-capture-len',
  'scale-server-slots', 'send-proxy-protocol', 'server-ca', 'server-crt', 'source-ip-persistence', 'src-ip-header', 'standalone-backend', 'timeout-check',
  'timeout-server', 'timeout-server-fin', 'timeout-tunnel', 'timeout-connect', 'timeout-queue',
];

/** What may change anything, of those names that other controllers do not use under the shared prefix. */
const OPEN_UNDER_SHARED_PREFIX = ['backend-config-snippet', 'ssl-passthrough'];

const SHARED_PREFIX = 'ingress.kubernetes.io/';
const SETTLED: ReadonlySet<string> = new Set([...SIMULATED, ...WITHOUT_EFFECT_ON_ROUTES]);

/**
 * Annotations of an Ingress or a Service that this dialect does not simulate.
 *
 * @see https://github.com/haproxytech/kubernetes-ingress/blob/master/documentation/annotations.md
 */
export function openAnnotations(resource: Resource, annotations: Readonly<Record<string, string>>): readonly OpenQuestion[] {
  return unsimulatedAnnotations(resource, annotations, { prefixes: PREFIXES, settled: SETTLED, title: 'HAProxy' })
    .filter(({ facts }) => {
      const key = String(facts.annotation);
      return !key.startsWith(SHARED_PREFIX) || OPEN_UNDER_SHARED_PREFIX.includes(key.slice(SHARED_PREFIX.length));
    });
}
