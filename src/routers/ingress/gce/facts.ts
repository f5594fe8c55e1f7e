import type { DialectFacts } from '../dialect';

/**
 * The Ingress controller of GKE: a load balancer for each Ingress.
 *
 * @see https://github.com/kubernetes/ingress-gce/tree/acbcf5d66dd9d31297a2a52a2d7d83d4c1a94539
 */
export const FACTS: DialectFacts = {
  name: 'gce',
  title: 'GKE',
  classControllers: ['k8s.io/ingress-gce'],
  classNames: ['gce', 'gce-internal'],
  withoutClassObjects: true,
  annotationPrefixes: ['networking.gke.io/', 'ingress.gcp.kubernetes.io/', 'kubernetes.io/ingress.'],
  podNames: ['glbc', 'l7-lb-controller'],
  isOutside: true,
};
