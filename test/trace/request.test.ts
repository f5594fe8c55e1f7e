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
  [{ headers: ['http://api.example.com/'] }, 'expected \'Name: value\''],
  [{ method: 'GT' }, 'got the method \'GT\', did you mean GET?'],
  [{ method: 'get' }, 'did you mean GET?'],
  [{ method: 'DELTE' }, 'did you mean DELETE?'],
  [{ url: 'gopher://x' }, 'scheme \'gopher\''],
  [{ url: 'http//x' }, 'got \'http//x\', did you mean \'http://x\'?'],
  [{ url: 'HTTPS:/x/y' }, 'did you mean \'HTTPS://x/y\'?'],
  [{ url: 'http;//x' }, 'did you mean \'http://x\'?'],
  [{ url: 'tcp:\\\\db:5432' }, 'did you mean \'tcp://db:5432\'?'],
])('%j is refused', (input, message) => {
  const { request, error } = parseRequest({ url: 'http://x/', namespace: 'kiada', ...input });
  expect(request).toBeNull();
  expect(error).toContain(message);
});

test.each(['PURGE', 'PROPFIND', 'X-CUSTOM', 'FLUSHALL', 'M-SEARCH'])('%s is a method', (method) => {
  expect(parseRequest({ url: 'x', method, namespace: 'kiada' }).request?.method).toBe(method);
});

test.each(['http/x', 'http:80//x', 'https', 'tcp:80/x', 'http.example.com//x'])('%s has a host that is named like a scheme', (url) => {
  expect(parseRequest({ url, namespace: 'kiada' }).error).toBeNull();
});

test('a header named like a property of objects is a header', () => {
  const { request } = parseRequest({ url: 'x', namespace: 'kiada', headers: ['__proto__: polluted', 'constructor: x'] });
  expect(Object.keys(request?.headers ?? {})).toEqual(['__proto__', 'constructor']);
});
