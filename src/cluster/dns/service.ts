import type { DnsRecord, Question, ZoneAnswer } from './model';
import { missingEndpointName } from './near-miss';
import * as records from './records';
import { openQuestion, sourceIn, type OpenQuestion } from '../../kubernetes/open-question';
import type { Service } from '../../kubernetes/service';
import type { Cluster } from '../model';

/** The name of a Service that has a cluster IP; it exists whether or not endpoints do. */
export function clusterIp(cluster: Cluster, question: Question, service: Service, srv: records.SrvPort | null): ZoneAnswer {
  if (srv !== null && !service.ports.some((port) => records.isAsked(port, srv))) return noSuchPort(question.name, service, srv);
  if (wantsSrv(question, srv)) {
    const target = srv === null ? question.name : question.name.split('.').slice(2).join('.');
    const list = records.serviceSrvRecords(service, srv, question.name, target);
    return { ...from(service, 'spec.ports'), records: list, decision: `${question.name} is ${portsOf(list)} of ${target}`, because: 'a cluster IP has the ports of its Service', questions: bareSrv(service, srv) };
  }
  const list = records.clusterIpRecords(cluster, service, question.name).filter((each) => wants(question, each));
  const questions = service.clusterIPs.length === 0 ? addressFamilies(service, question) : [];
  const what = list.length === 0 ? `has no ${question.type} record` : `is the cluster IP${service.clusterIPs.length === 0 ? '' : ` ${service.clusterIPs.join(', ')}`}`;
  // field by field: most requests from pods come by, and spreading an object over another takes longer than all else here
  return {
    outcome: 'NOERROR',
    records: list,
    target: { kind: 'cluster-ip', service },
    alias: null,
    resource: service.resource,
    path: 'spec.clusterIP',
    decision: `${question.name} ${what}`,
    because: '',
    questions,
  };
}

function addressFamilies(service: Service, question: Question): readonly OpenQuestion[] {
  if (service.ipFamilyPolicy === 'PreferDualStack') {
    return [openQuestion('cluster-ip-per-family', {}, [sourceIn(service.resource, 'spec.ipFamilyPolicy')],
      () => 'a cluster with two address families gives a Service with PreferDualStack two cluster IPs, one with one family gives it one')];
  }
  if (service.ipFamilies === null && question.type === 'AAAA') return [openQuestion('cluster-address-families', {}, [], () => 'which address families the cluster has')];
  return [];
}

/**
 * A headless Service's name: its ready endpoints.
 *
 * @see https://github.com/kubernetes/dns/blob/master/docs/specification.md 2.4.1, 2.4.2
 */
export function headless(cluster: Cluster, question: Question, service: Service, srv: records.SrvPort | null): ZoneAnswer {
  const all = records.dnsEndpoints(cluster, service);
  if (all.length === 0) return aliasOfSlices(cluster, question, service, srv) ?? emptyHeadless(cluster, question.name, service);
  const matching = srv === null ? all : all.filter((each) => each.ports.some((port) => records.isAsked(port, srv)));
  if (matching.length === 0 && srv !== null) return noSuchPort(question.name, service, srv);
  const base = srv === null ? question.name : question.name.split('.').slice(2).join('.');
  if (wantsSrv(question, srv)) {
    const list = records.endpointSrvRecords(matching, srv, question.name, base);
    return { ...from(service, 'spec.ports'), records: list, decision: `${question.name} is ${portsOf(list)} of the endpoints`, because: 'headless: the ports are those of the pods', questions: bareSrv(service, srv) };
  }
  const list = records.endpointRecords(matching, question.name).filter((each) => wants(question, each));
  return {
    ...from(service, 'spec.clusterIP'),
    records: list,
    target: { kind: 'endpoints', service, hostname: null },
    decision: `${question.name} is ${list.length} ready endpoint${list.length === 1 ? '' : 's'}`,
    because: 'headless: it has no address of its own',
    questions: [],
  };
}

/**
 * CoreDNS answers the name of a headless Service whose endpoints are names (addressType FQDN) with an alias for the first of them.
 *
 * @see https://github.com/coredns/coredns/blob/v1.12.0/plugin/backend_lookup.go A
 */
function aliasOfSlices(cluster: Cluster, { name }: Question, service: Service, srv: records.SrvPort | null): ZoneAnswer | null {
  const slices = cluster.slicesOf(service.namespace, service.name).filter(({ addressType }) => addressType === 'FQDN');
  const [alias, ...others] = new Set(slices.flatMap(({ endpoints }) => endpoints.filter(({ ready }) => ready).flatMap(({ addresses }) => addresses)));
  if (alias === undefined || srv !== null) return null;
  const host = alias.toLowerCase().replace(/\.$/, '');
  const questions = others.length === 0 ? [] : [openQuestion('one-of-several-names', {}, slices.map(({ resource }) => sourceIn(resource, 'endpoints')),
    () => `which of the names in its slices Service ${service.namespace}/${service.name} stands for`)];
  const because = 'headless, and its endpoints are names (addressType FQDN): CoreDNS answers with another name';
  return { ...from(service, 'spec.clusterIP'), records: [records.record('CNAME', name, host)], alias: host, decision: `${name} is another name of ${host}`, because, questions };
}

function emptyHeadless(cluster: Cluster, name: string, service: Service): ZoneAnswer {
  const { namespace, selector } = service;
  const known = selector !== null && cluster.workloadsMatching(namespace, selector).length > 0;
  return {
    ...from(service, 'spec.selector'),
    outcome: 'NXDOMAIN',
    decision: `${name} has no records`,
    because: 'headless: without ready endpoints the name does not exist',
    questions: known ? [] : [openQuestion('endpoints-outside-manifests', {}, [sourceIn(service.resource)],
      () => `whether something outside the manifests gives Service ${namespace}/${service.name} endpoints`)],
  };
}

/** `quote-0.quote`: one endpoint, by hostname or by its address with dashes. */
export function endpointName(cluster: Cluster, question: Question, service: Service, label: string): ZoneAnswer {
  const all = records.dnsEndpoints(cluster, service);
  const matching = all.filter((each) => each.label.toLowerCase() === label);
  const notPromised = service.headless ? [] : [openQuestion('endpoint-names-of-cluster-ip', {}, [sourceIn(service.resource)],
    () => 'names of single endpoints are promised for headless Services only: CoreDNS has them for Services with a cluster IP too, other DNS servers need not')];
  if (matching.length === 0) {
    const unknownAddress = records.undashed(label) !== null && all.some((each) => each.label.startsWith('<'));
    if (!unknownAddress) return missingEndpointName(cluster, question.name, service, label);
    const questions = [openQuestion('pod-addresses', {}, [sourceIn(service.resource)], () => `which addresses the pods of Service ${service.namespace}/${service.name} get`)];
    return { ...from(service, 'spec.selector'), outcome: 'unknown', decision: `${question.name} may be a pod`, because: 'the manifests do not say which address each pod gets', questions };
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
    decision: `${question.name} is ${pod === null ? 'one endpoint' : `pod ${pod.name}`}`,
    because: matching[0].endpoint.hostname === null ? 'by its address with dashes' : 'by its hostname',
    questions: notPromised,
  };
}

/**
 * An alias; it has no ports and no endpoints, and no IP address can be one.
 *
 * @see https://github.com/coredns/coredns/blob/v1.12.0/plugin/kubernetes/kubernetes.go findServices
 */
export function externalName(name: string, service: Service, more: boolean): ZoneAnswer {
  const found = from(service, 'spec.externalName');
  const alias = (service.externalName ?? '').toLowerCase().replace(/\.$/, '');
  const refuse = (because: string): ZoneAnswer => ({ ...found, outcome: 'NXDOMAIN', decision: `${name} does not exist`, because, questions: [] });
  if (more) return refuse('an external name has no ports and endpoints in DNS');
  if (alias === '') return refuse('the Service has no external name');
  if (isAddress(alias)) return refuse(`the external name ${alias} is an address, and DNS answers with names only; a Service without selector and an EndpointSlice lead to an address`);
  return { ...found, records: [records.record('CNAME', name, alias)], alias, decision: `${name} is another name of ${alias}`, because: 'type ExternalName', questions: [] };
}

function noSuchPort(name: string, service: Service, srv: records.SrvPort): ZoneAnswer {
  const named = service.ports.filter((port) => port.name !== '').map((port) => `_${port.name}._${port.protocol.toLowerCase()}`);
  const has = named.length === 0 ? 'it has no named ports' : `it has ${named.join(', ')}`;
  const because = `no ${srv.protocol.toUpperCase()} port is named ${srv.name}; ${has}`;
  return { ...from(service, 'spec.ports'), outcome: 'NXDOMAIN', decision: `${name} does not exist`, because, questions: [] };
}

function bareSrv(service: Service, srv: records.SrvPort | null): readonly OpenQuestion[] {
  return srv === null ? [openQuestion('srv-of-bare-name', {}, [sourceIn(service.resource, 'spec.ports')],
    () => 'SRV records are promised for _port._protocol names only: CoreDNS has them for the Service\'s name too, other DNS servers need not')] : [];
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

function isAddress(text: string): boolean {
  return /^\d{1,3}(\.\d{1,3}){3}$/.test(text) || text.includes(':');
}

function from(service: Service, path: string): Omit<ZoneAnswer, 'decision' | 'because' | 'questions'> {
  return { outcome: 'NOERROR', records: [], target: null, alias: null, resource: service.resource, path };
}
