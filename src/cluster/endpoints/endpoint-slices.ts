import { endpointPorts, type ResolvedPorts } from './endpoint-ports';
import { topologyHints } from './hints';
import { familyOf, ipFamiliesOf } from './ip-families';
import type { ClusterNode, ClusterSettings, Endpoint, EndpointPort, EndpointSlice, Pod } from '../model';
import { copiedServiceLabels } from './slice-labels';
import type { SliceConditions } from '../../kubernetes/endpoint-slice';
import { compact } from '../../kubernetes/fields';
import type { StringMap } from '../../kubernetes/fields';
import type { Container } from '../../kubernetes/pod-template';
import type { IpFamily, Service } from '../../kubernetes/service';

/** The controller's `--max-endpoints-per-slice`. */
const MAX_ENDPOINTS_PER_SLICE = 100;

const NO_PORTS: readonly EndpointPort[] = [];
const NO_ADDRESSES: readonly string[] = [];
const NO_ENDPOINTS: readonly Endpoint[] = [];

/** What a slice depends on besides the Service and its pods. */
export interface SliceContext {
  readonly settings: ClusterSettings;
  readonly nodes: ReadonlyMap<string, ClusterNode>;
}

/**
 * The slices that the EndpointSlice controller writes for a Service (`syncService`, `reconciler.reconcileByAddressType`).
 *
 * @param pods those that the selector matches
 */
export function selectorSlices(service: Service, pods: readonly Pod[], context: SliceContext): readonly EndpointSlice[] {
  const slices: EndpointSlice[] = [];
  const labels = copiedServiceLabels(service);
  for (const addressType of ipFamiliesOf(service, context.settings.ipFamilies)) {
    const groups = groupByPorts(service, pods, addressType, context);
    if (groups.length === 0) slices.push(sliceOf(service, labels, addressType, NO_PORTS, NO_ENDPOINTS));
    const hinted = topologyHints(service, groups.map((group) => group.endpoints), context.nodes);
    for (let i = 0; i < groups.length; i++) {
      const { ports } = groups[i];
      const endpoints = hinted[i];
      for (let start = 0; start < endpoints.length; start += MAX_ENDPOINTS_PER_SLICE) {
        const part = endpoints.length <= MAX_ENDPOINTS_PER_SLICE ? compact(endpoints) : endpoints.slice(start, start + MAX_ENDPOINTS_PER_SLICE);
        slices.push(sliceOf(service, labels, addressType, ports, part));
      }
    }
  }
  return compact(slices);
}

function sliceOf(
  service: Service, labels: StringMap, addressType: IpFamily, ports: readonly EndpointPort[], endpoints: readonly Endpoint[],
): EndpointSlice {
  const { namespace, name, resource, headless } = service;
  return { namespace, service: name, addressType, source: 'selector', labels, resource, headless, ports, endpoints };
}

interface PortGroup {
  readonly key: string;
  readonly ports: readonly EndpointPort[];
  readonly endpoints: Endpoint[];
}

/** Pods whose ports resolve alike share slices. */
function groupByPorts(service: Service, pods: readonly Pod[], family: IpFamily, context: SliceContext): readonly PortGroup[] {
  const groups = new PortGroups();
  // Pods of one workload share their containers and stand together.
  let containers: readonly Container[] | null = null;
  let group: PortGroup | undefined;
  for (const pod of pods) {
    if (!shouldBeInSlices(service, pod, context)) continue;
    const addresses = pod.statusKnown ? pod.ips.filter((ip) => familyOf(ip) === family) : NO_ADDRESSES;
    if (pod.statusKnown && addresses.length === 0) continue;
    const endpoint = podEndpoint(service, pod, addresses, context);
    if (group === undefined || pod.spec.containers !== containers) {
      group = groups.add(endpointPorts(service, pod.spec), endpoint);
      containers = pod.spec.containers;
    } else {
      group.endpoints.push(endpoint);
    }
  }
  return groups.all;
}

/** Groups of endpoints; most Services have one. */
class PortGroups {
  readonly all: PortGroup[] = [];
  private byKey: Map<string, PortGroup> | null = null;

  /** The group of these ports, with the endpoint in it. */
  add({ key, ports }: ResolvedPorts, endpoint: Endpoint): PortGroup {
    const known = this.find(key);
    if (known !== undefined) {
      known.endpoints.push(endpoint);
      return known;
    }
    const group: PortGroup = { key, ports, endpoints: [endpoint] };
    this.byKey?.set(key, group);
    this.all.push(group);
    return group;
  }

  private find(key: string): PortGroup | undefined {
    if (this.all.length < 2) return this.all.find((each) => each.key === key);
    this.byKey ??= new Map(this.all.map((each) => [each.key, each]));
    return this.byKey.get(key);
  }
}

/**
 * `ShouldPodBeInEndpoints`: not finished, and with an address; one that terminates stays.
 *
 * A pod on a node that is gone is left out, unless not-ready addresses are published; the nodes are known where the input has any.
 */
function shouldBeInSlices(service: Service, pod: Pod, { nodes }: SliceContext): boolean {
  if (pod.phase === 'Succeeded' || pod.phase === 'Failed') return false;
  if (pod.statusKnown && pod.ips.length === 0) return false;
  return service.publishNotReadyAddresses || pod.node === null || nodes.size === 0 || nodes.has(pod.node);
}

/** `podToEndpoint`. */
function podEndpoint(service: Service, pod: Pod, addresses: readonly string[], { nodes }: SliceContext): Endpoint {
  const serving = pod.ready;
  const ready = service.publishNotReadyAddresses || (serving && !pod.terminating);
  return {
    pod,
    addresses,
    ready,
    serving,
    terminating: pod.terminating,
    conditions: conditionsOf(ready, serving, pod.terminating),
    hostname: endpointHostname(service, pod),
    node: pod.node,
    zone: pod.node === null ? null : nodes.get(pod.node)?.zone ?? null,
    hints: null,
  };
}

/** `ShouldSetHostname`: a hostname counts only together with a subdomain that is the Service's name. */
export function endpointHostname(service: Service, pod: Pod): string | null {
  return pod.spec.subdomain === service.name && pod.namespace === service.namespace ? pod.spec.hostname : null;
}

const READY: SliceConditions = { ready: true, serving: true, terminating: false };

function conditionsOf(ready: boolean, serving: boolean, terminating: boolean): SliceConditions {
  return ready && serving && !terminating ? READY : { ready, serving, terminating };
}
