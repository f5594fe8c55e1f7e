import { CLASS_CONTROLLER, CLASS_NAME, FACTS } from './facts';
import type { Cluster } from '../../../cluster/model';
import type { Ingress } from '../../../kubernetes/ingress';
import type { Fault } from '../../model';
import { whyOtherClass } from '../class-rivals';
import { annotation, CLASS_ANNOTATION } from '../ingress-class';
import { annotationSource } from '../sources';

/** Why the controller would leave an Ingress alone that names no class of it; a class is read from the field alone. */
export function whyUnserved(ingress: Ingress, cluster: Pick<Cluster, 'ingressClasses'>, flags: ReadonlyMap<string, string>): string | null {
  if (ingress.ingressClassName !== null) return whyOtherClass(ingress.ingressClassName, FACTS, cluster);
  if (flags.has('empty-ingress-class') || flags.get('ingress.class') === '') return null;
  return cluster.ingressClasses.some((each) => each.isDefault && each.controller?.startsWith(CLASS_CONTROLLER)) ? null : 'it names no class';
}

/**
 * Why the controller does not serve an Ingress that names its class; null where it does.
 *
 * It reads `spec.ingressClassName` alone, which must be the text of `--ingress.class`, and the IngressClass must carry that text behind
 * its controller. The annotation `kubernetes.io/ingress.class` is never read.
 *
 * @see https://github.com/haproxytech/kubernetes-ingress/blob/fc1206761aa7948e051eebd56c736802e1d7e226/pkg/ingress/ingress.go supported
 */
export function classFault(ingress: Ingress, cluster: Pick<Cluster, 'ingressClasses'>, flags: ReadonlyMap<string, string>): Fault | null {
  const { ingressClassName } = ingress;
  const isOurs = (controller: string | null): boolean =>
    controller !== null && (controller === CLASS_CONTROLLER || controller.startsWith(`${CLASS_CONTROLLER}/`));
  if (ingressClassName === null) {
    const named = annotation(ingress, CLASS_ANNOTATION);
    const namesOurs = named === CLASS_NAME || cluster.ingressClasses.some((each) => each.name === named && isOurs(each.controller));
    if (!namesOurs || flags.has('empty-ingress-class') || cluster.ingressClasses.some((each) => each.isDefault && isOurs(each.controller))) return null;
    return {
      kind: 'ignored',
      code: 'class-by-annotation',
      source: annotationSource(ingress.resource, CLASS_ANNOTATION),
      others: [],
      reason: `HAProxy does not read the annotation ${CLASS_ANNOTATION}, and the Ingress sets no ingressClassName`,
      fix: `set spec.ingressClassName: ${named}`,
    };
  }
  const declared = cluster.ingressClasses.find((each) => each.name === ingressClassName);
  if (declared === undefined || declared.controller === null || !isOurs(declared.controller)) return null;
  const wanted = `${CLASS_CONTROLLER}/${ingressClassName}`;
  if (declared.controller === wanted && (flags.get('ingress.class') ?? ingressClassName) === ingressClassName) return null;
  return {
    kind: 'ignored',
    code: 'class-not-served',
    source: { resource: ingress.resource, field: 'spec.ingressClassName', kind: 'object' },
    others: [{ resource: declared.resource, field: 'spec.controller', kind: 'object' }],
    reason: `HAProxy serves class ${ingressClassName} only when it runs with --ingress.class=${ingressClassName} and the IngressClass has controller ${wanted}`,
    fix: `set spec.controller of IngressClass ${ingressClassName} to ${wanted}`,
  };
}
