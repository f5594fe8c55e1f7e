import { CLASS_CONTROLLER, FACTS } from './facts';
import type { Cluster } from '../../../cluster/model';
import type { Ingress } from '../../../kubernetes/ingress';
import type { Fault } from '../../model';
import { whyOtherClass } from '../class-rivals';
import { annotation, CLASS_ANNOTATION } from '../ingress-class';
import { annotationSource } from '../sources';

const ANNOTATION_VALUE = 'haproxy';

/** Why the controller would leave an Ingress alone: the annotation decides where there is one, else the field, and without any it does. */
export function whyUnserved(ingress: Ingress, cluster: Pick<Cluster, 'ingressClasses'>, flags: ReadonlyMap<string, string>): string | null {
  const named = annotation(ingress, CLASS_ANNOTATION);
  const wanted = flags.get('ingress-class') ?? ANNOTATION_VALUE;
  const byField = ingress.ingressClassName === null ? null : whyOtherClass(ingress.ingressClassName, FACTS, cluster);
  if (flags.has('ingress-class-precedence') && ingress.ingressClassName !== null) return byField;
  if (named !== null) return named === wanted ? null : `its annotation ${CLASS_ANNOTATION} is ${named}, and only ${wanted} is read`;
  return ingress.ingressClassName !== null || flags.has('watch-ingress-without-class') ? byField : 'it names no class';
}

/**
 * Why the controller does not serve an Ingress that names its class; null where it does.
 *
 * The annotation decides where there is one, by its text alone, which must be `haproxy`; else the IngressClass that the field names.
 *
 * @see https://haproxy-ingress.github.io/docs/configuration/keys/#class-matter
 */
export function classFault(ingress: Ingress, cluster: Pick<Cluster, 'ingressClasses'>, flags: ReadonlyMap<string, string>): Fault | null {
  const named = annotation(ingress, CLASS_ANNOTATION);
  const wanted = flags.get('ingress-class') ?? ANNOTATION_VALUE;
  if (named === null || named === wanted || flags.has('ingress-class-precedence')) return null;
  const declared = cluster.ingressClasses.find((each) => each.name === named);
  if (declared === undefined || declared.controller === null || !declared.controller.startsWith(CLASS_CONTROLLER)) return null;
  return {
    kind: 'ignored',
    code: 'class-by-annotation',
    source: annotationSource(ingress.resource, CLASS_ANNOTATION),
    others: [{ resource: declared.resource, field: '', kind: 'object' }],
    reason: `haproxy-ingress compares the annotation ${CLASS_ANNOTATION} with ${wanted} and looks up no IngressClass for it`,
    fix: `set spec.ingressClassName: ${named} and remove the annotation`,
  };
}
