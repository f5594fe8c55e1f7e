import { booleanAt, compact, mapObjectsAt, objectAt, objectsAt, portAt, stringAt, stringMapAt, stringsAt, textAt, wordAt } from './fields';
import type { JsonObject } from './resource';
import { readProtocol } from './service';
import type { Protocol } from './service';

export interface ContainerPort {
  readonly name: string;
  readonly containerPort: number;
  readonly protocol: Protocol;
  readonly hostPort: number | null;
}

export interface Container {
  readonly name: string;
  readonly ports: readonly ContainerPort[];
  /** A probe that the pod waits for and that never succeeds, since it names a port that the container does not have. */
  readonly failingProbe?: { readonly probe: 'readinessProbe' | 'startupProbe'; readonly port: string };
}

/** What routing reads of a pod's spec, in a Pod or in a workload's template. */
export interface PodSpec {
  readonly containers: readonly Container[];
  /** Init containers with `restartPolicy: Always`: their named ports count (KEP-753). */
  readonly sidecars: readonly Container[];
  /** Ordinary init containers: their ports never count; known only for messages. */
  readonly initContainers: readonly Container[];
  readonly hostNetwork: boolean;
  readonly hostname: string | null;
  readonly subdomain: string | null;
  readonly nodeName: string | null;
  readonly dnsPolicy: 'ClusterFirst' | 'ClusterFirstWithHostNet' | 'Default' | 'None';
  readonly dnsConfig: DnsConfig | null;
  /** What `/etc/hosts` of the containers says besides; names in lower case. It is asked before DNS. */
  readonly hostAliases: readonly { readonly ip: string; readonly hostnames: readonly string[] }[];
}

export interface DnsConfig {
  readonly nameservers: readonly string[];
  readonly searches: readonly string[];
  readonly options: readonly { readonly name: string; readonly value: string | null }[];
}

/** The labels and spec that a workload's pods start from. */
export interface PodTemplate {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly spec: PodSpec;
  /** Where the template stands in its object: `spec.template`, `spec.jobTemplate.spec.template`; empty for a Pod. */
  readonly path: string;
}

/** A PodTemplateSpec: `metadata` and `spec`, standing at a path of its object. */
export function readPodTemplate(template: JsonObject | undefined, path: string): PodTemplate {
  const metadata = objectAt(template, 'metadata');
  return {
    labels: stringMapAt(metadata, 'labels'),
    annotations: stringMapAt(metadata, 'annotations'),
    spec: readPodSpec(objectAt(template, 'spec')),
    path,
  };
}

/** A PodSpec; what does not fit is left out. */
export function readPodSpec(spec: JsonObject | undefined): PodSpec {
  const initContainers = objectsAt(spec, 'initContainers').map(({ object }) => object);
  return {
    containers: mapObjectsAt(spec, 'containers', readContainer),
    sidecars: initContainers.length === 0 ? NO_CONTAINERS : initContainers.filter(isSidecar).map(readContainer),
    initContainers: initContainers.length === 0 ? NO_CONTAINERS : initContainers.filter((each) => !isSidecar(each)).map(readContainer),
    hostNetwork: booleanAt(spec, 'hostNetwork') ?? false,
    hostname: textAt(spec, 'hostname'),
    subdomain: textAt(spec, 'subdomain'),
    nodeName: textAt(spec, 'nodeName'),
    dnsPolicy: wordAt(spec, 'dnsPolicy', ['ClusterFirst', 'ClusterFirstWithHostNet', 'Default', 'None']) ?? 'ClusterFirst',
    dnsConfig: readDnsConfig(objectAt(spec, 'dnsConfig')),
    hostAliases: mapObjectsAt(spec, 'hostAliases', (entry) =>
      ({ ip: stringAt(entry, 'ip') ?? '', hostnames: stringsAt(entry, 'hostnames').map((name) => name.toLowerCase()) })),
  };
}

const NO_CONTAINERS: readonly Container[] = [];

function isSidecar(initContainer: JsonObject): boolean {
  return stringAt(initContainer, 'restartPolicy') === 'Always';
}

function readContainer(container: JsonObject): Container {
  const ports: ContainerPort[] = [];
  for (const { object } of objectsAt(container, 'ports')) {
    const containerPort = portAt(object, 'containerPort');
    const protocol = readProtocol(object);
    if (containerPort === undefined || protocol === undefined) continue;
    ports.push({ name: stringAt(object, 'name') ?? '', containerPort, protocol, hostPort: portAt(object, 'hostPort') ?? null });
  }
  const failingProbe = findFailingProbe(container, ports);
  const name = stringAt(container, 'name') ?? '';
  return failingProbe === null ? { name, ports: compact(ports) } : { name, ports: compact(ports), failingProbe };
}

/**
 * A pod gets ready when the readiness and startup probes of its containers succeed; one whose port cannot be told never does.
 *
 * A port is looked for by name among those of the same container, whatever their protocol; a name that is a number is one (`probe.ResolveContainerPort`).
 */
function findFailingProbe(container: JsonObject, ports: readonly ContainerPort[]): Container['failingProbe'] | null {
  for (const probe of ['readinessProbe', 'startupProbe'] as const) {
    const handler = objectAt(container, probe);
    for (const action of ['httpGet', 'tcpSocket']) {
      const port = stringAt(objectAt(handler, action), 'port');
      if (port !== undefined && !/^\d+$/.test(port) && !ports.some((each) => each.name === port)) return { probe, port };
    }
  }
  return null;
}

/** The container that keeps a pod from ever getting ready; undefined where none does. */
export function failingContainer({ containers, sidecars }: PodSpec): Container | undefined {
  return containers.find((each) => each.failingProbe !== undefined) ?? sidecars.find((each) => each.failingProbe !== undefined);
}

function readDnsConfig(config: JsonObject | undefined): DnsConfig | null {
  if (config === undefined) return null;
  return {
    nameservers: stringsAt(config, 'nameservers'),
    searches: stringsAt(config, 'searches'),
    options: objectsAt(config, 'options').map(({ object }) => ({ name: stringAt(object, 'name') ?? '', value: stringAt(object, 'value') ?? null })),
  };
}
