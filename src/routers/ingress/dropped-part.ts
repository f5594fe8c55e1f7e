import type { BackendService } from './backend-service';
import type { Ingress, IngressBackend } from '../../kubernetes/ingress';
import { openQuestion, type OpenQuestion, type Source } from '../../kubernetes/open-question';
import type { Fault } from '../model';

/** A backend of which a controller makes nothing. */
export type MissingBackend = Exclude<BackendService, { readonly kind: 'found' | 'declared' }>;

/** A Service that is not in the manifests may be in the cluster, and then has the requests of its path. */
export function missingServiceQuestion({ namespace }: Ingress, { service, port }: IngressBackend & { readonly kind: 'service' }, source: Source): OpenQuestion {
  return openQuestion('service-outside-manifests', { namespace, name: service, port }, [source],
    () => `whether Service ${namespace}/${service} exists in the cluster: it is not in the manifests`);
}

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
