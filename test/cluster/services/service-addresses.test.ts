import { nodeByAddress, servicesByAddress, servicesByNodePort } from '../../../src/cluster/services/service-addresses';
import { cluster, node, service } from '../objects';

const status = { loadBalancer: { ingress: [{ ip: '192.0.2.7' }, { hostname: 'LB.example.com', ipMode: 'Proxy' }] } };

test('a Service is found by each of its addresses', () => {
  const made = cluster([{ ...service({ type: 'LoadBalancer', clusterIP: '10.96.0.1', externalIPs: ['198.51.100.1'] }), status }]);
  const roles = ['10.96.0.1', '198.51.100.1', '192.0.2.7', 'lb.example.com.'].map((address) => servicesByAddress(made, address).map(({ role }) => role));
  expect(roles).toEqual([['cluster-ip'], ['external-ip'], ['load-balancer-ip'], ['load-balancer-hostname']]);
  expect(servicesByAddress(made, 'lb.example.com')[0]).toMatchObject({ ipMode: 'Proxy', given: true });
});

test('spellings of one IPv6 address are the same', () => {
  const made = cluster([service({ clusterIP: 'fd00:0:0::1' })]);
  expect(servicesByAddress(made, 'FD00::1')).toHaveLength(1);
});

test('an address that is only asked for is told apart', () => {
  expect(servicesByAddress(cluster([service({ type: 'LoadBalancer', loadBalancerIP: '192.0.2.7' })]), '192.0.2.7')).toMatchObject([{ given: false }]);
});

test('headless Services and aliases have no addresses', () => {
  expect(servicesByAddress(cluster([service({ clusterIP: 'None', externalIPs: ['192.0.2.7'] })]), '192.0.2.7')).toEqual([]);
  expect(servicesByAddress(cluster([service({ type: 'ExternalName', externalIPs: ['192.0.2.7'] })]), '192.0.2.7')).toEqual([]);
});

test('node ports lead to Service ports, by protocol', () => {
  const ports = [{ name: 'http', port: 80, nodePort: 30080 }, { name: 'dns', port: 53, protocol: 'UDP', nodePort: 30053 }];
  const made = cluster([service({ type: 'NodePort', ports })]);
  expect(servicesByNodePort(made, 30080)).toMatchObject([{ service: { name: 'web' }, port: { name: 'http' } }]);
  expect(servicesByNodePort(made, 30053)).toEqual([]);
  expect(servicesByNodePort(made, 30053, 'UDP')).toHaveLength(1);
});

test('nodes are found by name and address', () => {
  const made = cluster([node('node-a', 'zone-a', { status: { addresses: [{ type: 'InternalIP', address: '192.0.2.11' }] } })]);
  expect(nodeByAddress(made, '192.0.2.11')?.name).toBe('node-a');
  expect(nodeByAddress(made, 'NODE-A')?.name).toBe('node-a');
});
