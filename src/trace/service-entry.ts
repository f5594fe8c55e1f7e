import type { Context } from './context';
import { routerBehind } from './controller-pods';
import { passPolicies } from './policies';
import { enterRouter } from './router';
import { deliver, dialService, dialServicePort, type Dialled } from './service-port';
import { failed, type Ending } from './trail';
import type { RoutedDestination } from '../cluster/services/service-routing';
import type { Service, ServicePort } from '../kubernetes/service';

/** A connection to an address of a Service; where its pods are an Ingress controller, the request goes on by the rules. */
export function enterService(context: Context, service: Service, dialled: Dialled): Ending {
  return dialService(context, service, dialled, arrive);
}

/** A connection to one port of a Service, as `enterService`. */
export function enterServicePort(context: Context, service: Service, port: ServicePort, dialled: Dialled): Ending {
  return dialServicePort(context, service, port, dialled, arrive);
}

function arrive(context: Context, service: Service, port: ServicePort, routed: readonly RoutedDestination[]): Ending {
  const choice = routerBehind(context, port, routed);
  if (choice === null) return deliver(context, service, port, routed);
  const [first] = passPolicies(context, routed);
  if (first === undefined) return failed('policy-blocks');
  return enterRouter({ ...context, target: { ...context.target, port: port.port } }, choice, first.pods[0] ?? null);
}
