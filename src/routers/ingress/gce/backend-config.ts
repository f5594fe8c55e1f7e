import { causeFault, type Cause } from './causes';
import { missingBackendConfig } from './questions';
import { booleanAt, isObject, objectAt, objectIn, textAt } from '../../../kubernetes/fields';
import type { OpenQuestion, Source } from '../../../kubernetes/open-question';
import { describe, type Json } from '../../../kubernetes/resource';
import type { Service, ServicePort } from '../../../kubernetes/service';
import type { Fault, Filter } from '../../model';
import type { DialectInputs } from '../dialect';
import { annotationSource } from '../sources';

const KEYS = ['cloud.google.com/backend-config', 'beta.cloud.google.com/backend-config'];

type Found =
  | { readonly kind: 'config'; readonly filters: readonly Filter[]; readonly open: readonly OpenQuestion[]; readonly faults: readonly Fault[] }
  | { readonly kind: 'cause'; readonly cause: Cause };

const NOTHING: Found = { kind: 'config', filters: [], open: [], faults: [] };

/**
 * What the BackendConfig of a port asks of requests: who they are (IAP), and what a policy of Cloud Armor says.
 *
 * @see https://cloud.google.com/kubernetes-engine/docs/how-to/ingress-configuration
 */
export function backendConfig(service: Service, port: ServicePort, { cluster }: DialectInputs): Found {
  const key = KEYS.find((each) => Object.hasOwn(service.annotations, each));
  if (key === undefined) return NOTHING;
  const source = annotationSource(service.resource, key);
  const names = parsed(service.annotations[key]);
  if (!isObject(names)) {
    const reason = `the annotation ${key} of ${describe(service.resource)} is not a JSON object`;
    return { kind: 'cause', cause: { code: 'backend-config-invalid', source, reason, fix: 'write {"default": "<name>"}' } };
  }
  const ports = objectAt(names, 'ports');
  const name = textAt(ports, port.name) ?? textAt(ports, String(port.port)) ?? textAt(names, 'default');
  if (name === null) return NOTHING;
  const resource = cluster.find('BackendConfig', service.namespace, name);
  if (resource === undefined) return { kind: 'config', filters: [], open: [missingBackendConfig(`${service.namespace}/${name}`, source)], faults: [absent(service, name, source)] };
  const spec = objectAt(resource.object, 'spec');
  const gate = (field: string, otherwise: number, who: string): Filter =>
    ({ kind: 'gate', needs: 'external-decision', otherwise, facts: { decides: who }, source: { resource, field, kind: 'filter' } });
  const filters = [
    ...booleanAt(objectAt(spec, 'iap'), 'enabled') === true ? [gate('spec.iap', 302, 'Identity-Aware Proxy')] : [],
    ...(textAt(objectIn(spec, 'securityPolicy'), 'name') ?? '') !== '' ? [gate('spec.securityPolicy', 403, 'a security policy of Cloud Armor')] : [],
  ];
  return { kind: 'config', filters, open: [], faults: [] };
}

function absent({ namespace }: Service, name: string, source: Source): Fault {
  const reason = `BackendConfig ${namespace}/${name} is not in the manifests: where the cluster has none`;
  return causeFault({ code: 'backend-config-missing', source, reason, fix: 'create the BackendConfig in the namespace of the Service' }, 'mostly');
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
