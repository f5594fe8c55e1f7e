import { GCE } from '../../../../src/routers/ingress/gce/gce';
import type { Router } from '../../../../src/routers/model';
import type { IngressParts } from '../../route-tables';
import { compileAllWith, type ClusterParts, type ServiceParts } from '../dialect-cluster';

export { destinations, send } from '../dialect-cluster';

/** An Ingress of class `gce` by its annotation. */
export function gce(parts: IngressParts): IngressParts {
  return { ...parts, annotations: { 'kubernetes.io/ingress.class': 'gce', ...parts.annotations } };
}

/** Services with network endpoint groups. */
export function negs(...names: readonly string[]): readonly ServiceParts[] {
  return names.map((name) => ({ name, annotations: { 'cloud.google.com/neg': '{"ingress": true}' } }));
}

export function compileAll(parts: ClusterParts): readonly Router[] {
  return compileAllWith(GCE, parts);
}

export function compile(parts: ClusterParts): Router {
  return compileAll(parts)[0];
}

/** What a router finds wrong: kinds, codes and fields. */
export function faultsOf({ faults }: Router): readonly string[] {
  return faults.map(({ kind, code, source }) => `${kind} ${code} ${source.resource.name} ${source.field}`.trim());
}
