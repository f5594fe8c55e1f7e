import { missingGrant } from './grants';
import { permits, type GatewayInputs } from './inputs';
import type { RefProblem } from './model';
import { GATEWAY_GROUP } from '../../kubernetes/gateway/kinds';
import type { Reference } from '../../kubernetes/gateway/references';
import type { GatewayRoute } from '../../kubernetes/gateway/route';
import type { ServicePort } from '../../kubernetes/service';
import { externalService } from '../../manifests/externals';

/** A backend as a rule, a mirror or an external authorization names it. */
export type BackendReference = Reference & { readonly port: number | null };

/** Kinds besides Service that may stand for one. */
const SERVICE_IMPORT = 'multicluster.x-k8s.io';

/**
 * Why a backend cannot be used; null where it can. The order of the checks is that of the specification: the kind, the grant, the object, its port.
 *
 * @see https://github.com/kubernetes-sigs/gateway-api/blob/v1.6.1/apis/v1/shared_types.go RouteConditionResolvedRefs
 */
export function backendProblem(inputs: GatewayInputs, route: GatewayRoute, ref: BackendReference): RefProblem | null {
  const namespace = ref.namespace ?? route.namespace;
  if (!isService(ref)) return otherKind(inputs, ref, namespace);
  const reference = {
    from: { group: GATEWAY_GROUP, kind: route.kind, namespace: route.namespace },
    to: { group: ref.group, kind: ref.kind, namespace, name: ref.name },
  };
  if (!permits(inputs, reference)) {
    return problem(ref, 'RefNotPermitted', `no ReferenceGrant of namespace ${namespace} permits ${route.kind}s of namespace ${route.namespace} to use Service ${ref.name}`, missingGrant(reference));
  }
  return serviceProblem(inputs, route, ref, namespace);
}

function isService({ group, kind }: Reference): boolean {
  return group === '' && kind === 'Service';
}

/** ServiceImports are known to the API; all other kinds only to controllers. */
function otherKind({ cluster }: GatewayInputs, ref: BackendReference, namespace: string): RefProblem | null {
  const { group, kind, name } = ref;
  const found = cluster.find(kind, namespace, name) !== undefined;
  const known = group === SERVICE_IMPORT && kind === 'ServiceImport';
  const message = `${kind}${group === '' ? '' : ` (${group})`} ${name} is not a Service`;
  return { ...problem(ref, 'InvalidKind', message, 'name a Service'), certain: !found && !known };
}

function serviceProblem(inputs: GatewayInputs, route: GatewayRoute, ref: BackendReference, namespace: string): RefProblem | null {
  const { cluster, externals, namesOf } = inputs;
  const service = cluster.services.get(namespace, ref.name);
  if (service === undefined) {
    if (externalService(externals, namespace, ref.name) !== undefined) return null;
    const near = namesOf('Service', namespace).nearest(ref.name);
    return problem(ref, 'BackendNotFound', `Service ${namespace}/${ref.name} is not in the manifests${near === null ? '' : `; did you mean ${near}?`}`, near === null ? `add Service ${namespace}/${ref.name}` : `write name: ${near}`);
  }
  if (service.type === 'ExternalName') {
    return { ...problem(ref, 'UnsupportedValue', `Service ${namespace}/${ref.name} is of type ExternalName, which most controllers refuse`, 'use a Service with endpoints'), certain: false };
  }
  const protocol = route.kind === 'UDPRoute' ? 'UDP' : 'TCP';
  if (service.ports.some((each) => each.port === ref.port && each.protocol === protocol)) return null;
  return portProblem(ref, service.ports, `Service ${namespace}/${ref.name}`, protocol);
}

function portProblem(ref: BackendReference, ports: readonly ServicePort[], who: string, protocol: string): RefProblem {
  if (ref.port === null) return problem(ref, 'BackendNotFound', `the backend names no port, and ${who} needs one`, `write the port of ${who}`);
  const other = ports.find(({ port }) => port === ref.port);
  if (other !== undefined) return problem(ref, 'UnsupportedProtocol', `port ${ref.port} of ${who} is ${other.protocol}, and the route needs ${protocol}`, `name a ${protocol} port`);
  const target = ports.find(({ targetPort }) => targetPort === ref.port);
  if (target !== undefined) return problem(ref, 'BackendNotFound', `${who} has no port ${ref.port}; that is the targetPort of its port ${target.port}`, `write port: ${target.port}`);
  const has = ports.length === 0 ? 'it has no ports' : `it has ${ports.slice(0, 5).map(({ port }) => port).join(', ')}`;
  return problem(ref, 'BackendNotFound', `${who} has no port ${ref.port}; ${has}`, `name a port of ${who}`);
}

function problem(ref: Reference, reason: string, message: string, fix: string): RefProblem {
  return { reason, message, fix, fieldPath: ref.fieldPath, certain: true };
}
