import { compileIngressNginx } from './compile';
import type { Dialect } from '../dialect';
import { PREFIX } from './settings/annotations';

/**
 * ingress-nginx v1.15.1 with its default flags and an empty ConfigMap.
 *
 * @see https://github.com/kubernetes/ingress-nginx/tree/controller-v1.15.1
 */
export const INGRESS_NGINX: Dialect = {
  name: 'ingress-nginx',
  title: 'ingress-nginx',
  classControllers: ['k8s.io/ingress-nginx'],
  classNames: ['nginx'],
  annotationPrefixes: [PREFIX],
  podNames: ['ingress-nginx'],
  compile: compileIngressNginx,
};
