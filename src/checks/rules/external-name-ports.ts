import type { Service } from '../../kubernetes/service';
import type { Rule } from '../rule';

/** A Service of type ExternalName that seems to map ports. */
export const EXTERNAL_NAME_PORTS: Rule = {
  id: 'external-name-ports',
  severity: 'warning',
  title: 'A Service of type ExternalName has a port with another targetPort.',
  why: 'The Service is nothing but another name in DNS: no connection passes through it, so no port is ever mapped.',
  fix: 'Let clients use the port of the external host; to map ports, make a Service without a selector and an EndpointSlice.',
  sources: ['https://kubernetes.io/docs/concepts/services-networking/service/#externalname'],
  * check({ cluster }, { routeBackends }) {
    const backends = new Set<Service | undefined>();
    for (const { backend } of routeBackends) backends.add(cluster.services.get(backend.namespace, backend.service));
    for (const service of cluster.services.all) {
      if (service.type !== 'ExternalName') continue;
      for (const port of service.ports) {
        if (port.targetPort === port.port) continue;
        yield {
          resource: service.resource,
          path: `${port.path}.targetPort`,
          // Some controllers dial the targetPort of a backend of this type
          severity: backends.has(service) ? 'info' : 'warning',
          message: `port ${port.port} is not mapped to ${port.targetPort}: clients that dial ${service.name}:${port.port} reach ${service.externalName ?? 'the external host'}:${port.port}`,
          fix: `remove ${port.path}.targetPort, and let clients dial ${port.targetPort}`,
          edits: [{ path: `${port.path}.targetPort`, value: null }],
        };
      }
    }
  },
};
