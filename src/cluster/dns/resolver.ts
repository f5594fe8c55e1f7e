import ipaddr from 'ipaddr.js';
import type { DnsClient } from './model';
import { usualServer } from './questions';
import type { OpenQuestion } from '../../kubernetes/open-question';
import type { PodSpec } from '../../kubernetes/pod-template';
import type { Cluster } from '../model';

/** The name servers and search path that a pod's `/etc/resolv.conf` holds. */
export interface Resolver {
  /** `other`: servers of which the manifests say the address alone. */
  readonly server: 'cluster' | 'node' | 'public' | 'other';
  readonly search: readonly string[];
  /** Names with fewer dots are tried with the search path first. */
  readonly ndots: number;
  /** The field of the pod's spec that decides, null for a pod with the usual settings. */
  readonly field: string | null;
  /** Which settings these are, for messages: `dnsPolicy ClusterFirst`. */
  readonly because: string;
  /** The first name server that the pod's own spec names; null where it names none. */
  readonly address: string | null;
  readonly questions: readonly OpenQuestion[];
}

/** What pods have that ask for nothing else. */
export const USUAL_SETTINGS = 'dnsPolicy ClusterFirst';

/** Search domains past these limits are dropped (kubelet formDNSSearchFitsLimits). */
const MOST_SEARCH_DOMAINS = 32;
const MOST_SEARCH_CHARACTERS = 2048;

/** The resolver library takes no larger `ndots`. */
const MOST_NDOTS = 15;

/** What kubeadm and NodeLocal DNSCache give the cluster's DNS unless told otherwise. */
const USUAL_CLUSTER_DNS: ReadonlySet<string> = new Set(['10.96.0.10', '169.254.20.10']);

interface KnownResolver {
  readonly cluster: Cluster;
  readonly namespace: string;
  readonly resolver: Resolver;
}

const KNOWN = new WeakMap<PodSpec, KnownResolver>();

/** The resolver settings of a client, worked out once for each pod spec: a cluster is never changed. */
export function resolverOf(cluster: Cluster, client: DnsClient): Resolver {
  const spec = client.pod?.spec;
  const known = spec === undefined ? undefined : KNOWN.get(spec);
  if (known !== undefined && known.cluster === cluster && known.namespace === client.namespace) return known.resolver;
  const resolver = makeResolver(cluster, client);
  if (spec !== undefined) KNOWN.set(spec, { cluster, namespace: client.namespace, resolver });
  return resolver;
}

/**
 * The resolver settings that the kubelet writes for a pod.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.36.1/pkg/kubelet/network/dns/dns.go GetPodDNS, appendDNSConfig
 */
function makeResolver(cluster: Cluster, client: DnsClient): Resolver {
  const zone = cluster.settings.clusterDomain;
  const usual = [`${client.namespace}.svc.${zone}`, `svc.${zone}`, zone];
  if (client.pod === null) return { server: 'cluster', search: usual, ndots: 5, field: null, because: USUAL_SETTINGS, address: null, questions: [] };
  const { dnsPolicy, hostNetwork, dnsConfig } = client.pod.spec;
  const ownSearch = dnsConfig?.searches ?? [];
  if (dnsPolicy === 'None') return ownResolver(cluster, dnsConfig?.nameservers ?? [], searchList(ownSearch), ndotsOf(client, 1));
  const fallsBack = dnsPolicy === 'ClusterFirst' && hostNetwork;
  if (dnsPolicy === 'Default' || fallsBack) {
    const because = fallsBack ? 'hostNetwork with dnsPolicy ClusterFirst: the pod asks the name servers of its node' : 'dnsPolicy Default: the pod asks the name servers of its node';
    return { server: 'node', search: searchList(ownSearch), ndots: ndotsOf(client, 1), field: fallsBack ? 'hostNetwork' : 'dnsPolicy', because, address: null, questions: [] };
  }
  const ndots = ndotsOf(client, 5);
  const changed = dnsConfig !== null && (ownSearch.length > 0 || ndots !== 5);
  return {
    server: 'cluster',
    search: searchList([...usual, ...ownSearch]),
    ndots,
    field: changed ? 'dnsConfig' : null,
    because: changed ? `dnsPolicy ${dnsPolicy} with dnsConfig` : `dnsPolicy ${dnsPolicy}`,
    address: null,
    questions: [],
  };
}

/** `dnsPolicy: None`: only what dnsConfig says; the first server answers, the others stand in for it. */
function ownResolver(cluster: Cluster, nameservers: readonly string[], search: readonly string[], ndots: number): Resolver {
  const server = nameservers[0] ?? '';
  const field = 'dnsConfig.nameservers';
  const because = server === '' ? 'dnsPolicy None without name servers' : `dnsPolicy None with name server ${server}`;
  const own = { search, ndots, field, because, address: server === '' ? null : server };
  if (cluster.services.get('kube-system', 'kube-dns')?.clusterIPs.includes(server)) return { ...own, server: 'cluster', questions: [] };
  if (USUAL_CLUSTER_DNS.has(server)) return { ...own, server: 'cluster', questions: [usualServer(server)] };
  return isPublic(server) || server === '' ? { ...own, server: 'public', questions: [] } : { ...own, server: 'other', questions: [] };
}

function isPublic(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const range = ipaddr.parse(address).range();
  return range === 'unicast' || range === 'reserved';
}

function searchList(domains: readonly string[]): readonly string[] {
  const kept: string[] = [];
  let characters = 0;
  for (const domain of domains) {
    const name = withoutDot(domain.toLowerCase());
    if (kept.includes(name)) continue;
    characters += name.length + 1;
    if (kept.length >= MOST_SEARCH_DOMAINS || characters > MOST_SEARCH_CHARACTERS + 1) break;
    kept.push(name);
  }
  return kept;
}

function ndotsOf(client: DnsClient, byDefault: number): number {
  const value = lastValue(client, 'ndots');
  return value !== null && /^\d{1,9}$/.test(value) ? Math.min(MOST_NDOTS, Number(value)) : byDefault;
}

/** The resolver library takes the last of equal options. */
function lastValue(client: DnsClient, option: string): string | null {
  const options = client.pod?.spec.dnsConfig?.options ?? [];
  for (let i = options.length - 1; i >= 0; i--) if (options[i].name === option) return options[i].value;
  return null;
}

function withoutDot(name: string): string {
  return name.endsWith('.') ? name.slice(0, -1) : name;
}
