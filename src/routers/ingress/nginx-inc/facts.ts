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
  annotationPrefixes: ['nginx.org/', 'nginx.com/'],
  podNames: ['nginx-ingress'],
};
