import { buildCluster } from '../../src/cluster/build';
import { parseManifests } from '../../src/manifests/yaml/parse';
import { endpointsJson, endpointsText } from '../../src/report/endpoints';

const TEXT = `
apiVersion: v1
kind: Service
metadata: { name: quote, namespace: kiada }
spec: { selector: { app: quote }, ports: [{ name: http, port: 80 }] }
---
apiVersion: v1
kind: Pod
metadata: { name: quote-001, namespace: kiada, labels: { app: quote } }
spec: { containers: [{ name: nginx, image: nginx }] }
status: { phase: Running, podIP: 10.0.0.1, podIPs: [{ ip: 10.0.0.1 }], conditions: [{ type: Ready, status: "True" }] }
---
apiVersion: v1
kind: Pod
metadata: { name: quote-002, namespace: kiada, labels: { app: quote } }
spec: { containers: [{ name: nginx, image: nginx }] }
status: { phase: Running, podIP: 10.0.0.2, podIPs: [{ ip: 10.0.0.2 }], conditions: [{ type: Ready, status: "False" }] }
---
apiVersion: v1
kind: Service
metadata: { name: none, namespace: kiada }
spec: { selector: { app: none }, ports: [{ port: 80 }] }
`;

const clusterOf = (text: string) => buildCluster(parseManifests(text, null).resources);

const cluster = clusterOf(TEXT);
const { slices } = cluster;

const service = (name: string, spec: string): string => `---\napiVersion: v1\nkind: Service\nmetadata: { name: ${name}, namespace: kiada }\nspec: ${spec}\n`;

const lineOf = (text: string, name: string): string => endpointsText(clusterOf(text), false).split('\n').find((line) => line.includes(` ${name} `)) ?? '';

test('a Service takes a line, with counts, and why it has no endpoints', () => {
  expect(endpointsText(cluster, false)).toBe(`NAMESPACE  SERVICE  READY  PORTS        ENDPOINTS
kiada      none     0/0    -            none: no pod in namespace kiada has the labels app=none
kiada      quote    1/2    http:80/TCP  quote-001 10.0.0.1, quote-002 10.0.0.2 (not ready)
`);
});

test('a name for a host elsewhere has no endpoints, and that is not a fault', () => {
  expect(lineOf(service('time', '{ type: ExternalName, externalName: time.example.com }'), 'time')).toContain('a name for time.example.com');
});

test('who wrote the endpoints is said where it was no controller', () => {
  const slice = `---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: { name: pay-1, namespace: kiada, labels: { kubernetes.io/service-name: pay } }
addressType: IPv4
ports: [{ port: 88 }]
endpoints: [{ addresses: [192.0.2.17] }]
`;
  expect(lineOf(service('pay', '{ ports: [{ port: 80 }] }') + slice, 'pay')).toMatch(/1\/1 +88\/TCP +192\.0\.2\.17 \(written by hand\)$/);
  expect(lineOf(slice, 'pay')).toContain('(there is no such Service)');
  const endpoints = '---\napiVersion: v1\nkind: Endpoints\nmetadata: { name: pay, namespace: kiada }\nsubsets: [{ addresses: [{ ip: 192.0.2.17 }], ports: [{ port: 88 }] }]\n';
  expect(lineOf(service('pay', '{ ports: [{ port: 80 }] }') + endpoints, 'pay')).toContain('192.0.2.17 (from hand-written Endpoints)');
});

test('pods in which a port has another number, or is missing, take lines of their own', () => {
  const pod = (name: string, port: string): string => '---\napiVersion: v1\nkind: Pod\n'
    + `metadata: { name: ${name}, namespace: kiada, labels: { app: web } }\nspec: { containers: [{ name: main, image: x, ports: [${port}] }] }\n`;
  const text = service('web', '{ selector: { app: web }, ports: [{ name: http, port: 80, targetPort: web }] }')
    + pod('a', '{ name: web, containerPort: 8080 }') + pod('b', '{ name: web, containerPort: 9090 }') + pod('c', '{ name: db, containerPort: 5432 }');
  expect(endpointsText(clusterOf(text), false).split('\n').slice(1, 4).map((line) => line.split(/ {2,}/).slice(1))).toEqual([
    ['web', '1/1', '-', 'c'],
    ['web', '1/1', 'http:8080/TCP', 'a'],
    ['web', '1/1', 'http:9090/TCP', 'b'],
  ]);
});

test('a pod of both IP families counts once', () => {
  const dual = TEXT.replace('{ ip: 10.0.0.1 }', '{ ip: 10.0.0.1 }, { ip: "fd00::1" }').replace('{ selector: { app: quote }', '{ ipFamilyPolicy: RequireDualStack, selector: { app: quote }');
  expect(lineOf(dual, 'quote')).toMatch(/1\/2 .* quote-001 10\.0\.0\.1 fd00::1, quote-002/);
});

test('no Services are said so', () => {
  expect(endpointsText(clusterOf(''), false)).toMatch(/^no Services/);
});

test('many endpoints are counted', () => {
  const deployment = `---
apiVersion: apps/v1
kind: Deployment
metadata: { name: many, namespace: kiada }
spec:
  replicas: 100
  selector: { matchLabels: { app: many } }
  template: { metadata: { labels: { app: many } }, spec: { containers: [{ name: c, image: x }] } }
`;
  expect(lineOf(deployment + service('many', '{ selector: { app: many }, ports: [{ port: 80 }] }'), 'many')).toMatch(/100\/100 .* and 90 more endpoints$/);
});

test('the JSON document is what the contract says', () => {
  const document = JSON.parse(endpointsJson([slices[1]])) as { slices: { endpoints: unknown[] }[] };
  expect(document).toMatchObject({
    version: 1,
    slices: [{
      namespace: 'kiada',
      service: 'quote',
      addressType: 'IPv4',
      source: 'selector',
      ports: [{ name: 'http', port: 80, protocol: 'TCP' }],
    }],
  });
  expect(document.slices[0].endpoints[0]).toEqual({
    pod: 'quote-001',
    workload: { kind: 'Pod', namespace: 'kiada', name: 'quote-001' },
    addresses: ['10.0.0.1'],
    ready: true,
    serving: true,
    terminating: false,
    hostname: null,
    node: null,
  });
});
