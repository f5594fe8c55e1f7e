import { APP, Editor } from './editor';

function hover(cursor: string, text = APP): string | null {
  const editor = new Editor({});
  editor.type('app.yaml', text);
  return editor.hover('app.yaml', cursor);
}

const ROUTE = '- `api.example.com/quote` (Exact, http and https) → kiada/quote-service:80 → Deployment/quote:8080, by ingress class outside';

test('of a Service: where its ports lead, and who reaches it', () => {
  expect(hover('kind: Ser|vice')).toBe(`**Service kiada/quote-service** (ClusterIP)

- port 80 (web) → Deployment/quote:8080

Reached through

${ROUTE}`);
});

test('of a path, a host and a rule: where their requests end', () => {
  for (const cursor of ['path: /quo|te', 'host: api.|example', 'pathType: Ex|act', 'ht|tp:']) expect(hover(cursor)).toBe(ROUTE);
});

test('of a backend: the route, and what stands behind it', () => {
  expect(hover('name: quote|-service\n                port')).toBe(`${ROUTE}\n\n**Service kiada/quote-service** (ClusterIP)\n\n- port 80 (web) → Deployment/quote:8080`);
});

test('of a port and of a selector: the pods', () => {
  expect(hover('port: 8|0\n      targetPort')).toBe('**Service kiada/quote-service** (ClusterIP)\n\n- port 80 (web) → Deployment/quote:8080');
  expect(hover('selector: { app: quo|te }\n')).toBe('**Deployment kiada/quote** (1 pod)');
});

test('of a workload, its labels and its ports: who reaches it', () => {
  const expected = `**Deployment kiada/quote** (1 pod)\n\nReached through\n\n${ROUTE}\n- Service kiada/quote-service port 80 (web) → Deployment/quote:8080`;
  for (const cursor of ['kind: Deploy|ment', 'labels: { app: quo|te }', 'containerPort: 80|80']) expect(hover(cursor)).toBe(expected);
  expect(hover('image: exam|ple')).toBeNull();
});

test('what is broken says why', () => {
  const text = APP.replace('targetPort: http', 'targetPort: htpp');
  expect(hover('targetPort: ht|pp', text)).toMatch(/port 80 \(web\) → failed no-endpoints\n\nNo ready endpoints: targetPort htpp: .*did you mean http\?/);
  expect(hover('kind: Deploy|ment', text)).toContain('- Service kiada/quote-service port 80 (web) → failed no-endpoints');
  expect(hover('path: /quo|te', text)).toContain('answered 503 no-endpoints');
  expect(hover('selector: { ap|p: qoute }', APP.replace('selector: { app: quote }\n', 'selector: { app: qoute }\n'))).toMatch(/^No ready endpoints: .*qoute/);
});

test('what an answer depends on is said once', () => {
  const text = APP.replace(/apiVersion: networking\.k8s\.io\/v1\nkind: IngressClass[^]*?---\n/, '').replace('ingressClassName: outside', 'ingressClassName: nginx');
  expect(hover('kind: Ser|vice', text)?.match(/Depends on/g)).toHaveLength(1);
});

test('names of the manifests are text, and no Markdown', () => {
  const text = APP.replace('path: /quote', 'path: "/`<b>**[x](evil.example)"').replace('pathType: Exact', 'pathType: Prefix');
  expect(hover('path: "/|', text)).toMatch(/^- `api\.example\.com\/'<b>\*\*\[x\]\(evil\.example\)` \(Prefix/);
});

test('of a Gateway: the routes through it', () => {
  const gateway = `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: edge, namespace: kiada }
spec: { gatewayClassName: edge, listeners: [{ name: web, port: 80, protocol: HTTP }] }
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: quotes, namespace: kiada }
spec:
  parentRefs: [{ name: edge }]
  hostnames: [api.example.org]
  rules:
    - backendRefs: [{ name: quote-service, port: 80 }]
---
${APP}`;
  const route = /`api\.example\.org\/` \(Prefix, http\) → kiada\/quote-service:80 → Deployment\/quote:8080, by Gateway kiada\/edge/;
  for (const cursor of ['kind: Gate|way', 'name: we|b,', 'parentRefs: [{ name: ed|ge', 'hostnames: [api|', 'backendR|efs']) expect(hover(cursor, gateway)).toMatch(route);
});

test('among very many objects names are told, and routes are not followed', () => {
  const many = Array.from({ length: 6_000 }, (_, i) => `---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: c${i} }\n`).join('');
  expect(hover('name: quote|-service\n                port', APP + many)).toMatch(/^\*\*Service kiada\/quote-service\*\*\n\nThere are so many objects/);
  expect(hover('path: /quo|te', APP + many)).toBeNull();
});
