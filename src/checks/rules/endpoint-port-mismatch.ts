import type { EndpointSlice } from '../../cluster/model';
import { endpointsForPort } from '../../cluster/services/service-routing';
import { nearest } from '../../kubernetes/near-miss';
import { describe } from '../../kubernetes/resource';
import type { ServicePort } from '../../kubernetes/service';
import type { Rule } from '../rule';

/** A Service port that its hand-written endpoints have no port of the same name and protocol for. */
export const ENDPOINT_PORT_MISMATCH: Rule = {
  id: 'endpoint-port-mismatch',
  severity: 'error',
  title: 'Hand-written endpoints have no port with the name and protocol of the Service\'s port.',
  why: 'The two are joined by name and protocol alone (a port without a name only to one without a name), so connections to that port are refused.',
  fix: 'Set the names and protocols of the ports of the EndpointSlice or Endpoints to those of the Service\'s ports.',
  sources: ['https://kubernetes.io/docs/concepts/services-networking/service/#services-without-selectors'],
  * check({ cluster }) {
    for (const service of cluster.services.all) {
      if (service.selector !== null || service.type === 'ExternalName' || service.headless) continue;
      const slices = cluster.slicesOf(service.namespace, service.name).filter((slice) => slice.endpoints.length > 0 && slice.addressType !== 'FQDN');
      if (slices.length === 0) continue;
      for (const port of service.ports) {
        if (endpointsForPort(cluster, service, port).length > 0) continue;
        const [{ resource }] = slices;
        yield {
          resource: service.resource,
          path: port.name === '' ? port.path : `${port.path}.name`,
          message: `port ${label(port)} has no endpoints: ${describe(resource)} has ${portsOf(slices)}, and ports are joined by name and protocol`,
          fix: fixFor(port, slices, describe(resource)),
        };
      }
    }
  },
};

function label({ name, port, protocol }: ServicePort): string {
  return name === '' ? `${port}/${protocol} without a name` : `${name} (${port}/${protocol})`;
}

function portsOf(slices: readonly EndpointSlice[]): string {
  const ports = slices.flatMap((slice) => slice.ports);
  if (ports.length === 0) return 'no ports';
  const texts = ports.map(({ name, port, protocol }) => `${name === '' ? 'a port without a name' : name} (${port ?? 'any number'}/${protocol})`);
  return [...new Set(texts)].slice(0, 5).join(', ');
}

function fixFor(port: ServicePort, slices: readonly EndpointSlice[], endpoints: string): string {
  const ports = slices.flatMap((slice) => slice.ports);
  const sameName = ports.find((each) => each.name === port.name);
  if (sameName !== undefined && sameName.protocol !== port.protocol) return `set protocol: ${port.protocol} in the port of ${endpoints}`;
  const near = nearest(port.name, ports.map((each) => each.name)) ?? (ports.length === 1 ? ports[0].name : null);
  const rename = port.name === '' ? 'remove the name' : `set the name to ${port.name}`;
  if (near === null) return `add a port ${port.name === '' ? 'without a name' : `named ${port.name}`} (${port.protocol}) to ${endpoints}`;
  return `${rename} in the port ${near === '' ? 'without a name' : near} of ${endpoints}`;
}
