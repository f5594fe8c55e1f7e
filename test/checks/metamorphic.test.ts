import * as fs from 'node:fs';
import * as path from 'node:path';
import { App, Testing, Yaml } from 'cdk8s';
import { Kiada } from '../../examples/kiada/kiada';
import { BrokenKiada } from '../../examples/kiada-broken/kiada';
import type { Json } from '../../src/kubernetes/resource';
import { parseManifests } from '../../src/manifests/yaml/parse';
import { metamorphicFaults } from '../hostile/metamorphic';
import { Random } from '../hostile/random';

function objectsOf(text: string): readonly Json[] {
  const { resources, problems } = parseManifests(text, null);
  expect(problems).toEqual([]);
  return resources.map(({ object }) => object);
}

test.each([
  ['kiada', () => Yaml.stringify(...Testing.synth(new Kiada(new App(), 'kiada')))],
  ['kiada-broken', () => Yaml.stringify(...Testing.synth(new BrokenKiada(new App(), 'kiada')))],
  ['migration', () => fs.readFileSync(path.join(__dirname, '../../examples/migration/shop.yaml'), 'utf8')],
])('the order of documents and the names of namespaces change nothing in %s', (_, read) => {
  const objects = objectsOf(read());
  for (let seed = 1; seed <= 3; seed += 1) expect({ seed, faults: metamorphicFaults(objects, new Random(seed)) }).toEqual({ seed, faults: [] });
});

/** No label here is a misspelling of a namespace: which name is near depends on the name. */
const SEVERAL_NAMESPACES = `
{ apiVersion: v1, kind: Namespace, metadata: { name: web, labels: { team: shop } } }
---
{ apiVersion: v1, kind: Namespace, metadata: { name: infra } }
---
{ apiVersion: networking.k8s.io/v1, kind: IngressClass, metadata: { name: nginx }, spec: { controller: k8s.io/ingress-nginx } }
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: first, namespace: web }
spec: { ingressClassName: nginx, rules: [{ host: a.example.com, http: { paths: [{ path: /x, pathType: Exact, backend: { service: { name: api, port: { number: 80 } } } }] } }] }
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: again, namespace: web }
spec: { ingressClassName: nginx, rules: [{ host: a.example.com, http: { paths: [{ path: /x, pathType: Exact, backend: { service: { name: db, port: { name: sql } } } }] } }] }
---
{ apiVersion: v1, kind: Service, metadata: { name: api, namespace: web }, spec: { clusterIP: None, selector: { tier: api }, ports: [{ port: 80, targetPort: 8080 }] } }
---
{ apiVersion: v1, kind: Service, metadata: { name: db, namespace: infra }, spec: { selector: { tier: db }, ports: [{ port: 5432, targetPort: sql }] } }
---
{ apiVersion: v1, kind: Service, metadata: { name: db, namespace: data }, spec: { selector: { tier: gone }, ports: [{ port: 5432 }] } }
---
{ apiVersion: v1, kind: Pod, metadata: { name: one, namespace: web, labels: { tier: api } }, spec: { containers: [{ name: c, image: c, ports: [{ containerPort: 8080 }] }] } }
---
{ apiVersion: v1, kind: Pod, metadata: { name: two, namespace: web, labels: { tier: api } }, spec: { containers: [{ name: c, image: c, ports: [{ containerPort: 9090 }] }] } }
---
{ apiVersion: v1, kind: Pod, metadata: { name: db, namespace: infra, labels: { tier: db } }, spec: { containers: [{ name: c, image: c, ports: [{ containerPort: 5432, name: sqll }] }] } }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: own, namespace: web }
spec: { podSelector: {}, ingress: [{ from: [{ podSelector: {} }] }, { from: [{ namespaceSelector: { matchLabels: { name: infra } } }] }] }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: other, namespace: web }
spec: { podSelector: { matchLabels: { tier: api } }, ingress: [{ from: [{ podSelector: { matchLabels: { tier: db } } }] }] }
`;

test('nor in objects of several namespaces, faults of all sorts among them', () => {
  const objects = parseManifests(SEVERAL_NAMESPACES, 'app.yaml').resources.map(({ object }) => object);
  for (let seed = 1; seed <= 4; seed += 1) expect({ seed, faults: metamorphicFaults(objects, new Random(seed)) }).toEqual({ seed, faults: [] });
});
