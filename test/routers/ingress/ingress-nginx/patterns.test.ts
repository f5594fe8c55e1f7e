import { ask, compile, ingress, routeOf } from './cluster';

test('one use-regex turns every path of the host into a pattern of any case, unanchored at its end', () => {
  const router = compile(
    ingress('i', { paths: { '~ /v[0-9]+': 'a' }, annotations: { 'use-regex': 'true' }, created: 1 }),
    ingress('j', { paths: { '/x': 'b' }, created: 2 }),
  );
  expect(ask(router, 'http://a.test/V12/users')).toBe('a');
  expect(ask(router, 'http://a.test/Xyz')).toBe('b');
  expect(ask(router, 'http://a.test/z')).toBe('404');
});

test('other hosts stay as they are', () => {
  const router = compile(
    ingress('i', { paths: { '~ /v[0-9]+': 'a' }, annotations: { 'use-regex': 'true' }, created: 1 }),
    ingress('j', { host: 'b.test', paths: { '/x': 'b' }, created: 2 }),
  );
  expect(ask(router, 'http://b.test/xyz')).toBe('404');
});

test('the first pattern in order of length wins', () => {
  const router = compile(ingress('i', { paths: { '~ /abc': 'b', '~ /abcde*': 'a' }, annotations: { 'use-regex': 'true' } }));
  expect(ask(router, 'http://a.test/abcd')).toBe('a');
});

test('an alternative is not anchored at the beginning', () => {
  const router = compile(ingress('i', { paths: { '~ /x|/y': 'a' }, annotations: { 'use-regex': 'true' } }));
  expect(ask(router, 'http://a.test/z/y')).toBe('a');
  expect(ask(router, 'http://a.test/z/x')).toBe('404');
});

test('an Exact / is never reached on a host with patterns', () => {
  const paths = { '= /': 'a', '~ /v[0-9]': 'b' };
  const annotations = { 'use-regex': 'true' };
  const everywhere = compile(ingress('i', { host: '', paths, annotations }));
  expect(ask(everywhere, 'http://a.test/')).toBe('404');
  expect(ask(everywhere, 'http://a.test/v1')).toBe('b');
  const router = compile(ingress('i', { paths, annotations }));
  expect(ask(router, 'http://a.test/')).toBe('404');
});

test('a rewrite replaces the whole path, and the groups that took no part are empty', () => {
  const router = compile(ingress('i', { paths: { '~ /api(/|$)(.*)': 'a' }, annotations: { 'rewrite-target': '/$2' } }));
  expect(ask(router, 'http://a.test/api/users?x=1')).toBe('a /users');
  expect(ask(router, 'http://a.test/API')).toBe('a /');
  expect(ask(router, 'http://a.test/apis')).toBe('404');
  const alternatives = compile(ingress('i', { paths: { '~ /a|/b/(.*)': 'a' }, annotations: { 'rewrite-target': '/z/$1' } }));
  expect(ask(alternatives, 'http://a.test/a')).toBe('a /z/');
});

test('a rewrite by a pattern that looks ahead takes the groups that the location found', () => {
  const router = compile(ingress('i', { paths: { '~ /(?!api)(.*)': 'a', '~ /api/((?!v1|v2).*)': 'b' }, annotations: { 'rewrite-target': '/web/$1' } }));
  expect(ask(router, 'http://a.test/shop')).toBe('a /web/shop');
  expect(ask(router, 'http://a.test/api/v3/x')).toBe('b /web/v3/x');
  expect(ask(router, 'http://a.test/api/v2/x')).toBe('404');
});

test('a rewritten path is encoded anew, with slashes as slashes', () => {
  const router = compile(ingress('i', { paths: { '~ /svc/(.*)': 'a' }, annotations: { 'rewrite-target': '/$1' } }));
  expect(ask(router, 'http://a.test/svc/a%2Fb')).toBe('a /a/b');
  expect(ask(router, 'http://a.test/svc/a%20b%3Fc%25%23')).toBe('a /a%20b%3Fc%25%23');
  expect(ask(router, 'http://a.test/svc/a|b%20c')).toBe('a /a%7Cb%20c');
  // what was not decoded is not encoded
  expect(ask(router, 'http://a.test/svc/a|b')).toBe('a /a|b');
  expect(ask(router, 'http://a.test/svc/%C3%A9')).toBe('a /%C3%A9');
});

test('without a rewrite the path is sent as it came', () => {
  const router = compile(ingress('i', { paths: { '/x': 'a' } }));
  expect(ask(router, 'http://a.test//x/./%7a')).toBe('a');
});

test('a rewrite to a Prefix itself counts, since the path has a / at its end by then', () => {
  const router = compile(ingress('i', { paths: { '/api': 'a' }, annotations: { 'rewrite-target': '/api' } }));
  expect(ask(router, 'http://a.test/api/x')).toBe('a /api');
  expect(ask(router, 'http://a.test/apix')).toBe('a');
});

test('a target with characters that are not allowed is taken as none', () => {
  const router = compile(ingress('i', { paths: { '/api': 'a' }, annotations: { 'rewrite-target': '/x?y=1' } }));
  expect(ask(router, 'http://a.test/api/x')).toBe('a');
  expect(ask(router, 'http://a.test/apix')).toBe('404');
});

test('a target with a scheme is a redirect', () => {
  const router = compile(ingress('i', { paths: { '~ /old/(.*)': 'a' }, annotations: { 'rewrite-target': 'https://new.test/$1' } }));
  expect(ask(router, 'http://a.test/old/x?y=1')).toBe('302 https://new.test/x?y=1');
});

test('a variable of nginx in a target has its value', () => {
  const router = compile(ingress('i', { paths: { '/api': 'a' }, annotations: { 'rewrite-target': '/v1$uri' } }));
  expect(ask(router, 'http://a.test/api/x')).toBe('a /v1/api/x');
});

test('the pods see another Host with upstream-vhost', () => {
  const router = compile(ingress('i', { paths: { '/': 'a' }, annotations: { 'upstream-vhost': 'inner.test' } }));
  expect(routeOf(router, 'http://a.test/')?.filters).toEqual([expect.objectContaining({ kind: 'rewrite', host: ['inner.test'] })]);
});
