import { edited, type Edit } from '../../src/diff/edits';
import type { Resource } from '../../src/kubernetes/resource';
import { parseManifests } from '../../src/manifests/yaml/parse';

const { resources } = parseManifests(`
apiVersion: v1
kind: Service
metadata: { name: web }
spec: { selector: { app: web }, ports: [{ port: 80 }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec: { replicas: 2, selector: { matchLabels: { app: web } }, template: { metadata: { labels: { app: web } }, spec: { containers: [{ name: c, image: i }] } } }
---
apiVersion: apps/v1
kind: ReplicaSet
metadata: { name: web-1, ownerReferences: [{ apiVersion: apps/v1, kind: Deployment, name: web, uid: u }] }
spec: { selector: { matchLabels: { app: web } }, template: { metadata: { labels: { app: web } }, spec: { containers: [{ name: c, image: i }] } } }
---
apiVersion: v1
kind: Pod
metadata: { name: web-1-a, labels: { app: web }, ownerReferences: [{ apiVersion: apps/v1, kind: ReplicaSet, name: web-1, uid: u, controller: true }] }
spec: { nodeName: n1, containers: [{ name: c, image: i }] }
status: { phase: Running, conditions: [{ type: Ready, status: "True" }] }
---
apiVersion: v1
kind: Node
metadata: { name: n1 }
`, 'in.yaml', { namespace: 'shop' });

const web = { kind: 'Deployment', namespace: 'shop', name: 'web' };

function after(edit: Edit): readonly Resource[] {
  const result = edited(resources, edit);
  if (typeof result === 'string') throw new Error(result);
  return result;
}

const names = (all: readonly Resource[]): readonly string[] => all.map(({ kind, name }) => `${kind} ${name}`);

test('an object goes with what it owns', () => {
  expect(names(after({ kind: 'without', ref: web }))).toEqual(['Service web', 'Node n1']);
});

test('a workload that is scaled has the pods that its controller makes', () => {
  const all = after({ kind: 'scale', ref: web, replicas: 0 });
  expect(names(all)).toEqual(['Service web', 'Deployment web', 'Node n1']);
  expect(all[1].object.spec).toMatchObject({ replicas: 0 });
});

test('pods that exist are not ready any more', () => {
  const pod = after({ kind: 'not-ready', ref: web }).find(({ kind }) => kind === 'Pod');
  expect(pod?.object.status).toMatchObject({ conditions: [{ type: 'Ready', status: 'False' }] });
});

test('a lost node takes its pods along', () => {
  expect(names(after({ kind: 'node-down', node: 'n1' }))).toEqual(['Service web', 'Deployment web', 'ReplicaSet web-1']);
});

test('what does not exist, or cannot be scaled, is said', () => {
  expect(edited(resources, { kind: 'without', ref: { ...web, name: 'wbe' } })).toBe('the manifests have no Deployment shop/wbe; there is Deployment shop/web');
  expect(edited(resources, { kind: 'scale', ref: { kind: 'Service', namespace: 'shop', name: 'web' }, replicas: 1 })).toBe('Service shop/web has no replicas to scale');
  expect(edited(resources, { kind: 'node-down', node: 'n2' })).toBe('the manifests have no Node n2; there are n1');
});
