import { ask, compile, compileAs, faults, ingress, openOf } from './cluster';
import type { JsonObject } from '../../../../src/kubernetes/resource';

const TLS = [{ hosts: ['a.test'], secretName: 'cert' }];

/** The controller as its chart installs it, with a ConfigMap. */
function controller(data: Readonly<Record<string, string>>, args: readonly string[] = [], name = 'controller'): readonly JsonObject[] {
  const labels = { 'app.kubernetes.io/name': 'ingress-nginx', 'app': name };
  const all = ['/nginx-ingress-controller', `--configmap=$(POD_NAMESPACE)/${name}`, '--election-id=ingress-nginx-leader', ...args];
  return [
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name, namespace: 'ingress' },
      spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers: [{ name: 'controller', image: 'nginx', args: all }] } } },
    },
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: 'ingress' }, data },
  ];
}

const SECURE = ingress('i', { paths: { '/': 'a' }, tls: TLS });

test('what the ConfigMap sets holds for Ingress objects that say nothing', () => {
  expect(ask(compile(SECURE, controller({ 'ssl-redirect': 'false' })), 'http://a.test/')).toBe('a');
  expect(ask(compile(SECURE, controller({ 'http-redirect-code': '301', 'preserve-trailing-slash': 'true' })), 'http://a.test/x/')).toBe('301 https://a.test/x/');
  const forced = compile(ingress('i', { paths: { '/': 'a' } }), controller({ 'force-ssl-redirect': 'true' }));
  expect(ask(forced, 'http://a.test/x')).toBe('308 https://a.test/x');
});

test('an annotation takes precedence over the ConfigMap, and what is no value of it counts for nothing', () => {
  const plain = ingress('i', { paths: { '/': 'a' }, tls: TLS, annotations: { 'ssl-redirect': 'true' } });
  expect(ask(compile(plain, controller({ 'ssl-redirect': 'false' })), 'http://a.test/x')).toBe('308 https://a.test/x');
  expect(ask(compile(SECURE, controller({ 'ssl-redirect': 'never', 'http-redirect-code': '418' })), 'http://a.test/x')).toBe('308 https://a.test/x');
});

test('of several controllers the one counts whose class it is', () => {
  const classes = [
    { apiVersion: 'networking.k8s.io/v1', kind: 'IngressClass', metadata: { name: 'nginx' }, spec: { controller: 'k8s.io/ingress-nginx' } },
    { apiVersion: 'networking.k8s.io/v1', kind: 'IngressClass', metadata: { name: 'inside' }, spec: { controller: 'k8s.io/inside' } },
  ];
  const both = [
    ...controller({ 'ssl-redirect': 'false' }, ['--controller-class=k8s.io/inside', '--ingress-class=inside'], 'inside'),
    ...controller({ 'http-redirect-code': '302' }, ['--controller-class=k8s.io/ingress-nginx']),
  ];
  expect(ask(compileAs({ className: 'nginx' }, SECURE, both, classes), 'http://a.test/x')).toBe('302 https://a.test/x');
  expect(ask(compileAs({ className: 'inside' }, SECURE, both, classes), 'http://a.test/x')).toBe('a');
});

test('other workloads of the chart, which carry its name, are not the controller', () => {
  const [deployment, map] = controller({ 'ssl-redirect': 'false' });
  const text = JSON.stringify(deployment).replaceAll('"/nginx-ingress-controller","--configmap=$(POD_NAMESPACE)/controller","--election-id=ingress-nginx-leader"', '"--port=8080"');
  expect(ask(compile(SECURE, [JSON.parse(text) as JsonObject, map]), 'http://a.test/x')).toBe('308 https://a.test/x');
});

test('snippets are taken where the controller allows them, and what they do is open', () => {
  const snippet = ingress('i', { paths: { '/': 'a' }, annotations: { 'configuration-snippet': 'return 403;' } });
  expect(faults(compile(snippet, controller({ 'allow-snippet-annotations': 'true' })), 'refused')).toEqual(['snippet-not-allowed i']);
  const allowed = compile(snippet, controller({ 'allow-snippet-annotations': 'true', 'annotations-risk-level': 'Critical' }));
  expect(faults(allowed, 'refused')).toEqual([]);
  expect([ask(allowed, 'http://a.test/'), openOf(allowed, 'http://a.test/')]).toEqual(['a', ['annotation']]);
});

test('characters of patterns are for every path type where the controller does not mind', () => {
  const pattern = ingress('i', { paths: { '/a(b|c)': 'a' }, annotations: { 'use-regex': 'true' } });
  expect(faults(compile(pattern), 'refused')).toEqual(['path-of-wrong-type i']);
  expect(faults(compile(pattern, controller({ 'strict-validate-path-type': 'false' })), 'refused')).toEqual([]);
});

test('connections are decrypted where the controller has no --enable-ssl-passthrough', () => {
  const passthrough = ingress('i', { paths: { '/': 'a' }, tls: TLS, annotations: { 'ssl-passthrough': 'true' } });
  expect(openOf(compile(passthrough), 'https://a.test/')).toEqual(['annotation']);
  expect(openOf(compile(passthrough, controller({})), 'https://a.test/')).toEqual([]);
  expect(openOf(compile(passthrough, controller({}, ['--enable-ssl-passthrough'])), 'https://a.test/')).toEqual(['annotation']);
});

test('settings that are not simulated are what all answers depend on', () => {
  const router = compile(SECURE, controller({ 'global-auth-url': 'https://auth.example.com', 'enable-modsecurity': 'false', 'proxy-body-size': '8m' }));
  expect(router.open.map(({ facts }) => facts)).toEqual([{ key: 'global-auth-url', value: 'https://auth.example.com' }]);
  expect(compile(SECURE, controller({}, ['--default-backend-service=shop/errors'])).answers['no-route']).toMatchObject({ open: { facts: { service: 'shop/errors' } } });
});
