import { mayDoAnything } from '../annotation-effects';
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
  annotations: {
    effects: [
      { keys: ['networking.gke.io/v1beta1.FrontendConfig'], does: mayDoAnything },
      { keys: ['kubernetes.io/ingress.allow-http'], does: (value, { scheme }) => value === 'false' && scheme === 'http' ? 'there is no http' : null },
    ],
    loadBalancer: null,
  },
  deviations: { stars: 'patterns' },
  podNames: ['glbc', 'l7-lb-controller'],
  isOutside: true,
};
