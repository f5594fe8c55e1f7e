import { DUPLICATE_ROUTE as RULE } from '../../../src/checks/rules/duplicate-route';
import { findings, found, ingress } from '../checking';

const ROUTE = 'a.example.com Prefix /foo';

test('another backend for the same route is an error that names both', () => {
  const [only] = findings(RULE, ingress('one', [`${ROUTE} one 80`]) + ingress('two', [`${ROUTE} two 80`]));
  expect(only).toMatchObject({
    severity: 'error',
    path: 'spec.rules[0].http.paths[0].path',
    message: expect.stringMatching(/^`\/foo` \(Prefix\) of a\.example\.com \(ingress class web\) is also Ingress shop\/one spec\.rules\[0\]\.http\.paths\[0\], with another backend/),
  });
  expect(only.resource.name).toBe('two');
});

test('the same backend twice is a warning, in one Ingress too', () => {
  expect(found(RULE, ingress('one', [`${ROUTE} one 80`, `${ROUTE} one 80`]))).toEqual(['warning Ingress/one spec.rules[1].http.paths[0].path']);
});

test.each([
  ['another path type', ingress('one', [`${ROUTE} one 80`, 'a.example.com Exact /foo two 80'])],
  ['a path with a slash more', ingress('one', [`${ROUTE} one 80`, `${ROUTE}/ two 80`])],
  ['another host', ingress('one', [`${ROUTE} one 80`, 'b.example.com Prefix /foo two 80'])],
  ['another class', ingress('one', [`${ROUTE} one 80`]) + ingress('two', [`${ROUTE} two 80`]).replace('ingressClassName: web', 'ingressClassName: other')],
  ['a canary', ingress('one', [`${ROUTE} one 80`])
    + ingress('two', [`${ROUTE} two 80`]).replace('{ name: two, ', '{ annotations: { nginx.ingress.kubernetes.io/canary: "true" }, name: two, ')],
])('it is silent with %s', (_, yaml) => {
  expect(found(RULE, yaml)).toEqual([]);
});
