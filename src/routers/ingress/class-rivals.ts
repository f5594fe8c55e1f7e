import type { ControllerFacts } from './dialect';
import type { Cluster } from '../../cluster/model';
import type { IngressClass } from '../../kubernetes/ingress';
import { describe } from '../../kubernetes/resource';

type OfController = Pick<ControllerFacts, 'classControllers'>;
type Classes = Pick<Cluster, 'ingressClasses'>;

/** An IngressClass of the manifests that is the controller's. */
export function ownClass({ classControllers }: OfController, { ingressClasses }: Classes): IngressClass | undefined {
  return ingressClasses.find(({ controller }) => classControllers.some((start) => controller?.startsWith(start)));
}

/** Why a class is not a controller's, as far as the manifests have IngressClasses; null: they do not say so. */
export function whyOtherClass(name: string, facts: OfController, cluster: Classes): string | null {
  const found = cluster.ingressClasses.find((each) => each.name === name);
  if (found !== undefined) return ownClass(facts, { ingressClasses: [found] }) === found ? null : `${describe(found.resource)} is of ${found.controller ?? 'no controller'}`;
  const own = ownClass(facts, cluster);
  return own === undefined ? null : `IngressClass ${name} is not in the manifests, which have ${own.name} of this controller`;
}
