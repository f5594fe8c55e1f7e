import type { Context } from './context';
import { routerBehind } from './controller-pods';
import { entryIndex } from './entry-index';
import { passPolicies } from './policies';
import { enterRouter, passRoutes } from './router';
import { deliver, dialService, dialServicePort, type Dialled } from './service-port';
import { failed, type Ending } from './trail';
import type { RoutedDestination } from '../cluster/services/service-routing';
import { openQuestion, sourceIn } from '../kubernetes/open-question';
import type { Service, ServicePort } from '../kubernetes/service';

/** A connection to an address of a Service; where its pods are an Ingress controller, the request goes on by the rules. */
export function enterService(context: Context, service: Service, dialed: Dialled): Ending {
  const port = service.ports.find((each) => each.port === context.target.port && each.protocol === context.target.protocol);
  const router = port === undefined ? null : routerOf(context, service, port) ?? meshOf(context, service);
  if (router !== null) return router;
  return dialService(context, service, dialed, arrive);
}

/** A connection to one port of a Service, as `enterService`. */
export function enterServicePort(context: Context, service: Service, port: ServicePort, dialed: Dialled): Ending {
  return routerOf(context, service, port) ?? dialServicePort(context, service, port, dialed, arrive);
}

/** A Service that was made for a router, whose pods are rarely in the manifests. */
function routerOf(context: Context, { namespace, name, resource }: Service, port: ServicePort): Ending | null {
  const router = entryIndex(context.simulation).routersByService.get(`${namespace}/${name}`);
  if (router === undefined) return null;
  const isItsOwn = openQuestion('service-of-router', {}, [sourceIn(resource)], () => `whether Service ${namespace}/${name} leads to ${router.name}`);
  return enterRouter({ ...context, target: { ...context.target, port: port.port } }, { router, because: `Service ${namespace}/${name} is made for it`, questions: [isItsOwn] });
}

/** A pod in a mesh decides by the routes whose parent is the Service, before it dials. */
function meshOf(context: Context, { namespace, name, resource }: Service): Ending | null {
  const { client, simulation } = context;
  const router = client === null ? null : simulation.serviceRouters.find(namespace, name, client.workload.namespace);
  return router === null ? null : passRoutes(context, router, resource);
}

function arrive(context: Context, service: Service, port: ServicePort, routed: readonly RoutedDestination[]): Ending {
  const choice = routerBehind(context, port, routed);
  if (choice === null) return deliver(context, service, port, routed);
  const [first] = passPolicies(context, routed);
  if (first === undefined) return failed('policy-blocks');
  return enterRouter({ ...context, target: { ...context.target, port: port.port } }, choice, first.pods[0] ?? null);
}
