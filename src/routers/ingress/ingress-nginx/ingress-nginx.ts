import { compileIngressNginx } from './compile';
import type { Dialect } from '../dialect';
import { PREFIX } from './settings/annotations';

/**
 * ingress-nginx v1.15.1, with its flags and ConfigMap where they are in the manifests, else the defaults.
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
