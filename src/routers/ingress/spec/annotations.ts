import { mayServe, servingIngress } from './controllers';
import type { MatchedRequest } from './model';
import { annotationEffect } from './questions';
import type { OpenQuestion } from '../../../kubernetes/open-question';
import type { ControllerName } from '../dialect';

/**
 * What annotations of the Ingress make the router do with a request besides sending it to the backend.
 *
 * The text of Ingress leaves annotations to the controllers; those that may answer, rewrite or refuse this request are named.
 */
export function annotationEffects(match: MatchedRequest, into: OpenQuestion[]): void {
  const ingress = servingIngress(match);
  if (ingress === null) return;
  for (const key of Object.keys(ingress.annotations)) {
    const effect = EFFECTS.find(({ prefix, name }) => key.startsWith(prefix) && name.test(key.slice(prefix.length)));
    if (effect === undefined || !isRead(effect, match)) continue;
    const value = ingress.annotations[key];
    const does = effect.does(shortened(value), match);
    if (does !== null) into.push(annotationEffect(ingress.resource, key, value, does));
  }
}

interface Effect {
  readonly prefix: string;
  /** Who reads the prefix; null: a controller that is not told apart. */
  readonly controller: ControllerName | null;
  /** What follows the prefix. */
  readonly name: RegExp;
  /** What it does with this request; null where nothing. */
  readonly does: (value: string, match: MatchedRequest) => string | null;
}

const redirects = (value: string): string => `the router answers with a redirect to ${value}`;
const rewrites = (value: string): string => `the pods get another path (${value})`;
const refuses = (value: string): string => `requests without what it asks for (${value}) are refused`;
const filters = (value: string): string => `clients are let in or kept out by their address (${value})`;
const mayDoAnything = (value: string): string => `it may answer, rewrite or refuse requests (${value})`;
const toHttps = (value: string, { request }: MatchedRequest): string | null => value === 'true' && request.scheme === 'http' ? 'http is redirected to https' : null;
const ofRoot = (value: string, { path }: MatchedRequest): string | null => path === '/' ? `/ is redirected to ${value}` : null;
const withoutHttp = (value: string, { request }: MatchedRequest): string | null => value === 'false' && request.scheme === 'http' ? 'there is no http' : null;
const whenTrue = (text: string) => (value: string): string | null => value === 'true' ? text : null;

const NGINX = 'nginx.ingress.kubernetes.io/';

/**
 * Annotations that decide what a client gets or which path the pods see.
 *
 * @see https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/
 * @see https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/
 * @see https://www.haproxy.com/documentation/kubernetes-ingress/ingress-configuration-reference/
 */
const EFFECTS: readonly Effect[] = [
  { prefix: NGINX, controller: 'ingress-nginx', name: /^(?:permanent|temporal)-redirect$/, does: redirects },
  { prefix: NGINX, controller: 'ingress-nginx', name: /^rewrite-target$/, does: (value, { candidate }) => value === candidate?.path ? null : rewrites(value) },
  { prefix: NGINX, controller: 'ingress-nginx', name: /^app-root$/, does: ofRoot },
  { prefix: NGINX, controller: 'ingress-nginx', name: /^force-ssl-redirect$/, does: toHttps },
  { prefix: NGINX, controller: 'ingress-nginx', name: /^(?:auth-url|auth-type|auth-tls-secret)$/, does: refuses },
  { prefix: NGINX, controller: 'ingress-nginx', name: /^(?:whitelist|allowlist|denylist)-source-range$/, does: filters },
  { prefix: NGINX, controller: 'ingress-nginx', name: /^(?:configuration|server)-snippet$/, does: () => 'a piece of nginx configuration may answer, rewrite or refuse requests' },
  { prefix: 'nginx.org/', controller: 'nginx-inc', name: /^rewrites$/, does: rewrites },
  { prefix: 'nginx.org/', controller: 'nginx-inc', name: /^redirect-to-https$/, does: toHttps },
  { prefix: 'nginx.org/', controller: 'nginx-inc', name: /^(?:server|location)-snippets$/, does: () => 'a piece of nginx configuration may answer, rewrite or refuse requests' },
  { prefix: 'haproxy.org/', controller: 'haproxy', name: /^request-redirect$/, does: redirects },
  { prefix: 'haproxy.org/', controller: 'haproxy', name: /^path-rewrite$/, does: rewrites },
  { prefix: 'haproxy.org/', controller: 'haproxy', name: /^(?:allow-list|whitelist|deny-list|blacklist)$/, does: filters },
  { prefix: 'haproxy.org/', controller: 'haproxy', name: /^auth-type$/, does: refuses },
  { prefix: 'haproxy-ingress.github.io/', controller: 'haproxy-ingress', name: /^rewrite-target$/, does: rewrites },
  { prefix: 'haproxy-ingress.github.io/', controller: 'haproxy-ingress', name: /^redirect-to$/, does: redirects },
  { prefix: 'haproxy-ingress.github.io/', controller: 'haproxy-ingress', name: /^app-root$/, does: ofRoot },
  { prefix: 'ingress.kubernetes.io/', controller: 'contour', name: /^force-ssl-redirect$/, does: toHttps },
  { prefix: 'traefik.ingress.kubernetes.io/', controller: 'traefik', name: /^router\.middlewares$/, does: mayDoAnything },
  { prefix: 'alb.ingress.kubernetes.io/', controller: 'alb', name: /^ssl-redirect$/, does: (_, match) => toHttps('true', match) },
  { prefix: 'alb.ingress.kubernetes.io/', controller: 'alb', name: /^auth-type$/, does: (value) => value === 'none' ? null : refuses(value) },
  { prefix: 'networking.gke.io/', controller: 'gce', name: /^v1beta1\.FrontendConfig$/, does: mayDoAnything },
  { prefix: 'kubernetes.io/', controller: 'gce', name: /^ingress\.allow-http$/, does: withoutHttp },
  { prefix: 'konghq.com/', controller: null, name: /^plugins$/, does: mayDoAnything },
  { prefix: 'konghq.com/', controller: null, name: /^strip-path$/, does: whenTrue('the pods get the path without what the rule matches') },
];

/** A controller that is not told apart reads its annotations where no other one is known to serve the class. */
function isRead({ controller }: Effect, match: MatchedRequest): boolean {
  return mayServe(match, [controller ?? 'contour']).length > 0;
}

const LONGEST_VALUE = 80;

function shortened(value: string): string {
  const line = value.trim().replace(/\s+/g, ' ');
  return line.length > LONGEST_VALUE ? `${line.slice(0, LONGEST_VALUE)}...` : line;
}
