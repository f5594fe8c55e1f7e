import { readObjectRefs, readReference, type Reference } from './references';
import { mapObjectsAt, objectAt, stringAt, textAt } from '../fields';
import type { JsonObject, Resource } from '../resource';

/** A Service, or one of its ports by name, to which a Gateway speaks TLS. */
export interface PolicyTarget extends Reference {
  /** The name of a Service port; null: all ports. */
  readonly sectionName: string | null;
}

/** A BackendTLSPolicy: how Gateways speak TLS to the Services of its namespace. */
export interface BackendTlsPolicy {
  readonly resource: Resource;
  readonly namespace: string;
  readonly name: string;
  readonly creationTimestamp: string | null;
  readonly targets: readonly PolicyTarget[];
  readonly caCertificateRefs: readonly Reference[];
  /** `System`; null: certificate authorities are those of the references. */
  readonly wellKnownCaCertificates: string | null;
  /** What the backend's certificate must be for, and the server name that the Gateway sends. */
  readonly hostname: string;
}

/** @see https://github.com/kubernetes-sigs/gateway-api/blob/v1.6.1/apis/v1/backendtlspolicy_types.go BackendTLSPolicySpec */
export function readBackendTlsPolicy(resource: Resource): BackendTlsPolicy {
  const spec = objectAt(resource.object, 'spec');
  const validation = objectAt(spec, 'validation');
  return {
    resource,
    namespace: resource.namespace ?? '',
    name: resource.name,
    creationTimestamp: textAt(objectAt(resource.object, 'metadata'), 'creationTimestamp'),
    targets: mapObjectsAt(spec, 'targetRefs', (target, index) => readTarget(target, `spec.targetRefs[${index}]`)),
    caCertificateRefs: readObjectRefs(validation, 'caCertificateRefs', 'spec.validation'),
    wellKnownCaCertificates: textAt(validation, 'wellKnownCACertificates'),
    hostname: stringAt(validation, 'hostname') ?? '',
  };
}

function readTarget(target: JsonObject, fieldPath: string): PolicyTarget {
  return { ...readReference(target, fieldPath, { group: '', kind: '' }), sectionName: textAt(target, 'sectionName') };
}
