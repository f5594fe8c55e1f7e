import { ingressClass } from './ingress-classes';
import { BREAKS_ROUTER } from '../../../src/checks/rules/breaks-router';
import { CONTROLLER_IGNORES } from '../../../src/checks/rules/controller-ignores';
import { CONTROLLER_REFUSES } from '../../../src/checks/rules/controller-refuses';
import { found, ingress } from '../checking';

const NGINX_INC = ingressClass('web', 'nginx.org/ingress-controller');
const wrongValue = 'annotations: { nginx.org/path-regex: "no" }';
const rules = ['a.example.com Prefix / quote 80'];

test('what the controller of the class refuses is an error, and nothing where nobody knows the controller', () => {
  expect(found(CONTROLLER_REFUSES, NGINX_INC + ingress('web', rules).replace('namespace: shop', `namespace: shop, ${wrongValue}`)).map((each) => each.split(' ')[1]))
    .toEqual(['Ingress/web']);
  expect(found(CONTROLLER_REFUSES, ingress('web', rules).replace('namespace: shop', `namespace: shop, ${wrongValue}`))).toEqual([]);
  expect(found(CONTROLLER_REFUSES, NGINX_INC + ingress('web', rules))).toEqual([]);
});

test('an Ingress that is served as it is written has no faults', () => {
  for (const rule of [BREAKS_ROUTER, CONTROLLER_IGNORES]) expect(found(rule, NGINX_INC + ingress('web', rules))).toEqual([]);
});
