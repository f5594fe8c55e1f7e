import { AMBIGUOUS_ROUTE } from '../../../src/checks/rules/ambiguous-route';
import { DUPLICATE_ROUTE } from '../../../src/checks/rules/duplicate-route';
import { EXTERNAL_NAME_BACKEND } from '../../../src/checks/rules/external-name-backend';
import { HOSTLESS_RULE_HIDDEN } from '../../../src/checks/rules/hostless-rule-hidden';
import { ROUTE_SHADOWED } from '../../../src/checks/rules/route-shadowed';
import { UNREACHABLE_ROUTE } from '../../../src/checks/rules/unreachable-route';
import { findings, found, ingress, service } from '../checking';

const classOf = (controller: string): string =>
  `---\napiVersion: networking.k8s.io/v1\nkind: IngressClass\nmetadata: { name: web }\nspec: { controller: ${controller} }\n`;

const NGINX = classOf('k8s.io/ingress-nginx');
const TRAEFIK = classOf('traefik.io/ingress-controller');
const SERVICES = service('one', 'app: one', ['{ port: 80 }']) + service('two', 'app: two', ['{ port: 80 }']);

test('a path that another Ingress has as well is found though ingress-nginx leaves it out of its configuration', () => {
  const both = ingress('a', ['a.example.com Prefix /foo one 80']) + ingress('b', ['a.example.com Prefix /foo two 80']);
  expect(found(DUPLICATE_ROUTE, both + SERVICES + NGINX)).toEqual(['error Ingress/a spec.rules[0].http.paths[0].path']);
  expect(found(ROUTE_SHADOWED, both + SERVICES + NGINX)).toEqual([]);
});

test('ingress-nginx tells /foo and /foo/ apart, so that neither is shadowed', () => {
  const both = ingress('web', ['a.example.com Prefix /foo one 80', 'a.example.com Prefix /foo/ two 80']);
  expect(found(ROUTE_SHADOWED, both + SERVICES)).toHaveLength(1);
  expect(found(ROUTE_SHADOWED, both + SERVICES + NGINX)).toEqual([]);
});

test('a rule without host serves all hosts with Traefik, which looks at every rule', () => {
  const both = ingress('web', ['a.example.com Prefix /own one 80', '* Prefix /shared two 80']);
  expect(found(HOSTLESS_RULE_HIDDEN, both + SERVICES)).toHaveLength(1);
  expect(found(HOSTLESS_RULE_HIDDEN, both + SERVICES + TRAEFIK)).toEqual([]);
});

test('a wildcard host behind a host of its own is a question of the text alone', () => {
  const both = ingress('web', ['api.example.com Prefix /v1 one 80', '*.example.com Prefix / two 80']);
  expect(found(AMBIGUOUS_ROUTE, both + SERVICES)).toHaveLength(1);
  expect(found(AMBIGUOUS_ROUTE, both + SERVICES + TRAEFIK)).toEqual([]);
});

test('a default backend behind a rule without host gets nothing', () => {
  const web = ingress('web', ['* Prefix / one 80'], '  defaultBackend: { service: { name: two, port: { number: 80 } } }\n');
  expect(found(UNREACHABLE_ROUTE, web + SERVICES)).toHaveLength(1);
});

test('an ExternalName backend is fine with ingress-nginx, and a warning where the controller is known to refuse it', () => {
  const yaml = ingress('web', ['a.example.com Prefix / out 80']) + service('out', '', ['{ port: 80 }'], 'type: ExternalName\n  externalName: example.org');
  expect(found(EXTERNAL_NAME_BACKEND, yaml)).toEqual(['info Ingress/web spec.rules[0].http.paths[0].backend.service.name']);
  expect(found(EXTERNAL_NAME_BACKEND, yaml + NGINX)).toEqual([]);
  expect(findings(EXTERNAL_NAME_BACKEND, yaml + TRAEFIK)).toMatchObject([{ severity: 'warning', message: expect.stringContaining('Traefik does not accept') }]);
});

test('a match that an earlier rule of the same route has is shadowed at a Gateway', () => {
  const yaml = `---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: edge, namespace: shop }
spec: { gatewayClassName: web, listeners: [{ name: http, port: 80, protocol: HTTP }] }
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: web, namespace: shop }
spec:
  parentRefs: [{ name: edge }]
  rules:
    - { matches: [{ path: { type: PathPrefix, value: /a } }], backendRefs: [{ name: one, port: 80 }] }
    - { matches: [{ path: { type: PathPrefix, value: /a } }, { path: { type: PathPrefix, value: /b } }], backendRefs: [{ name: two, port: 80 }] }
`;
  expect(found(ROUTE_SHADOWED, yaml + SERVICES)).toEqual(['warning HTTPRoute/web spec.rules[1].matches[0]']);
});
