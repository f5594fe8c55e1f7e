import type { Service, ServicePort } from '../../../kubernetes/service';
import { resolveBackendPort } from '../backend-port';

/**
 * The port that a backend names: by name or targetPort over all ports first, then by the Service's number; without one, the first.
 *
 * @see https://github.com/jcmoraisjr/haproxy-ingress/blob/465a51ce67a788872faa4f04027defa6805ff87f/pkg/converters/utils/services.go FindServicePort
 */
export function lookUpPort(service: Service, port: number | string | null): ReturnType<typeof resolveBackendPort> {
  const ports = service.ports.filter((each) => each.protocol === 'TCP');
  const found: ServicePort | undefined = port === null
    ? ports[0]
    : ports.find((each) => each.name === String(port) || String(each.targetPort) === String(port))
      ?? ports.find((each) => String(each.port) === String(port));
  return found === undefined ? resolveBackendPort(service, port) : { kind: 'found', port: found };
}
