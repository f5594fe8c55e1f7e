import type { KnownLabels } from '../../kubernetes/label-selector';
import { onlyAddress } from '../../kubernetes/network-policy';
import type { PodSpec } from '../../kubernetes/pod-template';
import type { IpFamily, Protocol } from '../../kubernetes/service';
import { contains, parseCidr, parseIp, type Cidr, type IpAddress } from '../../kubernetes/validation/addresses';
import type { Pod, Workload } from '../model';

/** What policies see of a pod. */
export interface PolicyPod extends Pick<Pod, 'namespace' | 'ips' | 'spec'>, KnownLabels {}

/** The other end of a connection, as far as it is known. */
export type Party =
  /** With `translated` a node may have put its own address in place of the pod's. */
  | { readonly kind: 'pod'; readonly pod: PolicyPod; readonly translated?: boolean }
  /** An address; null where it is not known. One that is not outside may be that of a pod. */
  | { readonly kind: 'address'; readonly address: IpAddress | null; readonly family: IpFamily | null; readonly outside: boolean }
  /** A router whose pods are not among the manifests. */
  | { readonly kind: 'router' };

/** The port that policies see: that of the pod, after the Service's address was replaced. */
export interface DialledPort {
  /** More than one where it is not known which of them policies see. */
  readonly numbers: readonly number[];
  /** It may be another than these, too. */
  readonly orOther?: boolean;
  readonly protocol: Protocol;
  /** The pod that the port belongs to, in which names of ports are looked up; null where it is not known. */
  readonly spec: PodSpec | null;
}

export const ROUTER: Party = { kind: 'router' };

/** What the cluster runs by itself, somewhere: nothing is known of it. */
export const SOMEWHERE: Party = { kind: 'address', address: null, family: null, outside: false };

/** Where clusters have their addresses, unless they are made otherwise. */
export const POD_NETWORKS: readonly Cidr[] = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'].map(parseCidr).filter((each) => each !== null);

/** An address of which the manifests say no more; a private one may be that of a pod. */
export function addressParty(text: string): Party {
  const address = parseIp(text);
  if (address === null) return outsider(null);
  const inside = POD_NETWORKS.some((network) => contains(network, onlyAddress(address)));
  return { kind: 'address', address, family: address.family, outside: !inside };
}

/** Somebody outside of the cluster, or the node that stands in for him. */
export function outsider(family: IpFamily | null): Party {
  return { kind: 'address', address: null, family, outside: true };
}

/** The pod that stands for all of a workload, also where it makes none now. */
export function podOfWorkload({ namespace, template, pods }: Workload): PolicyPod {
  return pods[0] ?? { namespace, labels: template.labels, generatedLabels: [], ips: [], spec: template.spec };
}
