import { buildCluster } from '../../src/cluster/build';
import { NO_EXTERNALS } from '../../src/manifests/config';
import { parseManifests } from '../../src/manifests/yaml/parse';
import { simulate } from '../../src/trace/simulation';
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
