import { resolveName } from '../../../src/cluster/dns/dns';
import { reverseAddress, reverseName } from '../../../src/cluster/dns/reverse';
import { clusterOf, service } from '../../trace/scenario';

const CLUSTER = clusterOf(`
apiVersion: v1
kind: Pod
metadata: {name: db-0, namespace: kiada, labels: {app: db}}
spec: {hostname: db-0, subdomain: db, containers: [{name: main, image: x}]}
status: {phase: Running, podIP: 10.1.0.1, podIPs: [{ip: 10.1.0.1}], conditions: [{type: Ready, status: "True"}]}
---
apiVersion: v1
kind: Pod
metadata: {name: web, namespace: kiada, labels: {app: web}}
spec: {containers: [{name: main, image: x}]}
status: {phase: Running, podIP: 10.1.0.2, podIPs: [{ip: 10.1.0.2}], conditions: [{type: Ready, status: "True"}]}
---${service('db', 'clusterIP: None, selector: {app: db}, ports: [{port: 5432}]')}${service('web', 'clusterIP: 10.0.0.7, clusterIPs: [10.0.0.7, "fd00::0:7"], selector: {app: web}, ports: [{port: 80}]')}`);

const resolve = (query: string) => resolveName(CLUSTER, query, { namespace: 'kiada', pod: null });

test.each(['10.0.0.7', '7.0.0.10.in-addr.arpa', '7.0.0.10.IN-ADDR.ARPA.'])('%s is the name of the Service that has the cluster IP', (query) => {
  expect(resolve(query)).toMatchObject({
    outcome: 'NOERROR', fqdn: '7.0.0.10.in-addr.arpa', records: [{ type: 'PTR', name: '7.0.0.10.in-addr.arpa', value: 'web.kiada.svc.cluster.local' }],
  });
});

test('an IPv6 address has its name under ip6.arpa, however it is spelt', () => {
  expect(reverseName('fd00::7')).toBe(`7.${'0.'.repeat(29)}d.f.ip6.arpa`);
  expect(resolve('fd00:0::7').records).toMatchObject([{ value: 'web.kiada.svc.cluster.local' }]);
  expect(resolve(reverseName('fd00::7')).records).toMatchObject([{ value: 'web.kiada.svc.cluster.local' }]);
});

test('a ready endpoint of a headless Service with a hostname has a name', () => {
  expect(resolve('10.1.0.1').records).toMatchObject([{ type: 'PTR', value: 'db-0.db.kiada.svc.cluster.local', pod: 'db-0' }]);
});

test('a pod behind a cluster IP has no name', () => {
  expect(resolve('10.1.0.2')).toMatchObject({ outcome: 'NXDOMAIN', records: [] });
});

test('the manifests do not say what another address is', () => {
  expect(resolve('10.1.0.3')).toMatchObject({ outcome: 'unknown', questions: [{ code: 'addresses-of-cluster' }] });
});

test.each(['1.0.0.in-addr.arpa', '300.0.0.10.in-addr.arpa', 'x.ip6.arpa', 'quote', 'arpa'])('%s spells no address', (query) => {
  expect(reverseAddress(query)).toBeNull();
});
