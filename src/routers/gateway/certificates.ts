import { missingGrant } from './grants';
import { permits, type GatewayInputs } from './inputs';
import type { RefProblem } from './model';
import { pemOfConfigMap, pemOfSecret } from './pem';
import { groupOf } from '../../kubernetes/fields';
import type { ListenerOwner } from '../../kubernetes/gateway/gateway';
import type { Reference } from '../../kubernetes/gateway/references';
import type { Resource } from '../../kubernetes/resource';
import { isDeclaredSecret } from '../secrets';

/** Whose reference it is. */
export interface Referrer {
  readonly kind: string;
  readonly namespace: string;
  readonly resource: Resource;
}

/** The reasons that a condition has, which differ between certificates of servers and of clients. */
interface Reasons {
  readonly invalid: string;
  readonly kind: string;
}

/**
 * The certificate that a listener serves; null where nothing is wrong with it. The grant is looked at first, so that it is not told whether a Secret
 * of another namespace exists.
 *
 * @see https://github.com/kubernetes-sigs/gateway-api/blob/v1.6.1/apis/v1/gateway_types.go ListenerTLSConfig.CertificateRefs
 */
export function certificateProblem(inputs: GatewayInputs, owner: ListenerOwner, ref: Reference): RefProblem | null {
  return secretProblem(inputs, owner, ref, { invalid: 'InvalidCertificateRef', kind: 'InvalidCertificateRef' });
}

/** The certificate that a Gateway shows to backends. */
export function clientCertificateProblem(inputs: GatewayInputs, owner: ListenerOwner, ref: Reference): RefProblem | null {
  return secretProblem(inputs, owner, ref, { invalid: 'InvalidClientCertificateRef', kind: 'InvalidClientCertificateRef' });
}

/** Where several certificates are named, the listener serves those that are there (implementation-specific): a problem is one of all. */
export function certificatesProblem(inputs: GatewayInputs, owner: ListenerOwner, refs: readonly Reference[]): RefProblem | null {
  const problems = refs.map((ref) => certificateProblem(inputs, owner, ref));
  if (problems.length === 0 || problems.includes(null)) return null;
  return problems.find((each) => each?.reason === 'InvalidCertificateRef') ?? problems[0];
}

function secretProblem(inputs: GatewayInputs, owner: ListenerOwner, ref: Reference, reasons: Reasons): RefProblem | null {
  if (ref.group !== '' || ref.kind !== 'Secret') {
    return problem(ref, reasons.kind, `${describeKind(ref)} ${ref.name} is not a Secret`, 'name a Secret of type kubernetes.io/tls');
  }
  const denied = grantProblem(inputs, owner, ref);
  if (denied !== null) return denied;
  const namespace = ref.namespace ?? owner.namespace;
  const secret = inputs.cluster.find('Secret', namespace, ref.name);
  if (secret === undefined) return missing(inputs, 'Secret', namespace, ref, reasons.invalid);
  const type = secret.object.type;
  const isOpaque = type === undefined || type === null || type === 'Opaque';
  if (type !== 'kubernetes.io/tls' && !isOpaque) {
    return problem(ref, reasons.invalid, `Secret ${namespace}/${ref.name} is not of type kubernetes.io/tls`, 'use a Secret of type kubernetes.io/tls');
  }
  for (const key of ['tls.crt', 'tls.key']) {
    const state = pemOfSecret(secret, key);
    if (state === 'absent') return problem(ref, reasons.invalid, `Secret ${namespace}/${ref.name} has no key ${key}`, 'a certificate needs the keys tls.crt and tls.key');
    if (state === 'other') return problem(ref, reasons.invalid, `${key} of Secret ${namespace}/${ref.name} is not PEM`, 'write the certificate and the key as PEM');
  }
  if (!isOpaque) return null;
  // Secrets of type kubernetes.io/tls are core, all else is the controller's own choice
  return { ...problem(ref, reasons.invalid, `Secret ${namespace}/${ref.name} is of type Opaque, which not every controller takes`, 'use a Secret of type kubernetes.io/tls'), certain: false };
}

/**
 * The certificate authorities that a listener checks clients against; null where nothing is wrong with one of them.
 *
 * @see https://github.com/kubernetes-sigs/gateway-api/blob/v1.6.1/apis/v1/gateway_types.go FrontendTLSValidation
 */
export function authorityProblems(inputs: GatewayInputs, owner: ListenerOwner, refs: readonly Reference[]): readonly (RefProblem | null)[] {
  return refs.map((ref) => authorityProblem(inputs, owner, ref, 'InvalidCACertificateKind') ?? null);
}

/** @param kindReason the reason of a kind that holds no authorities: it differs between listeners and policies */
export function authorityProblem(inputs: GatewayInputs, owner: Referrer, ref: Reference, kindReason: string): RefProblem | null {
  const isSecret = ref.group === '' && ref.kind === 'Secret';
  if (!isSecret && (ref.group !== '' || ref.kind !== 'ConfigMap')) {
    return problem(ref, kindReason, `${describeKind(ref)} ${ref.name} is not a ConfigMap`, 'name a ConfigMap with the key ca.crt');
  }
  const denied = grantProblem(inputs, owner, ref);
  if (denied !== null) return denied;
  const namespace = ref.namespace ?? owner.namespace;
  const found = inputs.cluster.find(ref.kind, namespace, ref.name);
  if (found === undefined) return missing(inputs, ref.kind, namespace, ref, 'InvalidCACertificateRef');
  if ((isSecret ? pemOfSecret(found, 'ca.crt') : pemOfConfigMap(found, 'ca.crt')) === 'absent') {
    return problem(ref, 'InvalidCACertificateRef', `${ref.kind} ${namespace}/${ref.name} has no key ca.crt`, 'put the certificates of the authorities under ca.crt');
  }
  // ConfigMaps are core, all else is the controller's own choice
  return isSecret ? { ...problem(ref, kindReason, `not every controller takes authorities from a Secret (${namespace}/${ref.name})`, 'use a ConfigMap'), certain: false } : null;
}

function grantProblem(inputs: GatewayInputs, owner: Referrer, ref: Reference): RefProblem | null {
  const namespace = ref.namespace ?? owner.namespace;
  const reference = {
    from: { group: groupOf(owner.resource.apiVersion), kind: owner.kind, namespace: owner.namespace },
    to: { group: ref.group, kind: ref.kind, namespace, name: ref.name },
  };
  if (permits(inputs, reference)) return null;
  return problem(ref, 'RefNotPermitted', `no ReferenceGrant of namespace ${namespace} permits ${owner.kind}s of namespace ${owner.namespace} to use ${ref.kind} ${ref.name}`, missingGrant(reference));
}

function missing({ externals, namesOf }: GatewayInputs, kind: string, namespace: string, ref: Reference, reason: string): RefProblem | null {
  if (kind === 'Secret' && isDeclaredSecret(externals, namespace, ref.name)) return null;
  const near = namesOf(kind, namespace).nearest(ref.name);
  const hint = near === null ? '' : `; did you mean ${near}?`;
  return problem(ref, reason, `${kind} ${namespace}/${ref.name} is not in the manifests${hint}`, `add ${kind} ${namespace}/${ref.name}, or make sure that something else creates it`);
}

function problem(ref: Reference, reason: string, message: string, fix: string): RefProblem {
  return { reason, message, fix, fieldPath: ref.fieldPath, certain: true };
}

function describeKind({ group, kind }: Reference): string {
  return group === '' ? kind : `${kind} (${group})`;
}
