import { HOSTLESS_RULE_HIDDEN as RULE } from '../../../src/checks/rules/hostless-rule-hidden';
import { findings, found, ingress } from '../checking';

test('a path without host that a host lacks is information', () => {
  expect(findings(RULE, ingress('web', ['* Prefix /health all 80', 'a.example.com Prefix /api one 80']))).toMatchObject([{
    severity: 'info', path: 'spec.rules[0].http.paths[0]', fix: 'repeat the path under a.example.com',
  }]);
});

test.each([
  ['the host has a path for everything', ingress('web', ['* Prefix /health all 80', 'a.example.com Prefix / one 80'])],
  ['there are no other hosts', ingress('web', ['* Prefix /health all 80'])],
  ['the host falls back to a default backend', ingress('web', ['* Prefix /health all 80', 'a.example.com Prefix /api one 80'],
    '  defaultBackend: { service: { name: rest, port: { number: 80 } } }')],
])('it is silent where %s', (_, yaml) => {
  expect(found(RULE, yaml)).toEqual([]);
});
