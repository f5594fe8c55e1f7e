import { ingressClass } from './ingress-classes';
import { ANNOTATION_OF_OTHER_CONTROLLER as RULE } from '../../../src/checks/rules/annotation-of-other-controller';
import { found, ingress } from '../checking';

const web = (annotation: string): string => ingress('web', ['a.example.com Prefix / one 80']).replace('{ name: web, ', `{ annotations: { ${annotation}: "x" }, name: web, `);
const REWRITE = 'nginx.ingress.kubernetes.io/rewrite-target';

test.each([
  [REWRITE, 'nginx.org/ingress-controller'], [REWRITE, 'ingress.k8s.aws/alb'], ['alb.ingress.kubernetes.io/scheme', 'k8s.io/ingress-nginx'],
])('%s for %s is a warning', (annotation, controller) => {
  expect(found(RULE, web(annotation) + ingressClass('web', controller))).toEqual([`warning Ingress/web metadata.annotations[${annotation}]`]);
});

test.each([
  ['the controller is its own', web(REWRITE) + ingressClass('web', 'k8s.io/ingress-nginx')],
  ['Traefik reads those of ingress-nginx', web(REWRITE) + ingressClass('web', 'traefik.io/ingress-controller')],
  ['the controller is not known', web(REWRITE) + ingressClass('web', 'example.com/ingress')],
  ['the class is not in the manifests', web(REWRITE)],
  ['the annotation is nobody’s', web('example.com/note') + ingressClass('web', 'ingress.k8s.aws/alb')],
])('it is silent where %s', (_, yaml) => {
  expect(found(RULE, yaml)).toEqual([]);
});
