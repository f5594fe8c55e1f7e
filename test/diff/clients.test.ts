import { deployment, simulation } from './simulations';
import { Clients } from '../../src/diff/clients';

const policy = (app: string): string => `---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: ${app}, namespace: shop }
spec: { podSelector: { matchLabels: { app: ${app} } }, policyTypes: [Egress], egress: [] }
`;
const SERVICE = '---\napiVersion: v1\nkind: Service\nmetadata: { name: a, namespace: shop }\nspec: { selector: { app: a }, ports: [{ port: 80 }] }\n';
const APP = simulation(['a', 'b', 'c', 'd'].map((name) => deployment(name) + policy(name)).join('') + SERVICE);
const NAME = { entry: 'pod', namespace: 'shop', service: 'a', host: 'a.shop.svc', port: 80, protocol: 'TCP', everyPort: false, client: null } as const;

test('clients that policies tell apart are asked one by one', () => {
  const clients = new Clients(APP, APP);
  expect(clients.of(NAME)).toHaveLength(4);
  expect(clients.leftOut).toBe(0);
});

test('of far too many clients some are left out, and counted', () => {
  const clients = new Clients(APP, APP, 6);
  expect(clients.of(NAME)).toHaveLength(3);
  expect(clients.leftOut).toBe(1);
});
