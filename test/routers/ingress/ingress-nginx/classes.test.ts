import { ask, compile, compileAs, faults, ingress, openOf } from './cluster';
import type { JsonObject } from '../../../../src/kubernetes/resource';

const ingressClass = (name: string, controller: string): JsonObject => ({ apiVersion: 'networking.k8s.io/v1', kind: 'IngressClass', metadata: { name }, spec: { controller } });
const NGINX = ingressClass('nginx', 'k8s.io/ingress-nginx');

function named(name: string, className: string, paths: Readonly<Record<string, string>> = { '/': 'a' }): JsonObject {
  const object = ingress(name, { paths, created: 1 });
  return { ...object, spec: { ...Object(object.spec), ingressClassName: className } };
}

test('where the controller was asked for, it depends on whether it would look at the Ingress', () => {
  const other = compileAs({ asked: true }, NGINX, ingressClass('other', 'example.com/other'), named('i', 'other'));
  expect(ask(other, 'http://a.test/')).toBe('a');
  expect(openOf(other, 'http://a.test/')).toEqual(['ingress-of-other-class']);
  expect(openOf(compileAs({ asked: true }, NGINX, named('i', 'nginx')), 'http://a.test/')).toEqual([]);
  expect(openOf(compile(named('i', 'nginx')), 'http://a.test/')).toEqual([]);
});

test('what the webhook would not look at is not refused', () => {
  const paths = { '/x(y)': 'a' };
  expect(faults(compileAs({ asked: true }, NGINX, ingressClass('other', 'example.com/other'), named('i', 'other', paths)), 'refused')).toEqual([]);
  expect(faults(compileAs({ asked: true }, named('i', 'other', paths)), 'refused')).toEqual(['path-of-wrong-type i']);
});

test('what looks like an attack is refused in an Ingress of any class', () => {
  const objects = [NGINX, ingressClass('other', 'example.com/other'), named('i', 'other', { '/etc/passwd': 'a' })];
  expect(faults(compileAs({ asked: true }, ...objects), 'refused')).toEqual(['suspicious-value i']);
});

test('the annotation of the class is read as nginx alone', () => {
  const inner = ingressClass('inner', 'k8s.io/ingress-nginx');
  const router = compile(inner, ingress('i', { paths: { '/': 'a' }, annotations: { 'kubernetes.io/ingress.class': 'inner' } }));
  expect(ask(router, 'http://a.test/')).toBe('404');
  expect(faults(router, 'ignored')).toEqual(['class-annotation-not-read i']);
  expect(ask(compile(NGINX, ingress('i', { paths: { '/': 'a' }, annotations: { 'kubernetes.io/ingress.class': 'nginx' } })), 'http://a.test/')).toBe('a');
});
