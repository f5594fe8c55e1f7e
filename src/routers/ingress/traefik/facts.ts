import { mayDoAnything } from '../annotation-effects';
import type { DialectFacts } from '../dialect';
import { PREFIX as NGINX } from '../ingress-nginx/facts';

export const PREFIX = 'traefik.ingress.kubernetes.io/';
export const PRIORITY = `${PREFIX}router.priority`;
export const ROUTER_TLS = `${PREFIX}router.tls`;

/**
 * Traefik's Ingress provider, version 3.7.9: each path is a router with a rule and a priority, and all routers of an entry point compete,
 * whatever host and Ingress they are of.
 *
 * @see https://github.com/traefik/traefik/blob/v3.7.9/pkg/provider/kubernetes/ingress/kubernetes.go
 */
export const FACTS: DialectFacts = {
  name: 'traefik',
  title: 'Traefik',
  classControllers: ['traefik.io/'],
  classNames: ['traefik'],
  annotationPrefixes: [PREFIX],
  annotations: {
    effects: [{ keys: [`${PREFIX}router.middlewares`], does: mayDoAnything }],
    patterns: [`${PREFIX}router.pathmatcher`],
    distinguishing: [`${PREFIX}router.entrypoints`, PRIORITY],
    // it has a provider of its own for Ingress objects of ingress-nginx
    alsoRead: [NGINX],
  },
  deviations: { prefixes: 'by-characters', finalSlash: 'no-match', missedPath: 'next-host' },
  podNames: ['traefik'],
};
