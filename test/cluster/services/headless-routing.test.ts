import { routeHeadless } from '../../../src/cluster/services/headless-routing';
import type { ServiceRouting } from '../../../src/cluster/services/service-routing';
import type { JsonObject } from '../../../src/kubernetes/resource';
import { cluster, pod, service, slice, template, web, workload } from '../objects';

function dial(port: number, objects: readonly JsonObject[]): ServiceRouting {
  const made = cluster(objects);
  return routeHeadless(made, web(made), port, 'TCP', { kind: 'pod' });
}

const headless = service({ clusterIP: 'None' });

test('clients reach the pods at the port that they dial, when it is the target port', () => {
  expect(dial(8080, [workload('StatefulSet', { replicas: 2 }), headless])).toMatchObject({
    outcome: 'delivered', destinations: [{ pods: { length: 2 }, port: 8080, container: 'main', share: 1 }], questions: [],
  });
});

test('the Service\'s own port leads nowhere when it is not the target port', () => {
  expect(dial(80, [workload('StatefulSet'), headless])).toMatchObject({
    outcome: 'refused',
    reason: 'port-not-served',
    because: 'headless: clients dial the pods themselves and must use the target port 8080',
    questions: [{ code: 'port-not-declared' }],
  });
});

test('any port that a container declares can be dialled', () => {
  expect(dial(8080, [pod('a'), service({ clusterIP: 'None', ports: [] })])).toMatchObject({ outcome: 'delivered' });
});

test('pods that are not known to listen count against the share', () => {
  const other = workload('Deployment', { template: template({ app: 'web' }, { containers: [{ name: 'other', ports: [{ name: 'http', containerPort: 9090 }] }] }) }, { name: 'other' });
  const routing = dial(8080, [workload('Deployment'), other, service({ clusterIP: 'None', ports: [{ port: 80, targetPort: 'http' }] })]);
  expect(routing.destinations).toMatchObject([{ workload: { name: 'web' }, share: 0.5 }]);
  expect(routing.questions).toMatchObject([{ code: 'some-pods-without-port', facts: { port: 8080 } }]);
});

test('without a ready endpoint the name leads nowhere', () => {
  expect(dial(8080, [pod('a', { ips: ['10.0.0.1'], ready: false }), headless])).toMatchObject({ outcome: 'refused', reason: 'no-ready-endpoints' });
  expect(dial(8080, [headless])).toMatchObject({ outcome: 'refused', reason: 'no-endpoints', decision: 'the name leads to no address' });
});

test('addresses without a pod are dialled at the port of their slice', () => {
  const objects = [service({ clusterIP: 'None', selector: null }), slice({ ports: [{ port: 8080 }], endpoints: [{ addresses: ['192.0.2.1'] }] })];
  expect(dial(8080, objects)).toMatchObject({ outcome: 'delivered', destinations: [{ addresses: ['192.0.2.1'] }] });
  expect(dial(80, objects)).toMatchObject({ outcome: 'refused' });
});

test('where neither the Service nor the pods name a port, any may be dialled, and whether it is served is said to be open', () => {
  const silent = pod('a', { spec: { containers: [{ name: 'main' }] } });
  expect(dial(7000, [silent, service({ clusterIP: 'None', ports: [] })])).toMatchObject({
    outcome: 'delivered', destinations: [{ port: 7000, container: null }], questions: [{ code: 'ports-not-declared' }],
  });
});

test('a name that has addresses of the second family alone leads there, and an endpoint counts at each of its addresses', () => {
  const objects = [
    service({ clusterIP: 'None', selector: null }),
    slice({ addressType: 'IPv6', ports: [{ port: 8080 }], endpoints: [{ addresses: ['2001:db8::1', '2001:db8::2'] }] }),
  ];
  expect(dial(8080, objects)).toMatchObject({ outcome: 'delivered', destinations: [{ addresses: ['2001:db8::1', '2001:db8::2'], share: 1 }] });
});
