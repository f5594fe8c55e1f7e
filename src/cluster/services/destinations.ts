import type { Cluster, Pod, WorkloadRef } from '../model';
import type { EndpointTarget, RoutedDestination } from './routing-model';
import type { OpenQuestion } from '../../kubernetes/open-question';
import type { Container, PodSpec } from '../../kubernetes/pod-template';
import type { Protocol } from '../../kubernetes/service';

interface OpenDestination {
  readonly workload: WorkloadRef | null;
  readonly pods: Pod[];
  readonly addresses: string[];
  readonly port: number;
  readonly protocol: Protocol;
  readonly container: string | null;
  targets: number;
}

/** Targets gathered by workload, port and container; each target gets an equal share, as proxies choose at random. */
export function destinationsOf(targets: readonly EndpointTarget[], total = targets.length): readonly RoutedDestination[] {
  const open = new Map<string, OpenDestination>();
  const containers = new Map<readonly Container[], Map<number, string | null>>();
  for (const { endpoint: { pod }, address, port, protocol } of targets) {
    const container = pod === null ? null : cachedContainer(containers, pod.spec, port, protocol);
    const key = pod === null ? `${port}` : `${port}\0${pod.workload.kind}\0${pod.workload.namespace}\0${pod.workload.name}\0${container ?? ''}`;
    let destination = open.get(key);
    if (destination === undefined) {
      destination = { workload: pod?.workload ?? null, pods: [], addresses: [], port, protocol, container, targets: 0 };
      open.set(key, destination);
    }
    destination.targets += 1;
    if (pod !== null) destination.pods.push(pod);
    else if (address !== null) destination.addresses.push(address);
  }
  return [...open.values()].map(({ targets: count, ...destination }) => ({ ...destination, share: count / total }));
}

function cachedContainer(
  cache: Map<readonly Container[], Map<number, string | null>>, spec: PodSpec, port: number, protocol: Protocol,
): string | null {
  let byPort = cache.get(spec.containers);
  if (byPort === undefined) cache.set(spec.containers, byPort = new Map());
  let container = byPort.get(port);
  if (container === undefined) byPort.set(port, container = containerOfPort(spec, port, protocol)?.name ?? null);
  return container;
}

/** The container that declares a port number; containers come before restartable init containers. */
export function containerOfPort(spec: PodSpec, port: number, protocol: Protocol): Container | null {
  const declares = (container: Container): boolean =>
    container.ports.some((candidate) => candidate.containerPort === port && candidate.protocol === protocol);
  return spec.containers.find(declares) ?? spec.sidecars.find(declares) ?? null;
}

/** What depends on workloads that may have no pods at all (`Workload.podsUncertain`), each once. */
export function uncertainPods(cluster: Cluster, destinations: readonly RoutedDestination[]): readonly OpenQuestion[] {
  const questions = new Set<OpenQuestion>();
  for (const { workload: ref } of destinations) {
    const workload = ref === null ? undefined : cluster.findWorkload(ref.kind, ref.namespace, ref.name);
    if (workload?.podsUncertain === true && workload.replicasDependOn !== null) questions.add(workload.replicasDependOn);
  }
  return [...questions];
}
