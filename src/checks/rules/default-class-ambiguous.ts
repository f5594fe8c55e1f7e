import { describe } from '../../kubernetes/resource';
import { defaultClass } from '../../routers/ingress/ingress-class';
import type { Rule } from '../rule';

/** More than one default IngressClass. */
export const DEFAULT_CLASS_AMBIGUOUS: Rule = {
  id: 'default-class-ambiguous',
  severity: 'warning',
  title: 'More than one IngressClass is marked as the default.',
  why: 'Which of them an Ingress without a class gets depends on which was created last; releases before 1.26 refuse such an Ingress.',
  fix: 'Leave the annotation ingressclass.kubernetes.io/is-default-class on one IngressClass.',
  sources: ['https://kubernetes.io/docs/concepts/services-networking/ingress/#default-ingress-class'],
  * check({ cluster }) {
    const taken = defaultClass(cluster.ingressClasses);
    if (taken === null) return;
    for (const each of cluster.ingressClasses) {
      if (!each.isDefault || each === taken) continue;
      yield {
        resource: each.resource,
        path: 'metadata.annotations[ingressclass.kubernetes.io/is-default-class]',
        message: `${describe(taken.resource)} is the default class too`,
        fix: 'remove the annotation from one of them',
      };
    }
  },
};
