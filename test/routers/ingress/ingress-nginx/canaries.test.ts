import { ask, compile, faults, ingress, service } from './cluster';

const PRIMARY = ingress('main', { paths: { '/': 'a' }, created: 1 });

function canary(annotations: Readonly<Record<string, string>>, paths: Readonly<Record<string, string>> = { '/': 'b' }, created = 2) {
  return ingress('canary', { paths, annotations: { canary: 'true', ...annotations }, created });
}

test('a weight is a share of 100, or of a greater total', () => {
  expect(ask(compile(PRIMARY, canary({ 'canary-weight': '20' })), 'http://a.test/')).toBe('80% a, 20% b');
  expect(ask(compile(PRIMARY, canary({ 'canary-weight': '20', 'canary-weight-total': '200' })), 'http://a.test/')).toBe('90% a, 10% b');
  expect(ask(compile(PRIMARY, canary({ 'canary-weight': '20', 'canary-weight-total': '10' })), 'http://a.test/')).toBe('80% a, 20% b');
  expect(ask(compile(PRIMARY, canary({ 'canary-weight': '100' })), 'http://a.test/')).toBe('b');
  expect(ask(compile(PRIMARY, canary({ 'canary-weight': '0' })), 'http://a.test/')).toBe('a');
});

test('a header says always or never, and any other value falls through', () => {
  const router = compile(PRIMARY, canary({ 'canary-by-header': 'X-Canary', 'canary-weight': '20' }));
  const asked = (value: string) => ask(router, 'http://a.test/', { headers: { 'x-canary': value } });
  expect([asked('always'), asked('never'), asked('yes')]).toEqual(['b', 'a', '80% a, 20% b']);
});

test('a value or a pattern takes the place of always and never', () => {
  const value = compile(PRIMARY, canary({ 'canary-by-header': 'X-Canary', 'canary-by-header-value': 'yes', 'canary-by-header-pattern': 'no' }));
  expect(['yes', 'no', 'always'].map((each) => ask(value, 'http://a.test/', { headers: { 'X-Canary': each } }))).toEqual(['b', 'a', 'a']);
  const pattern = compile(PRIMARY, canary({ 'canary-by-header': 'X-Canary', 'canary-by-header-pattern': 'e[su]' }));
  expect(['yes', 'YES', 'always'].map((each) => ask(pattern, 'http://a.test/', { headers: { 'X-Canary': each } }))).toEqual(['b', 'a', 'a']);
});

test('the header goes before the cookie, the cookie before the weight', () => {
  const router = compile(PRIMARY, canary({ 'canary-by-header': 'X-Canary', 'canary-by-cookie': 'ck', 'canary-weight': '20' }));
  expect(ask(router, 'http://a.test/', { headers: { 'X-Canary': 'never', 'Cookie': 'ck=always' } })).toBe('a');
  expect(ask(router, 'http://a.test/', { headers: { Cookie: 'x=y; CK=always' } })).toBe('b');
  expect(ask(router, 'http://a.test/', { headers: { Cookie: 'ck=never' } })).toBe('a');
});

test('it hangs on the Service and port of its primary: other paths and hosts of them get it, too', () => {
  const other = ingress('other', { host: 'b.test', paths: { '/x': 'a' }, created: 1 });
  expect(ask(compile(PRIMARY, other, canary({ 'canary-weight': '100' })), 'http://b.test/x')).toBe('b');
});

test('a path without a primary takes the canary away for all its paths', () => {
  const router = compile(PRIMARY, canary({ 'canary-weight': '100' }, { '/': 'b', '/x': 'b' }));
  expect(ask(router, 'http://a.test/')).toBe('a');
});

test('the type of the path counts', () => {
  expect(ask(compile(PRIMARY, canary({ 'canary-weight': '100' }, { '= /': 'b' })), 'http://a.test/')).toBe('a');
});

test('only the first canary counts', () => {
  const second = ingress('second', { paths: { '/': 'c' }, annotations: { 'canary': 'true', 'canary-weight': '100' }, created: 3 });
  expect(ask(compile(PRIMARY, canary({ 'canary-weight': '0' }), second), 'http://a.test/')).toBe('a');
});

test('a Service that an older Ingress has is no canary', () => {
  const router = compile(PRIMARY, ingress('older', { host: 'b.test', paths: { '/': 'b' }, created: 1 }), canary({ 'canary-weight': '100' }));
  expect(ask(router, 'http://a.test/')).toBe('a');
});

test('a Service that a newer Ingress has vanishes from it', () => {
  const router = compile(PRIMARY, canary({ 'canary-weight': '0' }), ingress('newer', { host: 'b.test', paths: { '/': 'b' }, created: 3 }));
  expect(ask(router, 'http://b.test/')).toBe('404');
});

test('a canary without endpoints leaves all to its primary, and a primary without endpoints gives it nothing', () => {
  const noPods = service('empty', undefined, false);
  expect(ask(compile(noPods, PRIMARY, canary({ 'canary-weight': '100' }, { '/': 'empty' })), 'http://a.test/')).toBe('a');
  expect(ask(compile(noPods, ingress('main', { paths: { '/': 'empty' }, created: 1 }), canary({ 'canary-weight': '100' })), 'http://a.test/')).toBe('empty');
});

test('a canary alone serves nothing', () => {
  expect(ask(compile(canary({ 'canary-weight': '100' })), 'http://a.test/')).toBe('404');
});

test('a rule without http ends the controller', () => {
  const rule = ingress('canary', { annotations: { canary: 'true' }, created: 2 });
  const router = compile(PRIMARY, { ...rule, spec: { rules: [{ host: 'a.test' }] } });
  expect(faults(router, 'breaks-router')).toEqual(['canary-without-http canary']);
});
