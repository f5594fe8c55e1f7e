import { lookUpPort } from './port-lookup';
import { PREFIXES } from './prefixes';
import type { Ingress, IngressBackend } from '../../../kubernetes/ingress';
import type { Service } from '../../../kubernetes/service';
import type { ServiceTarget } from '../../model';
import { isEnabled, settingReader, type SettingReader } from '../annotation-settings';
import { findBackendService, serviceTarget } from '../backend-service';
import type { ControllerSettings } from '../controller-settings';
import type { DialectInputs } from '../dialect';
import type { MissingBackend } from '../dropped-part';

/** A Service that gets requests. */
export interface FoundTarget {
  readonly kind: 'target';
  readonly target: ServiceTarget;
  /** null where it exists outside the manifests. */
  readonly service: Service | null;
}

/** What the controller makes of a backend: nothing where the Service or its port does not exist, so that others get the requests. */
export function findTarget(
  ingress: Ingress, backend: IngressBackend | null, inputs: DialectInputs, settings: ControllerSettings,
): FoundTarget | MissingBackend {
  const found = findBackendService(ingress, backend, inputs, lookUpPort);
  if (found.kind !== 'found' && found.kind !== 'declared' && found.kind !== 'unlisted') return found;
  if (backend?.kind !== 'service') return { kind: 'not-a-service', reason: 'its backend is not a Service' };
  const service = found.kind === 'declared' ? null : found.service;
  const read = settingReader(PREFIXES, service === null ? [ingress] : [service, ingress], settings.config);
  const port = found.kind === 'found' ? { servicePort: found.port.port } : {};
  const via = isEnabled(read('service-upstream')) ? 'cluster-ip' : 'endpoints';
  return { kind: 'target', target: serviceTarget(ingress, backend, { ...port, via, protocol: protocolOf(read) }), service };
}

/** @see https://haproxy-ingress.github.io/docs/configuration/keys/#backend-protocol */
function protocolOf(read: SettingReader): ServiceTarget['protocol'] {
  const word = (read('backend-protocol')?.value ?? 'h1').toLowerCase();
  const secure = isEnabled(read('secure-backends')) || ['h1-ssl', 'h2-ssl', 'https', 'grpcs'].includes(word);
  const http2 = ['h2', 'h2-ssl', 'grpc', 'grpcs'].includes(word);
  if (secure) return http2 ? 'GRPCS' : 'HTTPS';
  return http2 ? 'H2C' : 'HTTP';
}
