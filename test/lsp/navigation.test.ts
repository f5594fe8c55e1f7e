import { APP, Editor } from './editor';

function editing(text: string): Editor {
  const editor = new Editor({});
  editor.type('app.yaml', text);
  return editor;
}

const GATEWAY = `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: edge, namespace: infra }
spec:
  gatewayClassName: edge-class
  listeners:
    - { name: web, port: 80, protocol: HTTP, allowedRoutes: { namespaces: { from: All } } }
    - name: secure
      port: 443
      protocol: HTTPS
      tls: { certificateRefs: [{ name: certificate }] }
---
apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata: { name: edge-class }
spec: { controllerName: example.com/gateway }
---
apiVersion: v1
kind: Secret
metadata: { name: certificate, namespace: infra }
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: quotes, namespace: kiada }
spec:
  parentRefs: [{ name: edge, namespace: infra, sectionName: web }]
  rules:
    - backendRefs: [{ name: quote-service, port: 80 }]
---
${APP}`;

test.each([
  ['name: quote|-service\n                port', ['17: quote-service']],
  ['number: 8|0', ['23: 80']],
  ['targetPort: ht|tp', ['12: http']],
  ['selector: { app: quo|te }\n', ['3: quote']],
  ['ingressClass|Name: outside', ['28: outside']],
])('from %j to what it means', (cursor, expected) => {
  expect(editing(APP).definitions('app.yaml', cursor)).toEqual(expected);
});

test.each([
  ['gatewayClassName: ed|ge-class', ['15: edge-class']],
  ['certificateRefs: [{ name: cert|ificate', ['20: certificate']],
  ['parentRefs: [{ name: ed|ge', ['3: edge']],
  ['sectionName: w|eb', ['7: web']],
  ['backendRefs: [{ name: quote|-service', ['46: quote-service']],
  ['quote-service, port: 8|0', ['52: 80']],
])('in the Gateway API, from %j', (cursor, expected) => {
  expect(editing(GATEWAY).definitions('app.yaml', cursor)).toEqual(expected);
});

test.each([
  ['autoscaling/v2', 'HorizontalPodAutoscaler', 'scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: qu|ote }'],
  ['networking.k8s.io/v1', 'NetworkPolicy', 'podSelector: { matchLabels: { app: quo|te } }'],
  ['policy/v1', 'PodDisruptionBudget', 'minAvailable: 1, selector: { matchLabels: { app: qu|ote } }'],
])('from a %s %s to its workload', (apiVersion, kind, spec) => {
  const editor = editing(`${APP}---\napiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: more, namespace: kiada }\nspec: { ${spec.replace('|', '')} }\n`);
  expect(editor.definitions('app.yaml', spec)).toEqual(['3: quote']);
});

test('from a StatefulSet to its Service, and from a namespace to its object', () => {
  const editor = editing(`${APP}---\napiVersion: apps/v1\nkind: StatefulSet\nmetadata: { name: db, namespace: kiada }\nspec: { serviceName: quote-service }\n---\napiVersion: v1\nkind: Namespace\nmetadata: { name: kiada }\n`);
  expect(editor.definitions('app.yaml', 'serviceName: quo|te')).toEqual(['17: quote-service']);
  expect(editor.definitions('app.yaml', 'name: db, namespace: kia|da')).toEqual(['55: kiada']);
});

test('names that mean nothing lead nowhere, and so do other fields', () => {
  const editor = editing(APP.replace('name: quote-service\n                port', 'name: other-service\n                port'));
  expect(editor.definitions('app.yaml', 'other|-service')).toEqual([]);
  expect(editor.definitions('app.yaml', 'image: exam|ple')).toEqual([]);
  expect(editor.definitions('app.yaml', '# what pods| connect to')).toEqual([]);
});

test('who names a Service, its port, a workload, a container port', () => {
  const editor = editing(GATEWAY);
  expect(editor.references('app.yaml', 'name: quote-ser|vice\n  namespace')).toEqual(['28: quote-service', '73: quote-service']);
  expect(editor.references('app.yaml', 'port: 8|0\n      targetPort')).toEqual(['28: 80', '75: 80']);
  expect(editor.references('app.yaml', 'name: web| # what')).toEqual(['28: 80', '75: 80']);
  expect(editor.references('app.yaml', 'metadata: { name: quo|te,')).toEqual(['49: selector']);
  expect(editor.references('app.yaml', 'name: ht|tp, containerPort')).toEqual(['53: http']);
  expect(editor.references('app.yaml', 'name: we|b, port')).toEqual(['26: web']);
});

test('from a name, all that means the same', () => {
  expect(editing(GATEWAY).references('app.yaml', 'backendRefs: [{ name: quote|-service')).toEqual(['28: quote-service', '73: quote-service']);
});

test('objects of a List, of JSON with tabs, and behind anchors have fields, too', () => {
  const list = `apiVersion: v1\nkind: List\nitems:\n${APP.split('---\n').map((each) => each.trimEnd().split('\n').map((line, i) => `${i === 0 ? '- ' : '  '}${line}`).join('\n')).join('\n')}\n`;
  expect(editing(list).definitions('app.yaml', 'number: 8|0')).toEqual([expect.stringMatching(/^\d+: 80$/)]);
  const json = '{\n\t"apiVersion": "v1", "kind": "Service",\n\t"metadata": { "name": "web", "namespace": "kiada" },\n\t"spec": { "selector": { "app": "quote" }, "ports": [{ "port": 80, "targetPort": "http" }] }\n}\n';
  const editor = editing(APP);
  editor.type('web.json', json);
  expect(editor.definitions('web.json', '"targetPort": "ht|tp"')).toEqual(['12: http']);
});

test('symbols are the objects of a file', () => {
  const editor = editing(APP);
  expect(editor.service.symbols(editor.uri('app.yaml')).map(({ name, detail, selectionRange: { start } }) => `${start.line + 1}: ${name} ${detail}`)).toEqual([
    '3: Deployment kiada/quote apps/v1', '17: Service kiada/quote-service v1', '28: IngressClass outside networking.k8s.io/v1', '33: Ingress kiada/public networking.k8s.io/v1',
  ]);
});
