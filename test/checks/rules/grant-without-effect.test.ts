import { GRANT_WITHOUT_EFFECT } from '../../../src/checks/rules/grant-without-effect';
import { found, service } from '../checking';

const grant = (name: string, group = 'gateway.networking.k8s.io'): string => `---
apiVersion: gateway.networking.k8s.io/v1
kind: ReferenceGrant
metadata: { name: routes, namespace: shop }
spec:
  from: [{ group: "${group}", kind: HTTPRoute, namespace: front }]
  to: [{ group: "", kind: Service, name: ${name} }]
`;

test('a grant to a Service that is there is not found', () => {
  expect(found(GRANT_WITHOUT_EFFECT, service('web', 'app: web') + grant('web'))).toEqual([]);
});

test('a grant to a misspelled Service is a warning', () => {
  expect(found(GRANT_WITHOUT_EFFECT, service('web', 'app: web') + grant('wbe'))).toEqual(['warning ReferenceGrant/routes spec.to[0].name']);
});

test('a grant from routes of no group is a warning where the namespace has such routes', () => {
  const route = '---\napiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: { name: a, namespace: front }\nspec: {}\n';
  expect(found(GRANT_WITHOUT_EFFECT, service('web', 'app: web') + route + grant('web', ''))).toEqual(['warning ReferenceGrant/routes spec.from[0].group']);
});
