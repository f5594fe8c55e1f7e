import { EDGE, gateway, httpRoute } from './gateway-objects';
import { ROUTE_WEIGHTS_ZERO } from '../../../src/checks/rules/route-weights-zero';
import { found } from '../checking';

test('one backend of weight 0 beside another is not found', () => {
  expect(found(ROUTE_WEIGHTS_ZERO, gateway() + httpRoute(EDGE, '{ name: web, port: 80, weight: 0 }, { name: new, port: 80 }'))).toEqual([]);
});

test('weights of 0 alone send nothing', () => {
  expect(found(ROUTE_WEIGHTS_ZERO, gateway() + httpRoute(EDGE, '{ name: web, port: 80, weight: 0 }'))).toEqual(['warning HTTPRoute/web spec.rules[0].backendRefs']);
});
