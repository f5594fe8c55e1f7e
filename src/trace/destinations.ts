import type { Destination } from './model';
import type { Trail } from './trail';
import type { Pod, WorkloadRef } from '../cluster/model';
import { containerOfPort } from '../cluster/services/destinations';
import type { RoutedDestination } from '../cluster/services/service-routing';
import { sourceIn } from '../kubernetes/open-question';
import type { Protocol } from '../kubernetes/service';

/** Pods that are dialed by themselves, by workload and port. */
export function destinationsOfPods(pods: readonly Pod[], protocol: Protocol, portOf: (pod: Pod) => number): readonly RoutedDestination[] {
  const groups = new Map<string, Pod[]>();
  for (const pod of pods) {
    const key = `${portOf(pod)} ${pod.workload.kind} ${pod.workload.namespace} ${pod.workload.name}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [pod]);
    else group.push(pod);
  }
  return [...groups.values()].map((group) => {
    const port = portOf(group[0]);
    const container = containerOfPort(group[0].spec, port, protocol)?.name ?? null;
    return { workload: group[0].workload, pods: group, addresses: [], port, protocol, container, share: group.length / pods.length };
  });
}

/** The part of a destination that names the Service that led to it. */
export type ViaService = Destination['service'];

export function toDestinations(service: ViaService, routed: readonly RoutedDestination[], share = 1): readonly Destination[] {
  return routed.map((each) => ({
    service,
    workload: each.workload === null ? null : { kind: each.workload.kind, namespace: each.workload.namespace, name: each.workload.name },
    pods: each.pods.map((pod) => pod.name),
    addresses: each.addresses,
    port: each.port,
    protocol: each.protocol,
    container: each.container,
    share: each.share * share,
  }));
}

/** Destinations of several backends as one list, equal ones together, with shares that add up to 1. */
export function mergeDestinations(destinations: readonly Destination[]): readonly Destination[] {
  if (destinations.length === 1) return destinations[0].share === 1 ? destinations : [{ ...destinations[0], share: 1 }];
  const merged = new Map<string, { readonly first: Destination; readonly equal: Destination[]; share: number }>();
  const total = destinations.reduce((sum, each) => sum + each.share, 0);
  for (const each of destinations) {
    const share = total > 0 ? each.share / total : 1 / destinations.length;
    const key = keyOf(each);
    const known = merged.get(key);
    if (known === undefined) {
      merged.set(key, { first: each, equal: [], share });
      continue;
    }
    known.equal.push(each);
    known.share += share;
  }
  return [...merged.values()].map(({ first, equal, share }) => ({
    service: first.service,
    workload: first.workload,
    pods: together(first, equal, ({ pods }) => pods),
    addresses: together(first, equal, ({ addresses }) => addresses),
    port: first.port,
    protocol: first.protocol,
    container: first.container,
    share,
  }));
}

/** Names of objects and containers have no slash. */
function keyOf({ service, workload, port, protocol, container }: Destination): string {
  const via = service === null ? '' : `${service.namespace}/${service.name}/${service.port}`;
  const to = workload === null ? '' : `${workload.kind}/${workload.namespace}/${workload.name}`;
  return `${port}/${protocol}/${container ?? ''} ${via} ${to}`;
}

/** Each once; one list is taken as it is. */
function together(first: Destination, equal: readonly Destination[], of: (destination: Destination) => readonly string[]): readonly string[] {
  return equal.length === 0 ? of(first) : [...new Set([...of(first), ...equal.flatMap(of)])];
}

/** More destinations than these are summed up in one hop. */
const MOST_EXPLAINED = 4;

/** The last hop of a delivered request: which pods, and which container listens. */
export function explainDestinations(trail: Trail, routed: readonly RoutedDestination[]): void {
  if (!trail.isRecorded) return;
  for (const each of routed.slice(0, MOST_EXPLAINED)) explainDestination(trail, each);
  if (routed.length <= MOST_EXPLAINED) return;
  trail.hop(null, null, `and ${routed.length - MOST_EXPLAINED} more destinations`, 'the endpoints belong to several workloads, or have several ports');
}

function explainDestination(trail: Trail, { workload, pods, addresses, port, protocol, container, share }: RoutedDestination): void {
  const part = share < 0.9999 ? `, ${Math.round(share * 1000) / 10} % of the requests` : '';
  if (workload === null || pods.length === 0) {
    trail.hop(null, null, `${some(addresses)} ${addresses.length === 1 ? 'takes' : 'take'} it on port ${port}${part}`, 'addresses of no pod of the manifests');
    return;
  }
  const [pod] = pods;
  const path = containersPath(pod);
  const where = placeOf(pods, workload);
  if (container !== null) {
    const at = pod.spec.containers.findIndex((each) => each.name === container);
    trail.hop(pod.resource, at < 0 ? path : `${path}[${at}]`, `container ${container} receives it on port ${port}${where}${part}`, '');
    return;
  }
  const declared = declaredPorts(pod, protocol);
  const others = declared.length === 0 ? declaredPorts(pod, null) : declared;
  const has = others.length === 0 ? 'the containers declare no ports' : `they declare ${others.join(', ')}`;
  if (others.length > 0) {
    trail.open('port-not-declared-by-containers', { port, protocol, declared: others.join(', ') }, [sourceIn(pod.resource, path)],
      () => `whether ${describeWorkload(workload)} listens on port ${port}/${protocol}: its containers declare ${others.join(', ')}`);
  }
  trail.hop(pod.resource, path, `receives it on port ${port}, which no container declares${where}${part}`, `${has}; it arrives all the same if one listens on ${port}`);
}

/** The pods and their workload, as far as the hop's object does not name them. */
function placeOf(pods: readonly Pod[], workload: WorkloadRef): string {
  const [{ resource, name }] = pods;
  const owner = resource.kind === workload.kind && resource.name === workload.name ? '' : ` of ${describeWorkload(workload)}`;
  return pods.length === 1 && resource.kind === 'Pod' && resource.name === name ? owner : `, in ${some(pods.map((each) => each.name))}${owner}`;
}

export function containersPath(pod: Pod): string {
  return pod.templatePath === '' ? 'spec.containers' : `${pod.templatePath}.spec.containers`;
}

/** Ports that the containers of a pod declare for a protocol, or for any (null), with their names. */
function declaredPorts(pod: Pod, protocol: Protocol | null): readonly string[] {
  const ports = [...pod.spec.containers, ...pod.spec.sidecars].flatMap((container) => container.ports);
  return ports.filter((port) => protocol === null || port.protocol === protocol).map((port) => {
    const number = protocol === null ? `${port.containerPort}/${port.protocol}` : `${port.containerPort}`;
    return port.name === '' ? number : `${number} (${port.name})`;
  });
}

export function describeWorkload(workload: WorkloadRef): string {
  return `${workload.kind} ${workload.namespace}/${workload.name}`;
}

function some(names: readonly string[]): string {
  if (names.length === 0) return 'no address';
  return names.length <= 2 ? names.join(' and ') : `${names[0]} and ${names.length - 1} more`;
}
