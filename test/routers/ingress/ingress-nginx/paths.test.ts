import { ask, compile, ingress, openOf } from './cluster';

test('a Prefix takes itself and everything below it, and not what merely begins with it', () => {
  const router = compile(ingress('i', { paths: { '/x': 'a' } }));
  expect(ask(router, 'http://a.test/x')).toBe('a');
  expect(ask(router, 'http://a.test/x/')).toBe('a');
  expect(ask(router, 'http://a.test/x/y')).toBe('a');
  expect(ask(router, 'http://a.test/xy')).toBe('404');
  expect(ask(router, 'http://a.test/X')).toBe('404');
});

test('an Exact path goes before a Prefix of the same text, whatever their order', () => {
  const router = compile(ingress('i', { paths: { '/x': 'a', '= /x': 'b' } }));
  expect(ask(router, 'http://a.test/x')).toBe('b');
  expect(ask(router, 'http://a.test/x/')).toBe('a');
});

test('the longer path wins', () => {
  const router = compile(ingress('i', { paths: { '/': 'a', '/x': 'b', '/x/y': 'c' } }));
  expect(ask(router, 'http://a.test/x/y/z')).toBe('c');
  expect(ask(router, 'http://a.test/x/z')).toBe('b');
  expect(ask(router, 'http://a.test/z')).toBe('a');
});

test('ImplementationSpecific is a Prefix', () => {
  const router = compile(ingress('i', { paths: { '~ /x': 'a' } }));
  expect(ask(router, 'http://a.test/x/y')).toBe('a');
  expect(ask(router, 'http://a.test/xy')).toBe('404');
});

test('a path that ends with / redirects the path without it, Exact as well as Prefix', () => {
  const router = compile(ingress('i', { paths: { '/p/': 'a', '= /e/': 'b', '/': 'c' } }));
  expect(ask(router, 'http://a.test/p?x=1')).toBe('301 http://a.test/p/?x=1');
  expect(ask(router, 'http://A.test:8080/e')).toBe('301 http://a.test/e/');
  expect(ask(router, 'http://a.test/e/')).toBe('b');
  expect(ask(router, 'http://a.test/e/f')).toBe('c');
});

test('an Exact path without the slash takes the place of that redirect', () => {
  const router = compile(ingress('i', { paths: { '/p/': 'a', '= /p': 'b' } }));
  expect(ask(router, 'http://a.test/p')).toBe('b');
});

test('paths are decoded, their slashes merged and their dots resolved before they are matched', () => {
  const router = compile(ingress('i', { paths: { '/x': 'a' } }));
  expect(ask(router, 'http://a.test/%78/y')).toBe('a');
  expect(ask(router, 'http://a.test//x')).toBe('a');
  expect(ask(router, 'http://a.test/x/../z')).toBe('404');
  expect(ask(router, 'http://a.test/x%2fy')).toBe('a');
});

test('a path that leaves the root or has a broken escape is answered 400', () => {
  const router = compile(ingress('i', { paths: { '/': 'a' } }));
  for (const path of ['/..', '/x/../..', '/%', '/%zz', '/%00']) expect(ask(router, `http://a.test${path}`)).toBe('400');
});

test('TRACE is answered 405', () => {
  expect(ask(compile(ingress('i', { paths: { '/': 'a' } })), 'http://a.test/', { method: 'TRACE' })).toBe('405');
});

test('of two Ingress objects with one path the older wins', () => {
  const router = compile(ingress('older', { paths: { '/x': 'a' }, created: 1 }), ingress('newer', { paths: { '/x': 'b' }, created: 2 }));
  expect(ask(router, 'http://a.test/x')).toBe('a');
  expect(openOf(router, 'http://a.test/x')).toEqual([]);
});

test('of two of the same age the greater name wins, which depends on when they were created', () => {
  const router = compile(ingress('first', { paths: { '/x': 'a' } }), ingress('second', { paths: { '/x': 'b' } }));
  expect(ask(router, 'http://a.test/x')).toBe('b');
  expect(openOf(router, 'http://a.test/x')).toEqual(['creation-order']);
});

test('what no path of a host takes has the annotations of the first Ingress of the host', () => {
  const router = compile(
    ingress('first', { paths: { '/x': 'a' }, annotations: { 'permanent-redirect': 'https://new.test/' }, created: 1 }),
    ingress('second', { paths: { '/y': 'b' }, created: 2 }),
  );
  expect(ask(router, 'http://a.test/z')).toBe('301 https://new.test/');
  expect(ask(router, 'http://a.test/y')).toBe('b');
});

test('a Prefix / takes the place of the implicit one, an Exact / does not', () => {
  const first = ingress('first', { paths: { '/x': 'a' }, annotations: { 'permanent-redirect': 'https://new.test/' }, created: 1 });
  expect(ask(compile(first, ingress('second', { paths: { '/': 'b' }, created: 2 })), 'http://a.test/z')).toBe('b');
  const exact = compile(first, ingress('second', { paths: { '= /': 'b' }, created: 2 }));
  expect(ask(exact, 'http://a.test/')).toBe('b');
  expect(ask(exact, 'http://a.test/z')).toBe('301 https://new.test/');
});
