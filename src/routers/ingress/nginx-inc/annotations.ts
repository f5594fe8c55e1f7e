import { FACTS } from './facts';
import type { OpenQuestion } from '../../../kubernetes/open-question';
import type { Resource } from '../../../kubernetes/resource';
import { unsimulatedAnnotations } from '../unsimulated-annotations';

/** What a master may not set for its minions. */
const NOT_OF_MASTERS: ReadonlySet<string> = new Set([
  'nginx.org/rewrites', 'nginx.org/ssl-services', 'nginx.org/grpc-services', 'nginx.org/websocket-services', 'nginx.org/use-cluster-ip',
]);

/** What belongs to the server, and not to a minion's paths. */
const NOT_OF_MINIONS: ReadonlySet<string> = new Set([
  'nginx.org/redirect-to-https', 'ingress.kubernetes.io/ssl-redirect', 'nginx.org/ssl-redirect', 'nginx.org/http-redirect-code', 'nginx.org/listen-ports',
  'nginx.org/listen-ports-ssl', 'nginx.org/server-snippets', 'nginx.org/app-root',
]);

/** What minions get from their master where they do not set it. */
const INHERITED: ReadonlySet<string> = new Set(['nginx.org/location-snippets', 'nginx.org/limit-req-rate', 'nginx.org/limit-req-reject-code']);

export type Annotations = Readonly<Record<string, string>>;

/**
 * Annotations of a master without those that do not count there.
 *
 * @see https://github.com/nginx/kubernetes-ingress/blob/0eb3072d14f04931824bb74c99a6566d8c108f3c/internal/configs/annotations.go masterDenylist, minionDenylist, minionInheritanceList
 */
export function masterAnnotations(annotations: Annotations): Annotations {
  return Object.fromEntries(Object.entries(annotations).filter(([key]) => !NOT_OF_MASTERS.has(key)));
}

/** Annotations of a minion, with those that it inherits and without those that do not count there. */
export function minionAnnotations(annotations: Annotations, master: Annotations): Annotations {
  const own = Object.entries(annotations).filter(([key]) => !NOT_OF_MINIONS.has(key));
  return Object.fromEntries([...Object.entries(master).filter(([key]) => INHERITED.has(key)), ...own]);
}

/** An annotation as text; keys of the prototype are none. */
export function annotationText(annotations: Annotations, key: string): string | null {
  return Object.hasOwn(annotations, key) ? annotations[key] : null;
}

/** Simulated here, or without effect on where a request goes and what it is answered; without prefix. */
const SETTLED: ReadonlySet<string> = new Set([
  'app-root', 'basic-auth-realm', 'basic-auth-secret', 'client-body-buffer-size', 'client-max-body-size', 'fail-timeout', 'grpc-services', 'hsts', 'hsts-behind-proxy',
  'hsts-include-subdomains', 'hsts-max-age', 'http-redirect-code', 'keepalive', 'lb-method', 'limit-req-burst', 'limit-req-delay', 'limit-req-dry-run',
  'limit-req-key', 'limit-req-log-level', 'limit-req-no-delay', 'limit-req-rate', 'limit-req-reject-code', 'limit-req-scale', 'limit-req-zone-size', 'max-conns',
  'max-fails', 'mergeable-ingress-type', 'path-regex', 'proxy-buffer-size', 'proxy-buffering', 'proxy-buffers', 'proxy-busy-buffers-size', 'proxy-connect-timeout',
  'proxy-hide-headers', 'proxy-max-temp-file-size', 'proxy-next-upstream', 'proxy-next-upstream-timeout', 'proxy-next-upstream-tries', 'proxy-pass-headers',
  'proxy-read-timeout', 'proxy-send-timeout', 'proxy-set-headers', 'redirect-to-https', 'rewrite-target', 'rewrites', 'server-tokens', 'ssl-ciphers',
  'ssl-prefer-server-ciphers', 'ssl-redirect', 'ssl-services', 'upstream-zone-size', 'use-cluster-ip', 'websocket-services',
]);

/** @see https://docs.nginx.com/nginx-ingress-controller/configuration/ingress-resources/advanced-configuration-with-annotations/ */
export function openAnnotations(resource: Resource, annotations: Annotations): readonly OpenQuestion[] {
  return unsimulatedAnnotations(resource, annotations, { prefixes: FACTS.annotationPrefixes, settled: SETTLED, title: 'the NGINX Ingress Controller' });
}
