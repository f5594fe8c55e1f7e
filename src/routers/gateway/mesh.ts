import type { GatewayModel } from './compile';
import type { CompiledRoute, RouteInputs } from './compiled-route';
import { conflictQuestions } from './conflicts-of-routes';
import { ANSWERS } from './gateway-router';
import { compileHttpRoute, PRECEDENCE } from './http-routes';
import type { Attachment } from './model';
import { NO_SERVICE_ROUTERS, type ServiceRouters } from './service-routers';
import type { GatewayRoute } from '../../kubernetes/gateway/route';
import { openQuestion, sourceIn } from '../../kubernetes/open-question';
import type { Service } from '../../kubernetes/service';
import type { Listener, Route, Router } from '../model';

/**
 * Routes of the Service's own namespace are for all clients (producer), those of another for clients of that namespace alone (consumer), where they are
 * used instead; hostnames play no part.
 *
 * @see https://gateway-api.sigs.k8s.io/geps/gep-1294/
 */
export function serviceRouters(model: GatewayModel): ServiceRouters {
  const groups = new Map<string, Attachment[]>();
  for (const attachment of model.attachments) {
    if (attachment.parent !== 'service' || attachment.accepted === 'False') continue;
    const { route, parentRef } = attachment;
    const key = `${parentRef.namespace ?? route.namespace}/${parentRef.name} ${route.namespace}`;
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [attachment]);
    else known.push(attachment);
  }
  if (groups.size === 0) return NO_SERVICE_ROUTERS;
  const routers = new Map<string, Router | null>();
  const routerOf = (namespace: string, name: string, owner: string): Router | null => {
    const key = `${namespace}/${name} ${owner}`;
    const group = groups.get(key);
    const service = model.inputs.cluster.services.get(namespace, name);
    if (group === undefined || service === undefined) return null;
    let router = routers.get(key);
    if (router === undefined) routers.set(key, router = buildServiceRouter(model, service, group));
    return router;
  };
  return { find: (namespace, name, client) => routerOf(namespace, name, client) ?? routerOf(namespace, name, namespace) };
}

function buildServiceRouter(model: GatewayModel, service: Service, attachments: readonly Attachment[]): Router | null {
  const context: RouteInputs = { inputs: model.inputs, policies: model.policies, implementation: null };
  const ports = service.ports.filter(({ protocol }) => protocol === 'TCP').flatMap((port): readonly Listener[] => {
    const own = attachments.filter(({ parentRef }) =>
      (parentRef.port === null || parentRef.port === port.port) && (parentRef.sectionName === null || parentRef.sectionName === port.name));
    const kind = own.some(({ route }) => route.kind === 'GRPCRoute') ? 'GRPCRoute' : 'HTTPRoute';
    const routes = [...new Set(own.map(({ route }) => route))].filter((route) => route.kind === kind);
    return routes.length === 0 ? [] : [listenerOf(context, service, port.port, port.name, routes)];
  });
  if (ports.length === 0) return null;
  const name = `${service.namespace}/${service.name}`;
  const mesh = openQuestion('mesh', {}, [sourceIn(attachments[0].route.resource, attachments[0].parentRef.fieldPath)],
    () => `whether the pods are part of a mesh that reads routes whose parent is Service ${name}: without one the Service decides alone`);
  return {
    id: { kind: 'Service', controller: null, className: null, name },
    name: `the routes of Service ${name}`,
    resources: attachments.map(({ route }) => route.resource),
    listeners: ports,
    hostSteps: ['lower-case', 'strip-port', 'strip-final-dot'],
    pathSteps: [],
    precedence: PRECEDENCE,
    answers: ANSWERS,
    open: [mesh],
    faults: [],
  };
}

function listenerOf(context: RouteInputs, service: Service, port: number, name: string, routes: readonly GatewayRoute[]): Listener {
  const compiled = routes.flatMap((route) => compileHttpRoute(context, route));
  const questions = conflictQuestions(compiled, context);
  const source = sourceIn(service.resource, 'spec.ports', 'listener');
  const withQuestions = (each: CompiledRoute): Route => ({ ...each.route, open: [...each.route.open, ...questions.get(each) ?? []] });
  return {
    name,
    port,
    protocol: 'HTTP',
    tls: 'none',
    host: { kind: 'any' },
    certificates: [],
    source,
    hosts: [{
      host: { kind: 'any' },
      routes: compiled.filter(({ possible }) => !possible).map(withQuestions),
      possible: compiled.filter(({ possible }) => possible).map(({ route }) => route),
      onMiss: 'stop',
      sources: [source],
    }],
  };
}
