import { integerAt, isObject, listAt, objectAt, objectsAt, portAt, stringAt, stringsAt } from './fields';
import { readLabelSelector, type LabelSelector } from './label-selector';
import type { JsonObject, Resource } from './resource';
import { readProtocol, type Protocol } from './service';
import { contains, parseCidr, type Cidr, type IpAddress } from './validation/addresses';

/** `ipBlock`: addresses, less those of the exceptions. */
export interface IpBlock {
  /** null where it is no CIDR: it has no addresses. */
  readonly cidr: Cidr | null;
  readonly except: readonly Cidr[];
}

/** One entry of `from` or `to`; one that has none of the three selects nothing. */
export interface PolicyPeer {
  /** null = every pod of the namespaces. */
  readonly podSelector: LabelSelector | null;
  /** null = the policy's own namespace. */
  readonly namespaceSelector: LabelSelector | null;
  readonly ipBlock: IpBlock | null;
  readonly path: string;
}

/** One entry of `ports`. */
export interface PolicyPort {
  /** A number, the name of a container port of the pods that are connected to, or null = every port. */
  readonly port: number | string | null;
  readonly endPort: number | null;
  readonly protocol: Protocol;
  readonly path: string;
}

/** One entry of `ingress` or `egress`: peers and ports must both match. */
export interface PolicyRule {
  /** null = everyone. */
  readonly peers: readonly PolicyPeer[] | null;
  /** null = every port. */
  readonly ports: readonly PolicyPort[] | null;
  readonly path: string;
}

export type PolicyDirection = 'ingress' | 'egress';

/** A NetworkPolicy (networking.k8s.io/v1). */
export interface NetworkPolicy {
  readonly resource: Resource;
  readonly namespace: string;
  readonly podSelector: LabelSelector;
  /** null where the policy leaves connections to the pods alone. */
  readonly ingress: readonly PolicyRule[] | null;
  /** null where the policy leaves connections from the pods alone. */
  readonly egress: readonly PolicyRule[] | null;
}

/**
 * A NetworkPolicy; without `policyTypes` it is about ingress, and about egress only where it has rules for it.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.36.1/pkg/apis/networking/v1/defaults.go SetDefaults_NetworkPolicy
 */
export function readNetworkPolicy(resource: Resource): NetworkPolicy {
  const spec = objectAt(resource.object, 'spec');
  const types = stringsAt(spec, 'policyTypes');
  const hasEgress = types.length > 0 ? types.includes('Egress') : listAt(spec, 'egress').length > 0;
  const hasIngress = types.length === 0 || types.includes('Ingress');
  return {
    resource,
    namespace: resource.namespace ?? '',
    podSelector: readLabelSelector(objectAt(spec, 'podSelector')),
    ingress: hasIngress ? readRules(spec, 'ingress', 'from') : null,
    egress: hasEgress ? readRules(spec, 'egress', 'to') : null,
  };
}

function readRules(spec: JsonObject | undefined, direction: PolicyDirection, peers: string): readonly PolicyRule[] {
  return objectsAt(spec, direction).map(({ object, index }) => {
    const path = `spec.${direction}[${index}]`;
    return {
      peers: listAt(object, peers).length === 0 ? null : objectsAt(object, peers).map((each) => readPeer(each.object, `${path}.${peers}[${each.index}]`)),
      ports: listAt(object, 'ports').length === 0 ? null : readPorts(object, path),
      path,
    };
  });
}

function readPeer(peer: JsonObject, path: string): PolicyPeer {
  const selector = (key: string): LabelSelector | null => (isObject(peer[key]) ? readLabelSelector(objectAt(peer, key)) : null);
  return { podSelector: selector('podSelector'), namespaceSelector: selector('namespaceSelector'), ipBlock: readIpBlock(objectAt(peer, 'ipBlock')), path };
}

function readIpBlock(block: JsonObject | undefined): IpBlock | null {
  if (block === undefined) return null;
  return {
    cidr: parseCidr(stringAt(block, 'cidr') ?? ''),
    except: stringsAt(block, 'except').map(parseCidr).filter((cidr) => cidr !== null),
  };
}

/** Entries that no port can match, by their port or protocol, are left out. */
function readPorts(rule: JsonObject, path: string): readonly PolicyPort[] {
  const ports: PolicyPort[] = [];
  for (const { object, index } of objectsAt(rule, 'ports')) {
    const protocol = readProtocol(object);
    const port = object.port == null ? null : portAt(object, 'port') ?? stringAt(object, 'port');
    if (protocol === undefined || port === undefined) continue;
    ports.push({ port, endPort: integerAt(object, 'endPort') ?? null, protocol, path: `${path}.ports[${index}]` });
  }
  return ports;
}

/** Whether the peer selects pods: by their labels, or those of their namespace. */
export function selectsPods(peer: PolicyPeer): boolean {
  return peer.ipBlock === null && (peer.podSelector !== null || peer.namespaceSelector !== null);
}

/** Whether an address is one of the block. */
export function isInBlock({ cidr, except }: IpBlock, address: IpAddress): boolean {
  const one = onlyAddress(address);
  return cidr !== null && contains(cidr, one) && !except.some((each) => contains(each, one));
}

/** Whether the block has addresses of the network that its exceptions, each by itself, do not cover. */
export function overlaps({ cidr, except }: IpBlock, network: Cidr): boolean {
  if (cidr === null) return false;
  const common = contains(cidr, network) ? network : contains(network, cidr) ? cidr : null;
  return common !== null && !except.some((each) => contains(each, common));
}

/** The network that has this address alone. */
export function onlyAddress(address: IpAddress): Cidr {
  return { address, network: address, prefixLength: address.bytes.length * 8, canonical: address.canonical, strict: true };
}
