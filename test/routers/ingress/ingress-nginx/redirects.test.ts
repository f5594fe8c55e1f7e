import { ask, compile, ingress, openOf } from './cluster';

const TLS = [{ hosts: ['a.test'], secretName: 'cert' }];

test('a host with TLS redirects http to https, without port and without one / at the very end', () => {
  const router = compile(ingress('i', { paths: { '/': 'a' }, tls: TLS }));
  expect(ask(router, 'http://A.test:8080/x/?y=/')).toBe('308 https://A.test/x/?y=');
  expect(ask(router, 'http://a.test/')).toBe('308 https://a.test');
  expect(ask(router, 'https://a.test/x')).toBe('a');
});

test('any entry of spec.tls redirects all hosts of its Ingress, and all Ingress objects on them', () => {
  const router = compile(
    ingress('i', { paths: { '/x': 'a' }, tls: [{ hosts: ['other.test'] }], created: 1 }),
    ingress('j', { paths: { '/y': 'b' }, created: 2 }),
  );
  expect(ask(router, 'http://a.test/y')).toBe('308 https://a.test/y');
});

test('ssl-redirect: false keeps http, and force-ssl-redirect needs no TLS', () => {
  expect(ask(compile(ingress('i', { paths: { '/': 'a' }, tls: TLS, annotations: { 'ssl-redirect': 'false' } })), 'http://a.test/')).toBe('a');
  const forced = compile(ingress('i', { host: '', paths: { '/': 'a' }, annotations: { 'force-ssl-redirect': 'true' } }));
  expect(ask(forced, 'http://b.test/x')).toBe('308 https://b.test/x');
});

test('rules for every host are not redirected for TLS', () => {
  expect(ask(compile(ingress('i', { host: '', paths: { '/': 'a' }, tls: [{}] })), 'http://a.test/')).toBe('a');
});

test('a certificate of *.test redirects a host of its own without TLS', () => {
  const router = compile(
    ingress('i', { host: '*.test', paths: { '/': 'a' }, tls: [{ hosts: ['*.test'] }], created: 1 }),
    ingress('j', { paths: { '/': 'b' }, created: 2 }),
  );
  expect(ask(router, 'http://a.test/x')).toBe('308 https://a.test/x');
});

test('ACME challenges stay on http', () => {
  const router = compile(ingress('i', { paths: { '/.well-known/acme-challenge/token': 'a', '/': 'b' }, tls: TLS }));
  expect(ask(router, 'http://a.test/.well-known/acme-challenge/token')).toBe('a');
});

test('preserve-trailing-slash and use-port-in-redirects change the Location', () => {
  const kept = compile(ingress('i', { paths: { '/': 'a' }, tls: TLS, annotations: { 'preserve-trailing-slash': 'true', 'use-port-in-redirects': 'true' } }));
  expect(ask(kept, 'http://a.test/x/')).toBe('308 https://a.test:443/x/');
});

test('app-root redirects / alone, before everything else', () => {
  const router = compile(ingress('i', { paths: { '/': 'a' }, tls: TLS, annotations: { 'app-root': '/app' } }));
  expect(ask(router, 'http://a.test:81/?x=1')).toBe('302 http://a.test:81/app');
  expect(ask(router, 'https://a.test/x')).toBe('a');
});

test('permanent and temporal redirects go before TLS, with their codes', () => {
  const permanent = compile(ingress('i', { paths: { '/': 'a' }, tls: TLS, annotations: { 'permanent-redirect': 'https://b.test/x' } }));
  expect(ask(permanent, 'http://a.test/y?z=1')).toBe('301 https://b.test/x');
  const coded = compile(ingress('i', { paths: { '/': 'a' }, annotations: { 'permanent-redirect': '/x', 'permanent-redirect-code': '308' } }));
  expect(ask(coded, 'http://a.test/y')).toBe('308 http://a.test/x');
  const both = compile(ingress('i', { paths: { '/': 'a' }, annotations: { 'permanent-redirect': '/p', 'temporal-redirect': 'https://b.test', 'temporal-redirect-code': '404' } }));
  expect(ask(both, 'http://a.test/')).toBe('302 https://b.test');
});

test('the redirect to the path with a slash goes before TLS and before permanent redirects', () => {
  const router = compile(ingress('i', { paths: { '/x/': 'a' }, tls: TLS, annotations: { 'permanent-redirect': 'https://b.test' } }));
  expect(ask(compile(ingress('i', { paths: { '= /x/': 'a' }, tls: TLS })), 'http://a.test/x')).toBe('301 http://a.test/x/');
  expect(ask(router, 'http://a.test/x')).toBe('301 http://a.test/x/');
});

test('from-to-www-redirect writes the port of the scheme', () => {
  const router = compile(ingress('i', { paths: { '/': 'a' }, annotations: { 'from-to-www-redirect': 'true' } }));
  expect(ask(router, 'http://www.a.test/x/')).toBe('308 http://a.test:80/x');
  expect(ask(router, 'https://www.a.test/x')).toBe('308 https://a.test:443/x');
  expect(ask(router, 'http://a.test/')).toBe('a');
});

test('from-to-www-redirect leaves a host that has rules of its own', () => {
  const router = compile(
    ingress('i', { paths: { '/': 'a' }, annotations: { 'from-to-www-redirect': 'true' }, created: 1 }),
    ingress('j', { host: 'www.a.test', paths: { '/': 'b' }, created: 2 }),
  );
  expect(ask(router, 'http://www.a.test/')).toBe('b');
});

test('relative-redirects leaves scheme and host out', () => {
  const router = compile(ingress('i', { paths: { '= /x/': 'a' }, annotations: { 'relative-redirects': 'true' } }));
  expect(ask(router, 'http://a.test/x?y=1')).toBe('301 /x/?y=1');
});

test('preflight requests are answered 204', () => {
  const router = compile(ingress('i', { paths: { '/': 'a' }, annotations: { 'enable-cors': 'true', 'cors-allow-origin': 'https://*.web.test' } }));
  const asked = (origin: string) => ask(router, 'http://a.test/', { method: 'OPTIONS', headers: { Origin: origin } });
  expect(asked('https://app.web.test')).toBe('204');
  expect(asked('https://other.test')).toBe('a');
  expect(ask(router, 'http://a.test/')).toBe('a');
});

/** Of a.test and *.b.test; the key was thrown away. */
const CERTIFICATE = ['-----BEGIN CERTIFICATE-----', ...[
  'MIIBljCCATygAwIBAgIUPwnIA/EzxN9La7mm3Buuu+Nsu2QwCgYIKoZIzj0EAwIwETEPMA0GA1UEAwwGYS50ZXN0MCAXDTI2MTEyOTIwMDQyNFoYDzIxMjYx',
  'MTA1MjAwNDI0WjARMQ8wDQYDVQQDDAZhLnRlc3QwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAARLk0BFjo03+atiV8E1QkpuHsv0T/jy5axuFvsLqydnDwU0',
  'litxr8LF1d1lRsVLlqMJjDDyNDnqbb4VA7zFrGTao3AwbjAdBgNVHQ4EFgQUKuLcS39NkIffKA6inK3ThddLhxYwHwYDVR0jBBgwFoAUKuLcS39NkIffKA6i',
  'nK3ThddLhxYwDwYDVR0TAQH/BAUwAwEB/zAbBgNVHREEFDASggZhLnRlc3SCCCouYi50ZXN0MAoGCCqGSM49BAMCA0gAMEUCIQCLz9Dy2MdRn1StcJzfi6dm',
  'lNQY4emfd45TdbuGV9w3GwIgIO5OCcwkRl496ktLVVRJmIhP72xnCbAwxFRQIdpynnc=',
].join('').match(/.{1,64}/g) ?? [], '-----END CERTIFICATE-----'].join('\n');

test('an alias is redirected to https where the certificate of its host has its name', () => {
  const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'cert', namespace: 'shop' }, type: 'kubernetes.io/tls', stringData: { 'tls.crt': CERTIFICATE } };
  const router = compile(secret, ingress('i', { paths: { '/': 'a' }, tls: TLS, annotations: { 'server-alias': 'x.b.test,www.a.test' } }));
  expect(ask(router, 'http://x.b.test/')).toBe('308 https://x.b.test');
  expect(ask(router, 'http://www.a.test/')).toBe('a');
  expect(openOf(router, 'http://www.a.test/')).toEqual([]);
});

test('of a certificate outside the manifests the hosts of spec.tls are taken for its names, which is said', () => {
  const router = compile(ingress('i', { paths: { '/': 'a' }, tls: [{ hosts: ['a.test', '*.b.test'], secretName: 'cert' }], annotations: { 'server-alias': 'x.b.test,www.a.test' } }));
  expect(ask(router, 'http://x.b.test/')).toBe('308 https://x.b.test');
  expect(openOf(router, 'http://x.b.test/')).toEqual(['certificate-names']);
  expect(ask(router, 'http://www.a.test/')).toBe('a');
  expect(openOf(router, 'http://www.a.test/')).toEqual(['certificate-names']);
  expect(openOf(router, 'http://a.test/')).toEqual([]);
});
