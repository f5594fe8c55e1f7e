import { resolveName } from '../../../src/cluster/dns/dns';
import { resolverOf, type Resolver } from '../../../src/cluster/dns/resolver';
import type { Cluster } from '../../../src/cluster/model';
import { clusterOf, service } from '../../trace/scenario';

/** A pod with more fields in its spec, beside Service quote. */
function clusterWith(spec: string, more = ''): Cluster {
  return clusterOf(`
apiVersion: v1
kind: Pod
metadata: {name: asker, namespace: kiada}
spec:
  containers: [{name: main, image: x}]
${spec.split('\n').map((line) => `  ${line}`).join('\n')}
---${service('quote')}${more}`);
}

function asker(cluster: Cluster) {
  return { namespace: 'kiada', pod: cluster.pods[0] };
}

function resolver(spec: string, more = ''): Resolver {
  const cluster = clusterWith(spec, more);
  return resolverOf(cluster, asker(cluster));
}

function outcome(spec: string, name: string, more = ''): string {
  const cluster = clusterWith(spec, more);
  return resolveName(cluster, name, asker(cluster)).outcome;
}

test('a pod asks the cluster, with its namespace first in the search path and five dots', () => {
  expect(resolver('')).toMatchObject({ server: 'cluster', ndots: 5, search: ['kiada.svc.cluster.local', 'svc.cluster.local', 'cluster.local'], field: null });
});

test('a pod in its node\'s network asks the node\'s name servers, which know no names of the cluster', () => {
  expect(resolver('hostNetwork: true')).toMatchObject({ server: 'node', ndots: 1, search: [], field: 'hostNetwork' });
  expect(outcome('hostNetwork: true', 'quote')).toBe('NXDOMAIN');
  expect(outcome('hostNetwork: true', 'quote.kiada.svc.cluster.local')).toBe('NXDOMAIN');
  expect(outcome('hostNetwork: true', 'example.com')).toBe('unknown');
});

test('the answer says that hostNetwork is why', () => {
  const cluster = clusterWith('hostNetwork: true');
  expect(resolveName(cluster, 'quote.kiada.svc', asker(cluster)).steps.at(-1)?.because).toContain('hostNetwork with dnsPolicy ClusterFirst');
});

test('ClusterFirstWithHostNet gives such a pod the names of the cluster', () => {
  expect(outcome('hostNetwork: true\ndnsPolicy: ClusterFirstWithHostNet', 'quote')).toBe('NOERROR');
});

test('dnsPolicy Default asks the node\'s name servers', () => {
  expect(resolver('dnsPolicy: Default')).toMatchObject({ server: 'node', field: 'dnsPolicy' });
  expect(outcome('dnsPolicy: Default', 'quote')).toBe('NXDOMAIN');
});

test('dnsConfig adds search domains and replaces ndots', () => {
  const spec = 'dnsConfig: {searches: [other.svc.cluster.local, kiada.svc.cluster.local], options: [{name: ndots, value: "2"}, {name: edns0}]}';
  expect(resolver(spec)).toMatchObject({
    server: 'cluster',
    ndots: 2,
    field: 'dnsConfig',
    search: ['kiada.svc.cluster.local', 'svc.cluster.local', 'cluster.local', 'other.svc.cluster.local'],
  });
});

test('a search domain of dnsConfig finds Services of another namespace', () => {
  const cluster = clusterWith('dnsConfig: {searches: [other.svc.cluster.local]}', service('db').replace('namespace: kiada', 'namespace: other'));
  expect(resolveName(cluster, 'db', asker(cluster))).toMatchObject({ outcome: 'NOERROR', fqdn: 'db.other.svc.cluster.local' });
});

test('with fewer ndots a name with dots is asked outside first', () => {
  const cluster = clusterWith('dnsConfig: {options: [{name: ndots, value: "1"}]}');
  const answer = resolveName(cluster, 'quote.kiada', asker(cluster));
  expect(answer.steps.map((each) => each.name)).toEqual(['quote.kiada', 'quote.kiada.kiada.svc.cluster.local', 'quote.kiada.svc.cluster.local']);
  expect(answer).toMatchObject({ outcome: 'NOERROR', questions: [] });
});

test('with fewer ndots a public name is not captured by the search path before others have answered', () => {
  const example = service('example').replace('namespace: kiada', 'namespace: com');
  const cluster = clusterWith('dnsConfig: {options: [{name: ndots, value: "1"}]}', example);
  expect(resolveName(cluster, 'example.com', asker(cluster))).toMatchObject({ outcome: 'unknown', fqdn: 'example.com' });
});

test.each(['99999999999', '-1', 'many', ''])('ndots %p is not taken', (value) => {
  expect(resolver(`dnsConfig: {options: [{name: ndots, value: "${value}"}]}`).ndots).toBe(5);
});

test('the resolver takes no more than 15 ndots, and the last of two', () => {
  expect(resolver('dnsConfig: {options: [{name: ndots, value: "2"}, {name: ndots, value: "99"}]}').ndots).toBe(15);
});

test('search domains past 32 are dropped', () => {
  const searches = Array.from({ length: 40 }, (_, i) => `n${i}.example.com`).join(', ');
  expect(resolver(`dnsConfig: {searches: [${searches}]}`).search).toHaveLength(32);
});

test('search domains past 2048 characters are dropped', () => {
  const searches = Array.from({ length: 12 }, (_, i) => `${String.fromCharCode(97 + i)}.${'a'.repeat(60)}.`.repeat(4) + 'com').join(', ');
  expect(resolver(`dnsConfig: {searches: [${searches}]}`).search.join(' ').length).toBeLessThanOrEqual(2048);
});

const none = (server: string) => `dnsPolicy: None\ndnsConfig: {nameservers: [${server}], searches: [kiada.svc.cluster.local]}`;

test('dnsPolicy None asks only the name servers of dnsConfig; public ones know no names of the cluster', () => {
  expect(resolver(none('1.1.1.1'))).toMatchObject({ server: 'public', search: ['kiada.svc.cluster.local'], ndots: 1 });
  expect(outcome(none('1.1.1.1'), 'quote')).toBe('NXDOMAIN');
});

test('what a private name server says of names of the cluster is unknown', () => {
  expect(outcome(none('10.9.9.9'), 'quote')).toBe('unknown');
});

test('dnsPolicy None with the cluster\'s own name server has the names of the cluster', () => {
  const kubeDns = service('kube-dns', 'clusterIP: 10.9.9.9, selector: {k8s-app: kube-dns}, ports: [{port: 53, protocol: UDP}]').replace('namespace: kiada', 'namespace: kube-system');
  expect(outcome(none('10.9.9.9'), 'quote', kubeDns)).toBe('NOERROR');
});

test('the usual address of cluster DNS is taken for it, and the answer says so', () => {
  const cluster = clusterWith(none('10.96.0.10'));
  expect(resolveName(cluster, 'quote', asker(cluster))).toMatchObject({ outcome: 'NOERROR', questions: [{ code: 'usual-dns-address', facts: { server: '10.96.0.10' } }] });
});
