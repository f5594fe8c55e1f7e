import type { Ingress } from '../../../kubernetes/ingress';
import type { Fault } from '../../model';
import { annotation } from '../ingress-class';
import { annotationSource } from '../sources';

export const CLASS_ANNOTATION = 'kubernetes.io/ingress.class';

export type GceClass = 'gce' | 'gce-internal';

/**
 * Which load balancer GKE makes of an Ingress; null: none. It reads the annotation, and where there is none it takes an Ingress without class alone: any
 * `ingressClassName` keeps it away, `gce` too.
 *
 * @see https://github.com/kubernetes/ingress-gce/blob/acbcf5d66dd9d31297a2a52a2d7d83d4c1a94539/pkg/utils/utils.go IsGCEIngress
 */
export function gceClass(ingress: Ingress): GceClass | null {
  const annotated = annotation(ingress, CLASS_ANNOTATION) ?? '';
  if (annotated === '') return ingress.ingressClassName === null ? 'gce' : null;
  return annotated === 'gce' || annotated === 'gce-internal' ? annotated : null;
}

export function classFault(ingress: Ingress): Fault {
  const annotated = annotation(ingress, CLASS_ANNOTATION) ?? '';
  const byField = annotated === '';
  return {
    kind: 'ignored',
    code: byField ? 'class-field' : 'class-annotation',
    source: byField ? { resource: ingress.resource, field: 'spec.ingressClassName', kind: 'object' } : annotationSource(ingress.resource, CLASS_ANNOTATION),
    others: [],
    reason: byField
      ? `GKE ignores the Ingress: it reads the annotation ${CLASS_ANNOTATION}, and takes none that has an ingressClassName (${ingress.ingressClassName ?? ''}) and no annotation`
      : `GKE ignores the Ingress: the annotation ${CLASS_ANNOTATION} is ${annotated}, and it takes gce and gce-internal`,
    fix: `set the annotation ${CLASS_ANNOTATION}: gce${byField ? ' instead of ingressClassName' : ''}`,
  };
}
