import { UNREACHABLE_ROUTE as RULE } from '../../../src/checks/rules/unreachable-route';
import { findings, found, ingress } from '../checking';

const DEFAULT = '  defaultBackend: { service: { name: other, port: { number: 80 } } }\n';

test('a path with a query is an error that shows where the request goes instead', () => {
  const [only] = findings(RULE, ingress('web', ['a.example.com Exact /search?q=1 search 80', 'a.example.com Prefix / home 80']));
  expect(only).toMatchObject({
    severity: 'error',
    path: 'spec.rules[0].http.paths[0].path',
    message: '`/search?q=1` (Exact) never gets a request: paths are compared without query;'
      + ' GET http://a.example.com/search?q=1 goes to Service shop/home (`/` (Prefix) of Ingress shop/web)',
    fix: 'write /search instead of /search?q=1; Ingress rules cannot look at queries',
  });
});

test('a fragment is never sent', () => {
  const [only] = findings(RULE, ingress('web', ['*.example.com Prefix /app#top app 80']));
  expect(only.message).toMatch(/without fragment; GET http:\/\/some-name\.example\.com\/app#top is answered with 404$/);
});

test('in an ImplementationSpecific path a question mark may belong to a pattern', () => {
  expect(found(RULE, ingress('web', ['a.example.com ImplementationSpecific /foo(/|$)(.*)? foo 80']))).toEqual([]);
});

test('a default backend for which its own Ingress leaves nothing over is a warning', () => {
  const yaml = ingress('web', ['* Prefix / home 80', 'a.example.com Prefix / home 80'], DEFAULT);
  expect(found(RULE, yaml)).toEqual(['warning Ingress/web spec.defaultBackend']);
  expect(findings(RULE, yaml)[0].message).toContain('GET http://<any host>/anything goes to Service shop/home');
});

test.each([
  ['a host leaves paths over for it', ingress('web', ['* Prefix / home 80', 'a.example.com Prefix /a home 80'], DEFAULT)],
  ['the rule without host leaves paths over', ingress('web', ['* Prefix /a home 80'], DEFAULT)],
  ['the rule without host is Exact', ingress('web', ['* Exact / home 80'], DEFAULT)],
  ['both are the same Service', ingress('web', ['* Prefix / other 80'], DEFAULT)],
  ['the rule is that of another Ingress', ingress('web', ['* Prefix / home 80']) + ingress('more', ['a.example.com Prefix / home 80'], DEFAULT)],
])('a default backend is right where %s', (_, yaml) => {
  expect(found(RULE, yaml)).toEqual([]);
});
