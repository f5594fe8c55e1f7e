import type { DnsRecord, DnsRecordType, DnsTarget } from './dns';
import { dnsIndex } from './dns-index';
import { missingEndpointName, missingService } from './dns-near-miss';
import * as records from './dns-records';
import type { Cluster } from './model';
import type { Resource } from '../kubernetes/resource';
import type { Service } from '../kubernetes/service';

/** What the cluster's DNS server says of one absolute name. */
export interface ZoneAnswer {
  readonly outcome: 'NOERROR' | 'NXDOMAIN' | 'unknown';
  readonly records: readonly DnsRecord[];
  readonly target: DnsTarget | null;
  /** The name that an ExternalName Service stands for; the records are those of that name. */
  readonly alias: string | null;
  readonly resource: Resource | null;
  readonly path: string | null;
  readonly decision: string;
  readonly because: string;
  readonly dependsOn: readonly string[];
}

/** A question: an absolute name in lower case without its last dot, and a type; null: addresses, or SRV for `_port._protocol` names. */
export interface Question {
  readonly name: string;
  readonly type: DnsRecordType | null;
}

/** Services that every cluster has though no manifest holds them. */
const BUILT_IN: readonly { readonly namespace: string; readonly name: string; readonly ports: readonly number[] }[] = [
  { namespace: 'default', name: 'kubernetes', ports: [443] },
  { namespace: 'kube-system', name: 'kube-dns', ports: [53, 9153] },
];

export function inZone(cluster: Cluster, name: string): boolean {
  const zone = cluster.settings.clusterDomain;
  return name === zone || name.endsWith(`.${zone}`);
}

/**
 * Answers a name of the cluster's zone.
 *
 * @see https://github.com/kubernetes/dns/blob/master/docs/specification.md
 * @see https://github.com/coredns/coredns/blob/v1.12.0/plugin/kubernetes/parse.go parseRequest
 */
export function askZone(cluster: Cluster, question: Question): ZoneAnswer {
  const labels = question.name.slice(0, Math.max(0, question.name.length - cluster.settings.clusterDomain.length - 1)).split('.');
  const kind = labels.pop() ?? '';
  if (kind === '' || (labels.length === 0 && (kind === 'svc' || kind === 'pod'))) return noData(question.name, 'it is a part of the zone, and has no address');
  if (kind !== 'svc' && kind !== 'pod') return nothing(question.name, `the zone ${cluster.settings.clusterDomain} has names under svc and pod only`);
  const namespace = labels.pop() ?? '';
  const name = labels.pop();
  if (name === undefined) return namespaceAnswer(cluster, question.name, namespace);
  if (kind === 'pod') return podAnswer(cluster, question.name, namespace, name, labels.length);
  return serviceAnswer(cluster, question, { namespace, name, rest: labels });
}

function namespaceAnswer(cluster: Cluster, name: string, namespace: string): ZoneAnswer {
  if (dnsIndex(cluster).namespaces.has(namespace)) return noData(name, `it is namespace ${namespace}, and has no address`);
  return { ...nothing(name, `no object of the manifests is in namespace ${namespace}`), dependsOn: [`whether namespace ${namespace} exists`] };
}

/**
 * `10-0-0-1.kiada.pod`: the address that the name spells, whether or not a pod has it.
 *
 * @see https://github.com/coredns/coredns/blob/v1.12.0/plugin/kubernetes/kubernetes.go findPods
 */
function podAnswer(cluster: Cluster, name: string, namespace: string, label: string, more: number): ZoneAnswer {
  const address = more === 0 ? records.undashed(label) : null;
  if (address === null) return nothing(name, 'names under pod are an address with dashes and a namespace: 10-0-0-1.kiada.pod');
  const { namespaces, podsByAddress } = dnsIndex(cluster);
  if (!namespaces.has(namespace)) return { ...nothing(name, `no object of the manifests is in namespace ${namespace}`), dependsOn: [`whether namespace ${namespace} exists`] };
  return {
    ...nothing(name, 'the name spells the address, and nobody checks that a pod has it'),
    outcome: 'NOERROR',
    records: [records.addressRecord(name, address, podsByAddress.get(address)?.name ?? null)],
    target: { kind: 'address', address },
    decision: `${name} is ${address}`,
    dependsOn: ['names under pod are answered where CoreDNS has `pods insecure` (kubeadm\'s default) or a pod has the address and it has `pods verified`; its own default is not to'],
  };
}

/** The parts of a name under svc, and what stands before the Service: an endpoint, or port and protocol. */
interface ServiceName {
  readonly namespace: string;
  readonly name: string;
  readonly rest: readonly string[];
}

function serviceAnswer(cluster: Cluster, question: Question, asked: ServiceName): ZoneAnswer {
  const { rest } = asked;
  if (rest.length > 2) return nothing(question.name, 'names under svc have a Service and a namespace, and an endpoint or a port with its protocol before them');
  const service = cluster.services.get(asked.namespace, asked.name);
  if (service === undefined) return builtIn(question, asked) ?? missingService(cluster, question.name, asked.namespace, asked.name);
  const srv = rest.length === 2 ? { name: withoutUnderscore(rest[0]), protocol: withoutUnderscore(rest[1]) } : null;
  if (service.type === 'ExternalName') return externalName(question.name, service, rest.length > 0);
  if (rest.length === 1) return endpointName(cluster, question, service, rest[0]);
  return service.headless ? headless(cluster, question, service, srv) : clusterIp(cluster, question, service, srv);
}

/** The name of a Service that has a cluster IP; it exists whether or not endpoints do. */
function clusterIp(cluster: Cluster, question: Question, service: Service, srv: records.SrvPort | null): ZoneAnswer {
  const found = from(service, 'spec.clusterIP');
  if (srv !== null && !service.ports.some((port) => records.isAsked(port, srv))) return noSuchPort(question.name, service, srv);
  if (wantsSrv(question, srv)) {
    const target = srv === null ? question.name : question.name.split('.').slice(2).join('.');
    const list = records.serviceSrvRecords(service, srv, question.name, target);
    return { ...found, path: 'spec.ports', records: list, decision: `${question.name} is ${portsOf(list)} of ${target}`, because: 'a Service with a cluster IP is reached at its own ports', dependsOn: bareSrv(srv) };
  }
  const list = records.clusterIpRecords(cluster, service, question.name).filter((each) => wants(question, each));
  const dependsOn = service.clusterIPs.length === 0 ? familyDependsOn(service, question) : [];
  const because = service.clusterIPs.length === 0 ? 'the cluster chooses the address when it creates the Service' : 'the Service has this address';
  const what = list.length === 0 ? `has no ${question.type} record` : 'is the cluster IP';
  return { ...found, records: list, target: { kind: 'cluster-ip', service }, decision: `${question.name} ${what} of Service ${service.namespace}/${service.name}`, because, dependsOn };
}

function familyDependsOn(service: Service, question: Question): readonly string[] {
  if (service.ipFamilyPolicy === 'PreferDualStack') return ['a cluster with two address families gives a Service with PreferDualStack two cluster IPs, one with one family gives it one'];
  if (service.ipFamilies === null && question.type === 'AAAA') return ['which address families the cluster has'];
  return [];
}

/**
 * A headless Service's name: its ready endpoints.
 *
 * @see https://github.com/kubernetes/dns/blob/master/docs/specification.md 2.4.1, 2.4.2
 */
function headless(cluster: Cluster, question: Question, service: Service, srv: records.SrvPort | null): ZoneAnswer {
  const all = records.dnsEndpoints(cluster, service);
  const named = `headless Service ${service.namespace}/${service.name}`;
  if (all.length === 0) {
    return { ...from(service, 'spec.selector'), outcome: 'NXDOMAIN', decision: `${question.name} has no records`, because: `${named} has no ready endpoints, so its name does not exist`, dependsOn: [] };
  }
  const matching = srv === null ? all : all.filter((each) => each.ports.some((port) => records.isAsked(port, srv)));
  if (matching.length === 0 && srv !== null) return noSuchPort(question.name, service, srv);
  const base = srv === null ? question.name : question.name.split('.').slice(2).join('.');
  if (wantsSrv(question, srv)) {
    const list = records.endpointSrvRecords(matching, srv, question.name, base);
    return { ...from(service, 'spec.ports'), records: list, decision: `${question.name} is ${portsOf(list)} of the endpoints of ${named}`, because: 'nothing stands between clients and pods, so the ports are those of the endpoints', dependsOn: bareSrv(srv) };
  }
  const list = records.endpointRecords(matching, question.name).filter((each) => wants(question, each));
  return {
    ...from(service, 'spec.clusterIP'),
    records: list,
    target: { kind: 'endpoints', service, hostname: null },
    decision: `${question.name} is ${list.length} address${list.length === 1 ? '' : 'es'} of ready endpoints`,
    because: `${named} has no address of its own`,
    dependsOn: [],
  };
}

/** `quote-0.quote`: one endpoint, by hostname or by its address with dashes. */
function endpointName(cluster: Cluster, question: Question, service: Service, label: string): ZoneAnswer {
  const all = records.dnsEndpoints(cluster, service);
  const matching = all.filter((each) => each.label.toLowerCase() === label);
  const notPromised = service.headless ? [] : [
    'names of single endpoints are promised for headless Services only: CoreDNS has them for Services with a cluster IP too, other DNS servers need not',
  ];
  if (matching.length === 0) {
    const unknownAddress = records.undashed(label) !== null && all.some((each) => each.label.startsWith('<'));
    if (!unknownAddress) return missingEndpointName(cluster, question.name, service, label);
    const dependsOn = [`which addresses the pods of Service ${service.namespace}/${service.name} get`];
    return { ...from(service, 'spec.selector'), outcome: 'unknown', decision: `${question.name} may be a pod`, because: 'the manifests do not say which address each pod gets', dependsOn };
  }
  const base = question.name.slice(label.length + 1);
  const list = question.type === 'SRV'
    ? records.endpointSrvRecords(matching, null, question.name, base)
    : records.endpointRecords(matching, question.name).filter((each) => wants(question, each));
  const pod = matching[0].endpoint.pod;
  return {
    ...from(service, 'spec.selector'),
    records: list,
    target: question.type === 'SRV' ? null : { kind: 'endpoints', service, hostname: label },
    decision: `${question.name} is ${pod === null ? 'one endpoint' : `pod ${pod.name}`} of Service ${service.namespace}/${service.name}`,
    because: matching[0].endpoint.hostname === null ? 'the label is the endpoint\'s address with dashes' : 'the label is the endpoint\'s hostname',
    dependsOn: notPromised,
  };
}

/**
 * An alias; it has no ports and no endpoints, and no IP address can be one.
 *
 * @see https://github.com/coredns/coredns/blob/v1.12.0/plugin/kubernetes/kubernetes.go findServices
 */
function externalName(name: string, service: Service, more: boolean): ZoneAnswer {
  const found = from(service, 'spec.externalName');
  const alias = (service.externalName ?? '').toLowerCase().replace(/\.$/, '');
  const refuse = (because: string): ZoneAnswer => ({ ...found, outcome: 'NXDOMAIN', decision: `${name} does not exist`, because, dependsOn: [] });
  if (more) return refuse(`Service ${service.namespace}/${service.name} is an external name, which has no ports and endpoints in DNS`);
  if (alias === '') return refuse('the Service has no external name');
  if (isAddress(alias)) return refuse(`the external name ${alias} is an address, and DNS answers with names only; a Service without selector and an EndpointSlice lead to an address`);
  return { ...found, records: [records.record('CNAME', name, alias)], alias, decision: `${name} is another name of ${alias}`, because: 'the Service is of type ExternalName', dependsOn: [] };
}

function builtIn(question: Question, asked: ServiceName): ZoneAnswer | null {
  const found = asked.rest.length > 0 ? undefined : BUILT_IN.find((each) => each.namespace === asked.namespace && each.name === asked.name);
  if (found === undefined) return null;
  const list = [records.record('A', question.name, records.UNKNOWN_CLUSTER_IP)].filter((each) => wants(question, each));
  return {
    ...nothing(question.name, 'every cluster has this Service'),
    outcome: 'NOERROR',
    records: list,
    target: { kind: 'built-in', ...found },
    decision: `${question.name} is the cluster IP of Service ${found.namespace}/${found.name}`,
    dependsOn: found.name === 'kube-dns' ? ['most clusters name the Service of their DNS server kube-dns, some do not'] : [],
  };
}

function noSuchPort(name: string, service: Service, srv: records.SrvPort): ZoneAnswer {
  const named = service.ports.filter((port) => port.name !== '').map((port) => `_${port.name}._${port.protocol.toLowerCase()}`);
  const has = named.length === 0 ? 'it has no named ports' : `it has ${named.join(', ')}`;
  const because = `Service ${service.namespace}/${service.name} has no ${srv.protocol.toUpperCase()} port named ${srv.name}; ${has}`;
  return { ...from(service, 'spec.ports'), outcome: 'NXDOMAIN', decision: `${name} does not exist`, because, dependsOn: [] };
}

function bareSrv(srv: records.SrvPort | null): readonly string[] {
  return srv === null ? ['SRV records are promised for _port._protocol names only: CoreDNS has them for the Service\'s name too, other DNS servers need not'] : [];
}

function portsOf(list: readonly DnsRecord[]): string {
  const ports = [...new Set(list.map((each) => each.port))];
  return `port${ports.length === 1 ? '' : 's'} ${ports.join(', ')}`;
}

function wantsSrv(question: Question, srv: records.SrvPort | null): boolean {
  return question.type === 'SRV' || (question.type === null && srv !== null);
}

function wants(question: Question, each: DnsRecord): boolean {
  return question.type === null || question.type === each.type;
}

function withoutUnderscore(label: string): string {
  return label.startsWith('_') ? label.slice(1) : label;
}

function isAddress(text: string): boolean {
  return /^\d{1,3}(\.\d{1,3}){3}$/.test(text) || text.includes(':');
}

function from(service: Service, path: string): Omit<ZoneAnswer, 'decision' | 'because' | 'dependsOn'> {
  return { outcome: 'NOERROR', records: [], target: null, alias: null, resource: service.resource, path };
}

export function nothing(name: string, because: string): ZoneAnswer {
  return {
    outcome: 'NXDOMAIN', records: [], target: null, alias: null, resource: null, path: null, decision: `${name} does not exist`, because, dependsOn: [],
  };
}

function noData(name: string, because: string): ZoneAnswer {
  return { ...nothing(name, because), outcome: 'NOERROR', decision: `${name} has no records` };
}
