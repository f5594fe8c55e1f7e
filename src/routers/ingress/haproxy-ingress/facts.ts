import { PREFIXES } from './prefixes';
import { keysOf, redirects, rewrites, rootRedirects } from '../annotation-effects';
import type { DialectFacts } from '../dialect';

/** `spec.controller` of its classes. */
export const CLASS_CONTROLLER = 'haproxy-ingress.github.io/controller';

/** The prefix that no other controller has. */
const OWN = ['haproxy-ingress.github.io/'];

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
  otherClassNames: ['haproxy'],
  annotationPrefixes: PREFIXES,
  annotations: {
    effects: [
      { keys: keysOf(OWN, 'rewrite-target'), does: rewrites },
      { keys: keysOf(OWN, 'redirect-to'), does: redirects },
      { keys: keysOf(OWN, 'app-root'), does: rootRedirects },
    ],
    patterns: keysOf(PREFIXES, 'path-type'),
  },
  deviations: { missedPath: 'next-host', redirectsToHttps: { unless: keysOf(PREFIXES, 'ssl-redirect') } },
  podNames: ['haproxy-ingress'],
};
