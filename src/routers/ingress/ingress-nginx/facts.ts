import { filters, isConfiguration, keysOf, redirects, refuses, rewrites, rootRedirects, toHttps } from '../annotation-effects';
import type { DialectFacts } from '../dialect';

export const PREFIX = 'nginx.ingress.kubernetes.io/';
export const CANARY = `${PREFIX}canary`;
export const REWRITE_TARGET = `${PREFIX}rewrite-target`;
export const USE_REGEX = `${PREFIX}use-regex`;

const keys = (...names: readonly string[]): readonly string[] => keysOf([PREFIX], ...names);

/**
 * ingress-nginx v1.15.1, with its flags and ConfigMap where they are in the manifests, else the defaults.
 *
 * @see https://github.com/kubernetes/ingress-nginx/tree/controller-v1.15.1
 */
export const FACTS: DialectFacts = {
  name: 'ingress-nginx',
  title: 'ingress-nginx',
  classControllers: ['k8s.io/ingress-nginx'],
  classNames: ['nginx'],
  annotationPrefixes: [PREFIX],
  annotations: {
    // @see https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/
    effects: [
      { keys: keys('permanent-redirect', 'temporal-redirect'), does: redirects },
      { keys: [REWRITE_TARGET], does: (value, request) => value === request.rulePath ? null : rewrites(value, request) },
      { keys: keys('app-root'), does: rootRedirects },
      { keys: keys('force-ssl-redirect'), does: toHttps },
      { keys: keys('auth-url', 'auth-type', 'auth-tls-secret'), does: refuses },
      { keys: keys('whitelist-source-range', 'allowlist-source-range', 'denylist-source-range'), does: filters },
      { keys: keys('configuration-snippet', 'server-snippet'), does: isConfiguration },
    ],
    patterns: [USE_REGEX, REWRITE_TARGET],
    distinguishing: [CANARY],
  },
  deviations: { finalSlash: 'redirects', redirectsToHttps: { unless: keys('ssl-redirect') } },
  podNames: ['ingress-nginx'],
};
