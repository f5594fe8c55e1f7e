import { CANARY_WITHOUT_PRIMARY as RULE } from '../../../src/checks/rules/canary-without-primary';
import { found, ingress } from '../checking';

const canary = (rule: string): string => ingress('canary', [rule]).replace('{ name: canary, ', '{ annotations: { nginx.ingress.kubernetes.io/canary: "true" }, name: canary, ');
const MAIN = ingress('main', ['a.example.com Prefix /foo one 80']);

test('a canary of another path or type is a warning', () => {
  expect(found(RULE, MAIN + canary('a.example.com Prefix /bar two 80'))).toEqual(['warning Ingress/canary spec.rules[0].http.paths[0].path']);
  expect(found(RULE, MAIN + canary('a.example.com Exact /foo two 80'))).toHaveLength(1);
});

test('a canary of a path that is there is silent', () => {
  expect(found(RULE, canary('a.example.com Prefix /foo two 80') + MAIN)).toEqual([]);
});
