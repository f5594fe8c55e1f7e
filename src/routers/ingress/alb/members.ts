import { settingOf } from './annotations';
import { paramsOf, type ClassParams } from './class-params';
import { CLASS_CONTROLLER, CLASS_NAME } from './facts';
import { classMissing, paramsMissing } from './questions';
import type { Cluster } from '../../../cluster/model';
import type { Ingress } from '../../../kubernetes/ingress';
import type { OpenQuestion, Source } from '../../../kubernetes/open-question';
import type { Fault } from '../../model';
import type { ControllerSettings } from '../controller-settings';
import { annotation } from '../ingress-class';
import { annotationSource, ingressSource } from '../sources';

const CLASS_ANNOTATION = 'kubernetes.io/ingress.class';

/** Code of an Ingress without class where several classes are the default. */
export const SEVERAL_DEFAULTS = 'several-default-classes';

/** An Ingress that the controller serves. */
export interface Member {
  readonly ingress: Ingress;
  readonly params: ClassParams | null;
  /** The class has parameters that are not in the manifests, and may say anything. */
  readonly paramsUnknown: boolean;
  /** What it depends on that the controller serves it so. */
  readonly open: readonly OpenQuestion[];
}

export type Membership = { readonly kind: 'member'; readonly member: Member } | { readonly kind: 'ignored'; readonly fault: Fault };

/**
 * Whether the controller serves an Ingress: the annotation decides alone where it is there, else the IngressClass, else the default class, which the controller
 * itself looks for.
 *
 * @see https://github.com/kubernetes-sigs/aws-load-balancer-controller/blob/v2.13.0/pkg/ingress/group_loader.go classifyIngress
 */
export function membershipOf(ingress: Ingress, cluster: Cluster, { flags }: ControllerSettings): Membership {
  const annotated = annotation(ingress, CLASS_ANNOTATION);
  if (annotated !== null) {
    const own = flags.get('ingress-class') ?? CLASS_NAME;
    if (annotated === own || (own === '' && annotated === CLASS_NAME)) return member(ingress, null);
    return ignored('class-annotation', annotationSource(ingress.resource, CLASS_ANNOTATION), `the annotation ${CLASS_ANNOTATION} is ${annotated}, and the controller takes ${own} alone`,
      `set ingressClassName to an IngressClass of ${CLASS_CONTROLLER}, and remove the annotation`);
  }
  const { ingressClassName } = ingress;
  if (ingressClassName === null) return withoutClass(ingress, cluster, flags.get('ingress-class') === '');
  const declared = cluster.ingressClasses.find((each) => each.name === ingressClassName);
  return declared === undefined ? member(ingress, null, [classMissing(ingressClassName, classSource(ingress))]) : ofClass(ingress, declared, cluster);
}

function withoutClass(ingress: Ingress, cluster: Cluster, takesAll: boolean): Membership {
  const defaults = cluster.ingressClasses.filter((each) => each.isDefault);
  if (defaults.length === 1) return ofClass(ingress, defaults[0], cluster);
  if (defaults.length > 1) {
    return ignored(SEVERAL_DEFAULTS, ingressSource(ingress),
      `it names no class and several IngressClasses are the default (${defaults.map((each) => each.name).join(', ')}), with which the AWS Load Balancer Controller loads no group at all`,
      'set ingressClassName, and make one class the default', defaults.map((each) => ({ resource: each.resource, field: '', kind: 'object' })));
  }
  if (takesAll) return member(ingress, null);
  return ignored('no-class', ingressSource(ingress), 'it names no class and there is no default IngressClass', `set ingressClassName to an IngressClass of ${CLASS_CONTROLLER}`);
}

function ofClass(ingress: Ingress, ingressClass: Cluster['ingressClasses'][number], cluster: Cluster): Membership {
  const source = classSource(ingress);
  if (ingressClass.controller !== CLASS_CONTROLLER) {
    return ignored('other-controller', source, `IngressClass ${ingressClass.name} is of ${ingressClass.controller ?? 'no controller'}`, `set ingressClassName to an IngressClass of ${CLASS_CONTROLLER}`);
  }
  const found = paramsOf(ingressClass, cluster);
  switch (found.kind) {
    case 'none': return member(ingress, null);
    case 'missing': return member(ingress, null, [paramsMissing(found.name, ingressClass.name, source)], true);
    case 'unknown': return ignored('class-params-unknown', source, `IngressClass ${ingressClass.name} has parameters that the controller does not know (${found.what})`, 'set IngressClassParams as parameters');
    case 'found': return found.serves(ingress.namespace)
      ? member(ingress, found.params)
      : ignored('class-params-namespace', source, `the namespaceSelector of IngressClassParams ${found.params.resource.name} leaves out namespace ${ingress.namespace}`, 'change the labels of the namespace, or the selector');
  }
}

function classSource(ingress: Ingress): Source {
  return ingress.ingressClassName === null ? ingressSource(ingress) : { resource: ingress.resource, field: 'spec.ingressClassName', kind: 'object' };
}

function member(ingress: Ingress, params: ClassParams | null, open: readonly OpenQuestion[] = [], paramsUnknown = false): Membership {
  return { kind: 'member', member: { ingress, params, paramsUnknown, open } };
}

function ignored(code: string, source: Source, reason: string, fix: string, others: readonly Source[] = []): Membership {
  return { kind: 'ignored', fault: { kind: 'ignored', code, source, others, reason: `the AWS Load Balancer Controller ignores the Ingress: ${reason}`, fix } };
}

/** A setting of the load balancer: the class takes precedence over the annotation. */
export function loadBalancerSetting({ ingress, params }: Member, name: string): string | null {
  return params?.settings[name] ?? settingOf(ingress, name);
}
