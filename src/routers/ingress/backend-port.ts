import { nearest } from '../../kubernetes/near-miss';
import { describe } from '../../kubernetes/resource';
import type { Service, ServicePort } from '../../kubernetes/service';

/** What the port of a backend means on its Service. */
export type BackendPortLookup =
  | { readonly kind: 'found'; readonly port: ServicePort }
  /** An ExternalName Service that lists no ports: the number is dialled as it is, where the controller takes such Services. */
  | { readonly kind: 'unlisted'; readonly port: number }
  | MissingBackendPort;

export interface MissingBackendPort {
  readonly kind: 'missing';
  /** Why there is none, with the near miss; one sentence without full stop. */
  readonly because: string;
  /** The port that was probably meant. */
  readonly instead: ServicePort | null;
  /** Controllers that would find a port all the same, against the API's text. */
  readonly acceptedBy: readonly string[];
}

/**
 * The Service port that a backend names: by number or by name, never by target port; TCP, since HTTP runs over it.
 *
 * @see https://github.com/kubernetes/api/blob/v0.36.1/networking/v1/types.go ServiceBackendPort
 */
export function resolveBackendPort(service: Service, port: number | string | null): BackendPortLookup {
  if (port === null) return missing('the backend names no port', onlyPort(service));
  const found = service.ports.find((each) => each.protocol === 'TCP' && (typeof port === 'number' ? each.port === port : each.name !== '' && each.name === port));
  if (found !== undefined) return { kind: 'found', port: found };
  if (service.type === 'ExternalName' && service.ports.length === 0 && typeof port === 'number') return { kind: 'unlisted', port };
  return explainMissing(service, port);
}

function explainMissing(service: Service, port: number | string): MissingBackendPort {
  const name = describe(service.resource);
  const asked = `${name} has no port ${shown(port)}`;
  const udp = service.ports.find((each) => (typeof port === 'number' ? each.port : each.name) === port);
  if (udp !== undefined) return missing(`port ${shown(port)} of ${name} is ${udp.protocol}, and HTTP needs TCP`, null);
  const target = service.ports.find((each) => String(each.targetPort) === String(port));
  if (target !== undefined) {
    const because = `${asked}; ${port} is the targetPort of its port ${label(target)}, and an Ingress names the Service's port`;
    return missing(because, target, ['ingress-nginx', 'haproxy-ingress (jcmoraisjr)']);
  }
  const quoted = typeof port === 'string' ? service.ports.find((each) => String(each.port) === port) : service.ports.find((each) => each.name === String(port));
  if (quoted !== undefined) {
    const because = typeof port === 'string' ? `${asked}; ${port} is a port number, which goes into port.number` : `${asked}; ${port} is a port name, which goes into port.name`;
    return missing(because, quoted);
  }
  if (service.ports.length === 0) return missing(`${asked}: it has no ports`, null);
  const near = typeof port === 'string' ? nearest(port, service.ports.map((each) => each.name)) : null;
  const instead = near === null ? onlyPort(service) : service.ports.find((each) => each.name === near) ?? null;
  return missing(`${asked}; it has ${service.ports.slice(0, 5).map(label).join(', ')}`, instead);
}

function missing(because: string, instead: ServicePort | null, acceptedBy: readonly string[] = []): MissingBackendPort {
  return { kind: 'missing', because, instead, acceptedBy };
}

function onlyPort(service: Service): ServicePort | null {
  return service.ports.length === 1 ? service.ports[0] : null;
}

function shown(port: number | string): string {
  return typeof port === 'number' ? `${port}` : `named ${port}`;
}

function label(port: ServicePort): string {
  return port.name === '' ? `${port.port}` : `${port.port} (${port.name})`;
}
