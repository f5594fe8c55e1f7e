import { possibleService } from '../../cluster/services/absent-service';
import { gatewayApi } from '../../routers/gateway/later';
import type { RefProblem } from '../../routers/gateway/model';
import type { RuleContext } from '../context';
import type { Rule, RuleFinding } from '../rule';

/** A backend of a route that is not there, lacks the port, or may not be used. */
export const ROUTE_BACKEND_MISSING: Rule = {
  id: 'route-backend-missing',
  severity: 'error',
  title: 'A route of the Gateway API sends requests to a Service or port that does not exist, or that no ReferenceGrant lets it use.',
  why: 'The share of such a backend is answered with 500, and ResolvedRefs of the route is False.',
  fix: 'Name a Service and one of its ports; for a Service of another namespace write a ReferenceGrant in that namespace.',
  sources: ['https://gateway-api.sigs.k8s.io/reference/spec/#httpbackendref', 'https://gateway-api.sigs.k8s.io/api-types/referencegrant/'],
  * check({ cluster, externals }, context) {
    const { routes } = cluster.gatewayObjects;
    if (routes.length === 0) return;
    const { backendProblem, backendsOf, gatewayModel } = gatewayApi();
    const { inputs } = gatewayModel(cluster, externals);
    for (const route of routes) {
      for (const ref of route.rules.flatMap(backendsOf)) {
        const problem = backendProblem(inputs, route, ref);
        if (problem !== null) yield { resource: route.resource, ...finding(problem, ref.namespace ?? route.namespace, ref.name, context) };
      }
    }
  },
};

function finding(problem: RefProblem, namespace: string, name: string, context: RuleContext): Omit<RuleFinding, 'resource'> {
  const { reason, message, fix, fieldPath, certain } = problem;
  const near = /^write (name|port): (\S+)$/.exec(fix);
  const base = { message: `${message} (${reason})`, fix: near === null ? fix : `set ${fieldPath}.${near[1]} to ${near[2]}` };
  if (near !== null) {
    const path = `${fieldPath}.${near[1]}`;
    return { ...base, path, edits: [{ path, value: near[1] === 'port' ? Number(near[2]) : near[2] }] };
  }
  if (!certain) return { ...base, path: fieldPath, severity: 'info' };
  if (reason !== 'BackendNotFound' || context.simulation.cluster.services.names(namespace).has(name)) return { ...base, path: fieldPath };
  const possible = possibleService(context.simulation.cluster, namespace, name);
  if (possible !== null) return { ...base, path: `${fieldPath}.name`, severity: 'info', fix: 'declare it under externals.services, or correct the name' };
  // where the manifests have no Service of the namespace at all, they describe only a part of it
  return { ...base, path: `${fieldPath}.name`, severity: context.simulation.cluster.services.names(namespace).all.length > 0 ? 'error' : 'warning' };
}
