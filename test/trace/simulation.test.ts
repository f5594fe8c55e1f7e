import { buildCluster } from '../../src/cluster/build';
import { NO_EXTERNALS } from '../../src/manifests/externals';
import { parseManifests } from '../../src/manifests/yaml/parse';
import { simulate, type Simulation } from '../../src/trace/simulation';
import { traceRequest } from '../../src/trace/trace';

const MANIFESTS = `
apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata: { name: traefik }
spec: { controller: traefik.io/ingress-controller }
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: web, namespace: shop }
spec:
  ingressClassName: nginx
  tls: [{ hosts: [shop.example.com], secretName: shop-tls }]
  rules: [{ host: shop.example.com, http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] } }]
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec: { selector: { app: web }, ports: [{ port: 80 }] }
---
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop, labels: { app: web } }
spec: { containers: [{ name: web, image: example.com/web, ports: [{ containerPort: 80 }] }] }
`;

const dependsOn = (externals = NO_EXTERNALS): readonly string[] => {
  const simulation = simulate(buildCluster(parseManifests(MANIFESTS, null).resources), { externals, controller: 'spec' });
  return traceRequest(simulation, { method: 'GET', url: 'https://shop.example.com/', headers: {}, from: null }).dependsOn;
};

test('an answer does not depend on Secrets and ingress classes that are declared', () => {
  expect(dependsOn()).toEqual(expect.arrayContaining([
    expect.stringContaining('Secret shop/shop-tls'), expect.stringContaining('IngressClass nginx is not in the manifests'),
  ]));
  expect(dependsOn({ ...NO_EXTERNALS, ingressClasses: ['nginx'], secrets: [{ namespace: 'shop', name: 'shop-tls' }] })).toEqual([]);
});

/** A simulation that says whether its routers were compiled. */
function watched(): { readonly simulation: Simulation; readonly asked: () => number } {
  const simulation = simulate(buildCluster(parseManifests(MANIFESTS, 'app.yaml').resources));
  let asked = 0;
  const watching: Simulation = Object.defineProperty({ ...simulation }, 'routers', { get: () => { asked += 1; return simulation.routers; } });
  return { simulation: watching, asked: () => asked };
}

test('what a pod sends to a Service compiles no Ingress; what comes from outside does', () => {
  const request = { method: 'GET', headers: {} } as const;
  const { simulation, asked } = watched();
  const inside = traceRequest(simulation, { ...request, url: 'http://web.shop', from: { kind: 'Pod', namespace: 'shop', name: 'web' } });
  expect({ outcome: inside.outcome, hops: inside.hops.length > 0, asked: asked() }).toEqual({ outcome: 'delivered', hops: true, asked: 0 });
  const outside = traceRequest(simulation, { ...request, url: 'https://shop.example.com/', from: null });
  expect({ outcome: outside.outcome, asked: asked() > 0 }).toEqual({ outcome: 'delivered', asked: true });
});

test('a controller that is not known is an error at once', () => {
  expect(() => simulate(buildCluster([]), { controller: 'bogus' })).toThrow('bogus');
});
