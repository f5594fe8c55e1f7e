import type { ControllerName, DialectInputs } from './dialect';
import type { Ingress } from '../../kubernetes/ingress';
import type { Router } from '../model';

/** What names the one router that a controller makes of all Ingress objects of a class. */
export function routerIdentity(
  controller: ControllerName, ingresses: readonly Ingress[], { className }: Pick<DialectInputs, 'className'>,
): Pick<Router, 'id' | 'name' | 'resources'> {
  return {
    id: { kind: 'Ingress', controller, className, name: null },
    name: className === null ? 'Ingress objects without a class' : `ingress class ${className}`,
    resources: ingresses.map((each) => each.resource),
  };
}
