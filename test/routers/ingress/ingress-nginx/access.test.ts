import { ask, compile, ingress, openOf, service } from './cluster';
import type { Json } from '../../../../src/kubernetes/resource';

const secret = (data: Json, name = 'users', namespace = 'shop') => ({ apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace }, stringData: data });
const BASIC = { 'auth-type': 'basic', 'auth-secret': 'users' };
const basic = (credentials: string) => ({ headers: { Authorization: `Basic ${btoa(credentials)}` } });

test('basic authentication refuses requests without credentials, on paths that no rule has as well', () => {
  const router = compile(secret({ auth: 'me:{PLAIN}pw\n' }), ingress('i', { paths: { '/x': 'a' }, annotations: BASIC }));
  expect(ask(router, 'http://a.test/x')).toBe('401');
  expect(ask(router, 'http://a.test/y')).toBe('401');
  expect(ask(router, 'http://a.test/x', basic('me:pw'))).toBe('a');
  expect(ask(router, 'http://a.test/x', basic('me:no'))).toBe('401');
  expect(openOf(router, 'http://a.test/x', basic('me:pw'))).toEqual([]);
});

test('whether credentials fit a hashed password is not known', () => {
  const router = compile(secret({ me: '$apr1$x$y' }), ingress('i', { paths: { '/': 'a' }, annotations: { ...BASIC, 'auth-secret-type': 'auth-map' } }));
  expect(ask(router, 'http://a.test/')).toBe('401');
  expect(ask(router, 'http://a.test/', basic('me:pw'))).toBe('a');
  expect(openOf(router, 'http://a.test/', basic('me:pw'))).toEqual(['credentials']);
});

test('a Secret that is missing, lacks its key or is of another namespace makes the location answer 503', () => {
  for (const objects of [[], [secret({ users: 'me:pw' })]]) {
    expect(ask(compile(...objects, ingress('i', { paths: { '/': 'a' }, annotations: BASIC })), 'http://a.test/')).toBe('503');
  }
  const other = compile(secret({ auth: 'me:pw' }, 'users', 'other'), ingress('i', { paths: { '/': 'a' }, annotations: { ...BASIC, 'auth-secret': 'other/users' } }));
  expect(ask(other, 'http://a.test/')).toBe('503');
});

test('such a location is not redirected to', () => {
  expect(ask(compile(ingress('i', { paths: { '/x/': 'a' }, annotations: BASIC, tls: [{}] })), 'http://a.test/x')).toBe('503');
});

test('what auth-url answers is not known', () => {
  const router = compile(ingress('i', { paths: { '/': 'a' }, annotations: { 'auth-url': 'http://auth.test/check' } }));
  expect(ask(router, 'http://a.test/')).toBe('a');
  expect(openOf(router, 'http://a.test/')).toEqual(['external-auth']);
  expect(ask(router, 'http://a.test/_external-auth-Lw-Prefix')).toBe('404');
});

test('who shows nothing is sent to the page of auth-signin', () => {
  const router = compile(ingress('i', { paths: { '/': 'a' }, annotations: { 'auth-url': 'http://auth.test/check', 'auth-signin': 'https://auth.test/start' } }));
  expect(ask(router, 'http://a.test/x?y=1')).toBe('302 https://auth.test/start?rd=http://a.test%2Fx%3Fy%3D1');
  expect(openOf(router, 'http://a.test/x')).toEqual(['external-auth']);
  expect(ask(router, 'http://a.test/x', { headers: { Cookie: 'session=1' } })).toBe('a');
});

test('a page with its own way back is left as it is', () => {
  const annotations = { 'auth-url': 'http://auth.test/check', 'auth-signin': 'https://auth.test/start?rd=$escaped_request_uri' };
  expect(ask(compile(ingress('i', { paths: { '/': 'a' }, annotations })), 'http://a.test/x')).toBe('302 https://auth.test/start?rd=%2Fx');
});

test('a client outside has a public address: private ranges do not have it, and it depends on the address', () => {
  const allowed = (ranges: string) => compile(ingress('i', { paths: { '/': 'a' }, annotations: { 'whitelist-source-range': ranges } }));
  expect(ask(allowed('10.0.0.0/8'), 'http://a.test/')).toBe('403');
  expect(openOf(allowed('10.0.0.0/8'), 'http://a.test/')).toEqual(['client-address']);
  expect(ask(allowed('0.0.0.0/0'), 'http://a.test/')).toBe('a');
  expect(openOf(allowed('0.0.0.0/0'), 'http://a.test/')).toEqual([]);
  expect(ask(allowed('not an address'), 'http://a.test/')).toBe('503');
  expect(ask(compile(ingress('i', { paths: { '/': 'a' }, annotations: { 'denylist-source-range': '10.0.0.0/8' } })), 'http://a.test/')).toBe('a');
});

test('redirects go before all of it, and so does a Service without endpoints', () => {
  const annotations = { 'whitelist-source-range': '10.0.0.0/8' };
  expect(ask(compile(ingress('i', { paths: { '/': 'a' }, annotations: { ...annotations, 'permanent-redirect': 'https://b.test' } })), 'http://a.test/')).toBe('301 https://b.test');
  expect(ask(compile(service('empty', undefined, false), ingress('i', { paths: { '/': 'empty' }, annotations })), 'http://a.test/')).toBe('empty');
});

test('satisfy: any takes the address or the password', () => {
  const annotations = { ...BASIC, 'satisfy': 'any', 'whitelist-source-range': '0.0.0.0/0' };
  expect(ask(compile(secret({ auth: 'me:{PLAIN}pw' }), ingress('i', { paths: { '/': 'a' }, annotations })), 'http://a.test/')).toBe('a');
});

test('certificates of clients that cannot be checked make the whole host answer 403', () => {
  const router = compile(ingress('i', { paths: { '/x': 'a' }, annotations: { 'auth-tls-secret': 'shop/none' }, created: 1 }), ingress('j', { paths: { '/y': 'b' }, created: 2 }));
  expect(ask(router, 'http://a.test/y')).toBe('403');
});

test('a host that asks for certificates of clients answers 400 over https, and whether the client has one is not known', () => {
  const annotations = { 'auth-tls-secret': 'shop/ca' };
  const askingFor = (more: Record<string, string>) => compile(secret({ 'ca.crt': 'PEM' }, 'ca'), ingress('i', { paths: { '/x': 'a' }, annotations: { ...annotations, ...more } }));
  expect(ask(askingFor({}), 'https://a.test/x')).toBe('400');
  expect(ask(askingFor({}), 'https://a.test/other')).toBe('400');
  expect(openOf(askingFor({}), 'https://a.test/x')).toEqual(['client-certificate']);
  expect(ask(askingFor({}), 'http://a.test/x')).toBe('a');
  expect(ask(askingFor({ 'auth-tls-verify-client': 'optional' }), 'https://a.test/x')).toBe('a');
  expect(ask(askingFor({ 'auth-tls-error-page': 'https://b.test/sorry' }), 'https://a.test/x')).toBe('302 https://b.test/sorry');
});

test('limits may be reached', () => {
  expect(openOf(compile(ingress('i', { paths: { '/': 'a' }, annotations: { 'limit-rps': '5' } })), 'http://a.test/')).toEqual(['rate-limit']);
});

test('custom-http-errors has the answers of the router itself as well', () => {
  const router = compile(ingress('i', { paths: { '/': 'a' }, annotations: { 'whitelist-source-range': '10.0.0.0/8', 'custom-http-errors': '403', 'default-backend': 'b' } }));
  expect(ask(router, 'http://a.test/')).toBe('b');
});

test('custom-http-errors has the requests that no path matches, which the Service of default-backend gets', () => {
  const annotations = { 'custom-http-errors': '404', 'default-backend': 'b' };
  expect(ask(compile(ingress('i', { paths: { '/x': 'a' }, annotations })), 'http://a.test/y')).toBe('b');
  expect(ask(compile(ingress('i', { paths: { '/x': 'a' }, annotations: { ...annotations, 'custom-http-errors': '503' } })), 'http://a.test/y')).toBe('404');
});

test('what custom-http-errors replaces depends on what the pods answer', () => {
  expect(openOf(compile(ingress('i', { paths: { '/': 'a' }, annotations: { 'custom-http-errors': '404' } })), 'http://a.test/')).toEqual(['custom-http-errors']);
});
