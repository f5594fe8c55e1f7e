import type { Location } from './servers';
import { hasEndpoints } from './service-ports';
import type { ServiceTarget } from '../../../model';
import type { DialectInputs } from '../../dialect';
import { annotationSource } from '../settings/annotations';

/**
 * The Service of the annotation `default-backend`, by its first port, if anything is behind it.
 *
 * @see https://github.com/kubernetes/ingress-nginx/blob/controller-v1.15.1/internal/ingress/controller/controller.go getBackendServers, shouldCreateUpstreamForLocationDefaultBackend
 */
export function findCustomBackend({ read }: Location, inputs: DialectInputs): ServiceTarget | null {
  const name = read?.settings.defaultBackend;
  if (read === null || name === null || name === undefined) return null;
  const { namespace } = read.ingress;
  const port = inputs.cluster.services.get(namespace, name)?.ports[0];
  if (port === undefined || !hasEndpoints(namespace, name, { port, servicePort: port.port, viaClusterIp: false }, inputs)) return null;
  return {
    kind: 'service',
    namespace,
    name,
    port: port.port,
    servicePort: port.port,
    via: 'endpoints',
    protocol: read.settings.protocol,
    source: annotationSource(read.ingress, 'default-backend'),
  };
}
