import type { DialectFacts } from '../dialect';

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
  annotationPrefixes: ['nginx.ingress.kubernetes.io/'],
  podNames: ['ingress-nginx'],
};
