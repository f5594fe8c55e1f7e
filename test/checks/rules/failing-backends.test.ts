import { ingressClass } from './ingress-classes';
import { RULES } from '../../../src/checks/registry';
import { BACKEND_SERVICE_MISSING } from '../../../src/checks/rules/backend-service-missing';
import { CONTROLLER_REFUSES } from '../../../src/checks/rules/controller-refuses';
import { TLS_SECRET_MISSING } from '../../../src/checks/rules/tls-secret-missing';
import { findings, found, ingress, service } from '../checking';

const ALB = ingressClass('web', 'ingress.k8s.aws/alb');
const asGce = (yaml: string): string => yaml.replace('ingressClassName: web', '').replace('metadata: { ', 'metadata: { annotations: { kubernetes.io/ingress.class: gce }, ');
const NEG = "annotations: { cloud.google.com/neg: '{\"ingress\": true}' }";
const neg = (name: string, ports?: readonly string[]): string => service(name, `app: ${name}`, ports).replace('metadata: { ', `metadata: { ${NEG}, `);
const nodePort = (name: string): string => service(name, `app: ${name}`, ['{ port: 80 }'], 'type: NodePort');
const web = (...paths: readonly string[]): string => ingress('web', paths);

/** What all rules say of backends. */
const ofBackends = (yaml: string): readonly string[] => findings(CONTROLLER_REFUSES, yaml, { registry: RULES })
  .filter(({ path }) => path.includes('.backend') || path.includes('Backend')).map(({ rule, message }) => `${rule.replace(/:.*/, '')}: ${message}`);

describe('a backend that fails more than its path is told once, with what fails', () => {
  test.each([
    ['a port, GKE', asGce(web('a.example.com Prefix / one 81')) + neg('one'), 'backend-port-missing: Service shop/one has no port 81; it has 80; GKE applies nothing of the whole Ingress'],
    ['a Service, GKE', asGce(web('a.example.com Prefix / two 80')) + neg('one'), 'backend-service-missing: backend Service shop/two does not exist; there is one; GKE applies nothing of the whole Ingress'],
    ['a port, ALB', web('a.example.com Prefix / one 81') + nodePort('one') + ALB,
      'backend-port-missing: Service shop/one has no port 81; it has 80; the AWS Load Balancer Controller builds nothing of group shop/web'],
    ['a Service, ALB, which answers 503 there', web('a.example.com Prefix / two 80') + nodePort('one') + ALB, 'backend-service-missing: backend Service shop/two does not exist; there is one'],
    ['a UDP port, which is no matter of the controller', asGce(web('a.example.com Prefix / one 53')) + neg('one', ['{ port: 53, protocol: UDP }']),
      'backend-port-missing: port 53 of Service shop/one is UDP, and HTTP needs TCP'],
    ['a port that an ExternalName Service does not list', asGce(web('a.example.com Prefix / one 81')) + service('one', '', [], 'type: ExternalName\n  externalName: example.org'),
      'controller-refuses: Service shop/one lists no port 81; GKE applies nothing of the whole Ingress'],
  ])('%s', (_, yaml, message) => {
    expect(ofBackends(yaml)).toEqual([message]);
  });

  test('of a group it names the other members', () => {
    const grouped = (name: string, port: number): string => ingress(name, [`${name}.example.com Prefix / one ${port}`])
      .replace('metadata: { ', 'metadata: { annotations: { alb.ingress.kubernetes.io/group.name: g }, ');
    expect(ofBackends(grouped('a', 80) + grouped('b', 81) + nodePort('one') + ALB)).toEqual([
      'backend-port-missing: Service shop/one has no port 81; it has 80; the AWS Load Balancer Controller builds nothing of group g,'
        + ' and updates nothing of the 1 other member either (beside Ingress shop/a)',
    ]);
  });
});

test('a backend `use-annotation` stands for an action with the AWS Load Balancer Controller alone', () => {
  const yaml = web('a.example.com Prefix / gone use-annotation', 'a.example.com Prefix /one one 80') + nodePort('one');
  expect(found(BACKEND_SERVICE_MISSING, yaml + ALB)).toEqual([]);
  expect(found(BACKEND_SERVICE_MISSING, yaml)).toEqual([]);
  expect(found(BACKEND_SERVICE_MISSING, yaml + ingressClass('web', 'k8s.io/ingress-nginx'))).toHaveLength(1);
});

describe('what fails a whole GKE Ingress in some clusters', () => {
  test('a Service that GKE has to annotate is an info, once for a Service', () => {
    const yaml = asGce(web('a.example.com Prefix / one 80', 'a.example.com Prefix /a one 80')) + service('one', 'app: one');
    expect(found(CONTROLLER_REFUSES, yaml)).toEqual(['info Ingress/web spec.rules[0].http.paths[0].backend']);
    expect(found(CONTROLLER_REFUSES, yaml.replace('name: one, namespace', `${NEG}, name: one, namespace`))).toEqual([]);
  });

  test('a BackendConfig that is not in the manifests is a warning', () => {
    const yaml = asGce(web('a.example.com Prefix / one 80')) + neg('one').replace(NEG, `${NEG.slice(0, -2)}, cloud.google.com/backend-config: '{"default": "iap"}' }`);
    expect(found(CONTROLLER_REFUSES, yaml)).toEqual(['warning Service/one metadata.annotations[cloud.google.com/backend-config]']);
    expect(found(CONTROLLER_REFUSES, `${yaml}---\napiVersion: cloud.google.com/v1\nkind: BackendConfig\nmetadata: { name: iap, namespace: shop }\n`)).toEqual([]);
  });

  const tls = '  tls: [{ secretName: a-tls }, { secretName: shop-cert }]\n';
  const secret = (name: string, data: string): string => `---\napiVersion: v1\nkind: Secret\nmetadata: { name: ${name}, namespace: shop }\ndata: { ${data} }\n`;

  test('a Secret that is not in the manifests, which have others, is an info', () => {
    const yaml = ingress('web', ['a.example.com Prefix / one 80'], tls);
    const own = secret('a-tls', 'tls.crt: eA==, tls.key: eA==');
    expect(found(TLS_SECRET_MISSING, asGce(yaml) + own)).toEqual(['info Ingress/web spec.tls[1].secretName']);
    expect(found(TLS_SECRET_MISSING, asGce(yaml))).toEqual([]);
    expect(found(TLS_SECRET_MISSING, yaml + own)).toEqual([]);
  });

  test('a Secret without certificate is told once', () => {
    const yaml = asGce(ingress('web', ['a.example.com Prefix / one 80'], tls)) + secret('a-tls', 'cert.pem: eA==') + neg('one');
    expect(findings(CONTROLLER_REFUSES, yaml, { registry: [CONTROLLER_REFUSES, TLS_SECRET_MISSING] }).map(({ rule }) => rule)).toEqual(['controller-refuses']);
  });
});
