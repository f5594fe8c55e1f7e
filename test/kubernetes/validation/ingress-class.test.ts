import fc from 'fast-check';
import { mangled } from './mangled';
import type { Json, JsonObject } from '../../../src/kubernetes/resource';
import { validateObject } from '../../../src/kubernetes/validation/validate';

function ingressClass(spec: Json): JsonObject {
  return { apiVersion: 'networking.k8s.io/v1', kind: 'IngressClass', metadata: { name: 'nginx' }, spec };
}

const controller = (value: Json): JsonObject => ingressClass({ controller: value });
const parameters = (fields: JsonObject): JsonObject => ingressClass({ controller: 'k8s.io/ingress-nginx', parameters: { kind: 'Params', name: 'p', ...fields } });

function causes(object: JsonObject): string[] {
  return validateObject(object).violations.map(violation => `${violation.path} ${violation.reason}`);
}

test.each<[JsonObject]>([
  [controller('k8s.io/ingress-nginx')],
  [controller('1/2//x')],
  [controller(`example.com/${'a'.repeat(238)}`)],
  [ingressClass({ controller: 'a/b', parameters: null })],
  [parameters({})],
  [parameters({ apiGroup: 'example.com', scope: 'Cluster', name: 'A B' })],
  [parameters({ scope: 'Namespace', namespace: 'default' })],
])('%j is accepted', object => expect(causes(object)).toEqual([]));

test.each<[JsonObject, string[]]>([
  [ingressClass(null), ['spec.controller required']],
  [controller('ingress'), ['spec.controller invalid']],
  [controller('/ingress'), ['spec.controller invalid']],
  [controller('example.com/'), ['spec.controller invalid']],
  [controller('Example.com/x'), ['spec.controller invalid']],
  [controller('example.com/a b'), ['spec.controller invalid']],
  [controller(`example.com/${'a'.repeat(239)}`), ['spec.controller too-long']],
  [ingressClass({ controller: 'a/b', parameters: {} }), ['spec.parameters.kind required', 'spec.parameters.name required']],
  [parameters({ apiGroup: '' }), ['spec.parameters.apiGroup invalid']],
  [parameters({ name: '..' }), ['spec.parameters.name invalid']],
  [parameters({ scope: 'cluster' }), ['spec.parameters.scope not-supported']],
  [parameters({ namespace: 'a' }), ['spec.parameters.namespace forbidden']],
  [parameters({ scope: 'Namespace' }), ['spec.parameters.namespace required']],
  [parameters({ scope: 'Namespace', namespace: 'a.b' }), ['spec.parameters.namespace invalid']],
  [{ ...controller('a/b'), status: {} }, ['status unknown-field']],
])('%j is refused', (object, expected) => expect(causes(object)).toEqual(expected));

test('a mangled IngressClass gets a verdict', () => {
  fc.assert(fc.property(mangled(parameters({ apiGroup: 'a', scope: 'Namespace', namespace: 'a' })), object => causes(object).length >= 0));
});
