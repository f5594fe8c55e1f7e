import { columns, plural } from './columns';
import type { Cell } from './columns';
import { jsonText, painter, reportText } from './paint';
import type { Cluster, Endpoint, EndpointPort, EndpointSlice } from '../cluster/model';
import type { Service } from '../kubernetes/service';
import { explainAbsence } from '../trace/absence';

/** EndpointSlices as JSON, version 1. */
export function endpointsJson(slices: readonly EndpointSlice[]): string {
  return jsonText({ version: 1, slices: slices.map(sliceFields) });
}

/** An EndpointSlice as documents hold it. */
export function sliceFields({ namespace, service, addressType, source, ports, endpoints }: EndpointSlice): Readonly<Record<string, unknown>> {
  return {
    namespace,
    service,
    addressType,
    source,
    ports: ports.map(({ name, port, protocol }) => ({ name, port, protocol })),
    endpoints: endpoints.map(endpointJson),
  };
}

function endpointJson({ pod, addresses, ready, serving, terminating, hostname, node }: Endpoint): unknown {
  const workload = pod === null ? null : { kind: pod.workload.kind, namespace: pod.workload.namespace, name: pod.workload.name };
  return { pod: pod === null ? null : pod.name, workload, addresses, ready, serving, terminating, hostname, node };
}

/** More endpoints than these are counted, not listed. */
const LISTED = 10;

/** What stands behind each Service, for people: a line for each list of ports, with counts, and why a Service has no endpoints. */
export function endpointsText(cluster: Cluster, color: boolean): string {
  const paint = painter(color);
  const header: Cell[] = ['NAMESPACE', 'SERVICE', 'READY', 'PORTS', 'ENDPOINTS'].map((text) => ({ style: 'strong', text }));
  const services = [...cluster.services.all].sort(byName).flatMap((service) => serviceRows(cluster, service));
  const isStray = ({ namespace, service }: EndpointSlice): boolean => service === null || cluster.services.get(namespace, service) === undefined;
  const strays = cluster.slices.filter(isStray).map(strayRow);
  if (services.length + strays.length === 0) return `${paint('warning', 'no Services, and no EndpointSlices written by hand')}\n`;
  return reportText([...columns([header, ...services, ...strays], paint), '']);
}

function byName(a: Service, b: Service): number {
  return compare(a.namespace, b.namespace) || compare(a.name, b.name);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function serviceRows(cluster: Cluster, service: Service): Cell[][] {
  const byPorts = new Map<string, EndpointSlice[]>();
  for (const slice of cluster.slicesOf(service.namespace, service.name)) {
    if (slice.endpoints.length === 0) continue;
    const ports = portsText([slice]);
    const known = byPorts.get(ports);
    if (known === undefined) byPorts.set(ports, [slice]);
    else known.push(slice);
  }
  if (byPorts.size === 0) return [serviceRow(cluster, service, cluster.slicesOf(service.namespace, service.name))];
  return [...byPorts.values()].map((slices) => serviceRow(cluster, service, slices));
}

function serviceRow(cluster: Cluster, service: Service, slices: readonly EndpointSlice[]): Cell[] {
  const endpoints = distinct(slices);
  return [
    service.namespace,
    { style: 'name', text: service.name },
    readyCell(endpoints),
    portsText(slices),
    endpoints.length === 0 ? { style: 'warning', text: whyNone(cluster, service) } : endpointsCell(endpoints, slices),
  ];
}

/** A name for a host elsewhere has no endpoints by its nature; any other Service should have some. */
function whyNone(cluster: Cluster, service: Service): string {
  if (service.type === 'ExternalName') return `a name for ${service.externalName ?? 'nothing'}`;
  return `none: ${explainAbsence(cluster, service, null).because}`;
}

/** A slice that belongs to no Service of the manifests. */
function strayRow(slice: EndpointSlice): Cell[] {
  const endpoints = distinct([slice]);
  const owner = slice.service === null ? 'no label kubernetes.io/service-name' : 'there is no such Service';
  return [
    slice.namespace,
    { style: 'warning', text: slice.service ?? '-' },
    readyCell(endpoints),
    portsText([slice]),
    { style: 'warning', text: `${endpointsCell(endpoints, [slice])} (${owner})` },
  ];
}

/** Endpoints once each, though a pod stands in the slices of both IP families. */
function distinct(slices: readonly EndpointSlice[]): readonly Endpoint[] {
  const found = new Map<unknown, Endpoint>();
  for (const endpoint of slices.flatMap((slice) => slice.endpoints)) {
    const key = endpoint.pod ?? endpoint.addresses.join(' ');
    const before = found.get(key);
    found.set(key, before === undefined ? endpoint : { ...before, addresses: [...new Set([...before.addresses, ...endpoint.addresses])] });
  }
  return [...found.values()];
}

function readyCell(endpoints: readonly Endpoint[]): Cell {
  const ready = endpoints.filter((endpoint) => endpoint.ready).length;
  return { style: ready === 0 ? 'warning' : 'plain', text: `${ready}/${endpoints.length}` };
}

function portsText(slices: readonly EndpointSlice[]): string {
  const ports = new Set(slices.flatMap((slice) => slice.ports.map(portText)));
  return ports.size === 0 ? '-' : [...ports].join(',');
}

function portText({ name, port, protocol }: EndpointPort): string {
  return `${name === '' ? '' : `${name}:`}${port ?? '*'}/${protocol}`;
}

function endpointsCell(endpoints: readonly Endpoint[], slices: readonly EndpointSlice[]): string {
  const shown = endpoints.slice(0, LISTED).map(endpointText).join(', ');
  const more = endpoints.length > LISTED ? ` and ${plural(endpoints.length - LISTED, 'more endpoint')}` : '';
  const written = [...new Set(slices.map((slice) => slice.source).filter((source) => source !== 'selector'))].map((source) => SOURCES[source]);
  return `${shown}${more}${written.length === 0 ? '' : ` (${written.join(', ')})`}`;
}

const SOURCES: Readonly<Record<'mirrored' | 'manual', string>> = { mirrored: 'from hand-written Endpoints', manual: 'written by hand' };

function endpointText({ pod, addresses, ready, serving, terminating }: Endpoint): string {
  const name = pod === null ? addresses.join(' ') : addresses.length === 0 ? pod.name : `${pod.name} ${addresses.join(' ')}`;
  const state = terminating ? (serving ? 'terminating, serving' : 'terminating') : ready ? '' : 'not ready';
  return state === '' ? name : `${name} (${state})`;
}
