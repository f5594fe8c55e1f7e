import { HOST_WITHOUT_TLS as RULE } from '../../../src/checks/rules/host-without-tls';
import { findings, found, ingress } from '../checking';

const RULES = ['a.example.com Prefix / quote 80', 'b.example.com Prefix / quote 80', 'b.example.com Prefix /x quote 80'];

test('a host that the TLS of its Ingress leaves out is information, once', () => {
  expect(findings(RULE, ingress('web', RULES, '  tls: [{ hosts: [a.example.com], secretName: x }]'))).toMatchObject([{
    severity: 'info', path: 'spec.rules[1].host', message: 'no entry of spec.tls covers b.example.com; they cover a.example.com',
  }]);
});

test.each([
  ['a wildcard covers it', ingress('web', RULES, '  tls: [{ hosts: ["*.example.com"], secretName: x }]')],
  ['TLS is for all hosts', ingress('web', RULES, '  tls: [{ secretName: x }]')],
  ['there is no TLS at all', ingress('web', RULES)],
  ['another Ingress covers it', ingress('web', RULES, '  tls: [{ hosts: [a.example.com], secretName: x }]')
    + ingress('b', ['b.example.com Prefix /y quote 80'], '  tls: [{ hosts: [b.example.com], secretName: y }]')],
])('it is silent where %s', (_, yaml) => {
  expect(found(RULE, yaml)).toEqual([]);
});
