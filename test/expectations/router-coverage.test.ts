import { coverageOfYaml, SHOP } from './simulating';
import { suggestionYaml } from '../../src/expectations/suggestion-yaml';

const NONE = '  - { request: http://api.example.com/v1, expect: { service: nothing } }\n';

const GATEWAY = `${SHOP}---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: edge, namespace: shop }
spec: { gatewayClassName: web, listeners: [{ name: http, port: 80, protocol: HTTP }] }
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: orders, namespace: shop }
spec:
  parentRefs: [{ name: edge }]
  hostnames: [orders.example.com]
  rules:
    - matches:
        - { path: { type: PathPrefix, value: /v2 }, method: POST, headers: [{ name: x-tenant, value: a }], queryParams: [{ name: dry, value: run }] }
      backendRefs: [{ name: api, port: 80 }]
    - matches: [{ path: { type: PathPrefix, value: /old } }]
      filters: [{ type: RequestRedirect, requestRedirect: { hostname: new.example.com, statusCode: 301 } }]
`;

const REDIRECTED = SHOP.replace('metadata: { name: shop, namespace: shop }',
  'metadata: { name: shop, namespace: shop, annotations: { nginx.ingress.kubernetes.io/app-root: /v1 } }').replace('ingressClassName: web', 'ingressClassName: nginx');

test('rules, matches and redirects of routes of a Gateway count', () => {
  const { items } = coverageOfYaml(GATEWAY, '  - { request: http://orders.example.com/old/x, expect: { status: 301 } }\n');
  const of = items.filter(({ item }) => item.resource.kind === 'HTTPRoute').map(({ item, tests }) => [item.kind, item.path, tests.length > 0]);
  expect(of).toEqual([
    ['path', 'spec.rules[0].matches[0]', false], ['redirect', 'spec.rules[1].matches[0]', true], ['rule', 'spec.rules[0]', false], ['rule', 'spec.rules[1]', true],
  ]);
});

test('a suggestion has the method, the headers and the query that a match asks for, and passes as it is printed', () => {
  const { suggestions } = coverageOfYaml(GATEWAY, NONE);
  const found = suggestions.find(({ item }) => item.resource.kind === 'HTTPRoute' && item.kind === 'path');
  expect(found?.request).toMatchObject({ method: 'POST', url: expect.stringMatching(/^http:\/\/orders\.example\.com\/v2.*\?dry=run$/), headers: ['x-tenant: a'] });
  const yaml = suggestionYaml(suggestions).split('tests:\n')[1];
  expect(coverageOfYaml(GATEWAY, yaml)).toMatchObject({ suggestions: [] });
});

test('a redirect that an annotation asks for is covered by a request that meets it, and not by others', () => {
  const redirect = (tests: string): boolean | undefined => {
    const found = coverageOfYaml(REDIRECTED, tests).items.find(({ item }) => item.kind === 'redirect');
    return found === undefined ? undefined : found.tests.length > 0;
  };
  expect(redirect('  - { request: http://api.example.com/, expect: { status: 302 } }\n')).toBe(true);
  expect(redirect('  - { request: http://api.example.com/v1, expect: { service: api } }\n')).toBe(false);
});

test('a path that its controller leaves out is told with the reason, and is no item', () => {
  const twice = SHOP.replace('    - host: parked', `          - { path: /v1, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }
    - host: parked`).replace('ingressClassName: web', 'ingressClassName: nginx');
  const { unreachable } = coverageOfYaml(twice, NONE);
  expect(unreachable.map(({ item }) => item.path)).toContain('spec.rules[0].http.paths[2]');
});
