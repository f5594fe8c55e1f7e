import { resolveBackendPort } from './backend-port';
import type { DialectInputs } from './dialect';
import { backendSource } from './sources';
import type { Ingress, IngressBackend } from '../../kubernetes/ingress';
import type { Service, ServicePort } from '../../kubernetes/service';
import { externalService } from '../../manifests/externals';
import type { ServiceTarget } from '../model';

/** What a backend of an Ingress leads to. */
export type BackendService =
  | { readonly kind: 'found'; readonly service: Service; readonly port: ServicePort }
  /** An ExternalName Service that lists no ports. */
  | { readonly kind: 'unlisted'; readonly service: Service; readonly port: number }
  /** The config declares it to exist outside the manifests. */
  | { readonly kind: 'declared' }
  | { readonly kind: 'no-service'; readonly reason: string }
  | { readonly kind: 'no-port'; readonly service: Service; readonly reason: string }
  | { readonly kind: 'not-a-service'; readonly reason: string };

/** How a controller finds the port of a Service that a backend names. */
export type PortLookup = (service: Service, port: number | string | null) => ReturnType<typeof resolveBackendPort>;

/** The Service of a backend, which is in the namespace of its Ingress, and its port. */
export function findBackendService(
  { namespace }: Ingress, backend: IngressBackend | null, { cluster, externals }: DialectInputs, lookup: PortLookup = resolveBackendPort,
): BackendService {
  if (backend === null) return { kind: 'not-a-service', reason: 'it has no backend' };
  if (backend.kind === 'resource') return { kind: 'not-a-service', reason: `its backend is ${backend.resourceKind} ${namespace}/${backend.name}, which is not a Service` };
  const service = cluster.services.get(namespace, backend.service);
  if (service === undefined) {
    const declared = externalService(externals, namespace, backend.service) !== undefined;
    return declared ? { kind: 'declared' } : { kind: 'no-service', reason: `Service ${namespace}/${backend.service} does not exist` };
  }
  const port = lookup(service, backend.port);
  if (port.kind === 'missing') return { kind: 'no-port', service, reason: port.because };
  return port.kind === 'found' ? { kind: 'found', service, port: port.port } : { kind: 'unlisted', service, port: port.port };
}

/** A backend as the target of a route, sent to over http unless told otherwise. */
export function serviceTarget(
  ingress: Ingress, backend: IngressBackend & { readonly kind: 'service' },
  details: Partial<Pick<ServiceTarget, 'servicePort' | 'via' | 'protocol' | 'readyMustBeSet'>> = {},
): ServiceTarget {
  return {
    kind: 'service',
    namespace: ingress.namespace,
    name: backend.service,
    port: backend.port,
    via: 'endpoints',
    protocol: 'HTTP',
    source: backendSource(ingress, backend),
    ...details,
  };
}
