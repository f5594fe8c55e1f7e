import { buildCluster } from '../../../src/cluster/build';
import { resolveName } from '../../../src/cluster/dns/dns';
import type { DnsAnswer, DnsRecordType } from '../../../src/cluster/dns/model';
import { parseManifests } from '../../../src/manifests/yaml/parse';
import { clusterOf, deployment, service } from '../../trace/scenario';

const APP = deployment('quote') + service('quote', 'selector: {app: quote}, ports: [{name: http, port: 80, targetPort: http}, {name: dns, port: 53, protocol: UDP}]')
  + deployment('kiada');

function resolve(yaml: string, query: string, namespace = 'kiada', type?: DnsRecordType): DnsAnswer {
  return resolveName(clusterOf(yaml), query, { namespace, pod: null }, type);
}

function values({ records }: DnsAnswer): readonly string[] {
  return records.map((each) => `${each.type} ${each.value}${each.port === null ? '' : ` ${each.port}`}`);
}

test('a Service of the own namespace is found by its name alone', () => {
  const answer = resolve(APP, 'quote');
  expect(answer).toMatchObject({ query: 'quote', fqdn: 'quote.kiada.svc.cluster.local', outcome: 'NOERROR', questions: [] });
  expect(answer.records).toEqual([{ type: 'A', name: 'quote.kiada.svc.cluster.local', value: '<clusterIP>', port: null, pod: null }]);
});

test.each([
  ['quote.kiada', 'other'], ['quote.kiada.svc', 'other'], ['quote.kiada.svc.cluster.local', 'other'], ['quote.kiada.svc.cluster.local.', 'other'], ['QUOTE.Kiada', 'other'],
])('%s finds the Service from another namespace', (query, namespace) => {
  expect(resolve(APP, query, namespace)).toMatchObject({ fqdn: 'quote.kiada.svc.cluster.local', outcome: 'NOERROR' });
});

test('a short name does not reach another namespace, and the answer says where the Service is', () => {
  const answer = resolve(APP, 'quote', 'other');
  expect(answer).toMatchObject({ outcome: 'NXDOMAIN', records: [], fqdn: 'quote.other.svc.cluster.local' });
  expect(answer.steps.at(-1)?.because).toContain('Service quote is in namespace kiada, where its name is quote.kiada');
});

test('where a Service of the very name is, is said before one that is only named alike', () => {
  const services = [['web-db', 'apps'], ['web', 'shop']].map(([name, namespace]) => `---\napiVersion: v1\nkind: Service\nmetadata: { name: ${name}, namespace: ${namespace} }\nspec: { ports: [{ port: 80 }] }\n`);
  expect(resolve(services.join(''), 'web-db', 'shop').steps.at(-1)?.because).toMatch(/namespace shop has no Service web-db; Service web-db is in namespace apps, where its name is web-db.apps; did you mean web\?$/);
});

test('a name with a last dot is asked for as it stands', () => {
  expect(resolve(APP, 'quote.').outcome).toBe('NXDOMAIN');
  expect(resolve(APP, 'quote.').steps).toHaveLength(1);
});

test('a misspelled Service does not exist, unless something else makes it', () => {
  const answer = resolve(APP, 'qoute');
  expect(answer).toMatchObject({ outcome: 'NXDOMAIN', fqdn: 'qoute.kiada.svc.cluster.local', target: null });
  expect(answer.steps.at(-1)?.because).toContain('did you mean quote?');
  expect(answer.questions).toMatchObject([{ code: 'service-outside-manifests', facts: { namespace: 'kiada', name: 'qoute' } }]);
});

test('a cluster IP of the input is the record', () => {
  const yaml = service('quote', 'clusterIP: 10.0.0.7, clusterIPs: [10.0.0.7, "fd00::7"], ipFamilyPolicy: PreferDualStack, selector: {app: quote}, ports: [{port: 80}]');
  expect(values(resolve(yaml, 'quote'))).toEqual(['A 10.0.0.7', 'AAAA fd00::7']);
  expect(values(resolve(yaml, 'quote', 'kiada', 'AAAA'))).toEqual(['AAAA fd00::7']);
});

test('a dual-stack Service has A and AAAA records before the cluster has chosen the addresses', () => {
  const yaml = service('quote', 'ipFamilyPolicy: RequireDualStack, selector: {app: quote}, ports: [{port: 80}]');
  expect(values(resolve(yaml, 'quote'))).toEqual(['A <clusterIP>', 'AAAA <clusterIP>']);
});

test('the name exists and has no record of a type that the Service lacks', () => {
  expect(resolve(APP, 'quote', 'kiada', 'AAAA')).toMatchObject({ outcome: 'NOERROR', records: [] });
  expect(resolve(APP, 'quote', 'kiada', 'CNAME')).toMatchObject({ outcome: 'NOERROR', records: [] });
});

test('a Service has its name whether or not it has endpoints', () => {
  expect(resolve(service('empty'), 'empty').outcome).toBe('NOERROR');
});

test('a headless Service is its ready endpoints', () => {
  const yaml = deployment('quote') + service('quote', 'clusterIP: None, selector: {app: quote}, ports: [{name: http, port: 80, targetPort: http}]');
  const answer = resolve(yaml, 'quote');
  expect(answer.records).toEqual([
    { type: 'A', name: 'quote.kiada.svc.cluster.local', value: '<ip of quote~0>', port: null, pod: 'quote~0' },
    { type: 'A', name: 'quote.kiada.svc.cluster.local', value: '<ip of quote~1>', port: null, pod: 'quote~1' },
  ]);
});

test('a headless Service without ready endpoints has no name', () => {
  const yaml = deployment('quote', { replicas: 0 }) + service('quote', 'clusterIP: None, selector: {app: quote}, ports: [{port: 80}]');
  expect(resolve(yaml, 'quote')).toMatchObject({ outcome: 'NXDOMAIN', records: [], questions: [] });
});

const pod = (name: string, ip: string, ready: boolean, more = '') => `
apiVersion: v1
kind: Pod
metadata: {name: ${name}, namespace: kiada, labels: {app: db}}
spec: {containers: [{name: main, image: x, ports: [{name: pg, containerPort: 5432}]}]${more}}
status: {phase: Running, podIP: ${ip}, podIPs: [{ip: ${ip}}], conditions: [{type: Ready, status: "${ready ? 'True' : 'False'}"}]}
---`;
const HEADLESS = service('db', 'clusterIP: None, selector: {app: db}, ports: [{name: pg, port: 5432, targetPort: pg}]');

test('pods that are not ready are left out, unless the Service publishes them', () => {
  const pods = pod('db-a', '10.1.0.1', true) + pod('db-b', '10.1.0.2', false);
  expect(values(resolve(pods + HEADLESS, 'db'))).toEqual(['A 10.1.0.1']);
  const published = HEADLESS.replace('clusterIP', 'publishNotReadyAddresses: true, clusterIP');
  expect(values(resolve(pods + published, 'db'))).toEqual(['A 10.1.0.1', 'A 10.1.0.2']);
});

test('an endpoint without hostname has its address with dashes for a name', () => {
  const yaml = pod('db-a', '10.1.0.1', true) + HEADLESS;
  expect(resolve(yaml, '10-1-0-1.db')).toMatchObject({ fqdn: '10-1-0-1.db.kiada.svc.cluster.local', records: [{ type: 'A', value: '10.1.0.1', pod: 'db-a' }] });
  expect(resolve(yaml, '10-1-0-2.db').outcome).toBe('NXDOMAIN');
});

test('which pod an address with dashes is can not be said before pods have addresses', () => {
  const yaml = deployment('db') + HEADLESS;
  expect(resolve(yaml, '10-1-0-1.db')).toMatchObject({ outcome: 'unknown', questions: [{ code: 'pod-addresses' }] });
});

const STATEFUL = `
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: quiz, namespace: kiada}
spec:
  serviceName: quiz-pods
  replicas: 2
  selector: {matchLabels: {app: quiz}}
  template:
    metadata: {labels: {app: quiz}}
    spec: {containers: [{name: quiz, image: x, ports: [{name: http, containerPort: 8080}]}]}
---` + service('quiz-pods', 'clusterIP: None, selector: {app: quiz}, ports: [{name: http, port: 80, targetPort: http}]')
  + service('quiz', 'selector: {app: quiz}, ports: [{name: http, port: 80, targetPort: http}]');

test('pods of a StatefulSet have names under the Service that it names', () => {
  const answer = resolve(STATEFUL, 'quiz-1.quiz-pods');
  expect(answer).toMatchObject({ outcome: 'NOERROR', fqdn: 'quiz-1.quiz-pods.kiada.svc.cluster.local', questions: [] });
  expect(answer.records).toMatchObject([{ type: 'A', value: '<ip of quiz-1>', pod: 'quiz-1' }]);
  expect(resolve(STATEFUL, 'quiz-2.quiz-pods').outcome).toBe('NXDOMAIN');
});

test('under another Service the pods of a StatefulSet have no names, and the answer says which serviceName it takes', () => {
  const answer = resolve(STATEFUL, 'quiz-1.quiz');
  expect(answer.outcome).toBe('NXDOMAIN');
  expect(answer.steps.at(-1)?.because).toContain('pod quiz-1 has subdomain quiz-pods, which would have to be quiz');
});

test('a pod that is selected and has the hostname lacks the subdomain', () => {
  const answer = resolve(pod('db-a', '10.1.0.1', true, ', hostname: primary, subdomain: other') + HEADLESS, 'primary.db');
  expect(answer.steps.at(-1)?.because).toContain('pod db-a has subdomain other, which would have to be db');
});

test('a pod with hostname and subdomain has a name under the Service of the subdomain', () => {
  const yaml = pod('db-a', '10.1.0.1', true, ', hostname: primary, subdomain: db') + HEADLESS;
  expect(values(resolve(yaml, 'primary.db'))).toEqual(['A 10.1.0.1']);
  expect(resolve(yaml, 'db-a.db').outcome).toBe('NXDOMAIN');
});

test('names of endpoints under a Service with a cluster IP work on CoreDNS, and are not promised', () => {
  const yaml = STATEFUL.replace('clusterIP: None, ', '');
  const answer = resolve(yaml, 'quiz-0.quiz-pods');
  expect(answer.outcome).toBe('NOERROR');
  expect(answer.questions).toMatchObject([{ code: 'endpoint-names-of-cluster-ip' }]);
});

test('SRV records of a Service with a cluster IP have its own ports', () => {
  expect(resolve(APP, '_http._tcp.quote').records).toEqual([
    { type: 'SRV', name: '_http._tcp.quote.kiada.svc.cluster.local', value: 'quote.kiada.svc.cluster.local', port: 80, pod: null },
  ]);
  expect(values(resolve(APP, '_dns._udp.quote.kiada.svc'))).toEqual(['SRV quote.kiada.svc.cluster.local 53']);
});

test('SRV records need the name and protocol of a port', () => {
  const answer = resolve(APP, '_http._udp.quote');
  expect(answer.outcome).toBe('NXDOMAIN');
  expect(answer.steps.at(-1)?.because).toContain('it has _http._tcp, _dns._udp');
});

test('SRV records of a headless Service have the ports of its endpoints', () => {
  expect(values(resolve(STATEFUL, '_http._tcp.quiz-pods'))).toEqual([
    'SRV quiz-0.quiz-pods.kiada.svc.cluster.local 8080', 'SRV quiz-1.quiz-pods.kiada.svc.cluster.local 8080',
  ]);
});

test('SRV records without a port are those of all ports, on CoreDNS', () => {
  const answer = resolve(APP, 'quote', 'kiada', 'SRV');
  expect(values(answer)).toEqual(['SRV quote.kiada.svc.cluster.local 80', 'SRV quote.kiada.svc.cluster.local 53']);
  expect(answer.questions).toHaveLength(1);
});

const external = (name: string, externalName: string) => service(name, `type: ExternalName, externalName: ${externalName}`);

test('an external name that leaves the cluster is a CNAME, which depends on what servers elsewhere say', () => {
  const answer = resolve(external('pay', 'api.pay.example.com.'), 'pay');
  expect(answer).toMatchObject({ outcome: 'NOERROR', target: { kind: 'outside', name: 'api.pay.example.com' } });
  expect(values(answer)).toEqual(['CNAME api.pay.example.com']);
  expect(answer.questions).toHaveLength(1);
});

test('an external name that leads back into the cluster is followed', () => {
  const answer = resolve(APP + external('a', 'b.kiada.svc.cluster.local') + external('b', 'quote.kiada.svc.cluster.local'), 'a');
  expect(answer).toMatchObject({ outcome: 'NOERROR', target: { kind: 'cluster-ip' } });
  expect(values(answer)).toEqual(['CNAME b.kiada.svc.cluster.local', 'CNAME quote.kiada.svc.cluster.local', 'A <clusterIP>']);
  expect(values(resolve(APP + external('a', 'b.kiada.svc.cluster.local'), 'a', 'kiada', 'CNAME'))).toEqual(['CNAME b.kiada.svc.cluster.local']);
});

test('external names in a circle lead nowhere', () => {
  const yaml = external('a', 'b.kiada.svc.cluster.local') + external('b', 'a.kiada.svc.cluster.local');
  expect(resolve(yaml, 'a')).toMatchObject({ outcome: 'NXDOMAIN', loop: true, target: null });
  expect(resolve(external('self', 'self.kiada.svc.cluster.local'), 'self')).toMatchObject({ outcome: 'NXDOMAIN', loop: true });
});

test('a chain of external names is followed no further than name servers do', () => {
  const chain = (length: number) => Array.from({ length }, (_, i) => external(`n${i}`, i === length - 1 ? 'quote.kiada.svc.cluster.local' : `n${i + 1}.kiada.svc.cluster.local`)).join('');
  expect(resolve(APP + chain(8), 'n0').outcome).toBe('NOERROR');
  expect(resolve(APP + chain(9), 'n0')).toMatchObject({ outcome: 'NXDOMAIN', loop: true });
});

test('an external name is looked up without search path', () => {
  expect(resolve(APP + external('a', 'quote'), 'a')).toMatchObject({ outcome: 'NXDOMAIN' });
  expect(values(resolve(APP + external('a', 'quote'), 'a'))).toEqual(['CNAME quote']);
});

test('an external name that is an address does not resolve', () => {
  const answer = resolve(external('ip', '10.0.0.1'), 'ip');
  expect(answer).toMatchObject({ outcome: 'NXDOMAIN', records: [] });
  expect(answer.steps.at(-1)?.because).toContain('10.0.0.1 is an address');
});

test('an external name has no ports and endpoints', () => {
  expect(resolve(external('pay', 'pay.example.com'), '_http._tcp.pay').outcome).toBe('NXDOMAIN');
  expect(resolve(external('pay', 'pay.example.com'), 'one.pay').outcome).toBe('NXDOMAIN');
});

test('names outside the zone are for others to answer', () => {
  expect(resolve(APP, 'api.example.com')).toMatchObject({ outcome: 'unknown', fqdn: 'api.example.com', records: [], target: { kind: 'outside' } });
});

test('a public name is captured where the search path makes it the name of a Service', () => {
  const yaml = 'apiVersion: v1\nkind: Service\nmetadata: {name: example, namespace: com}\nspec: {ports: [{port: 80}]}\n';
  const answer = resolve(yaml, 'example.com');
  expect(answer).toMatchObject({ outcome: 'NOERROR', fqdn: 'example.com.svc.cluster.local' });
  expect(answer.steps.at(-1)?.because).toContain('before the name as it stands');
  expect(resolve(yaml, 'example.com.').outcome).toBe('unknown');
});

test.each(['quote.kiad', 'nosuch.kiada', 'quote.kiada.svc.cluster', 'quote.svc'])('%s was meant for the cluster, and does not exist', (query) => {
  expect(resolve(APP, query).outcome).toBe(query.endsWith('cluster') ? 'unknown' : 'NXDOMAIN');
});

test('every cluster has the Services of the API server and of DNS', () => {
  expect(resolve(APP, 'kubernetes.default')).toMatchObject({ outcome: 'NOERROR', target: { kind: 'built-in', name: 'kubernetes', ports: [443] }, questions: [] });
  expect(resolve(APP, 'kube-dns.kube-system').outcome).toBe('NOERROR');
  expect(resolve(APP, 'kubernetes').outcome).toBe('NXDOMAIN');
});

test('names under pod spell their address', () => {
  const answer = resolve(APP, '10-0-0-1.kiada.pod');
  expect(answer).toMatchObject({ outcome: 'NOERROR', records: [{ type: 'A', value: '10.0.0.1', pod: null }] });
  expect(answer.questions).toMatchObject([{ code: 'pod-names-answered' }]);
  expect(values(resolve(APP, '2001-db8--1.kiada.pod.cluster.local'))).toEqual(['AAAA 2001:db8::1']);
  expect(resolve(APP, '10-0-0-300.kiada.pod').outcome).toBe('NXDOMAIN');
  expect(resolve(APP, 'quote.kiada.pod').outcome).toBe('NXDOMAIN');
});

test('parts of the zone have names and no records', () => {
  expect(resolve(APP, 'svc.cluster.local.')).toMatchObject({ outcome: 'NOERROR', records: [] });
  expect(resolve(APP, 'kiada.svc.cluster.local.')).toMatchObject({ outcome: 'NOERROR', records: [] });
  expect(resolve(APP, 'nobody.svc.cluster.local.').outcome).toBe('NXDOMAIN');
  expect(resolve(APP, 'quote.kiada.cluster.local.').outcome).toBe('NXDOMAIN');
  expect(resolve(APP, 'a.b.c.quote.kiada.svc.cluster.local.').outcome).toBe('NXDOMAIN');
});

test('the zone of the cluster can be another', () => {
  const cluster = clusterOf(APP, { clusterDomain: 'k8s.example.org' });
  expect(resolveName(cluster, 'quote', { namespace: 'kiada', pod: null })).toMatchObject({ outcome: 'NOERROR', fqdn: 'quote.kiada.svc.k8s.example.org' });
  expect(resolveName(cluster, 'quote.kiada.svc.cluster.local', { namespace: 'kiada', pod: null }).outcome).toBe('unknown');
});

test.each(['', '.', 'a..b', 'x'.repeat(64), `${'abcdefg.'.repeat(40)}x`, 'a b', 'a/b', '__proto__.constructor', 'constructor'])('%p is not a name that exists', (query) => {
  expect(['NXDOMAIN', 'unknown']).toContain(resolve(APP, query).outcome);
});

test('localhost is the pod itself', () => {
  expect(resolve(APP, 'localhost')).toMatchObject({ outcome: 'NOERROR', target: { kind: 'address', address: '127.0.0.1' } });
});

test('a Service that the API server refuses has no name, and the answer says why', () => {
  const { resources } = parseManifests(service('quote'), null);
  const refused = new Map(resources.map((resource) => [resource, { path: 'spec.ports[0].name', message: 'is wrong' }]));
  const answer = resolveName(buildCluster(resources, {}, refused), 'quote', { namespace: 'kiada', pod: null });
  expect(answer).toMatchObject({ outcome: 'NXDOMAIN', questions: [{ code: 'object-refused' }] });
  expect(answer.steps.at(-1)?.because).toContain('the API server refuses Service kiada/quote: spec.ports[0].name: is wrong');
});

test('the version of the DNS schema is not an address', () => {
  expect(resolve(APP, 'dns-version.cluster.local.')).toMatchObject({ outcome: 'NOERROR', records: [] });
});

test('whether a headless Service that selects nothing has a name depends on pods that something else makes', () => {
  const answer = resolve(service('db', 'clusterIP: None, selector: {app: db}, ports: [{port: 5432}]'), 'db');
  expect(answer).toMatchObject({ outcome: 'NXDOMAIN', questions: [{ code: 'endpoints-outside-manifests' }] });
});
