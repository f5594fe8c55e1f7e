import { runYaml, SHOP, simulateYaml } from './simulating';
import { fieldName } from '../../src/report/expectations';

const shop = simulateYaml(SHOP);

/** `service: web/shop` of each mismatch of the only test; its error where it could not be asked. */
function wrong(tests: string): readonly string[] {
  const [{ mismatches, error, status }] = runYaml(shop, tests).results;
  expect(status).toBe(mismatches.length === 0 && error === null ? 'passed' : 'failed');
  return error === null ? mismatches.map((each) => `${fieldName(each)}: ${each.expected.join('+')}, got ${each.actual.join('+')}`) : [error];
}

const hints = (tests: string): readonly string[] => runYaml(shop, tests).results[0].mismatches.map((each) => each.hint);

const to = (expectation: string, request = 'GET http://api.example.com/v1/x'): string => `  - { request: ${request}, expect: { ${expectation} } }\n`;

test('everything that a trace says of a delivered request can be expected', () => {
  expect(wrong(to('service: api, port: 80, workload: Deployment/api, containerPort: 9000, pods: api~0, outcome: delivered, rewrittenPath: /v1/x'))).toEqual([]);
});

test('a name with namespace has to be in that namespace, one without may be in any', () => {
  expect(wrong(to('service: shop/api, workload: shop/Deployment/api'))).toEqual([]);
  expect(wrong(to('service: default/api, workload: default/Deployment/api'))).toEqual(['service: default/api, got shop/api', 'workload: default/Deployment/api, got shop/Deployment/api']);
});

test('only what is named is compared', () => {
  expect(wrong(to('containerPort: 9000'))).toEqual([]);
});

test('every field that differs is told', () => {
  expect(wrong(to('service: web, port: 81, containerPort: 80'))).toEqual(['service: web, got shop/api', 'port: 81, got 80', 'containerPort: 80, got 9000']);
});

test('a list of pods is all of them, in any order', () => {
  expect(wrong(to('pods: [web~1, web~0]', 'http://other.example/'))).toEqual([]);
  expect(wrong(to('pods: [web~0]', 'http://other.example/'))).toEqual(['pods: web~0, got web~0+web~1']);
});

test('a list of Services is all that share the requests, so that one too many is a mismatch', () => {
  expect(wrong(to('service: [api, web]'))).toEqual(['service: api+web, got shop/api']);
});

test('an answer of the router has status and reason', () => {
  expect(wrong(to('status: 404, outcome: answered, reason: no-matching-rule', 'http://parked.example.com/'))).not.toEqual([]);
  expect(wrong(to('status: 503, outcome: answered, reason: no-endpoints', 'http://api.example.com/empty'))).toEqual([]);
});

test('a list of statuses, outcomes or reasons is alternatives', () => {
  expect(wrong(to('status: [502, 503], outcome: [answered, failed]', 'http://api.example.com/empty'))).toEqual([]);
});

test('the status of a delivered request is not known, and the failure says so', () => {
  expect(wrong(to('status: 200'))).toEqual(['status: 200, got ']);
  expect(hints(to('status: 200'))[0]).toContain('its status is the app\'s own');
});

test('a Service that is expected and misspelled is pointed out', () => {
  expect(hints(to('service: appi'))).toEqual(["'appi' is not in the manifests, did you mean 'api'?"]);
});

test('from a workload without namespace is the only one of that name', () => {
  expect(wrong(to('service: api, containerPort: 9001', '{ url: "http://api:81", from: Deployment/web }'))).toEqual([]);
  expect(wrong(to('service: api', '{ url: http://api, from: shop/deploy/web }'))).toEqual([]);
});

test('a client that does not exist fails the test, even where nothing is to be reached', () => {
  const from = (name: string): string => to('outcome: failed', `{ url: "http://nothing", from: ${name} }`);
  expect(wrong(from('Deployment/web'))).toEqual([]);
  expect(wrong(from('Deployment/wep'))).toEqual(['from: Deployment wep is not in the manifests, did you mean Deployment/web?']);
  expect(wrong(from('StatefulSet/web'))).toEqual(['from: StatefulSet web is not in the manifests, did you mean shop/Deployment/web?']);
});

test('a client in several namespaces has to be told by its namespace', () => {
  const twice = simulateYaml(`${SHOP}---\n${SHOP.replaceAll('namespace: shop', 'namespace: mall')}`);
  const [{ error }] = runYaml(twice, to('service: api', '{ url: http://api, from: Deployment/web }')).results;
  expect(error).toBe('from: Deployment web is in the namespaces mall, shop; specify one: mall/Deployment/web');
});

test('not is met as long as no destination is all that it names', () => {
  expect(wrong(to('not: { service: api, port: 81 }'))).toEqual([]);
  expect(wrong(to('not: { service: api, port: 80 }'))).toEqual(['not.service: api, got shop/api', 'not.port: 80, got 80']);
});

test('of a list under not, none may happen', () => {
  expect(wrong(to('not: [{ service: web }, { status: 503 }]', 'http://api.example.com/empty'))).toEqual(['not.status: 503, got 503']);
  expect(wrong(to('not: { service: [web, api] }'))).toEqual(['not.service: web+api, got shop/api']);
});

test('what must not be reached is not proven where the request leaves the manifests, unless that is expected', () => {
  const mail = '{ url: "http://mail", from: Deployment/web }';
  expect(wrong(to('not: { service: api }', mail))).toEqual(['not.service: api, got ']);
  expect(hints(to('not: { service: api }', mail))[0]).toContain('expect outcome: unknown as well');
  expect(wrong(to('outcome: unknown, not: { service: api }', mail))).toEqual([]);
});

test('a name under not that the manifests do not have is noted, since the test could never fail', () => {
  const [{ notes, status }] = runYaml(shop, to('not: { service: apu }')).results;
  expect(status).toBe('passed');
  expect(notes).toEqual(["not.service: 'apu' is not in the manifests, did you mean 'api'?"]);
});

test('a Service that is expected where the request only perhaps arrives is a mismatch', () => {
  expect(wrong(to('service: empty', 'http://api.example.com/empty'))).toEqual(['service: empty, got ']);
  expect(hints(to('service: empty', 'http://api.example.com/empty'))[0]).toBe('the request is not delivered: answered 503 (no-endpoints)');
});

test('passed and failed tests are counted', () => {
  expect(runYaml(shop, to('service: api') + to('service: web'))).toMatchObject({ passed: 1, failed: 1 });
});
