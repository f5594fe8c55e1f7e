import ipaddr from 'ipaddr.js';
import type { DnsRecord, DnsRecordType } from './model';
import type { Service } from '../../kubernetes/service';
import { ipFamiliesOf } from '../endpoints/ip-families';
import type { Cluster, Endpoint, EndpointPort } from '../model';

/** What stands for a cluster IP that the cluster will choose. */
export const UNKNOWN_CLUSTER_IP = '<clusterIP>';

/** What stands for the address of a pod that has none in the input. */
export function unknownPodIp(pod: string): string {
  return `<ip of ${pod}>`;
}

/** A or AAAA records of a Service's cluster IPs. */
export function clusterIpRecords(cluster: Cluster, service: Service, name: string): readonly DnsRecord[] {
  if (service.clusterIPs.length > 0) return service.clusterIPs.map((ip) => addressRecord(name, ip, null));
  return ipFamiliesOf(service, cluster.settings.ipFamilies).map((family) => record(family === 'IPv4' ? 'A' : 'AAAA', name, UNKNOWN_CLUSTER_IP));
}

/** A ready endpoint at one address, as DNS sees it. */
export interface DnsEndpoint {
  readonly endpoint: Endpoint;
  readonly type: 'A' | 'AAAA';
  /** The address, or what stands for it. */
  readonly value: string;
  /** Its label under the Service's name: the hostname, or the address with dashes. */
  readonly label: string;
  readonly ports: readonly EndpointPort[];
}

/**
 * The ready endpoints of a Service, each at every address.
 *
 * @see https://github.com/coredns/coredns/blob/v1.12.0/plugin/kubernetes/object/endpoint.go EndpointSliceToEndpoints
 */
export function dnsEndpoints(cluster: Cluster, service: Service): readonly DnsEndpoint[] {
  const found: DnsEndpoint[] = [];
  for (const slice of cluster.slicesOf(service.namespace, service.name)) {
    if (slice.addressType === 'FQDN') continue;
    const type = slice.addressType === 'IPv4' ? 'A' : 'AAAA';
    for (const endpoint of slice.endpoints) {
      if (!endpoint.ready) continue;
      const pod = endpoint.pod?.name ?? '';
      if (endpoint.addresses.length === 0 && pod !== '') {
        found.push({ endpoint, type, value: unknownPodIp(pod), label: endpoint.hostname ?? `<dashed ip of ${pod}>`, ports: slice.ports });
      }
      for (const address of endpoint.addresses) {
        found.push({ endpoint, type, value: address, label: endpoint.hostname ?? dashed(address), ports: slice.ports });
      }
    }
  }
  return found;
}

/** A or AAAA records of endpoints, each once. */
export function endpointRecords(endpoints: readonly DnsEndpoint[], name: string): readonly DnsRecord[] {
  const records = new Map<string, DnsRecord>();
  for (const { type, value, endpoint } of endpoints) {
    const key = `${type} ${value}`;
    if (!records.has(key)) records.set(key, { ...record(type, name, value), pod: endpoint.pod?.name ?? null });
  }
  return [...records.values()];
}

/** A port that an SRV name asks for; null: every port. */
export interface SrvPort {
  readonly name: string;
  readonly protocol: string;
}

/** SRV records of the endpoints' own ports. */
export function endpointSrvRecords(endpoints: readonly DnsEndpoint[], asked: SrvPort | null, owner: string, service: string): readonly DnsRecord[] {
  const records = new Map<string, DnsRecord>();
  for (const { label, ports, endpoint } of endpoints) {
    for (const port of ports) {
      if (port.port === null || !isAsked(port, asked)) continue;
      const value = `${label}.${service}`;
      const key = `${port.port} ${value}`;
      if (!records.has(key)) records.set(key, { type: 'SRV', name: owner, value, port: port.port, pod: endpoint.pod?.name ?? null });
    }
  }
  return [...records.values()];
}

/** SRV records of a Service that has a cluster IP: its own ports. */
export function serviceSrvRecords(service: Service, asked: SrvPort | null, owner: string, target: string): readonly DnsRecord[] {
  const ports = service.ports.filter((port) => isAsked(port, asked));
  return ports.map((port) => ({ type: 'SRV', name: owner, value: target, port: port.port, pod: null }));
}

export function isAsked(port: { readonly name: string; readonly protocol: string }, asked: SrvPort | null): boolean {
  return asked === null || (port.name.toLowerCase() === asked.name && port.protocol.toLowerCase() === asked.protocol);
}

export function addressRecord(name: string, address: string, pod: string | null): DnsRecord {
  return { ...record(address.includes(':') ? 'AAAA' : 'A', name, address), pod };
}

export function record(type: DnsRecordType, name: string, value: string): DnsRecord {
  return { type, name, value, port: null, pod: null };
}

/** `10-0-0-1` for `10.0.0.1`: the label of an endpoint without hostname (CoreDNS endpointHostname). */
export function dashed(address: string): string {
  return address.toLowerCase().replace(/[.:]/g, '-');
}

/** The address that a label such as `10-0-0-1` or `2001-db8--1` spells, null where it spells none (CoreDNS findPods). */
export function undashed(label: string): string | null {
  const isV4 = /^\d{1,3}(-\d{1,3}){3}$/.test(label);
  const address = label.replaceAll('-', isV4 ? '.' : ':');
  if (isV4) return ipaddr.IPv4.isValidFourPartDecimal(address) ? address : null;
  return address.includes(':') && ipaddr.IPv6.isValid(address) ? address : null;
}
