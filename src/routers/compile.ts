import { groupByClass } from './ingress/ingress-class';
import type { IngressObjects } from './ingress/spec/model';
import { SpecTable } from './ingress/spec/spec';
import type { RouteTable } from './route-table';

/** The dialects that Ingress can be read in; `spec` is the text of the Ingress v1 API. */
export const CONTROLLERS: readonly string[] = ['spec'];

/**
 * Compiles the Ingress objects of a cluster into one route table for each class, classes by name, those without a class last.
 *
 * @throws Error when the controller is not one of `CONTROLLERS`
 */
export function compileRouteTables(cluster: IngressObjects, controller: string): readonly RouteTable[] {
  if (!CONTROLLERS.includes(controller)) {
    throw new Error(`controller '${controller}' is not known; give one of: ${CONTROLLERS.join(', ')}`);
  }
  return groupByClass(cluster.ingresses, cluster.ingressClasses, cluster.externals?.ingressClasses).map((group) => new SpecTable(group, cluster));
}
