import ipaddr from 'ipaddr.js';
import { familyOf } from './ip-families';
import { effective } from './manual-slices';
import type { FindPod } from './manual-slices';
import type { Endpoint, EndpointPort, EndpointSlice } from '../model';
import { withoutReserved } from './slice-labels';
import { portKey, repackSubsets } from './subsets';
import type { EndpointAddress, Endpoints, EndpointSubset } from '../../kubernetes/endpoints';
import type { IpFamily, Service } from '../../kubernetes/service';

/** The controller's `--mirroring-max-endpoints-per-subset`. */
const MAX_ADDRESSES_PER_SUBSET = 1000;

const SKIP_LABEL = 'endpointslice.kubernetes.io/skip-mirror';
const LEADER_ANNOTATION = 'control-plane.alpha.kubernetes.io/leader';

/** Why an Endpoints object is not mirrored; null where it is. */
export type NotMirrored = 'no-service' | 'service-has-selector' | 'skip-label' | 'leader-election';

/** `endpointslicemirroring.shouldMirror` and `syncEndpoints`: only Endpoints of a Service without selector, unless they ask not to be. */
export function whyNotMirrored(endpoints: Endpoints, service: Service | undefined): NotMirrored | null {
  if (endpoints.labels[SKIP_LABEL] === 'true') return 'skip-label';
  if (endpoints.annotations[LEADER_ANNOTATION] !== undefined) return 'leader-election';
  if (service === undefined) return 'no-service';
  return service.selector === null ? null : 'service-has-selector';
}

interface MirrorGroup {
  readonly addressType: IpFamily;
  readonly ports: readonly EndpointPort[];
  readonly endpoints: Map<string, Endpoint>;
}

/**
 * The slices that the mirroring controller writes for hand-written Endpoints (`reconciler.reconcile`): one for each family and set of ports.
 *
 * Its endpoints have no other condition than `ready`.
 */
export function mirroredSlices(endpoints: Endpoints, findPod: FindPod): readonly EndpointSlice[] {
  const groups = new Map<string, MirrorGroup>();
  for (const subset of repackSubsets(endpoints.subsets)) mirrorSubset(subset, endpoints.namespace, groups, findPod);
  const labels = withoutReserved(endpoints.labels);
  return [...groups.values()].map(({ addressType, ports, endpoints: mirrored }) => ({
    namespace: endpoints.namespace,
    service: endpoints.name,
    addressType,
    source: 'mirrored',
    ports,
    endpoints: [...mirrored.values()],
    labels,
    headless: false,
    resource: endpoints.resource,
  }));
}

function mirrorSubset(subset: EndpointSubset, namespace: string, groups: Map<string, MirrorGroup>, findPod: FindPod): void {
  const ports = subset.ports.map(({ name, port, protocol, appProtocol }) => ({ name, port, protocol, appProtocol }));
  const portsKey = subset.ports.map(portKey).sort().join(',');
  let mirrored = 0;
  for (const [list, ready] of [[subset.addresses, true], [subset.notReadyAddresses, false]] as const) {
    for (const address of list) {
      if (mirrored >= MAX_ADDRESSES_PER_SUBSET) return;
      if (!isIp(address.ip)) continue;
      const addressType = familyOf(address.ip);
      const key = `${addressType}\0${portsKey}`;
      let group = groups.get(key);
      if (group === undefined) groups.set(key, group = { addressType, ports, endpoints: new Map() });
      group.endpoints.set(endpointKey(address), mirrorAddress(address, ready, namespace, findPod));
      mirrored += 1;
    }
  }
}

/** Addresses that do not parse are skipped. */
function isIp(address: string): boolean {
  return ipaddr.IPv4.isValidFourPartDecimal(address) || ipaddr.IPv6.isValid(address);
}

/** `EndpointSet`: the same address, hostname, node and object are one endpoint. */
function endpointKey({ ip, hostname, nodeName, targetPod }: EndpointAddress): string {
  return [ip, hostname, nodeName, targetPod?.namespace, targetPod?.name].join('\0');
}

/** `addressToEndpoint`. */
function mirrorAddress(address: EndpointAddress, ready: boolean, namespace: string, findPod: FindPod): Endpoint {
  const conditions = { ready, serving: null, terminating: null };
  const { targetPod } = address;
  return {
    pod: targetPod === null ? null : findPod(targetPod.namespace ?? namespace, targetPod.name) ?? null,
    addresses: [address.ip],
    ...effective(conditions),
    conditions,
    hostname: address.hostname,
    node: address.nodeName,
    zone: null,
    hints: null,
  };
}
