import type { JsonObject } from '../../../../src/kubernetes/resource';
import { TRAEFIK } from '../../../../src/routers/ingress/traefik/traefik';
import type { Router } from '../../../../src/routers/model';
import { compileWith, type ClusterParts } from '../dialect-cluster';

export { destinations, send, type ServiceParts } from '../dialect-cluster';

export function compile(parts: ClusterParts): Router {
  return compileWith(TRAEFIK, parts);
}

/** A Middleware of namespace `shop`. */
export function middleware(name: string, spec: JsonObject): JsonObject {
  return { apiVersion: 'traefik.io/v1alpha1', kind: 'Middleware', metadata: { name, namespace: 'shop' }, spec };
}

/** The Deployment of a Traefik that is installed with these arguments. */
export function installation(...args: readonly string[]): JsonObject {
  const labels = { 'app.kubernetes.io/name': 'traefik' };
  const template = { metadata: { labels }, spec: { containers: [{ name: 'traefik', image: 'example.com/traefik', args }] } };
  const spec = { selector: { matchLabels: labels }, template };
  return { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'traefik', namespace: 'traefik' }, spec };
}
