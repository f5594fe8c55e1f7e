import type { Rule } from '../rule';

/** An Ingress backend that is an ExternalName Service. */
export const EXTERNAL_NAME_BACKEND: Rule = {
  id: 'external-name-backend',
  severity: 'info',
  title: 'The backend of an Ingress is a Service of type ExternalName.',
  why: 'Controllers differ: Traefik and Contour refuse such backends by default, AWS ALB and GKE cannot have them, and the host name that the'
    + ' external server sees is that of the Ingress.',
  mend: 'See that the controller allows such Services, or use a Service without a selector and an EndpointSlice.',
  sources: ['https://kubernetes.io/docs/concepts/services-networking/service/#externalname'],
  * check({ cluster }, { routeBackends }) {
    for (const { resource, backend } of routeBackends) {
      const service = cluster.services.get(backend.namespace, backend.service);
      if (service?.type !== 'ExternalName') continue;
      yield {
        resource,
        path: `${backend.fieldPath}.service.name`,
        message: `Service ${backend.namespace}/${backend.service} is another name of ${service.externalName ?? 'nothing'}, which not every controller takes as a backend`,
        fix: 'allow such Services in the controller, or use a Service without a selector and an EndpointSlice with the addresses',
      };
    }
  },
};
