import { settingOf } from './annotations';
import { PREFIX } from './facts';
import type { Member } from './members';
import { defaultTargetType } from './questions';
import { Unbuildable } from './unbuildable';
import { sourceIn, type OpenQuestion, type Source } from '../../../kubernetes/open-question';
import { describe, type Resource } from '../../../kubernetes/resource';
import type { Service, ServicePort } from '../../../kubernetes/service';
import type { ServiceTarget } from '../../model';
import { portOfAnyProtocol } from '../any-protocol-port';
import type { ControllerSettings } from '../controller-settings';
import type { DialectInputs } from '../dialect';
import { SERVICE_PORT_MISSING, SERVICE_PORT_UNLISTED } from '../failing-backend';

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
export function targetGroupOf(
  member: Member, { service: name, port, source }: ServiceRef, inputs: DialectInputs, settings: ControllerSettings,
): ServiceTarget {
  const { ingress } = member;
  const target = { kind: 'service', namespace: ingress.namespace, name, port, protocol: 'HTTP', source } as const;
  const service = inputs.cluster.services.get(ingress.namespace, name);
  if (service === undefined) return { ...target, via: 'endpoints' };
  const lookup = portOfAnyProtocol(service, port);
  if (lookup.kind === 'missing') throw new Unbuildable(port === null ? SERVICE_PORT_UNLISTED : SERVICE_PORT_MISSING, source, lookup.because, 'name a port of the Service');
  if (lookup.kind === 'unlisted') throw new Unbuildable(SERVICE_PORT_UNLISTED, source, `${describe(service.resource)} lists no port ${lookup.port}`, 'list the port in the Service');
  const found = lookup.port;
  const type = targetType(member, service, settings);
  if (!['instance', 'ip'].includes(type.value)) {
    throw new Unbuildable('target-type-unknown', source, `the target type ${type.value} is neither instance nor ip`, 'set target-type to ip or instance');
  }
  const assumed = type.by === null && member.paramsUnknown && !hasNodePort(service, found) ? 'ip' : type.value;
  if (assumed === 'instance' && !hasNodePort(service, found)) throw withoutNodePort(member, service, type, source);
  return { ...target, servicePort: found.port, via: assumed === 'ip' ? 'endpoints' : 'node-port', protocol: protocolOf(member, service) };
}

interface TargetType {
  readonly value: string;
  /** Who says it; null where nothing but the flag can, which is not known. */
  readonly by: Resource | 'flag' | null;
}

/** The class takes precedence over the Service, the Service over the Ingress, the Ingress over the flag. */
function targetType({ ingress, params }: Member, service: Service, { flags }: ControllerSettings): TargetType {
  if (params !== null && params.targetType !== null) return { value: params.targetType, by: params.resource };
  for (const holder of [service, ingress]) {
    const value = settingOf(holder, 'target-type');
    if (value !== null) return { value, by: holder.resource };
  }
  const flag = flags.get('default-target-type');
  return flag === undefined ? { value: 'instance', by: null } : { value: flag, by: 'flag' };
}

function hasNodePort({ type, allocateLoadBalancerNodePorts }: Service, { nodePort }: ServicePort): boolean {
  return type === 'NodePort' || (type === 'LoadBalancer' && (allocateLoadBalancerNodePorts || nodePort !== null));
}

function withoutNodePort({ ingress }: Member, service: Service, { by }: TargetType, source: Source): Unbuildable {
  const name = describe(service.resource);
  const says = by === null ? 'by default' : by === 'flag' ? 'by the flag of the controller' : `as ${describe(by)} says`;
  const reason = `the load balancer connects to node ports, and ${name} has none: its type is ${service.type}, and the target type is instance ${says}`;
  const nodePort = service.type === 'ExternalName' ? '' : `, or set type: NodePort in ${name}`;
  return new Unbuildable(by === null ? NO_NODE_PORT_BY_DEFAULT : NO_NODE_PORT, source, reason, `${asIp(by, ingress.resource)}${nodePort}`, [sourceIn(service.resource)]);
}

/** Whoever says `instance` takes precedence over the others. */
function asIp(by: TargetType['by'], ingress: Resource): string {
  if (by === null || by === 'flag') return `add the annotation ${PREFIX}target-type: ip to ${describe(ingress)}`;
  return by.kind === 'IngressClassParams' ? `set targetType: ip in ${describe(by)}` : `change the annotation ${PREFIX}target-type of ${describe(by)} to ip`;
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
