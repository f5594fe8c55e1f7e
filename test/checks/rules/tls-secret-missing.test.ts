import { TLS_SECRET_MISSING as RULE } from '../../../src/checks/rules/tls-secret-missing';
import { NO_ORIGIN } from '../../../src/kubernetes/resource';
import { readConfig } from '../../../src/manifests/config';
import { findings, found, ingress } from '../checking';

const WEB = ingress('web', ['a.example.com Prefix / quote 80'], '  tls: [{ hosts: [a.example.com], secretName: web-tls }]');
const secret = (name: string, namespace = 'shop', data = 'tls.crt: eA==, tls.key: eA=='): string =>
  `---\napiVersion: v1\nkind: Secret\nmetadata: { name: ${name}, namespace: ${namespace} }\ndata: { ${data} }\n`;
const CERTIFICATE = '---\napiVersion: cert-manager.io/v1\nkind: Certificate\nmetadata: { name: web, namespace: shop }\nspec: { secretName: web-tls }\n';

test('a Secret in another namespace is a warning', () => {
  expect(findings(RULE, WEB + secret('web-tls', 'certs'))).toMatchObject([{
    severity: 'warning', path: 'spec.tls[0].secretName', message: expect.stringMatching(/Secret certs\/web-tls is, and an Ingress reads its own namespace only$/),
  }]);
});

test('a misspelled Secret is a warning with the near miss', () => {
  expect(findings(RULE, WEB + secret('web-tsl'))).toMatchObject([{ fix: 'set spec.tls[0].secretName to web-tsl' }]);
});

test('a Secret without certificate is a warning', () => {
  expect(findings(RULE, WEB + secret('web-tls', 'shop', 'cert.pem: eA=='))[0].message).toBe('Secret shop/web-tls has no tls.crt and tls.key');
});

test('a declared Secret is silent', () => {
  const { config } = readConfig({ externals: { secrets: [{ namespace: 'shop', name: 'web-tls' }] } }, NO_ORIGIN);
  expect(found(RULE, WEB + secret('web-tls', 'certs'), { config })).toEqual([]);
});

test.each([
  ['the Secret is there', WEB + secret('web-tls')],
  ['the Secret is created elsewhere', WEB + secret('database')],
  ['a Certificate makes it', WEB + CERTIFICATE + secret('web-tls', 'certs')],
  ['cert-manager makes it for the Ingress', WEB.replace('{ name: web, ', '{ annotations: { cert-manager.io/cluster-issuer: x }, name: web, ') + secret('web-tsl')],
  ['a Secret is only called alike', WEB.replaceAll('web-tls', 'web-a-tls') + secret('web-b-tls')],
  ['it is filled later', WEB + secret('web-tls', 'shop', '')],
])('it is silent where %s', (_, yaml) => {
  expect(found(RULE, yaml)).toEqual([]);
});
