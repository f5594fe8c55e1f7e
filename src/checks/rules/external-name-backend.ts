import { controllerTitle, faultAt, isGuessed, readsText, takesBackend, type RouteBackend } from '../routes';
import type { Rule, RuleFinding } from '../rule';

/** An Ingress backend that is an ExternalName Service. */
export const EXTERNAL_NAME_BACKEND: Rule = {
  id: 'external-name-backend',
  severity: 'info',
  title: 'The backend of an Ingress is a Service of type ExternalName.',
  why: 'Controllers differ: Traefik and Contour refuse such backends by default, AWS ALB and GKE cannot have them, and the host name that the'
    + ' external server sees is that of the Ingress.',
  fix: 'See that the controller allows such Services, or use a Service without a selector and an EndpointSlice.',
  sources: ['https://kubernetes.io/docs/concepts/services-networking/service/#externalname'],
  * check({ cluster }, { routeBackends }) {
    for (const each of routeBackends) {
      const { resource, backend } = each;
      const service = cluster.services.get(backend.namespace, backend.service);
      if (service?.type !== 'ExternalName' || isWelcome(each) || isToldElsewhere(each)) continue;
      yield {
        resource,
        path: `${backend.fieldPath}.service.name`,
        ...judged(each, `Service ${backend.namespace}/${backend.service} is another name of ${service.externalName ?? 'nothing'}`),
        fix: 'allow such Services in the controller, or use a Service without a selector and an EndpointSlice with the addresses',
      };
    }
  },
};

/** Whether the controller of the class is known to take the backend. */
function isWelcome({ resource, backend, router }: RouteBackend): boolean {
  return router !== undefined && !readsText(router) && !isGuessed(router) && takesBackend(router, resource, backend.fieldPath);
}

/** A controller that refuses the whole Ingress for it says so itself. */
function isToldElsewhere({ resource, backend, router }: RouteBackend): boolean {
  const fault = router === undefined ? undefined : faultAt(router, resource, backend.fieldPath);
  return fault?.kind === 'refused' || fault?.kind === 'breaks-router';
}

function judged({ resource, backend, router }: RouteBackend, what: string): Pick<RuleFinding, 'message' | 'severity'> {
  const fault = router === undefined || readsText(router) || isGuessed(router) ? undefined : faultAt(router, resource, backend.fieldPath);
  if (router === undefined || fault === undefined) return { message: `${what}, which not every controller accepts as a backend` };
  return { message: `${what}, which ${controllerTitle(router)} does not accept as a backend: ${fault.reason}`, severity: 'warning' };
}
