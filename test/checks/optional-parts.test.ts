import { deployment, findings, found, ingress, service } from './checking';
import { leftAfterFixes } from './fixing';
import { API_WARNING } from '../../src/checks/rules/api-warning';
import { BACKEND_SERVICE_MISSING } from '../../src/checks/rules/backend-service-missing';
import { PATTERN_AS_TEXT } from '../../src/checks/rules/pattern-as-text';
import { POLICY_PEER_OR } from '../../src/checks/rules/policy-peer-or';
import { POLICY_PORT_NAME_UNKNOWN } from '../../src/checks/rules/policy-port-name-unknown';
import { POLICY_SELECTS_NOTHING } from '../../src/checks/rules/policy-selects-nothing';

const policy = (spec: string): string => `---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: closed, namespace: shop }\nspec: { ${spec} }\n`;

describe('policies that are written for more than there is', () => {
  const OF_CART = 'podSelector: { matchLabels: { app: cart, part: worker } }';
  const rbac = `---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: { name: hub, namespace: shop }
rules: [{ apiGroups: [""], resources: [pods], verbs: [create, delete] }]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: hub, namespace: shop }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: hub }
subjects: [{ kind: ServiceAccount, name: hub }]
`;
  const hub = deployment('hub', 'app: cart, part: hub').replace('    spec:\n', '    spec:\n      serviceAccountName: hub\n');

  test('pods may be made at run time, also with labels whose keys are known', () => {
    expect(findings(POLICY_SELECTS_NOTHING, policy(OF_CART) + hub + rbac)).toMatchObject([{ severity: 'info', message: expect.stringContaining('may create pods') as unknown }]);
  });

  test('a component that is left out is no mistake, and a misspelled one is', () => {
    expect(found(POLICY_SELECTS_NOTHING, policy(OF_CART) + hub)).toEqual(['info NetworkPolicy/closed spec.podSelector']);
    const misspelled = policy(OF_CART) + deployment('worker', 'app: cart, part: wroker');
    expect(found(POLICY_SELECTS_NOTHING, misspelled)).toEqual(['warning NetworkPolicy/closed spec.podSelector']);
    expect(leftAfterFixes(POLICY_SELECTS_NOTHING, misspelled)).toEqual({ applied: 1, left: [] });
  });

  test('all pods of the namespace beside a namespaceSelector are never a mistaken "and"', () => {
    const from = (pods: string): string => policy(`podSelector: {}, ingress: [{ from: [{ namespaceSelector: { matchLabels: { a: b } } }, { podSelector: ${pods} }] }]`);
    expect(found(POLICY_PEER_OR, from('{}'))).toEqual([]);
    expect(found(POLICY_PEER_OR, from('{ matchLabels: { app: cart } }'))).toEqual(['warning NetworkPolicy/closed spec.ingress[0].from[1]']);
  });

  test('a port that only some pods have may stand beside one that is there', () => {
    const ports = (list: string): string => policy(`podSelector: {}, ingress: [{ ports: [${list}] }]`) + deployment('cart', 'app: cart', ['http:80']);
    expect(findings(POLICY_PORT_NAME_UNKNOWN, ports('{ port: http }, { port: https }')).map(({ severity }) => severity)).toEqual(['info']);
    expect(findings(POLICY_PORT_NAME_UNKNOWN, ports('{ port: https }')).map(({ severity }) => severity)).toEqual(['warning']);
    expect(leftAfterFixes(POLICY_PORT_NAME_UNKNOWN, ports('{ port: htpp }'))).toEqual({ applied: 1, left: [] });
  });
});

test('Services of kube-system stand in no manifest, unless one of them is plainly meant', () => {
  const inSystem = (yaml: string): string => yaml.replaceAll('namespace: shop', 'namespace: kube-system');
  const backend = (name: string): string => inSystem(ingress('dash', [`dash.example.com Prefix / ${name} 80`]) + service('login', 'app: login') + deployment('login', 'app: login'));
  expect(found(BACKEND_SERVICE_MISSING, backend('metrics'))).toEqual(['info Ingress/dash spec.rules[0].http.paths[0].backend.service.name']);
  expect(found(BACKEND_SERVICE_MISSING, backend('lgoin'))).toEqual(['error Ingress/dash spec.rules[0].http.paths[0].backend.service.name']);
  expect(leftAfterFixes(BACKEND_SERVICE_MISSING, backend('lgoin'))).toEqual({ applied: 1, left: [] });
});

test.each(['/ui/(.*)', '/ui/.*', '/ui.*', '/ui/.+', '/ui/*', '/ui*', '/ui(/|$)(.*)'])('%s is written for the path that it begins with', (path) => {
  const yaml = ingress('web', ['web.example.com Prefix /x cart 80']).replace('path: /x', `path: "${path}"`) + service('cart', 'app: cart');
  expect(findings(PATTERN_AS_TEXT, yaml)[0]?.edits).toEqual([
    { path: 'spec.rules[0].http.paths[0].path', value: '/ui' }, { path: 'spec.rules[0].http.paths[0].pathType', value: 'Prefix' },
  ]);
  expect(leftAfterFixes(PATTERN_AS_TEXT, yaml)).toEqual({ applied: 1, left: [] });
});

describe('warnings of the API server whose removal would break something', () => {
  const annotated = (name: string): string => ingress('web', ['web.example.com Prefix / cart 80'], '').replace('namespace: shop', `namespace: shop, annotations: { kubernetes.io/ingress.class: ${name} }`).replace('  ingressClassName: web\n', '');
  const CLASS = '---\napiVersion: networking.k8s.io/v1\nkind: IngressClass\nmetadata: { name: nginx }\nspec: { controller: k8s.io/ingress-nginx }\n';

  test('on GKE the class annotation is what serves an Ingress', () => {
    expect(found(API_WARNING, annotated('gce-internal'))).toEqual([]);
    expect(findings(API_WARNING, annotated('nginx'))[0].fix).not.toContain('remove');
    expect(leftAfterFixes(API_WARNING, annotated('nginx') + CLASS)).toEqual({ applied: 1, left: [] });
  });

  test('the address type of a slice is required', () => {
    const slice = '---\napiVersion: discovery.k8s.io/v1\nkind: EndpointSlice\nmetadata: { name: far, namespace: shop, labels: { kubernetes.io/service-name: far } }\naddressType: FQDN\nendpoints: [{ addresses: [far.example.com] }]\n';
    expect(findings(API_WARNING, slice)[0].fix).not.toContain('remove');
  });
});
