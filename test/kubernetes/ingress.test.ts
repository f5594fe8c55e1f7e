import { readIngress, readIngressClass } from '../../src/kubernetes/ingress';
import type { JsonObject } from '../../src/kubernetes/resource';
import { resource } from '../cluster/objects';

function ingress(spec: JsonObject): JsonObject {
  return { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', metadata: { name: 'web' }, spec };
}

test('rules and paths know where they stand', () => {
  const backend = { service: { name: 'web', port: { number: 80 } } };
  const { rules } = readIngress(resource(ingress({ rules: [{}, { host: 'a.example.com', http: { paths: [{ path: '/x', pathType: 'Prefix', backend }] } }] })));
  expect(rules).toEqual([
    { host: '', paths: null, fieldPath: 'spec.rules[0]' },
    {
      host: 'a.example.com',
      fieldPath: 'spec.rules[1]',
      paths: [{
        path: '/x',
        pathType: 'Prefix',
        fieldPath: 'spec.rules[1].http.paths[0]',
        backend: { kind: 'service', service: 'web', port: 80, path: 'spec.rules[1].http.paths[0].backend' },
      }],
    },
  ]);
});

test('a backend port by name is kept as a name', () => {
  const { defaultBackend } = readIngress(resource(ingress({ defaultBackend: { service: { name: 'web', port: { name: 'http' } } } })));
  expect(defaultBackend).toEqual({ kind: 'service', service: 'web', port: 'http', path: 'spec.defaultBackend' });
});

test('a backend may be another object', () => {
  const { defaultBackend } = readIngress(resource(ingress({ defaultBackend: { resource: { apiGroup: 'k8s.example.com', kind: 'Bucket', name: 'static' } } })));
  expect(defaultBackend).toEqual({ kind: 'resource', apiGroup: 'k8s.example.com', resourceKind: 'Bucket', name: 'static', path: 'spec.defaultBackend' });
});

test('a backend that is neither is none', () => {
  expect(readIngress(resource(ingress({ defaultBackend: { service: 'web' } }))).defaultBackend).toBeNull();
});

test('hostile rules leave what fits', () => {
  const { rules, tls } = readIngress(resource(ingress({ rules: [7, { host: 9, http: { paths: 'x' } }], tls: [{ hosts: ['a', 1], secretName: null }] })));
  expect(rules).toEqual([{ host: '', paths: [], fieldPath: 'spec.rules[1]' }]);
  expect(tls).toEqual([{ hosts: ['a'], secretName: null, fieldPath: 'spec.tls[0]' }]);
});

test('only the string "true" makes a class the default', () => {
  const withAnnotation = (value: string | boolean): JsonObject => ({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'IngressClass',
    metadata: { name: 'nginx', annotations: { 'ingressclass.kubernetes.io/is-default-class': value } },
    spec: { controller: 'k8s.io/ingress-nginx' },
  });
  expect(readIngressClass(resource(withAnnotation('true')))).toMatchObject({ isDefault: true, controller: 'k8s.io/ingress-nginx' });
  expect(readIngressClass(resource(withAnnotation('True'))).isDefault).toBe(false);
  expect(readIngressClass(resource(withAnnotation(true))).isDefault).toBe(false);
});
