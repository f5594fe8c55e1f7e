import { backendProblem, type BackendReference } from './backend-refs';
import type { RouteInputs } from './compiled-route';
import type { GatewayInputs } from './inputs';
import type { PolicyIndex } from './policies';
import { coreGroupQuestion, serviceQuestions } from './traefik-questions';
import type { GatewayRoute } from '../../kubernetes/gateway/route';
import { openQuestion, type OpenQuestion, type Source } from '../../kubernetes/open-question';
import type { RouterReason, ServiceTarget, Target } from '../model';

/** A backend as a router follows it, and what it depends on. */
export interface CompiledTarget {
  readonly target: Target;
  readonly open: readonly OpenQuestion[];
}

/**
 * Where a backend leads. A reference that is not valid keeps its share, which is answered 500.
 *
 * @see https://github.com/kubernetes-sigs/gateway-api/blob/v1.6.1/apis/v1/httproute_types.go HTTPRouteRule.BackendRefs
 */
export function compileTarget(context: RouteInputs, route: GatewayRoute, ref: BackendReference): CompiledTarget {
  const { inputs, policies } = context;
  const namespace = ref.namespace ?? route.namespace;
  const source: Source = { resource: route.resource, field: ref.fieldPath, kind: 'backend' };
  const problem = backendProblem(inputs, route, ref);
  if (problem?.reason === 'InvalidKind' && !problem.certain) return { target: { kind: 'object', what: `${ref.kind} ${namespace}/${ref.name}`, source }, open: [] };
  if (problem?.reason === 'InvalidKind') return refused(source, 'resource-backend', problem.message, []);
  if (problem?.reason === 'RefNotPermitted') return refused(source, 'backend-not-permitted', `${problem.message}: ${problem.fix}`, coreGroupQuestion(context, route, ref, source));
  if (problem?.reason === 'UnsupportedValue') return refused(source, 'external-name-backend', problem.message, [externalName(source, namespace, ref.name)]);
  const compiled = serviceTarget(inputs, policies, route, ref, namespace, source);
  return { ...compiled, open: [...compiled.open, ...serviceQuestions(context, namespace, ref.name)] };
}

function refused(source: Source, code: RouterReason, reason: string, open: readonly OpenQuestion[]): CompiledTarget {
  return { target: { kind: 'refused', status: 500, code, reason, source }, open };
}

function externalName(source: Source, namespace: string, name: string): OpenQuestion {
  return openQuestion('external-name-backend', {}, [source],
    () => `whether the controller takes Service ${namespace}/${name} of type ExternalName as a backend: most refuse it with 500, some follow the name`);
}

/** Services, ports and endpoints that are missing are found where every router's are. */
function serviceTarget(
  { cluster }: GatewayInputs, policies: PolicyIndex, route: GatewayRoute, ref: BackendReference, namespace: string, source: Source,
): CompiledTarget {
  const service = cluster.services.get(namespace, ref.name);
  const port = service?.ports.find((each) => each.port === ref.port && each.protocol === (route.kind === 'UDPRoute' ? 'UDP' : 'TCP')) ?? null;
  const policy = policies.forPort(namespace, ref.name, port);
  const target: ServiceTarget = {
    kind: 'service',
    namespace,
    name: ref.name,
    port: ref.port,
    via: 'endpoints',
    ...(port === null ? {} : { servicePort: port.port }),
    source,
    protocol: policy === null ? plainProtocol(route, port?.appProtocol ?? null) : route.kind === 'GRPCRoute' ? 'GRPCS' : route.kind === 'HTTPRoute' ? 'HTTPS' : 'TLS',
  };
  if (policy === null || route.kind === 'TCPRoute' || route.kind === 'UDPRoute') return { target, open: [] };
  const { policy: { resource, hostname }, conditions, broken } = policy;
  const [accepted] = conditions;
  const at: Source = { resource, field: 'spec.validation', kind: 'object' };
  if (accepted.status === 'False' && !policy.conflicted) {
    const status = openQuestion('backend-tls-status', { broken }, [at], () => `which of 500, 502 and 503 the Gateway answers for a backend whose BackendTLSPolicy is not valid: ${accepted.message}`);
    return { target: { kind: 'refused', status: 500, code: 'invalid-configuration', reason: `BackendTLSPolicy ${resource.name} is not accepted: ${accepted.message}`, source }, open: [status] };
  }
  const certificate = openQuestion('backend-certificate', { hostname }, [at, source],
    () => `whether the pods of Service ${namespace}/${ref.name} speak TLS with a certificate for ${hostname} that BackendTLSPolicy ${resource.name} trusts: otherwise the Gateway answers 5xx`);
  return { target, open: [certificate] };
}

/** gRPC needs HTTP/2, which backends speak without TLS unless a policy says otherwise. */
function plainProtocol({ kind }: GatewayRoute, appProtocol: string | null): ServiceTarget['protocol'] {
  switch (kind) {
    case 'GRPCRoute': return 'GRPC';
    case 'HTTPRoute': return appProtocol === 'kubernetes.io/h2c' ? 'H2C' : 'HTTP';
    case 'UDPRoute': return 'UDP';
    default: return 'TCP';
  }
}
