import { TLS_HOST_WITHOUT_RULE as RULE } from '../../../src/checks/rules/tls-host-without-rule';
import { findings, found, ingress } from '../checking';

const web = (rules: string[], hosts: string, name = 'web'): string => ingress(name, rules.map((host) => `${host} Prefix / quote 80`), `  tls: [{ hosts: [${hosts}], secretName: web-tls }]`);

test('a misspelled host is a warning with the near miss', () => {
  expect(findings(RULE, web(['a.example.com'], 'a.exmaple.com'))).toMatchObject([{
    severity: 'warning', path: 'spec.tls[0].hosts[0]', fix: 'write a.example.com instead of a.exmaple.com',
  }]);
});

test('a wildcard covers one label only', () => {
  expect(found(RULE, web(['a.b.example.com'], '"*.example.com"'))).toHaveLength(1);
});

test.each([
  ['the hosts are equal', web(['a.example.com'], 'A.example.com')],
  ['a wildcard certificate covers the host', web(['a.example.com'], '"*.example.com"')],
  ['a wildcard rule serves the host', web(['*.example.com'], 'a.example.com')],
  ['a rule without host serves every host', web(['*'], 'a.example.com')],
  ['another Ingress of the class serves the host', web(['a.example.com'], 'a.example.com, b.example.com') + ingress('b', ['b.example.com Prefix / quote 80'])],
  ['an annotation adds the host', web(['a.example.com'], 'a.example.com, www.a.example.com').replace('{ name: web, ',
    '{ annotations: { nginx.ingress.kubernetes.io/from-to-www-redirect: "true" }, name: web, ')],
  ['an annotation names the host as an alias', web(['a.example.com'], 'a.example.com, b.example.com').replace('{ name: web, ',
    '{ annotations: { nginx.ingress.kubernetes.io/server-alias: "b.example.com, c.example.com" }, name: web, ')],
])('it is silent where %s', (_, yaml) => {
  expect(found(RULE, yaml)).toEqual([]);
});
