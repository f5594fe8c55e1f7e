import type { Cluster } from '../../../src/cluster/model';
import type { JsonObject } from '../../../src/kubernetes/resource';
import { cluster, endpoints, glance, pod, service } from '../objects';

const PORTS = [{ port: 8080 }];
const external = service({ selector: null });

function mirrored(...subsets: readonly JsonObject[]): Cluster {
  return cluster([external, endpoints(subsets)]);
}

test('Endpoints of a Service without selector become a slice whose only condition is ready', () => {
  const made = mirrored({ addresses: [{ ip: '192.0.2.1', hostname: 'h', nodeName: 'n' }], notReadyAddresses: [{ ip: '192.0.2.2' }], ports: PORTS });
  expect(made.slices).toMatchObject([{ service: 'web', source: 'mirrored', headless: false, ports: [{ name: '', port: 8080 }] }]);
  expect(made.slices[0].endpoints).toMatchObject([
    { addresses: ['192.0.2.1'], hostname: 'h', node: 'n', ready: true, conditions: { ready: true, serving: null, terminating: null } },
    { addresses: ['192.0.2.2'], ready: false, conditions: { ready: false, serving: null, terminating: null } },
  ]);
});

test('Endpoints of a Service with a selector have no effect, and that is said', () => {
  const made = cluster([service(), endpoints([{ addresses: [{ ip: '192.0.2.1' }], ports: PORTS }])]);
  expect(made.slices.map(glance)).toEqual(['-']);
  expect(made.notices).toMatchObject([{ message: 'has no effect: Service web has a selector, so its endpoints are the pods that match' }]);
});

test('Endpoints that the controller wrote are passed over in silence', () => {
  const metadata = { labels: { 'endpoints.kubernetes.io/managed-by': 'endpoint-controller' } };
  expect(cluster([service(), endpoints([{ addresses: [{ ip: '192.0.2.1' }], ports: PORTS }], metadata)]).notices).toEqual([]);
});

test.each([
  ['a Service is missing', [endpoints([{ addresses: [{ ip: '192.0.2.1' }], ports: PORTS }])]],
  ['they ask not to be', [external, endpoints([{ addresses: [{ ip: '192.0.2.1' }], ports: PORTS }], { labels: { 'endpointslice.kubernetes.io/skip-mirror': 'true' } })]],
  ['they are a lock', [external, endpoints([{ addresses: [{ ip: '192.0.2.1' }], ports: PORTS }], { annotations: { 'control-plane.alpha.kubernetes.io/leader': '{}' } })]],
])('Endpoints are not mirrored when %s', (_, objects) => {
  expect(cluster(objects).slices).toEqual([]);
});

test('an ExternalName Service is mirrored, too', () => {
  const alias = service({ type: 'ExternalName', externalName: 'example.com', selector: null });
  expect(cluster([alias, endpoints([{ addresses: [{ ip: '192.0.2.1' }], ports: PORTS }])]).slices).toHaveLength(1);
});

test('subsets of equal ports merge, and ports of the same addresses come together', () => {
  const a = [{ ip: '192.0.2.1' }];
  const b = [{ ip: '192.0.2.2' }];
  expect(mirrored({ addresses: a, ports: PORTS }, { addresses: b, ports: PORTS }).slices.map(glance)).toEqual([':8080 192.0.2.1 192.0.2.2']);
  const ports = [{ name: 'http', port: 80 }, { name: 'admin', port: 81 }];
  expect(mirrored({ addresses: a, ports: [ports[0]] }, { addresses: a, ports: [ports[1]] }).slices.map(glance)).toEqual(['http:80,admin:81 192.0.2.1']);
});

test('an address that is both ready and not ready is not', () => {
  const address = [{ ip: '192.0.2.1' }];
  expect(mirrored({ addresses: address, notReadyAddresses: address, ports: PORTS }).slices[0].endpoints).toMatchObject([{ ready: false }]);
});

test('families are told apart, and what is no address is skipped', () => {
  const made = mirrored({ addresses: [{ ip: 'fd00::1' }, { ip: '192.0.2.1' }, { ip: 'db.example.com' }, { ip: '10.1' }], ports: PORTS });
  expect(made.slices.map(({ addressType, endpoints: each }) => [addressType, each.length])).toEqual([['IPv4', 1], ['IPv6', 1]]);
});

test('a thousand addresses of a subset are mirrored, ready ones first, in one slice', () => {
  const addresses = Array.from({ length: 1100 }, (_, i) => ({ ip: `10.0.${Math.floor(i / 256)}.${i % 256}` }));
  const made = mirrored({ notReadyAddresses: addresses.slice(600), addresses: addresses.slice(0, 600), ports: PORTS });
  expect(made.slices).toHaveLength(1);
  expect(made.slices[0].endpoints.filter(({ ready }) => ready)).toHaveLength(600);
  expect(made.slices[0].endpoints).toHaveLength(1000);
});

test('labels of the Endpoints are copied, the Service\'s are not', () => {
  const made = cluster([service({ selector: null }, { labels: { of: 'service' } }), endpoints([{ addresses: [{ ip: '192.0.2.1' }], ports: PORTS }], { labels: { of: 'endpoints' } })]);
  expect(made.slices[0].labels).toEqual({ of: 'endpoints' });
});

test('a target Pod of the input stands behind its endpoint', () => {
  const address = { ip: '10.0.0.1', targetRef: { kind: 'Pod', name: 'a' } };
  const made = cluster([external, pod('a', { ips: ['10.0.0.1'] }), endpoints([{ addresses: [address], ports: PORTS }])]);
  expect(made.slices[0].endpoints[0].pod?.name).toBe('a');
});
