import type { JsonObject } from '../../../../src/kubernetes/resource';
import { CONTOUR } from '../../../../src/routers/ingress/contour/contour';
import type { Router } from '../../../../src/routers/model';
import { compileWith, type ClusterParts } from '../dialect-cluster';

export { destinations, send } from '../dialect-cluster';

export function compile(parts: ClusterParts): Router {
  return compileWith(CONTOUR, parts);
}

/** A certificate with its key, in namespace `shop`. */
export function tlsSecret(name: string, namespace = 'shop'): JsonObject {
  return { apiVersion: 'v1', kind: 'Secret', type: 'kubernetes.io/tls', metadata: { name, namespace }, data: { 'tls.crt': 'eA==', 'tls.key': 'eA==' } };
}
