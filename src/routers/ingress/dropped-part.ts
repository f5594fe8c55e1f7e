import type { BackendService } from './backend-service';
import type { Source } from '../../kubernetes/open-question';
import type { Fault } from '../model';

/** A backend of which a controller makes nothing. */
export type MissingBackend = Exclude<BackendService, { readonly kind: 'found' | 'declared' }>;

/** A part of an Ingress that a controller leaves out since its backend leads nowhere. */
export function droppedPart(title: string, source: Source, missing: MissingBackend, what: string): Fault {
  const reason = missing.kind === 'unlisted' ? `Service ${missing.service.namespace}/${missing.service.name} lists no port ${missing.port}` : missing.reason;
  return {
    kind: 'dropped',
    code: missing.kind === 'unlisted' ? 'no-port' : missing.kind,
    source,
    others: [],
    reason: `${title} leaves out ${what}: ${reason}`,
    fix: missing.kind === 'not-a-service' ? 'set a Service as backend' : 'set the name and port of a Service that exists',
  };
}
