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

const ofClass = (name: string, yaml: string): string => yaml.replace('ingressClassName: web', `ingressClassName: ${name}`);
const annotated = (annotation: string, yaml: string): string => yaml.replace('metadata: { ', `metadata: { annotations: { ${annotation} }, `);

test('two members of one load balancer group are compared', () => {
  const member = (name: string): string => annotated('alb.ingress.kubernetes.io/group.name: shop', ofClass('alb', ingress(name, [`${ROUTE} ${name} 80`])));
  expect(found(RULE, member('one') + member('two'))).toEqual(['error Ingress/two spec.rules[0].http.paths[0].path']);
});

test.each([
  ['another path type', ingress('one', [`${ROUTE} one 80`, 'a.example.com Exact /foo two 80'])],
  ['a path with a slash more', ingress('one', [`${ROUTE} one 80`, `${ROUTE}/ two 80`])],
  ['another host', ingress('one', [`${ROUTE} one 80`, 'b.example.com Prefix /foo two 80'])],
  ['another class', ingress('one', [`${ROUTE} one 80`]) + ingress('two', [`${ROUTE} two 80`]).replace('ingressClassName: web', 'ingressClassName: other')],
  ['an action before the backend', ingress('one', ['a.example.com Prefix / ssl-redirect use-annotation', 'a.example.com Prefix / one 80'])],
  ['load balancers of their own', ofClass('alb', ingress('one', [`${ROUTE} one 80`])) + ofClass('alb', ingress('two', [`${ROUTE} two 80`]))],
  ['different entry points', ingress('one', [`${ROUTE} one 80`])
    + annotated('traefik.ingress.kubernetes.io/router.entrypoints: web', ingress('two', [`${ROUTE} two 80`]))],
  ['a canary', ingress('one', [`${ROUTE} one 80`])
    + ingress('two', [`${ROUTE} two 80`]).replace('{ name: two, ', '{ annotations: { nginx.ingress.kubernetes.io/canary: "true" }, name: two, ')],
])('it is silent with %s', (_, yaml) => {
  expect(found(RULE, yaml)).toEqual([]);
});
