import { RoutingModel } from '../../src/cdk8s/routing-model';
import type { IngressController } from '../../src/kubernetes/ingress-controller';

/** A Service with a hand-written slice. */
function manifests(slice: { readonly port: number; readonly name?: string; readonly ready?: boolean }, targetPort = 8080): string {
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'List',
    items: [
      { apiVersion: 'v1', kind: 'Service', metadata: { name: 'a' }, spec: { ports: [{ name: 'http', port: 80, targetPort }] } },
      {
        apiVersion: 'discovery.k8s.io/v1',
        kind: 'EndpointSlice',
        metadata: { name: 'a-1', labels: { 'kubernetes.io/service-name': 'a' } },
        addressType: 'IPv4',
        ports: [{ name: slice.name ?? 'http', port: slice.port, protocol: 'TCP' }],
        endpoints: [{ addresses: ['10.1.9.1'], ...(slice.ready === undefined ? {} : { conditions: { ready: slice.ready } }) }],
      },
      {
        apiVersion: 'networking.k8s.io/v1',
        kind: 'Ingress',
        metadata: { name: 'web' },
        spec: {
          tls: [{ hosts: ['a.example.com'], secretName: 's' }],
          rules: ['a.example.com', 'b.example.com'].map((host) => ({
            host, http: { paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: 'a', port: { number: 80 } } } }] },
          })),
        },
      },
      { apiVersion: 'v1', kind: 'Secret', metadata: { name: 's' }, type: 'kubernetes.io/tls' },
    ],
  });
}

const trace = (controller: string, url: string, text = manifests({ port: 8080, ready: true })) =>
  RoutingModel.fromText(text, { controller: controller as IngressController }).trace(url);

test.each([
  ['nginx-inc', { port: 8080, name: 'web', ready: true }, { outcome: 'delivered' }], ['nginx-inc', { port: 9090, ready: true }, { outcome: 'answered', status: 502 }],
  ['haproxy', { port: 8080, name: 'web', ready: true }, { outcome: 'answered', status: 503 }], ['haproxy', { port: 9090, ready: true }, { outcome: 'delivered' }],
])('%s with a slice of %o', (controller, slice, answer) => {
  expect(trace(controller, 'https://a.example.com/', manifests(slice))).toMatchObject(answer);
});

test.each([['haproxy', 503], ['nginx-inc', 502]])('%s does not use endpoints without ready condition: %i', (controller, status) => {
  expect(trace(controller, 'https://a.example.com/', manifests({ port: 8080 }))).toMatchObject({ outcome: 'answered', status });
});

test('haproxy-ingress does use them', () => {
  expect(trace('haproxy-ingress', 'https://a.example.com/', manifests({ port: 8080 })).outcome).toBe('delivered');
});

test.each([
  ['haproxy', 'http://b.example.com/x', 302, 'https://b.example.com:8443/x'], ['haproxy-ingress', 'http://a.example.com/x', 302, 'https://a.example.com/x'],
  ['nginx-inc', 'http://a.example.com/x', 301, 'https://a.example.com:443/x'],
])('%s redirects %s', (controller, url, status, redirect) => expect(trace(controller, url)).toMatchObject({ status, redirect, dependsOn: [] }));

test('NGINX Inc. refuses the handshake for a host without TLS, where haproxy serves it, and haproxy-ingress answers 404', () => {
  const of = (controller: string) => trace(controller, 'https://b.example.com/');
  expect(of('nginx-inc')).toMatchObject({ outcome: 'failed', reason: 'connection-closed' });
  expect(of('haproxy').outcome).toBe('delivered');
  expect(of('haproxy-ingress')).toMatchObject({ outcome: 'answered', status: 404 });
});

test('without any certificate it is open whether haproxy speaks TLS', () => {
  const text = manifests({ port: 8080, ready: true }).replace('"secretName":"s"', '"secretName":"other"');
  expect(trace('haproxy', 'https://a.example.com/', text).dependsOn).toHaveLength(1);
});
