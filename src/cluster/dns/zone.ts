import { noData, nothing } from './answer';
import type { Question, ZoneAnswer } from './model';
import { dnsIndex } from './name-index';
import { missingService } from './near-miss';
import { namespaceExists } from './questions';
import { addressRecord, record, undashed, UNKNOWN_CLUSTER_IP } from './records';
import { clusterIp, endpointName, externalName, headless } from './service';
import { openQuestion } from '../../kubernetes/open-question';
import type { Cluster } from '../model';
import { canonical } from '../services/service-addresses';

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
  if (kind === 'dns-version' && labels.length === 0) return noData(question.name, 'it has the version of the DNS schema as a TXT record');
  if (kind !== 'svc' && kind !== 'pod') return nothing(question.name, `the zone ${cluster.settings.clusterDomain} has names under svc and pod only`);
  const namespace = labels.pop() ?? '';
  const name = labels.pop();
  if (name === undefined) return namespaceAnswer(cluster, question.name, namespace);
  if (kind === 'pod') return podAnswer(cluster, question.name, namespace, name, labels.length);
  return serviceAnswer(cluster, question, { namespace, name, rest: labels });
}

function namespaceAnswer(cluster: Cluster, name: string, namespace: string): ZoneAnswer {
  if (dnsIndex(cluster).namespaces.has(namespace)) return noData(name, `it is namespace ${namespace}, and has no address`);
  return nothing(name, `no object of the manifests is in namespace ${namespace}`, [namespaceExists(namespace)]);
}

/**
 * `10-0-0-1.kiada.pod`: the address that the name spells, whether or not a pod has it.
 *
 * @see https://github.com/coredns/coredns/blob/v1.12.0/plugin/kubernetes/kubernetes.go findPods
 */
function podAnswer(cluster: Cluster, name: string, namespace: string, label: string, more: number): ZoneAnswer {
  const address = more === 0 ? undashed(label) : null;
  if (address === null) return nothing(name, 'names under pod are an address with dashes and a namespace: 10-0-0-1.kiada.pod');
  const { namespaces, podsByAddress } = dnsIndex(cluster);
  if (!namespaces.has(namespace)) return nothing(name, `no object of the manifests is in namespace ${namespace}`, [namespaceExists(namespace)]);
  return {
    ...nothing(name, 'the name spells the address, and nobody checks that a pod has it'),
    outcome: 'NOERROR',
    records: [addressRecord(name, address, podsByAddress.get(canonical(address))?.name ?? null)],
    target: { kind: 'address', address },
    decision: `${name} is ${address}`,
    questions: [openQuestion('pod-names-answered', {}, [],
      () => 'names under pod are answered where CoreDNS has `pods insecure` (kubeadm\'s default) or a pod has the address and it has `pods verified`; its own default is not to')],
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

function builtIn(question: Question, asked: ServiceName): ZoneAnswer | null {
  const found = asked.rest.length > 0 ? undefined : BUILT_IN.find((each) => each.namespace === asked.namespace && each.name === asked.name);
  if (found === undefined) return null;
  const list = [record('A', question.name, UNKNOWN_CLUSTER_IP)].filter((each) => question.type === null || question.type === each.type);
  return {
    ...nothing(question.name, 'every cluster has this Service'),
    outcome: 'NOERROR',
    records: list,
    target: { kind: 'built-in', ...found },
    decision: `${question.name} is the cluster IP of Service ${found.namespace}/${found.name}`,
    questions: found.name === 'kube-dns' ? [openQuestion('dns-service-name', {}, [], () => 'most clusters name the Service of their DNS server kube-dns, some do not')] : [],
  };
}

function withoutUnderscore(label: string): string {
  return label.startsWith('_') ? label.slice(1) : label;
}
