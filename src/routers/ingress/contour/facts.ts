import { toHttps } from '../annotation-effects';
import type { DialectFacts } from '../dialect';

/**
 * Contour's reading of Ingress objects, version 1.33, and what Envoy makes of it.
 *
 * @see https://github.com/projectcontour/contour/blob/v1.33.0/internal/dag/ingress_processor.go
 */
export const FACTS: DialectFacts = {
  name: 'contour',
  title: 'Contour',
  classControllers: ['projectcontour.io/'],
  classNames: ['contour'],
  annotationPrefixes: ['projectcontour.io/', 'ingress.kubernetes.io/', 'kubernetes.io/ingress.'],
  annotations: { effects: [{ keys: ['ingress.kubernetes.io/force-ssl-redirect'], does: toHttps }] },
  deviations: { stars: 'patterns' },
  podNames: ['contour', 'envoy'],
};
