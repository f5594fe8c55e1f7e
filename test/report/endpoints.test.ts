import { buildCluster } from '../../src/cluster/build';
import { parseManifests } from '../../src/manifests/parse';
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

const { slices } = buildCluster(parseManifests(TEXT, null).resources);

test('a slice takes a line', () => {
  expect(endpointsText(slices, false)).toBe(`NAMESPACE  SERVICE  TYPE  SOURCE    PORTS        ENDPOINTS
kiada      none     IPv4  selector  -            none
kiada      quote    IPv4  selector  http:80/TCP  quote-001 10.0.0.1, quote-002 10.0.0.2 (not ready)
`);
});

test('no slices are said so', () => {
  expect(endpointsText([], false)).toMatch(/^no EndpointSlices/);
});

test('many endpoints are counted', () => {
  const [, slice] = slices;
  const many = { ...slice, endpoints: Array.from({ length: 100 }, () => slice.endpoints[0]) };
  expect(endpointsText([many], false)).toMatch(/quote-001 10\.0\.0\.1 and 90 more endpoints\n$/);
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
