import { resolveBackendPort, type BackendPortLookup } from './backend-port';
import type { Service } from '../../kubernetes/service';

/** By number or by name, whatever the protocol: how the controllers of cloud load balancers find the port of a backend. */
export function portOfAnyProtocol(service: Service, port: number | string | null): BackendPortLookup {
  const found = service.ports.find((each) => typeof port === 'number' ? each.port === port : each.name !== '' && each.name === port);
  if (found !== undefined) return { kind: 'found', port: found };
  return resolveBackendPort(service, port);
}
