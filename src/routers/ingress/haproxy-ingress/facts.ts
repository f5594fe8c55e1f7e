import { PREFIXES } from './prefixes';
import type { DialectFacts } from '../dialect';

/** `spec.controller` of its classes. */
export const CLASS_CONTROLLER = 'haproxy-ingress.github.io/controller';

/**
 * HAProxy Ingress of Joao Morais (jcmoraisjr/haproxy-ingress).
 *
 * @see https://github.com/jcmoraisjr/haproxy-ingress/tree/465a51ce67a788872faa4f04027defa6805ff87f
 */
export const FACTS: DialectFacts = {
  name: 'haproxy-ingress',
  title: 'haproxy-ingress',
  classControllers: [CLASS_CONTROLLER],
  classNames: ['haproxy-ingress'],
  annotationPrefixes: PREFIXES,
  podNames: ['haproxy-ingress'],
};
