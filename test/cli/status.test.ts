import { run } from '../../src/cli/main';

const MANIFESTS = `apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata: { name: edge }
spec: { controllerName: example.com/gateway }
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: edge, namespace: infra }
spec: { gatewayClassName: edge, listeners: [{ name: http, port: 80, protocol: HTTP }] }
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: web, namespace: shop }
spec: { parentRefs: [{ name: edge, namespace: infra, sectionName: http }], rules: [{ backendRefs: [{ name: web, port: 80 }] }] }
`;

async function status(format: string, stdin = MANIFESTS): Promise<{ readonly code: number; readonly out: string }> {
  let out = '';
  const stdout = { isTTY: false, write: (text: string) => { out += text; } };
  const io = { cwd: __dirname, env: {}, stdout, stderr: { isTTY: false, write: () => undefined }, readStdin: async () => stdin };
  const code = await run(['status', '-', '--format', format], io);
  return { code, out };
}

test('JSON has the fields of the contract', async () => {
  const { code, out } = await status('json');
  expect(code).toBe(0);
  const document: unknown = JSON.parse(out);
  expect(document).toMatchObject({
    version: 1,
    gatewayClasses: [{ name: 'edge', controller: 'example.com/gateway' }],
    gateways: [{
      namespace: 'infra',
      name: 'edge',
      attachedListenerSets: 0,
      listeners: [{ name: 'http', attachedRoutes: 0, supportedKinds: ['HTTPRoute', 'GRPCRoute'] }],
    }],
    routes: [{ kind: 'HTTPRoute', namespace: 'shop', name: 'web', parents: [{ parentRef: { namespace: 'infra', name: 'edge', sectionName: 'http', port: null } }] }],
    listenerSets: [],
    policies: [],
  });
  expect(document).toHaveProperty('routes[0].parents[0].conditions[0]', expect.objectContaining({ type: 'Accepted', status: 'False', reason: 'NotAllowedByListeners' }));
});

test('text is a table that says why a route is not accepted', async () => {
  const { out } = await status('text');
  expect(out).toMatch(/shop +HTTPRoute\/web +infra\/edge section http +False \(NotAllowedByListeners\) +False \(BackendNotFound\) +listener http of Gateway infra\/edge allows/);
});

test('manifests without Gateways say so', async () => {
  expect((await status('text', 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: x }\n')).out).toBe('no Gateways, routes or policies of the Gateway API\n');
});
