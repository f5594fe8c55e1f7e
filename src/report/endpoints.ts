import { columns, plural } from './columns';
import type { Cell } from './columns';
import { jsonText, painter } from './paint';
import type { Endpoint, EndpointPort, EndpointSlice } from '../cluster/model';

/** EndpointSlices as JSON, version 1. */
export function endpointsJson(slices: readonly EndpointSlice[]): string {
  return jsonText({
    version: 1,
    slices: slices.map(({ namespace, service, addressType, source, ports, endpoints }) => ({
      namespace,
      service,
      addressType,
      source,
      ports: ports.map(({ name, port, protocol }) => ({ name, port, protocol })),
      endpoints: endpoints.map(endpointJson),
    })),
  });
}

function endpointJson({ pod, addresses, ready, serving, terminating, hostname, node }: Endpoint): unknown {
  const workload = pod === null ? null : { kind: pod.workload.kind, namespace: pod.workload.namespace, name: pod.workload.name };
  return { pod: pod === null ? null : pod.name, workload, addresses, ready, serving, terminating, hostname, node };
}

/** More endpoints than these are counted, not listed. */
const LISTED = 10;

/** EndpointSlices for people: a line each. */
export function endpointsText(slices: readonly EndpointSlice[], color: boolean): string {
  const paint = painter(color);
  if (slices.length === 0) return `${paint('warning', 'no EndpointSlices: no Service has a selector, and none was written by hand')}\n`;
  const header: Cell[] = ['NAMESPACE', 'SERVICE', 'TYPE', 'SOURCE', 'PORTS', 'ENDPOINTS'].map((text) => ({ style: 'strong', text }));
  const rows = slices.map(({ namespace, service, addressType, source, ports, endpoints }): Cell[] => [
    namespace,
    { style: 'name', text: service ?? '-' },
    addressType,
    source,
    ports.length === 0 ? '-' : ports.map(portText).join(','),
    endpoints.length === 0 ? { style: 'warning', text: 'none' } : endpointsCell(endpoints),
  ]);
  return `${columns([header, ...rows], paint).join('\n')}\n`;
}

function portText({ name, port, protocol }: EndpointPort): string {
  return `${name === '' ? '' : `${name}:`}${port ?? '*'}/${protocol}`;
}

function endpointsCell(endpoints: readonly Endpoint[]): string {
  const shown = endpoints.slice(0, LISTED).map(endpointText).join(', ');
  return endpoints.length > LISTED ? `${shown} and ${plural(endpoints.length - LISTED, 'more endpoint')}` : shown;
}

function endpointText({ pod, addresses, ready, serving, terminating }: Endpoint): string {
  const name = pod === null ? addresses.join(' ') : addresses.length === 0 ? pod.name : `${pod.name} ${addresses.join(' ')}`;
  const state = terminating ? (serving ? 'terminating, serving' : 'terminating') : ready ? '' : 'not ready';
  return state === '' ? name : `${name} (${state})`;
}
