import ipaddr from 'ipaddr.js';
import { nothing } from './answer';
import type { ZoneAnswer } from './model';
import { dnsIndex } from './name-index';
import { record } from './records';
import { openQuestion } from '../../kubernetes/open-question';
import type { Cluster } from '../model';
import { canonical } from '../services/service-addresses';

/** The address that a PTR question is about: an address itself or a name under in-addr.arpa or ip6.arpa; null where it is none. */
export function reverseAddress(query: string): string | null {
  if (/^[\d.]+$/.test(query) && ipaddr.IPv4.isValidFourPartDecimal(query)) return query;
  if (query.includes(':') && ipaddr.IPv6.isValid(query)) return canonical(query);
  const labels = query.split('.').reverse();
  const [arpa, family, ...digits] = labels;
  if (arpa !== 'arpa') return null;
  if (family === 'in-addr' && digits.length === 4) {
    const address = digits.join('.');
    return ipaddr.IPv4.isValidFourPartDecimal(address) ? address : null;
  }
  if (family !== 'ip6' || digits.length !== 32 || !digits.every((each) => /^[0-9a-f]$/.test(each))) return null;
  return canonical(digits.join('').replace(/(.{4})(?=.)/g, '$1:'));
}

/** The name that a PTR question asks for. */
export function reverseName(address: string): string {
  if (!address.includes(':')) return `${address.split('.').reverse().join('.')}.in-addr.arpa`;
  const digits = ipaddr.IPv6.parse(address).toByteArray().map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${[...digits].reverse().join('.')}.ip6.arpa`;
}

/**
 * The names of an address: the Service whose cluster IP it is, else the endpoints with a hostname.
 *
 * @see https://github.com/kubernetes/dns/blob/master/docs/specification.md 2.3.3, 2.4.3
 * @see https://github.com/coredns/coredns/blob/v1.12.0/plugin/kubernetes/reverse.go serviceRecordForIP
 */
export function askReverse(cluster: Cluster, address: string): ZoneAnswer {
  const { servicesByClusterIp, endpointsByAddress, podsByAddress } = dnsIndex(cluster);
  const name = reverseName(address);
  const zone = cluster.settings.clusterDomain;
  const service = servicesByClusterIp.get(address);
  if (service !== undefined) {
    const value = `${service.name}.${service.namespace}.svc.${zone}`;
    return {
      ...nothing(name, 'it is the cluster IP of the Service'),
      outcome: 'NOERROR',
      records: [record('PTR', name, value)],
      resource: service.resource,
      path: 'spec.clusterIP',
      decision: `${address} is ${value}`,
    };
  }
  const endpoints = endpointsByAddress.get(address) ?? [];
  const named = endpoints.filter((each) => each.endpoint.ready && each.service.headless && each.endpoint.hostname !== null);
  const values = new Map(named.map((each) => [`${each.endpoint.hostname}.${each.service.name}.${each.service.namespace}.svc.${zone}`, each]));
  if (values.size > 0) {
    return {
      ...nothing(name, 'it is a ready endpoint with a hostname'),
      outcome: 'NOERROR',
      records: [...values].map(([value, each]) => ({ ...record('PTR', name, value), pod: each.endpoint.pod?.name ?? null })),
      resource: named[0].service.resource,
      path: 'spec.selector',
      decision: `${address} is ${[...values.keys()].join(', ')}`,
    };
  }
  if (endpoints.length > 0 || podsByAddress.has(address)) {
    return nothing(name, 'only cluster IPs, and ready endpoints of headless Services that have a hostname, have names');
  }
  return {
    ...nothing(name, 'it is not an address in the manifests'),
    outcome: 'unknown',
    decision: `${address} is not known`,
    questions: [openQuestion('addresses-of-cluster', {}, [], () => 'which addresses the cluster gives to Services and pods, and what other name servers say')],
  };
}
