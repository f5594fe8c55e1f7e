import { isConfiguration, rewrites, toHttps } from '../annotation-effects';
import type { DialectFacts } from '../dialect';

/** `spec.controller` of its classes. */
export const CLASS_CONTROLLER = 'nginx.org/ingress-controller';

/**
 * The NGINX Ingress Controller of NGINX Inc. (nginx/kubernetes-ingress), with NGINX open source.
 *
 * @see https://github.com/nginx/kubernetes-ingress/tree/0eb3072d14f04931824bb74c99a6566d8c108f3c
 */
export const FACTS: DialectFacts = {
  name: 'nginx-inc',
  title: 'NGINX Inc.',
  classControllers: [CLASS_CONTROLLER],
  classNames: ['nginx-inc'],
  otherClassNames: ['nginx'],
  annotationPrefixes: ['nginx.org/', 'nginx.com/'],
  annotations: {
    effects: [
      { keys: ['nginx.org/rewrites'], does: rewrites },
      { keys: ['nginx.org/redirect-to-https'], does: toHttps },
      { keys: ['nginx.org/server-snippets', 'nginx.org/location-snippets'], does: isConfiguration },
    ],
    patterns: ['nginx.org/path-regex'],
  },
  deviations: {
    prefixes: 'by-characters',
    finalSlash: 'redirects',
    wildcards: 'many-labels',
    redirectsToHttps: { unless: ['ingress.kubernetes.io/ssl-redirect', 'nginx.org/ssl-redirect'] },
  },
  podNames: ['nginx-ingress'],
};
