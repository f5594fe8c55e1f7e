import { settingOf } from './annotations';
import type { Member } from './members';
import { defaultTargetType } from './questions';
import { Unbuildable } from './unbuildable';
import type { OpenQuestion, Source } from '../../../kubernetes/open-question';
import { describe } from '../../../kubernetes/resource';
import type { Service, ServicePort } from '../../../kubernetes/service';
import type { ServiceTarget } from '../../model';
import { portOfAnyProtocol } from '../any-protocol-port';
import type { ControllerSettings } from '../controller-settings';
import type { DialectInputs } from '../dialect';

/** A Service that gets requests. */
export interface ServiceRef {
  readonly service: string;
  readonly port: number | string | null;
  readonly source: Source;
}

/** Codes of a Service without node port behind a load balancer that connects to node ports. */
export const NO_NODE_PORT = 'no-node-port';
export const NO_NODE_PORT_BY_DEFAULT = 'no-node-port-by-default';

/**
 * A Service as a target group: `instance` connects to node ports, `ip` to endpoints. UDP ports are taken as well.
 *
 * @throws Unbuildable
 * @see https://github.com/kubernetes-sigs/aws-load-balancer-controller/blob/v2.13.0/pkg/ingress/model_build_target_group.go
 */
export function targetGroupOf(member: Member, { service: name, port, source }: ServiceRef, inputs: DialectInputs, settings: ControllerSettings): ServiceTarget {
  const { ingress } = member;
  const target = { kind: 'service', namespace: ingress.namespace, name, port, protocol: 'HTTP', source } as const;
  const service = inputs.cluster.services.get(ingress.namespace, name);
  if (service === undefined) return { ...target, via: 'endpoints' };
  const lookup = portOfAnyProtocol(service, port);
  if (lookup.kind !== 'found') {
    const why = lookup.kind === 'missing' ? lookup.because : `${describe(service.resource)} lists no ports`;
    throw new Unbuildable('service-port-missing', source, why, 'name a port of the Service');
  }
  const found = lookup.port;
  const type = targetType(member, service, settings);
  if (!['instance', 'ip'].includes(type.value)) {
    throw new Unbuildable('target-type-unknown', source, `the target type ${type.value} is neither instance nor ip`, 'set target-type to ip or instance');
  }
  if (type.value === 'instance' && !hasNodePort(service, found)) throw withoutNodePort(service, type, source);
  return { ...target, servicePort: found.port, via: type.value === 'ip' ? 'endpoints' : 'node-port', protocol: protocolOf(member, service) };
}

interface TargetType {
  readonly value: string;
  /** Null where nothing says it but the flag, which is not known. */
  readonly by: string | null;
}

/** The class takes precedence over the Service, the Service over the Ingress, the Ingress over the flag. */
function targetType({ ingress, params }: Member, service: Service, { flags }: ControllerSettings): TargetType {
  if (params !== null && params.targetType !== null) return { value: params.targetType, by: describe(params.resource) };
  const ofService = settingOf(service, 'target-type');
  if (ofService !== null) return { value: ofService, by: describe(service.resource) };
  const ofIngress = settingOf(ingress, 'target-type');
  if (ofIngress !== null) return { value: ofIngress, by: describe(ingress.resource) };
  const flag = flags.get('default-target-type');
  return flag === undefined ? { value: 'instance', by: null } : { value: flag, by: 'the flag default-target-type' };
}

function hasNodePort({ type, allocateLoadBalancerNodePorts }: Service, { nodePort }: ServicePort): boolean {
  return type === 'NodePort' || (type === 'LoadBalancer' && (allocateLoadBalancerNodePorts || nodePort !== null));
}

function withoutNodePort(service: Service, { by }: TargetType, source: Source): Unbuildable {
  const name = describe(service.resource);
  const says = by === null ? 'instance by default' : by === name ? 'instance, as its own annotation says' : `instance, as ${by} says`;
  const reason = `the load balancer connects to node ports, and ${name} has none: its type is ${service.type}, and the target type is ${says}`;
  const where = by === null || by.startsWith('the flag') ? 'the Ingress' : by;
  const fix = `set the target type to ip in ${where}${service.type === 'ExternalName' ? '' : `, or set type: NodePort in ${name}`}`;
  return new Unbuildable(by === null ? NO_NODE_PORT_BY_DEFAULT : NO_NODE_PORT, source, reason, fix, [{ resource: service.resource, field: '', kind: 'object' }]);
}

function protocolOf({ ingress }: Member, service: Service): ServiceTarget['protocol'] {
  const setting = (name: string): string | null => settingOf(service, name) ?? settingOf(ingress, name);
  const secure = setting('backend-protocol') === 'HTTPS';
  switch (setting('backend-protocol-version')) {
    case 'GRPC': return secure ? 'GRPCS' : 'GRPC';
    case 'HTTP2': return secure ? 'HTTPS' : 'H2C';
    default: return secure ? 'HTTPS' : 'HTTP';
  }
}

/** What a cause leaves open besides the group itself. */
export function questionsOf({ code, source, others }: Unbuildable): readonly OpenQuestion[] {
  return code === NO_NODE_PORT_BY_DEFAULT && others.length > 0 ? [defaultTargetType(`${others[0].resource.namespace ?? ''}/${others[0].resource.name}`, source)] : [];
}
