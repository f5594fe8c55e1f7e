import { PREFIXES } from './prefixes';
import type { DialectFacts } from '../dialect';

/** `spec.controller` of its classes, before `/` and the value of `--ingress.class`. */
export const CLASS_CONTROLLER = 'haproxy.org/ingress-controller';
export const CLASS_NAME = 'haproxy';

/**
 * The controller of HAProxy Technologies (haproxytech/kubernetes-ingress).
 *
 * @see https://github.com/haproxytech/kubernetes-ingress/tree/fc1206761aa7948e051eebd56c736802e1d7e226
 */
export const FACTS: DialectFacts = {
  name: 'haproxy',
  title: 'HAProxy',
  classControllers: [CLASS_CONTROLLER],
  classNames: [CLASS_NAME],
  annotationPrefixes: PREFIXES,
  podNames: ['kubernetes-ingress', 'haproxy-kubernetes-ingress'],
};
