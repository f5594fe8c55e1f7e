import { parseExpectations } from '../../src/expectations/parse';
import { titleOf } from '../../src/expectations/requests';

/** `3:15 message` of each problem. */
function problems(text: string): readonly string[] {
  return parseExpectations(text, 'routes.test.yaml').problems.map(({ line, column, message }) => `${line}:${column} ${message}`);
}

function tests(text: string) {
  const parsed = parseExpectations(text, 'routes.test.yaml');
  expect(parsed.problems).toEqual([]);
  return parsed.tests;
}

const requests = (text: string) => tests(text).map(({ request: { method, url, from } }) => `${method} ${url}${from === null ? '' : ` from ${from}`}`);

test('a request is a line with or without method, or a mapping', () => {
  expect(requests(`
tests:
  - { request: GET http://a.example/x, expect: { status: 404 } }
  - { request: a.example/y, expect: { status: 404 } }
  - request: { url: http://quote, method: post, from: Deployment/kiada }
    expect: { service: quote }
`)).toEqual(['GET http://a.example/x', 'GET a.example/y', 'POST http://quote from Deployment/kiada']);
});

test('headers, scheme and query of a request are taken over', () => {
  const [{ request }] = tests(`
tests:
  - request: { url: a.example/x, scheme: https, headers: { X-Canary: always, X-N: 1 }, query: { q: a b, tag: [1, 2] } }
    expect: { service: a }
`);
  expect(request).toEqual({ method: 'GET', url: 'https://a.example/x?q=a%20b&tag=1&tag=2', headers: ['X-Canary: always', 'X-N: 1'], from: null });
});

test('a query joins the one that the URL has', () => {
  expect(requests('tests: [{ request: { url: "http://a/x?y=1#top", query: z=2 }, expect: { service: a } }]')).toEqual(['GET http://a/x?y=1&z=2#top']);
});

test('a table of paths is as many tests with one expectation, each at its own line', () => {
  const table = tests(`tests:
  - name: pages
    request: { url: https://a.example, from: Deployment/x }
    paths:
      - /
      - /about?lang=en
    expect: { service: web }
`);
  expect(table.map(titleOf)).toEqual(['pages (GET https://a.example/ from Deployment/x)', 'pages (GET https://a.example/about?lang=en from Deployment/x)']);
  expect(table.map((each) => each.origin.locate(each.path)?.line)).toEqual([5, 6]);
});

test('a table of requests may name different hosts', () => {
  expect(requests('tests: [{ requests: [http://a/, { url: http://b/ }], expect: { service: web } }]')).toEqual(['GET http://a/', 'GET http://b/']);
});

test('JSON is read, too', () => {
  expect(requests('{ "$schema": "x", "tests": [{ "request": "http://a/", "expect": { "status": 404 } }] }')).toEqual(['GET http://a/']);
});

test('several documents are one list of tests', () => {
  expect(requests('tests: [{ request: http://a/, expect: { status: 404 } }]\n---\ntests: [{ request: http://b/, expect: { status: 404 } }]')).toHaveLength(2);
});

test('an empty file has no tests and no problem', () => {
  expect(parseExpectations('# nothing yet\n', 'x')).toEqual({ tests: [], problems: [] });
});

test('a misspelled field is a problem at its place, with the right name', () => {
  expect(problems('tests:\n  - request: http://a/\n    expect: { sevice: quote }\n')).toEqual([
    expect.stringMatching(/^3:15 tests\[0\]\.expect\.sevice: unknown field 'sevice', did you mean 'service'\?/),
  ]);
});

test('every problem of a file is reported', () => {
  expect(problems('tests:\n  - request: http://a:99999/\n    expect: { status: 700, outcome: deliverd }\n  - reqest: http://b/\n    expect: {}\n')).toEqual([
    expect.stringContaining("2:5 tests[0].request: got port '99999'"),
    expect.stringContaining('tests[0].expect.outcome: got \'deliverd\', expected delivered, answered, failed, unknown, did you mean \'delivered\'?'),
    expect.stringContaining('tests[0].expect.status: got 700'),
    expect.stringContaining("tests[1].reqest: unknown field 'reqest', did you mean 'request'?"),
    expect.stringContaining('the test has no request'),
    expect.stringContaining('expect names nothing, so that the test could never fail'),
  ]);
});

test('an empty value is refused, for it would compare nothing', () => {
  expect(problems('tests:\n  - request: http://a/\n    expect:\n      service:\n')).toEqual([expect.stringContaining('tests[0].expect.service: got nothing')]);
});

test('a key that is listed more than once is refused, since the first would be lost', () => {
  expect(problems('tests:\n  - request: http://a/\n    expect: { status: 404 }\n    expect: { service: a }\n')).toEqual([
    '4:5 the key is listed more than once in one mapping; the first value would be lost',
  ]);
});

test('a syntax error is a problem with line and column', () => {
  expect(problems('tests:\n  - request: [\n')).toEqual([expect.stringMatching(/^3:1 /)]);
});

test('manifests given for tests are told apart once', () => {
  expect(problems('apiVersion: v1\nkind: Service\n---\napiVersion: v1\nkind: Pod\n')).toEqual([expect.stringMatching(/^1:1 got a Kubernetes object of kind 'Service', expected route tests/)]);
});

test('a misspelled reason is refused, and one that is near none may be a dialect\'s own', () => {
  expect(problems('tests: [{ request: http://a/, expect: { reason: no-matching-rul } }]')).toEqual([expect.stringContaining("did you mean 'no-matching-rule'?")]);
  expect(problems('tests: [{ request: http://a/, expect: { reason: waf-blocked-it } }]')).toEqual([]);
});

test('a scheme that contradicts the URL, paths under a path, and a relative path are refused', () => {
  expect(problems('tests: [{ request: { url: http://a/, scheme: https }, expect: { status: 404 } }]')).toEqual([expect.stringContaining('got https, and the URL has http')]);
  expect(problems('tests: [{ request: http://a/b, paths: [/c], expect: { status: 404 } }]')).toEqual([expect.stringContaining('specify the URL without a path: http://a')]);
  expect(problems('tests: [{ request: http://a, paths: [c], expect: { status: 404 } }]')).toEqual([expect.stringContaining("got 'c', expected a path that starts with /")]);
});

test('names of the prototype are fields like others', () => {
  expect(problems('tests: [{ request: http://a/, expect: { constructor: 1, __proto__: 2 } }]')).toEqual([
    expect.stringContaining("unknown field 'constructor'"), expect.stringContaining("unknown field '__proto__'"),
  ]);
});

test('kinds of workloads may be written as kubectl takes them', () => {
  const [{ expect: { is } }] = tests('tests: [{ request: http://a/, expect: { workload: deploy/quote } }]');
  expect(is.get('workload')).toEqual(['Deployment/quote']);
});

test.each(['null', '3', '[1]', 'tests: 3', 'tests: [null, 3, []]', 'tests: [{ request: { url: [1] }, expect: [] }]', 'tests: [{ requests: {}, expect: { not: [3] } }]',
  '{"tests": [{"request": {"url": "http://a/", "headers": 3, "query": [], "from": {}}, "expect": {"service": [[]], "port": {}}}]}'])('%s is refused without a crash', (text) => {
  expect(problems(text).length).toBeGreaterThan(0);
});

test('route tests of a size that would fill the memory are refused, in JSON too', () => {
  const refused = parseExpectations(`{"tests":[${'1,'.repeat(9_000_000)}1]}`, 'x.test.json').problems;
  expect(refused).toMatchObject([{ line: 1, message: expect.stringMatching(/^a document of more than 16 MB/) }]);
});
