import { ingressClass } from './ingress-classes';
import { INGRESS_CLASS_UNKNOWN as RULE } from '../../../src/checks/rules/ingress-class-unknown';
import { NO_ORIGIN } from '../../../src/kubernetes/resource';
import { readConfig } from '../../../src/manifests/config';
import { findings, found, ingress } from '../checking';

const WEB = ingress('web', ['a.example.com Prefix / quote 80']);

test('a misspelled class is an error with the near miss', () => {
  expect(findings(RULE, WEB + ingressClass('wbe'))).toMatchObject([{ severity: 'error', path: 'spec.ingressClassName', fix: 'write wbe instead of web' }]);
});

test('a class that is another than those of the manifests is a warning', () => {
  expect(found(RULE, WEB + ingressClass('internal'))).toEqual(['warning Ingress/web spec.ingressClassName']);
});

test('a class that is only called alike is a warning, and one that clouds install is information', () => {
  const other = WEB.replace('ingressClassName: web', 'ingressClassName: nginx-external');
  expect(found(RULE, other + ingressClass('nginx-internal'))).toEqual(['warning Ingress/web spec.ingressClassName']);
  expect(found(RULE, other.replace('nginx-external', 'alb') + ingressClass('nginx'))).toEqual(['info Ingress/web spec.ingressClassName']);
});

test('a class by annotation is looked at', () => {
  const yaml = WEB.replace('  ingressClassName: web\n', '').replace('{ name: web, ', '{ annotations: { kubernetes.io/ingress.class: web }, name: web, ');
  expect(found(RULE, yaml + ingressClass('internal'))).toEqual(['warning Ingress/web metadata.annotations[kubernetes.io/ingress.class]']);
});

test('a declared class is silent', () => {
  const { config } = readConfig({ externals: { ingressClasses: ['web'] } }, NO_ORIGIN);
  expect(found(RULE, WEB + ingressClass('internal'), { config })).toEqual([]);
});

test.each([
  ['the class is there', WEB + ingressClass('web')],
  ['the manifests have no classes, which are installed elsewhere', WEB],
  ['no class is named', WEB.replace('  ingressClassName: web\n', '') + ingressClass('internal')],
])('it is silent where %s', (_, yaml) => {
  expect(found(RULE, yaml)).toEqual([]);
});
