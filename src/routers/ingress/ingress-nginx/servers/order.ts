import type { Ingress } from '../../../../kubernetes/ingress';

/**
 * The order in which the controller reads Ingress objects: the older first; of equal age the greater `namespace/name`.
 *
 * @see https://github.com/kubernetes/ingress-nginx/blob/controller-v1.15.1/internal/ingress/controller/store/store.go sortIngressSlice
 */
export function inOrder(ingresses: readonly Ingress[]): readonly Ingress[] {
  return [...ingresses].sort((a, b) => timeOf(a) - timeOf(b) || (nameOf(a) < nameOf(b) ? 1 : -1));
}

/** An Ingress without a timestamp is taken to be the oldest. */
export function timeOf({ creationTimestamp }: Ingress): number {
  const time = creationTimestamp === null ? NaN : Date.parse(creationTimestamp);
  return Number.isNaN(time) ? -Infinity : time;
}

export function nameOf({ namespace, name }: Ingress): string {
  return `${namespace}/${name}`;
}
