import type { Cluster } from '../../cluster/model';
import { resolveBackendPort } from '../../routers/ingress/backend-port';
import type { RouteTable } from '../../routers/route-table';
import { isPseudoBackend } from '../routes';
import type { Rule } from '../rule';

/** An Ingress backend whose port the Service does not have. */
export const BACKEND_PORT_MISSING: Rule = {
  id: 'backend-port-missing',
  severity: 'error',
  title: 'An Ingress backend names a port that its Service does not have.',
  why: 'An Ingress names the port of the Service, never the container\'s; with another one most controllers answer 503 or 404.',
  mend: 'Name one of the Service\'s ports, by number or by name.',
  sources: ['https://kubernetes.io/docs/reference/kubernetes-api/service-resources/ingress-v1/#IngressBackend'],
  * check({ cluster }, { routeBackends }) {
    for (const { resource, backend, router } of routeBackends) {
      const service = cluster.services.get(backend.namespace, backend.service);
      if (service === undefined || backend.port === null || isPseudoBackend(resource, backend)) continue;
      const lookup = resolveBackendPort(service, backend.port);
      if (lookup.kind !== 'missing') continue;
      const works = lookup.acceptedBy.length > 0 && isNginx(router, cluster);
      const { instead } = lookup;
      const field = `${backend.fieldPath}.service.port`;
      const meant = instead === null ? null : instead.name !== '' && typeof backend.port === 'string' ? { name: instead.name } : { number: instead.port };
      yield {
        resource,
        path: `${field}.${typeof backend.port === 'number' ? 'number' : 'name'}`,
        severity: works ? 'warning' : 'error',
        message: lookup.because + (lookup.acceptedBy.length > 0 ? ` (${lookup.acceptedBy.join(' and ')} accept it, others do not)` : ''),
        fix: instead === null
          ? `name a port of the Service, or add port ${backend.port} to it`
          : `set ${field} to ${instead.name !== '' && typeof backend.port === 'string' ? `name: ${instead.name}` : `number: ${instead.port}`}`,
        ...(meant === null ? {} : { edits: [{ path: field, value: meant }] }),
      };
    }
  },
};

/** ingress-nginx, by its IngressClass or, where the manifests have none, by the name that it is usually given. */
function isNginx(router: RouteTable, cluster: Cluster): boolean {
  const ingressClass = cluster.ingressClasses.find((each) => each.name === router.className);
  return ingressClass === undefined ? router.className === 'nginx' : ingressClass.controller === 'k8s.io/ingress-nginx';
}
