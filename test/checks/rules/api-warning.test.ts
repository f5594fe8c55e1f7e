import { API_WARNING as RULE } from '../../../src/checks/rules/api-warning';
import { found, service } from '../checking';

test('what the server warns of is a warning at its field', () => {
  const [only] = found(RULE, service('quote', 'app: quote', ['{ port: 80 }'], 'clusterIP: None\n  sessionAffinity: ClientIP'));
  expect(only).toBe('warning Service/quote spec.sessionAffinity');
});

test('what it accepts without a word is silent', () => {
  expect(found(RULE, service('quote', 'app: quote'))).toEqual([]);
});

test('Endpoints that the control plane wrote are silent', () => {
  const endpoints = (name: string, metadata: string): string =>
    `---\napiVersion: v1\nkind: Endpoints\nmetadata: { name: ${name}, ${metadata} }\nsubsets: [{ addresses: [{ ip: 10.0.0.1 }], ports: [{ port: 80 }] }]\n`;
  expect(found(RULE, endpoints('quote', 'namespace: shop'))).toEqual(['warning Endpoints/quote ']);
  const observed = [
    endpoints('quote', 'labels: { endpoints.kubernetes.io/managed-by: endpoint-controller }'),
    endpoints('quiz', 'annotations: { endpoints.kubernetes.io/last-change-trigger-time: "2026-01-01T00:00:00Z" }'),
    endpoints('kubernetes', 'namespace: default'),
  ];
  expect(found(RULE, observed.join(''))).toEqual([]);
});
