import { findPort } from './endpoint-ports';
import { endpointHostname } from './endpoint-slices';
import { familyOf, ipFamiliesOf } from './ip-families';
import type { Cluster, Pod } from '../model';
import { repackSubsets } from './subsets';
import type { EndpointAddress, EndpointsPort, EndpointSubset } from '../../kubernetes/endpoints';
import type { Service } from '../../kubernetes/service';

/** The most addresses that the controller writes into one Endpoints object. */
const MAX_ADDRESSES = 1000;

/** What the endpoints controller writes for a Service; nothing in kube-proxy or CoreDNS reads it. */
export interface LegacyEndpoints {
  readonly subsets: readonly EndpointSubset[];
  /** Whether addresses were left out (`endpoints.kubernetes.io/over-capacity: truncated`). */
  readonly truncated: boolean;
}

/**
 * The Endpoints object that the endpoints controller writes for a Service (`syncService`); null where it writes none.
 *
 * Unlike in slices, pods that terminate stay only with `publishNotReadyAddresses`, pods none of whose ports resolve are missing, and only the
 * first IP family counts. Pods whose addresses are not known are left out.
 */
export function legacyEndpoints(cluster: Cluster, service: Service): LegacyEndpoints | null {
  if (service.type === 'ExternalName' || service.selector === null) return null;
  const [family] = ipFamiliesOf(service, cluster.settings.ipFamilies);
  const subsets: EndpointSubset[] = [];
  for (const pod of cluster.podsMatching(service.namespace, service.selector)) {
    if (pod.phase === 'Succeeded' || pod.phase === 'Failed' || (pod.terminating && !service.publishNotReadyAddresses)) continue;
    const ip = pod.ips.find((candidate) => familyOf(candidate) === family);
    if (ip === undefined) continue;
    const address: EndpointAddress = {
      ip, hostname: endpointHostname(service, pod), nodeName: pod.node, targetPod: { namespace: pod.namespace, name: pod.name },
    };
    addSubsets(subsets, service, pod, address);
  }
  return truncate(repackSubsets(subsets));
}

function addSubsets(subsets: EndpointSubset[], service: Service, pod: Pod, address: EndpointAddress): void {
  const ready = service.publishNotReadyAddresses || pod.ready;
  const addresses = { addresses: ready ? [address] : [], notReadyAddresses: ready ? [] : [address] };
  if (service.ports.length === 0 && service.headless) subsets.push({ ...addresses, ports: [] });
  for (const { name, protocol, appProtocol, targetPort } of service.ports) {
    const port = findPort({ targetPort, protocol }, pod.spec);
    if (port === null) continue;
    const endpointsPort: EndpointsPort = { name, port, protocol, appProtocol };
    subsets.push({ ...addresses, ports: [endpointsPort] });
  }
}

/** At most 1000 addresses: ready ones first, each subset keeps its share (`truncateEndpoints`). */
function truncate(subsets: readonly EndpointSubset[]): LegacyEndpoints {
  let ready = 0;
  let notReady = 0;
  for (const subset of subsets) {
    ready += subset.addresses.length;
    notReady += subset.notReadyAddresses.length;
  }
  if (ready + notReady <= MAX_ADDRESSES) return { subsets, truncated: false };
  const keepReady = Math.min(ready, MAX_ADDRESSES);
  const keepNotReady = MAX_ADDRESSES - keepReady;
  return {
    subsets: takeShares(subsets, ready === 0 ? 0 : keepReady / ready, notReady === 0 ? 0 : keepNotReady / notReady)
      .filter((subset) => subset.addresses.length + subset.notReadyAddresses.length > 0),
    truncated: true,
  };
}

function takeShares(subsets: readonly EndpointSubset[], readyShare: number, notReadyShare: number): readonly EndpointSubset[] {
  return subsets.map((subset) => ({
    ...subset,
    addresses: subset.addresses.slice(0, Math.floor(subset.addresses.length * readyShare)),
    notReadyAddresses: subset.notReadyAddresses.slice(0, Math.floor(subset.notReadyAddresses.length * notReadyShare)),
  }));
}
