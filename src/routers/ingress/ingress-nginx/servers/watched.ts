import type { Cluster } from '../../../../cluster/model';
import type { Ingress } from '../../../../kubernetes/ingress';
import { describe } from '../../../../kubernetes/resource';

const CONTROLLER = 'k8s.io/ingress-nginx';
const CLASS_ANNOTATION = 'kubernetes.io/ingress.class';

/**
 * Why the controller would not look at an Ingress; null where it does. The field counts if its IngressClass is there and is the controller's,
 * the annotation if it is `nginx`, whatever classes there are.
 *
 * @see https://github.com/kubernetes/ingress-nginx/blob/controller-v1.15.1/internal/ingress/controller/store/store.go GetIngressClass
 */
export function whyUnwatched(ingress: Ingress, { ingressClasses }: Pick<Cluster, 'ingressClasses'>): string | null {
  const name = ingress.ingressClassName;
  if (name === null) {
    const annotation = classAnnotation(ingress);
    if (annotation === 'nginx') return null;
    return annotation === null ? 'it names no class' : `its annotation ${CLASS_ANNOTATION} is ${annotation}, and only nginx is read`;
  }
  const found = ingressClasses.find((each) => each.name === name);
  if (found === undefined) return `IngressClass ${name} is not in the manifests`;
  if (found.controller?.startsWith(CONTROLLER) === true) return null;
  return `${describe(found.resource)} is of ${found.controller ?? 'no controller'}`;
}

/** Whether an annotation names a class of the controller, which it does not read there. */
export function isNamedByAnnotationAlone(ingress: Ingress, { ingressClasses }: Pick<Cluster, 'ingressClasses'>): boolean {
  if (ingress.ingressClassName !== null) return false;
  const annotation = classAnnotation(ingress);
  return annotation !== null && annotation !== 'nginx' && ingressClasses.some((each) => each.name === annotation && each.controller?.startsWith(CONTROLLER) === true);
}

/** Whether the webhook lets an Ingress pass unseen: it is of another class, where the manifests have one of the controller. */
export function isOfOtherClass(ingress: Ingress, cluster: Pick<Cluster, 'ingressClasses'>): boolean {
  return cluster.ingressClasses.some((each) => each.controller?.startsWith(CONTROLLER) === true) && whyUnwatched(ingress, cluster) !== null;
}

function classAnnotation({ annotations }: Ingress): string | null {
  return Object.hasOwn(annotations, CLASS_ANNOTATION) ? annotations[CLASS_ANNOTATION] : null;
}
