import { resolveBackendPort } from '../../routers/ingress/backend-port';
import { FACTS as NGINX } from '../../routers/ingress/ingress-nginx/facts';
import { consequenceOf, isPortFault } from '../controller-faults';
import { faultAt, isGuessed, isPseudoBackend, readsText, resolvesPort, type RouteBackend } from '../routes';
import type { Rule, RuleFinding } from '../rule';

/** An Ingress backend whose port the Service does not have. */
export const BACKEND_PORT_MISSING: Rule = {
  id: 'backend-port-missing',
  severity: 'error',
  title: 'An Ingress backend names a port that its Service does not have.',
  why: 'An Ingress names the port of the Service, never the container\'s; with another one most controllers answer 503 or 404.',
  fix: 'Name one of the Service\'s ports, by number or by name.',
  sources: ['https://kubernetes.io/docs/reference/kubernetes-api/service-resources/ingress-v1/#IngressBackend'],
  * check({ cluster }, context) {
    for (const each of context.routeBackends) {
      const { resource, backend, router } = each;
      const service = cluster.services.get(backend.namespace, backend.service);
      if (service === undefined || backend.port === null || isPseudoBackend(each)) continue;
      const lookup = resolveBackendPort(service, backend.port);
      if (lookup.kind !== 'missing') {
        yield* refusedPort(each);
        continue;
      }
      const works = router !== undefined && lookup.acceptedBy.length > 0 && isTaken(each, context.controllerOf(router));
      const { instead } = lookup;
      const field = `${backend.fieldPath}.service.port`;
      const meant = instead === null ? null : instead.name !== '' && typeof backend.port === 'string' ? { name: instead.name } : { number: instead.port };
      yield {
        resource,
        path: `${field}.${typeof backend.port === 'number' ? 'number' : 'name'}`,
        severity: works ? 'warning' : 'error',
        message: lookup.because + (lookup.acceptedBy.length > 0 ? ` (${lookup.acceptedBy.join(' and ')} accept it, others do not)` : '') + consequenceOf(each),
        fix: instead === null
          ? `name a port of the Service, or add port ${backend.port} to it`
          : `set ${field} to ${instead.name !== '' && typeof backend.port === 'string' ? `name: ${instead.name}` : `number: ${instead.port}`}`,
        ...(meant === null ? {} : { edits: [{ path: field, value: meant }] }),
      };
    }
  },
};

/** Whether the controller of the class is known to take the targetPort for the port: as its own router says, or ingress-nginx read as the text. */
function isTaken({ resource, backend, router }: RouteBackend, controller: string | null): boolean {
  if (router === undefined) return false;
  return readsText(router) ? controller === NGINX.name : resolvesPort(router, resource, backend.fieldPath);
}

/** A port that the Service has, and that the controller of the class does not take. */
function* refusedPort({ resource, backend, router }: RouteBackend): Iterable<RuleFinding> {
  const fault = router === undefined ? undefined : faultAt(router, resource, backend.fieldPath);
  if (router === undefined || fault === undefined || !isPortFault(fault)) return;
  yield { resource, path: `${backend.fieldPath}.service.port`, message: fault.reason, fix: fault.fix, ...isGuessed(router) ? { severity: 'warning' } : {} };
}
