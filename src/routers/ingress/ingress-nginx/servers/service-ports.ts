import type { EndpointSlice } from '../../../../cluster/model';
import type { IngressBackend } from '../../../../kubernetes/ingress';
import type { Service, ServicePort } from '../../../../kubernetes/service';
import { parseIp } from '../../../../kubernetes/validation/addresses';
import { externalService } from '../../../../manifests/externals';
import type { DialectInputs } from '../../dialect';

export type ServiceBackend = IngressBackend & { readonly kind: 'service' };

/** What the controller takes for the port of a backend. */
export interface FoundPort {
  readonly port: ServicePort | null;
  readonly servicePort: number | null;
  readonly viaClusterIp: boolean;
}

const NO_PORT: FoundPort = { port: null, servicePort: null, viaClusterIp: false };

/**
 * The first port of the Service whose number, targetPort or name is the one that the backend writes.
 *
 * @see https://github.com/kubernetes/ingress-nginx/blob/controller-v1.15.1/internal/ingress/controller/controller.go serviceEndpoints, getServiceClusterEndpoint
 */
export function findPort(namespace: string, backend: ServiceBackend, serviceUpstream: boolean, { cluster }: DialectInputs): FoundPort {
  const service = cluster.services.get(namespace, backend.service);
  if (service === undefined) return NO_PORT;
  if (serviceUpstream && service.type !== 'ExternalName' && !service.headless) {
    const port = typeof backend.port === 'number'
      ? service.ports.find((each) => each.port === backend.port)
      : service.ports.find((each) => each.name === backend.port);
    // a number goes to the address of the Service as it is, whether it has such a port or not
    if (port !== undefined || typeof backend.port === 'number') return { port: port ?? null, servicePort: port?.port ?? Number(backend.port), viaClusterIp: true };
  }
  const text = String(backend.port);
  const port = service.type === 'ExternalName' ? externalPort(service, backend.port) : service.ports.find((each) => String(each.port) === text || String(each.targetPort) === text || each.name === text);
  // a number that an ExternalName does not list is dialled as it is
  const unlisted = service.type === 'ExternalName' && typeof backend.port === 'number' ? backend.port : null;
  return { port: port ?? null, servicePort: port?.port ?? unlisted, viaClusterIp: false };
}

/** `externalNamePorts`: by name, by number. */
function externalPort({ ports }: Service, port: number | string | null): ServicePort | undefined {
  return typeof port === 'number' ? ports.find((each) => each.port === port) : ports.find((each) => each.name === port);
}

/** What is dialled at an ExternalName; null: nothing is, since the name is an address, and 0 where the port is unknown. */
export function externalTarget(service: Service, port: number | string | null): number | null {
  const name = (service.externalName ?? '').replace(/\.$/, '');
  if (name === 'localhost' || parseIp(name) !== null || !/^[a-z0-9](?:[-a-z0-9.]*[a-z0-9])?$/.test(name)) return null;
  const found = externalPort(service, port);
  if (found === undefined) return typeof port === 'number' ? port : 0;
  if (typeof found.targetPort === 'number') return found.targetPort;
  return typeof port === 'string' ? found.port : 0;
}

/** Whether anything would be dialled: without an endpoint a location answers 503 before it asks for a password. */
export function hasEndpoints(namespace: string, name: string, { port, viaClusterIp }: FoundPort, { cluster, externals }: DialectInputs): boolean {
  const service = cluster.services.get(namespace, name);
  if (service === undefined) return externalService(externals, namespace, name) !== undefined;
  if (viaClusterIp || service.type === 'ExternalName') return true;
  return port !== null && cluster.slicesOf(namespace, name).some((slice) => servesPort(slice, port) && slice.endpoints.some((each) => each.ready));
}

/** A slice without a port of the name is dialled at the targetPort, if that is a number. */
export function portWithoutName(namespace: string, service: string, { name, targetPort }: ServicePort, { cluster }: DialectInputs): number | null {
  if (name === '' || typeof targetPort !== 'number') return null;
  return cluster.slicesOf(namespace, service).every(({ ports }) => ports.some((each) => each.name === name)) ? null : targetPort;
}

/** `getEndpointsFromSlices`: a TCP port of the name, or any TCP port where the Service port is a number. */
function servesPort({ ports }: EndpointSlice, port: ServicePort): boolean {
  if (ports.length === 0) return typeof port.targetPort === 'number';
  return ports.some((each) => each.protocol === 'TCP' && (port.name === '' || each.name === port.name || typeof port.targetPort === 'number'));
}
