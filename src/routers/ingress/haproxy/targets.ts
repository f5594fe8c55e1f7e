import { PREFIXES } from './prefixes';
import type { Ingress, IngressBackend } from '../../../kubernetes/ingress';
import type { Service } from '../../../kubernetes/service';
import type { ServiceTarget } from '../../model';
import { isEnabled, settingReader } from '../annotation-settings';
import { findBackendService, serviceTarget } from '../backend-service';
import type { ControllerSettings } from '../controller-settings';
import type { DialectInputs } from '../dialect';
import type { MissingBackend } from '../dropped-part';

/** A backend that HAProxy makes; its name decides between two paths that are the same. */
export interface BackendTarget {
  readonly kind: 'target';
  readonly target: ServiceTarget;
  readonly backendName: string;
  /** null where it exists outside the manifests. */
  readonly service: Service | null;
}

/**
 * What the controller makes of a backend: nothing where the Service or its port does not exist, so that a shorter path, or the default backend, gets the requests.
 *
 * Ports are found by number or name, never by targetPort; an ExternalName Service needs the port, too.
 *
 * @see https://github.com/haproxytech/kubernetes-ingress/blob/fc1206761aa7948e051eebd56c736802e1d7e226/pkg/service/service.go GetBackendName
 */
export function backendTarget(
  ingress: Ingress, backend: IngressBackend | null, inputs: DialectInputs, settings: ControllerSettings,
): BackendTarget | MissingBackend {
  const found = findBackendService(ingress, backend, inputs);
  if (backend?.kind !== 'service' || (found.kind !== 'found' && found.kind !== 'declared')) {
    if (found.kind === 'found' || found.kind === 'declared') return { kind: 'not-a-service', reason: 'its backend is not a Service' };
    return found;
  }
  const service = found.kind === 'found' ? found.service : null;
  if (service?.type === 'ExternalName' && settings.flags.has('disable-service-external-name')) {
    return { kind: 'no-service', reason: `Service ${ingress.namespace}/${backend.service} is of type ExternalName, which --disable-service-external-name excludes` };
  }
  const port = found.kind === 'found' ? found.port.name || String(found.port.port) : String(backend.port);
  return {
    kind: 'target',
    target: serviceTarget(ingress, backend, { protocol: protocolOf(ingress, service, settings), readyMustBeSet: true }),
    backendName: `${ingress.namespace}_svc_${backend.service}_${port}`,
    service,
  };
}

/** What the controller would make of a backend if its Service were there. */
export function targetIfPresent(ingress: Ingress, backend: IngressBackend & { readonly kind: 'service' }): BackendTarget {
  const backendName = `${ingress.namespace}_svc_${backend.service}_${backend.port}`;
  return { kind: 'target', target: serviceTarget(ingress, backend, { readyMustBeSet: true }), backendName, service: null };
}

/** `server-ssl` and `server-proto` of the Service, else of the Ingress, else of the ConfigMap. */
function protocolOf(ingress: Ingress, service: Service | null, settings: ControllerSettings): ServiceTarget['protocol'] {
  const read = settingReader(PREFIXES, service === null ? [ingress] : [service, ingress], settings.config);
  const http2 = read('server-proto')?.value === 'h2';
  if (isEnabled(read('server-ssl'))) return 'HTTPS';
  return http2 ? 'H2C' : 'HTTP';
}
