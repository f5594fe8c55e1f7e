import { KIND_NOT_SIMULATED as RULE } from '../../../src/checks/rules/kind-not-simulated';
import { findings, found, ingress } from '../checking';

const object = (kind: string, name: string, group = 'networking.istio.io/v1'): string => `---\napiVersion: ${group}\nkind: ${kind}\nmetadata: { name: ${name}, namespace: shop }\nspec: { hosts: [a.example.com] }\n`;

test('kinds that route and are not simulated are told once each', () => {
  expect(found(RULE, object('VirtualService', 'a') + object('VirtualService', 'b') + object('AuthorizationPolicy', 'c', 'security.istio.io/v1'))).toEqual(['info VirtualService/a ', 'info AuthorizationPolicy/c ']);
  expect(findings(RULE, object('VirtualService', 'a') + object('VirtualService', 'b'))[0].message).toContain('like 1 more');
});

test('other kinds are not', () => {
  expect(found(RULE, ingress('web', ['a.example.com Prefix / cart 80']) + object('VirtualService', 'a', 'example.com/v1') + object('PodMonitor', 'b', 'monitoring.coreos.com/v1'))).toEqual([]);
});
