import { coverageOfYaml, SHOP } from './simulating';
import { isAtLeast, percent, type Coverage } from '../../src/expectations/coverage';

const covered = (coverage: Coverage): readonly string[] => coverage.items.filter(({ tests }) => tests.length > 0).map(({ item }) => `${item.resource.kind}/${item.resource.name} ${item.path}`).sort();
const missing = (coverage: Coverage): readonly string[] => coverage.items.filter(({ tests }) => tests.length === 0).map(({ item }) => `${item.resource.kind}/${item.resource.name} ${item.path}`).sort();
const NONE = '  - { request: http://api.example.com/v1, expect: { service: nothing } }\n';

test('a test through an Ingress covers rule, path and the Service port behind', () => {
  expect(covered(coverageOfYaml(SHOP, '  - { request: http://api.example.com/v1/x, expect: { service: api } }'))).toEqual([
    'Ingress/shop spec.rules[0]', 'Ingress/shop spec.rules[0].http.paths[0]', 'Service/api spec.ports[0]',
  ]);
});

test('only passing tests cover', () => {
  expect(coverageOfYaml(SHOP, NONE)).toMatchObject({ covered: 0 });
});

test('every rule, path, default backend and Service port is an item', () => {
  expect(missing(coverageOfYaml(SHOP, NONE))).toEqual([
    'Ingress/shop spec.defaultBackend', 'Ingress/shop spec.rules[0]', 'Ingress/shop spec.rules[0].http.paths[0]', 'Ingress/shop spec.rules[0].http.paths[1]',
    'Ingress/shop spec.rules[1]', 'Service/api spec.ports[0]', 'Service/api spec.ports[1]', 'Service/empty spec.ports[0]', 'Service/mail spec.externalName', 'Service/web spec.ports[0]',
  ]);
});

test('a rule without paths is covered by a request that falls to the default backend for its host', () => {
  expect(covered(coverageOfYaml(SHOP, '  - { request: http://parked.example.com/, expect: { service: web } }'))).toEqual([
    'Ingress/shop spec.defaultBackend', 'Ingress/shop spec.rules[1]', 'Service/web spec.ports[0]',
  ]);
});

test('a default backend that another host falls back to covers no rule', () => {
  expect(covered(coverageOfYaml(SHOP, '  - { request: http://other.example.com/, expect: { service: web } }'))).toEqual(['Ingress/shop spec.defaultBackend', 'Service/web spec.ports[0]']);
});

test('a port without endpoints is covered by a test that expects so', () => {
  expect(covered(coverageOfYaml(SHOP, '  - { request: http://api.example.com/empty, expect: { status: 503 } }'))).toContain('Service/empty spec.ports[0]');
});

test('from inside, the port that is dialed is covered, and an external name', () => {
  expect(covered(coverageOfYaml(SHOP, `
  - { request: { url: "http://api:81", from: Deployment/web }, expect: { containerPort: 9001 } }
  - { request: { url: "http://mail", from: Deployment/web }, expect: { outcome: unknown } }
`))).toEqual(['Service/api spec.ports[1]', 'Service/mail spec.externalName']);
});

test('a port of a headless Service is covered by its number, though clients dial the pods', () => {
  const headless = `${SHOP}---
apiVersion: v1
kind: Service
metadata: { name: peers, namespace: shop }
spec: { clusterIP: None, selector: { app: api }, ports: [{ name: a, port: 9000 }, { name: b, port: 9001 }] }
`;
  expect(covered(coverageOfYaml(headless, '  - { request: { url: "tcp://peers:9001", from: Deployment/web }, expect: { containerPort: 9001 } }'))).toEqual(['Service/peers spec.ports[1]']);
});

test('routes that share a backend are covered one by one', () => {
  const shared = SHOP.replace('service: { name: empty, port', 'service: { name: api, port');
  const coverage = coverageOfYaml(shared, '  - { request: http://api.example.com/v1, expect: { service: api } }');
  expect(missing(coverage)).toContain('Ingress/shop spec.rules[0].http.paths[1]');
});

test('a route that another always goes before is not counted, and told with the other', () => {
  const shadowed = SHOP.replace('    - host: parked', `          - { path: /v1, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }
    - host: parked`);
  const coverage = coverageOfYaml(shadowed, NONE);
  expect(missing(coverage)).not.toContain('Ingress/shop spec.rules[0].http.paths[2]');
  expect(coverage.unreachable.map(({ item, because }) => `${item.path} ${because}`)).toEqual([expect.stringContaining('spec.rules[0].http.paths[2] api.example.com/v1 (Prefix) of Ingress shop/shop always takes precedence')]);
});

test('a default backend that nothing falls back to is not counted', () => {
  const taken = `${SHOP}    - http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] }
    - host: api.example.com
      http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] }
`.replace('    - host: parked.example.com\n', '');
  expect(coverageOfYaml(taken, NONE).unreachable.map(({ item }) => item.path)).toEqual(['spec.defaultBackend']);
});

test('the names of the tests that went through an item are told once each', () => {
  const coverage = coverageOfYaml(SHOP, `
  - { name: a, request: http://api.example.com/v1, expect: { service: api } }
  - { name: b, requests: [http://api.example.com/v1/b], expect: { service: api } }
  - { name: a, request: http://api.example.com/v1/c, expect: { service: api } }
`);
  expect(coverage.items.find(({ item }) => item.path === 'spec.rules[0].http.paths[0]')?.tests).toEqual(['a', 'b']);
});

test('percent are rounded down, so that 100 is all of it', () => {
  expect(percent({ covered: 11_999, total: 12_000 })).toBe(99.9);
  expect(percent({ covered: 2, total: 3 })).toBe(66.6);
  expect(percent({ covered: 0, total: 0 })).toBe(100);
  expect(percent({ covered: 7, total: 7 })).toBe(100);
});

test('a threshold is compared without rounding', () => {
  expect(isAtLeast({ covered: 11_999, total: 12_000 }, 100)).toBe(false);
  expect(isAtLeast({ covered: 2, total: 3 }, 66.7)).toBe(false);
  expect(isAtLeast({ covered: 2, total: 3 }, 66)).toBe(true);
  expect(isAtLeast({ covered: 0, total: 0 }, 100)).toBe(true);
});

test('of Services with the same pods each is asked by a client that is not one of these, also where they are in several namespaces', () => {
  const app = (namespace: string, name: string): string => `
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: ${namespace} }
spec:
  selector: { matchLabels: { app: ${name} } }
  template: { metadata: { labels: { app: ${name} } }, spec: { containers: [{ name: main, image: main, ports: [{ containerPort: 80 }] }] } }`;
  const service = (namespace: string, name: string, of: string): string => `
---
apiVersion: v1
kind: Service
metadata: { name: ${name}, namespace: ${namespace} }
spec: { selector: { app: ${of} }, ports: [{ port: 80 }] }`;
  const yaml = [app('one', 'web'), app('one', 'client'), app('two', 'web'), service('one', 'a', 'web'), service('one', 'b', 'web'), service('one', 'c', 'client'), service('two', 'a', 'web')].join('');
  expect(coverageOfYaml(yaml, NONE).suggestions.map(({ request: { url, from } }) => `${from} ${url}`)).toEqual([
    'one/Deployment/client http://a/', 'one/Deployment/client http://b/', 'one/Deployment/web http://c/', 'two/Deployment/web http://a/',
  ]);
});
