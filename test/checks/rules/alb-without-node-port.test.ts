import { ALB_WITHOUT_NODE_PORT as RULE } from '../../../src/checks/rules/alb-without-node-port';
import { findings, found, ingress, service } from '../checking';

const CLASS = '---\napiVersion: networking.k8s.io/v1\nkind: IngressClass\nmetadata: { name: web }\nspec: { controller: ingress.k8s.aws/alb }\n';
const WEB = ingress('web', ['a.example.com Prefix / quote 80']);
const PLAIN = service('quote', 'app: quote');

const annotated = (yaml: string, type: string): string => yaml.replace('metadata: { ', `metadata: { annotations: { alb.ingress.kubernetes.io/target-type: ${type} }, `);

test('a ClusterIP Service behind a load balancer that connects to node ports is told', () => {
  expect(findings(RULE, CLASS + WEB + PLAIN)).toMatchObject([{
    severity: 'warning',
    path: 'spec.rules[0].http.paths[0].backend.service.name',
    message: 'the load balancer connects to node ports, and Service shop/quote has none: its type is ClusterIP, and the target type is instance by default;'
      + ' the AWS Load Balancer Controller builds nothing of group shop/web',
    fix: 'add the annotation alb.ingress.kubernetes.io/target-type: ip to Ingress shop/web, or set type: NodePort in Service shop/quote',
  }]);
});

test('it is sure where the target type is written, and depends on a flag nobody sees where only the class is called alb', () => {
  expect(found(RULE, CLASS + annotated(WEB, 'instance') + PLAIN)).toEqual(['error Ingress/web spec.rules[0].http.paths[0].backend.service.name']);
  expect(found(RULE, WEB.replace('ingressClassName: web', 'ingressClassName: alb') + PLAIN)).toEqual(['info Ingress/web spec.rules[0].http.paths[0].backend.service.name']);
});

const PARAMS = '---\napiVersion: elbv2.k8s.aws/v1beta1\nkind: IngressClassParams\nmetadata: { name: x }\nspec: { targetType: TYPE }\n';
const WITH_PARAMS = CLASS.replace('spec: { ', 'spec: { parameters: { apiGroup: elbv2.k8s.aws, kind: IngressClassParams, name: x }, ');

test.each([
  ['the Ingress', CLASS + annotated(WEB, 'instance') + PLAIN, 'change the annotation alb.ingress.kubernetes.io/target-type of Ingress shop/web to ip'],
  ['the Service, whatever the Ingress says', CLASS + annotated(WEB, 'ip') + annotated(PLAIN, 'instance'), 'change the annotation alb.ingress.kubernetes.io/target-type of Service shop/quote to ip'],
  ['the class, whatever the others say', WITH_PARAMS + PARAMS.replace('TYPE', 'instance') + annotated(WEB, 'ip') + PLAIN, 'set targetType: ip in IngressClassParams x'],
])('the fix is where it is written: %s', (_, yaml, fix) => {
  expect(findings(RULE, yaml)).toMatchObject([{ severity: 'error', fix: `${fix}, or set type: NodePort in Service shop/quote` }]);
});

test.each([
  ['parameters of the class that say ip', WITH_PARAMS + PARAMS.replace('TYPE', 'ip') + annotated(WEB, 'instance') + PLAIN],
  ['a target type of ip', CLASS + annotated(WEB, 'ip') + PLAIN],
  ['a Service that asks for ip', CLASS + WEB + annotated(PLAIN, 'ip')],
  ['a Service with node ports', CLASS + WEB + service('quote', 'app: quote', ['{ port: 80 }'], 'type: NodePort')],
  ['parameters of the class, which may set the target type', CLASS.replace('spec: { ', 'spec: { parameters: { apiGroup: elbv2.k8s.aws, kind: IngressClassParams, name: x }, ') + WEB + PLAIN],
  ['EKS Auto Mode, whose default is ip', CLASS.replace('ingress.k8s.aws/alb', 'eks.amazonaws.com/alb') + WEB + PLAIN],
  ['another controller', CLASS.replace('ingress.k8s.aws/alb', 'k8s.io/ingress-nginx') + WEB + PLAIN],
  ['a Service that is not in the manifests', CLASS + WEB],
])('it is silent with %s', (_, yaml) => {
  expect(found(RULE, yaml)).toEqual([]);
});
