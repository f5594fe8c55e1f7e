import { parseManifests } from '../../src/manifests/yaml/parse';
import { traceJson, traceText } from '../../src/report/trace';
import type { Trace } from '../../src/trace/model';

const [ingress] = parseManifests('apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: kiada, namespace: kiada}\nspec: {rules: []}\n', 'a.yaml').resources;

const delivered: Trace = {
  request: { method: 'GET', url: 'http://api.example.com/quote', headers: {}, from: null },
  outcome: 'delivered',
  status: null,
  reason: null,
  destinations: [{
    service: { namespace: 'kiada', name: 'quote', port: 80 },
    workload: { kind: 'Deployment', namespace: 'kiada', name: 'quote' },
    pods: ['quote~0'],
    addresses: [],
    port: 8080,
    protocol: 'TCP',
    container: 'nginx',
    share: 1,
  }],
  hops: [
    { resource: null, path: null, decision: 'arrives', because: 'there is one router' },
    { resource: ingress, path: 'spec.rules', decision: '/quote is matched', because: 'it is the longest' },
  ],
  questions: [],
  dependsOn: ['the weather'],
};

test('a hop takes a line, and the outcome comes last', () => {
  expect(traceText(delivered, false)).toBe(`GET http://api.example.com/quote from outside the cluster

  1  -                    arrives — there is one router
  2  Ingress kiada/kiada  /quote is matched — it is the longest  a.yaml:4

  depends on: the weather

✔ delivered to Deployment kiada/quote port 8080, container nginx: quote~0
`);
});

function lastLine(changes: Partial<Trace>): string | undefined {
  return traceText({ ...delivered, destinations: [], hops: [], ...changes }, false).trimEnd().split('\n').pop();
}

test('each outcome is told in words', () => {
  expect(lastLine({ outcome: 'answered', status: 404, reason: 'no-matching-rule' }))
    .toBe('✖ answered 404 no-matching-rule: no rule matches the host and path, and there is no default backend');
  expect(lastLine({ outcome: 'answered', status: 308, reason: 'redirect' })).toMatch(/^↪ answered 308 redirect: /);
  expect(lastLine({ outcome: 'failed', reason: 'name-not-found' })).toBe('✖ failed name-not-found: DNS has no address for the name');
  expect(lastLine({ outcome: 'unknown', reason: 'constructor' })).toBe('? unknown constructor');
});

test('destinations tell shares, addresses, and no more pods than can be read', () => {
  const [destination] = delivered.destinations;
  const pods = Array.from({ length: 12 }, (_, i) => `quote~${i}`);
  expect(lastLine({ destinations: [{ ...destination, pods, share: 0.25 }] }))
    .toBe('✔ delivered to Deployment kiada/quote port 8080, container nginx: quote~0, quote~1, quote~2, quote~3, quote~4 and 7 more (25 % of the requests)');
  expect(lastLine({ destinations: [{ ...destination, workload: null, pods: [], addresses: ['192.0.2.1'], container: null, protocol: 'UDP' }] }))
    .toBe('✔ delivered to Service kiada/quote port 8080/UDP: 192.0.2.1');
});

test('the JSON document is what the contract says', () => {
  const from = { kind: 'Deployment', namespace: 'kiada', name: 'kiada' };
  expect(JSON.parse(traceJson({ ...delivered, request: { ...delivered.request, from } }))).toEqual({
    version: 1,
    request: { method: 'GET', url: 'http://api.example.com/quote', from: 'kiada/Deployment/kiada' },
    outcome: 'delivered',
    status: null,
    reason: null,
    destinations: delivered.destinations,
    hops: [
      { object: null, path: null, file: null, line: null, decision: 'arrives', because: 'there is one router' },
      {
        object: { kind: 'Ingress', namespace: 'kiada', name: 'kiada' },
        path: 'spec.rules',
        file: 'a.yaml',
        line: 4,
        decision: '/quote is matched',
        because: 'it is the longest',
      },
    ],
    dependsOn: ['the weather'],
  });
  expect(Object.keys(JSON.parse(traceJson(delivered)) as object)).toEqual([
    'version', 'request', 'outcome', 'status', 'reason', 'destinations', 'hops', 'dependsOn',
  ]);
});
