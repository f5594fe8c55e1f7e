import type { JsonObject } from '../../src/kubernetes/resource';
import { readService } from '../../src/kubernetes/service';
import type { Service } from '../../src/kubernetes/service';
import { service, resource } from '../cluster/objects';

function read(spec: JsonObject): Service {
  return readService(resource(service(spec)));
}

test('a minimal Service gets the defaults of the API server', () => {
  expect(read({ ports: [{ port: 80 }] })).toMatchObject({
    type: 'ClusterIP',
    sessionAffinity: 'None',
    sessionAffinityTimeoutSeconds: 10800,
    internalTrafficPolicy: 'Cluster',
    externalTrafficPolicy: 'Cluster',
    publishNotReadyAddresses: false,
    allocateLoadBalancerNodePorts: true,
    ports: [{ name: '', port: 80, protocol: 'TCP', targetPort: 80, nodePort: null, path: 'spec.ports[0]' }],
  });
});

test.each([[undefined], [0], [''], [null]])('target port %p is the port itself', (targetPort) => {
  expect(read({ ports: [{ port: 80, targetPort }] }).ports[0].targetPort).toBe(80);
});

test('a target port of digits in quotes is a name', () => {
  expect(read({ ports: [{ port: 80, targetPort: '8080' }] }).ports[0].targetPort).toBe('8080');
});

test('an empty selector is no selector', () => {
  expect(read({ selector: {} }).selector).toBeNull();
  expect(read({ selector: { app: 7 } }).selector).toBeNull();
});

test('clusterIP: None makes a Service headless, and is no address', () => {
  expect(read({ clusterIP: 'None' })).toMatchObject({ headless: true, clusterIPs: [] });
  expect(read({ clusterIP: '10.0.0.1', clusterIPs: ['10.0.0.1', 'fd00::1'] })).toMatchObject({ headless: false, clusterIPs: ['10.0.0.1', 'fd00::1'] });
});

test('ports that do not fit are left out, and the others know where they stand', () => {
  const { ports } = read({ ports: [{ port: '80' }, null, { port: 70000 }, { port: 90, protocol: 'tcp' }, { port: 443, nodePort: 30443 }] });
  expect(ports).toMatchObject([{ port: 443, nodePort: 30443, path: 'spec.ports[4]' }]);
});

test('load balancer addresses come from the status, as VIPs unless it says otherwise', () => {
  const object = { ...service({ type: 'LoadBalancer' }), status: { loadBalancer: { ingress: [{ ip: '192.0.2.1' }, { hostname: 'lb.example.com', ipMode: 'Proxy' }] } } };
  expect(readService(resource(object)).loadBalancerIngress).toEqual([
    { ip: '192.0.2.1', hostname: null, ipMode: 'VIP' }, { ip: null, hostname: 'lb.example.com', ipMode: 'Proxy' },
  ]);
});

test('an object without a usable spec is a Service without ports', () => {
  expect(readService(resource({ kind: 'Service', spec: 'x', metadata: { name: 'web', labels: [] } }))).toMatchObject({ ports: [], selector: null, labels: {} });
});
