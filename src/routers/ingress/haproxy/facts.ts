import { PREFIXES } from './prefixes';
import { filters, keysOf, redirects, refuses, rewrites } from '../annotation-effects';
import type { DialectFacts } from '../dialect';

/** `spec.controller` of its classes, before `/` and the value of `--ingress.class`. */
export const CLASS_CONTROLLER = 'haproxy.org/ingress-controller';
export const CLASS_NAME = 'haproxy';

/** The prefix that no other controller has. */
const OWN = ['haproxy.org/'];

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
  annotations: {
    // @see https://www.haproxy.com/documentation/kubernetes-ingress/ingress-configuration-reference/
    effects: [
      { keys: keysOf(OWN, 'request-redirect'), does: redirects },
      { keys: keysOf(OWN, 'path-rewrite'), does: rewrites },
      { keys: keysOf(OWN, 'allow-list', 'whitelist', 'deny-list', 'blacklist'), does: filters },
      { keys: keysOf(OWN, 'auth-type'), does: refuses },
    ],
    distinguishing: keysOf(OWN, 'route-acl', 'ingress.class'),
  },
  deviations: { redirectsToHttps: { unless: ['haproxy.org/ssl-redirect', 'ingress.kubernetes.io/ssl-redirect'] } },
  podNames: ['kubernetes-ingress', 'haproxy-kubernetes-ingress'],
};
