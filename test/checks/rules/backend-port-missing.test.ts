import { BACKEND_PORT_MISSING as RULE } from '../../../src/checks/rules/backend-port-missing';
import { findings, found, ingress, service } from '../checking';

const QUOTE = service('quote', 'app: quote', ['{ name: http, port: 80, targetPort: 8080 }']);
const web = (port: string): string => ingress('web', [`a.example.com Prefix / quote ${port}`]);

test('the target port instead of the Service port is an error that names the right one', () => {
  expect(findings(RULE, web('8080') + QUOTE)).toMatchObject([{
    severity: 'error',
    path: 'spec.rules[0].http.paths[0].backend.service.port.number',
    message: expect.stringMatching(/^Service shop\/quote has no port 8080; 8080 is the targetPort of its port 80 \(http\).*ingress-nginx and .* accept it/),
    fix: 'set spec.rules[0].http.paths[0].backend.service.port to number: 80',
  }]);
});

test('it works with ingress-nginx, so that it is a warning there', () => {
  expect(found(RULE, web('8080').replace('ingressClassName: web', 'ingressClassName: nginx') + QUOTE)[0]).toMatch(/^warning /);
  const other = '---\napiVersion: networking.k8s.io/v1\nkind: IngressClass\nmetadata: { name: nginx }\nspec: { controller: nginx.org/ingress-controller }\n';
  expect(found(RULE, web('8080').replace('ingressClassName: web', 'ingressClassName: nginx') + QUOTE + other)[0]).toMatch(/^error /);
});

test('a misspelled name is an error with the near miss', () => {
  expect(findings(RULE, web('htpp') + QUOTE)).toMatchObject([{ severity: 'error', fix: expect.stringMatching(/to name: http$/) }]);
});

test('a wrong number is an error though the Service port has no name', () => {
  expect(found(RULE, web('81') + service('quote', 'app: quote'))).toHaveLength(1);
});

test.each([['80', QUOTE], ['http', QUOTE], ['80', ''], ['443', service('quote', '', [], 'type: ExternalName\n  externalName: example.org')]])(
  'it is silent with port %s and %j', (port, yaml) => {
    expect(found(RULE, web(port) + yaml)).toEqual([]);
  });
