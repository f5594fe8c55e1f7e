import type { DialectFacts } from '../dialect';

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
  annotationPrefixes: ['traefik.ingress.kubernetes.io/'],
  podNames: ['traefik'],
};
