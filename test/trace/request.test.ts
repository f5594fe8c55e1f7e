import { parseRequest, parseWorkloadRef } from '../../src/trace/request';

test('a request is a GET from outside without headers, unless said otherwise', () => {
  expect(parseRequest({ url: 'http://api.example.com/', namespace: 'kiada' })).toEqual({
    request: { method: 'GET', url: 'http://api.example.com/', headers: {}, from: null }, error: null,
  });
});

test('headers have names in lower case, and come together where a name comes twice', () => {
  const { request } = parseRequest({ url: 'x', namespace: 'kiada', headers: ['X-Canary: always', 'Accept: a', 'accept:b', 'Host: a.example.com', 'Host: b.example.com'] });
  expect(request?.headers).toEqual({ 'x-canary': 'always', 'accept': 'a, b', 'host': 'b.example.com' });
});

test.each([
  ['Deployment/kiada', 'Deployment', 'kiada'], ['deploy/kiada', 'Deployment', 'kiada'], ['sts/quiz', 'StatefulSet', 'kiada'],
  ['other/Pods/quote-001', 'Pod', 'other'], ['Rollout/quote', 'Rollout', 'kiada'],
])('%s names a workload', (from, kind, namespace) => {
  expect(parseWorkloadRef(from, 'kiada')).toMatchObject({ kind, namespace });
});

test.each([
  [{ from: 'kiada' }, 'expected KIND/NAME or NAMESPACE/KIND/NAME'],
  [{ from: 'a/b/c/d' }, 'expected KIND/NAME'],
  [{ from: 'Deployment/' }, 'expected KIND/NAME'],
  [{ method: 'GET /x' }, 'got the method \'GET /x\''],
  [{ method: '' }, 'got the method \'\''],
  [{ headers: ['no colon'] }, 'got the header \'no colon\', expected \'Name: value\''],
  [{ headers: ['a b: c'] }, 'expected \'Name: value\''],
  [{ headers: ['Host: a/b'] }, 'the Host header'],
  [{ url: 'gopher://x' }, 'scheme \'gopher\''],
])('%j is refused', (input, message) => {
  const { request, error } = parseRequest({ url: 'http://x/', namespace: 'kiada', ...input });
  expect(request).toBeNull();
  expect(error).toContain(message);
});

test('a header named like a property of objects is a header', () => {
  const { request } = parseRequest({ url: 'x', namespace: 'kiada', headers: ['__proto__: polluted', 'constructor: x'] });
  expect(Object.keys(request?.headers ?? {})).toEqual(['__proto__', 'constructor']);
});
