import { byAge } from './age';
import { authorityProblem } from './certificates';
import type { GatewayInputs } from './inputs';
import type { Condition, RefProblem } from './model';
import type { BackendTlsPolicy, PolicyTarget } from '../../kubernetes/gateway/backend-tls-policy';
import type { ServicePort } from '../../kubernetes/service';

/** A BackendTLSPolicy with what its controller makes of it; the same for every Gateway that it acts on. */
export interface CompiledPolicy {
  readonly policy: BackendTlsPolicy;
  readonly conditions: readonly Condition[];
  /** Gateways speak no TLS, and refuse the requests, where no certificate authority is left. */
  readonly broken: boolean;
  readonly conflicted: boolean;
}

/** Policies by the Service that they act on, and which of them holds for a port. */
export interface PolicyIndex {
  readonly all: readonly CompiledPolicy[];
  /** The policy for a Service port; one that names the port takes precedence over one for all ports. */
  forPort(namespace: string, service: string, port: ServicePort | null): CompiledPolicy | null;
}

/** @see https://github.com/kubernetes-sigs/gateway-api/blob/v1.6.1/apis/v1/backendtlspolicy_types.go BackendTLSPolicySpec.TargetRefs */
export function indexPolicies(inputs: GatewayInputs): PolicyIndex {
  const winners = new Map<string, CompiledPolicy>();
  const all = [...inputs.cluster.gatewayObjects.policies].sort(byAge).map((policy) => {
    const keys = policy.targets.filter(isService).map((target) => keyOf(policy.namespace, target.name, target.sectionName));
    const conflicted = keys.some((key) => winners.has(key));
    const compiled = compilePolicy(inputs, policy, conflicted);
    for (const key of keys) if (!winners.has(key)) winners.set(key, compiled);
    return compiled;
  });
  return {
    all,
    forPort: (namespace, service, port) => {
      const named = port === null || port.name === '' ? undefined : winners.get(keyOf(namespace, service, port.name));
      return named ?? winners.get(keyOf(namespace, service, null)) ?? null;
    },
  };
}

export function isService({ group, kind }: PolicyTarget): boolean {
  return group === '' && kind === 'Service';
}

function keyOf(namespace: string, service: string, sectionName: string | null): string {
  return `${namespace}/${service}/${sectionName ?? ''}`;
}

function compilePolicy(inputs: GatewayInputs, policy: BackendTlsPolicy, conflicted: boolean): CompiledPolicy {
  const owner = { namespace: policy.namespace, resource: policy.resource, kind: 'BackendTLSPolicy' as const };
  // references to authorities stay in the policy's namespace
  const problems = policy.caCertificateRefs.map((ref) => authorityProblem(inputs, owner, { ...ref, namespace: null }, 'InvalidKind'));
  const broken = problems.length > 0 && problems.every((problem) => problem?.certain === true);
  return { policy, conflicted, broken, conditions: [accepted(inputs, policy, conflicted, broken), resolved(problems)] };
}

function accepted({ cluster }: GatewayInputs, policy: BackendTlsPolicy, conflicted: boolean, broken: boolean): Condition {
  const make = (status: Condition['status'], reason: string, message: string): Condition => ({ type: 'Accepted', status, reason, message });
  if (conflicted) return make('False', 'Conflicted', 'an older policy, or one first by name, has the same target');
  const missing = policy.targets.find((target) => isService(target) && cluster.services.get(policy.namespace, target.name) === undefined);
  if (missing !== undefined) return make('False', 'TargetNotFound', `Service ${policy.namespace}/${missing.name} is not in the manifests`);
  if (policy.wellKnownCaCertificates !== null && policy.wellKnownCaCertificates !== 'System') {
    return make('False', 'Invalid', `wellKnownCACertificates is ${policy.wellKnownCaCertificates}, and the known value is System`);
  }
  if (broken) return make('False', 'NoValidCACertificate', 'none of its caCertificateRefs leads to certificates');
  const portsOf = (name: string): readonly ServicePort[] => cluster.services.get(policy.namespace, name)?.ports ?? [];
  const target = policy.targets.find((each) => isService(each) && isUdpOnly(portsOf(each.name), each.sectionName));
  if (target !== undefined) return make('False', 'Invalid', `the ports of Service ${policy.namespace}/${target.name} are UDP`);
  return make('True', 'Accepted', '');
}

function isUdpOnly(ports: readonly ServicePort[], name: string | null): boolean {
  const chosen = name === null ? ports : ports.filter((port) => port.name === name);
  return chosen.length > 0 && chosen.every(({ protocol }) => protocol === 'UDP');
}

function resolved(problems: readonly (RefProblem | null)[]): Condition {
  const problem = problems.find((each) => each?.certain === true) ?? problems.find((each) => each !== null) ?? null;
  if (problem === null) return { type: 'ResolvedRefs', status: 'True', reason: 'ResolvedRefs', message: '' };
  return { type: 'ResolvedRefs', status: problem.certain ? 'False' : 'Unknown', reason: problem.reason, message: problem.message };
}
