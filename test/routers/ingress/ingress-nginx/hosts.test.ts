import { ask, compile, faults, ingress } from './cluster';

const every = ingress('every', { host: '', paths: { '/': 'c' }, created: 9 });

test('case, port and one final dot of the Host are ignored', () => {
  const router = compile(ingress('i', { paths: { '/': 'a' } }));
  for (const host of ['A.Test', 'a.test:8080', 'a.test.', 'a.test:x']) expect(ask(router, `http://${host}/`)).toBe('a');
});

test('a wildcard is one label, and an exact host goes before it even for paths that it does not have', () => {
  const router = compile(ingress('i', { host: '*.b.test', paths: { '/': 'a' }, created: 1 }), ingress('j', { host: 'x.b.test', paths: { '/y': 'b' }, created: 2 }), every);
  expect(ask(router, 'http://w.b.test/')).toBe('a');
  expect(ask(router, 'http://v.w.b.test/')).toBe('c');
  expect(ask(router, 'http://b.test/')).toBe('c');
  expect(ask(router, 'http://x.b.test/')).toBe('404');
});

test('aliases are names of the server: any number of labels, patterns', () => {
  const router = compile(ingress('i', { paths: { '/': 'a' }, annotations: { 'server-alias': 'b.test, *.c.test, ~^x[0-9]+\\.test$, www.d.*' } }), every);
  for (const host of ['b.test', 'x.c.test', 'y.x.c.test', 'x12.test', 'www.d.org']) expect(ask(router, `http://${host}/`)).toBe('a');
  for (const host of ['c.test', 'x.test', 'd.org']) expect(ask(router, `http://${host}/`)).toBe('c');
});

test('an alias that is the host of another rule has no effect', () => {
  const router = compile(ingress('i', { paths: { '/': 'a' }, annotations: { 'server-alias': 'b.test' }, created: 1 }), ingress('j', { host: 'b.test', paths: { '/': 'b' }, created: 2 }));
  expect(ask(router, 'http://b.test/')).toBe('b');
});

test('http is not redirected for an alias that no certificate is for', () => {
  const router = compile(ingress('i', { paths: { '/': 'a' }, annotations: { 'server-alias': 'b.test' }, tls: [{ hosts: ['a.test'] }] }));
  expect(ask(router, 'http://a.test/')).toBe('308 https://a.test');
  expect(ask(router, 'http://b.test/')).toBe('a');
});

test('names that nginx does not take break it', () => {
  expect(faults(compile(ingress('i', { paths: { '/': 'a' }, annotations: { 'server-alias': '*' } })), 'breaks-router')).toEqual(['invalid-server-name i']);
  expect(faults(compile(ingress('i', { host: '*.a.test', paths: { '/': 'a' }, annotations: { 'from-to-www-redirect': 'true' } })), 'breaks-router')).toEqual(['invalid-server-name i']);
});

test('every host that no rule names has the health check, and a status page that is for the controller itself', () => {
  const router = compile(ingress('i', { paths: { '/': 'a' } }), every);
  expect(ask(router, 'http://z.test/healthz')).toBe('200');
  expect(ask(router, 'http://z.test/nginx_status')).toBe('403');
  expect(ask(router, 'http://a.test/healthz')).toBe('a');
});

test('a longer rule goes before the health check, and a pattern for every host does, too', () => {
  expect(ask(compile(ingress('i', { host: '', paths: { '/healthz/x': 'a' } })), 'http://z.test/healthz/x')).toBe('a');
  expect(ask(compile(ingress('i', { host: '', paths: { '~ /v[0-9]': 'a' }, annotations: { 'use-regex': 'true' } })), 'http://z.test/healthz')).toBe('404');
});
