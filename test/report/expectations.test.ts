import { coverageText } from '../../src/report/coverage';
import { testText } from '../../src/report/expectations';
import { testGithub } from '../../src/report/expectations-ci';
import { coverageOfYaml, runYaml, SHOP, simulateYaml } from '../expectations/simulating';

const shop = simulateYaml(SHOP);

test('a failure shows each field with what was expected and what came, and the trace below', () => {
  const text = testText(runYaml(shop, '  - { name: cart, request: http://api.example.com/v1, expect: { service: web, containerPort: 80, not: { port: 80 } } }'), false);
  expect(text.split('\n').slice(0, 7)).toEqual([
    'routes.test.yaml',
    '  ✖ cart  line 2',
    '    service: expected web, got shop/api',
    '    containerPort: expected 80, got 9000',
    '    not.port: expected not 80, got 80',
    '',
    '    GET http://api.example.com/v1 from outside the cluster',
  ]);
});

test('what a passing test depends on is shown, and a row of a table by its request', () => {
  const text = testText(runYaml(shop, '  - { name: pages, requests: [http://x.example.com:8080/, "http://y.example.com/"], expect: { service: web } }'), false);
  expect(text).toContain('  ✔ pages (GET http://x.example.com:8080/)\n');
  expect(text).toContain('    depends on: port 8080: Ingress controllers listen on 80 and 443');
  expect(text).toContain('2 tests: 2 passed');
});

test('alternatives are joined by or, what has to be there together by and', () => {
  const text = testText(runYaml(shop, '  - { request: http://api.example.com/v1, expect: { status: [404, 410], service: [web, api] } }'), false);
  expect(text).toContain('status: expected 404 or 410, got none');
  expect(text).toContain('service: expected web and api, got shop/api');
});

test('a test whose request cannot be asked shows why, and no trace', () => {
  const text = testText(runYaml(shop, '  - { request: { url: http://web, from: Deployment/wep }, expect: { outcome: failed } }'), false);
  expect(text).toContain('    from: Deployment wep is not in the manifests, did you mean Deployment/web?');
});

test('coverage lists first what no test went through', () => {
  const lines = coverageText(coverageOfYaml(SHOP, '  - { name: api, request: http://api.example.com/v1, expect: { service: api } }'), false).split('\n');
  expect(lines[0]).toBe('Coverage: 30 % (3 of 10 rules, paths, default backends, redirects and Service ports)');
  expect(lines.slice(1, 11).map((line) => line.trimStart()[0]).join('')).toBe('✖✖✖✖✖✖✖✔✔✔');
});

test('names in annotations are escaped', () => {
  expect(testGithub(runYaml(shop, '  - { name: "a,b: 100%", request: http://api.example.com/v1, expect: { service: web } }'), null)).toContain('title=a%2Cb%3A 100%25::');
});
