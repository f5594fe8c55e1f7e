import fc from 'fast-check';
import { mangled } from './mangled';
import type { Json, JsonObject } from '../../../src/kubernetes/resource';
import { validateObject } from '../../../src/kubernetes/validation/validate';

const BACKEND: JsonObject = { service: { name: 'web', port: { number: 80 } } };
const PATH = 'spec.rules[0].http.paths[0]';

function ingress(spec: Json, metadata: JsonObject = {}): JsonObject {
  return { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', metadata: { name: 'web', ...metadata }, spec };
}

const rule = (fields: JsonObject): JsonObject => ingress({ rules: [{ host: 'example.com', http: { paths: [{ path: '/', pathType: 'Prefix', backend: BACKEND }] }, ...fields }] });
const path = (fields: JsonObject): JsonObject => rule({ http: { paths: [{ path: '/', pathType: 'Prefix', backend: BACKEND, ...fields }] } });
const backend = (value: Json): JsonObject => path({ backend: value });
const service = (fields: JsonObject): JsonObject => backend({ service: { name: 'web', port: { number: 80 }, ...fields } });
const withTls = (...tls: Json[]): JsonObject => ingress({ defaultBackend: BACKEND, tls });
const withClass = (annotation: Json, ingressClassName?: Json): JsonObject =>
  ingress({ defaultBackend: BACKEND, ingressClassName }, { annotations: { 'kubernetes.io/ingress.class': annotation } });

function causes(object: JsonObject, kubernetesMinor = 34): string[] {
  return validateObject(object, { kubernetesMinor }).violations.map(violation => `${violation.path} ${violation.reason}`);
}

test.each<[string, JsonObject]>([
  ['a default backend alone', ingress({ defaultBackend: BACKEND })],
  ['a rule without http', rule({ http: null })],
  ['a rule without host', rule({ host: '' })],
  ['the same path twice', rule({ http: { paths: [{ pathType: 'Exact', path: '/', backend: BACKEND }, { pathType: 'Exact', path: '/', backend: BACKEND }] } })],
  ['a wildcard host', rule({ host: '*.example.com' })],
  ['a wildcard over what looks like an address', rule({ host: '*.192.0.2.1' })],
  ['a host of digits', rule({ host: '123' })],
  ['an address out of range', rule({ host: '192.0.2.256' })],
  ['a regular expression as a path', path({ path: '/api(/|$)(.*)' })],
  ['dots inside a segment', path({ path: '/a..b/.well-known' })],
  ['encoded dots', path({ path: '/a%2e%2e/b' })],
  ['any absolute path that is up to the controller', path({ pathType: 'ImplementationSpecific', path: '//%2F/../.' })],
  ['no path where it is up to the controller', path({ pathType: 'ImplementationSpecific', path: null })],
  ['a port by name', service({ port: { name: 'http' } })],
  ['a port name beside 0', service({ port: { name: 'http', number: 0 } })],
  ['a resource', backend({ resource: { apiGroup: 'example.com', kind: 'Bucket', name: 'A B' } })],
  ['a resource of the core group', backend({ resource: { kind: 'ConfigMap', name: 'static' } })],
  ['null where a resource is', backend({ service: null, resource: { kind: 'ConfigMap', name: 'static' } })],
  ['empty TLS entries', withTls({}, null, { secretName: '' })],
  ['an address as a TLS host', withTls({ hosts: ['192.0.2.1', '*.example.com'] })],
  ['a class annotation that agrees', withClass('nginx', 'nginx')],
  ['a status', { ...ingress({ defaultBackend: BACKEND }), status: { loadBalancer: { ingress: [{ ip: '192.0.2.1' }] } } }],
])('%s is accepted', (_, object) => expect(validateObject(object)).toEqual({ violations: [], warnings: [] }));

test.each<[JsonObject, string[]]>([
  [ingress(null), ['spec invalid']],
  [ingress({ ingressClassName: 'nginx' }), ['spec invalid']],
  [ingress({ defaultBackend: {} }), ['spec.defaultBackend invalid']],
  [ingress({ defaultBackend: BACKEND, ingressClassName: '' }), ['spec.ingressClassName invalid']],
  [rule({ http: {} }), ['spec.rules[0].http.paths required']],
  [rule({ http: { paths: [null] } }), [`${PATH}.pathType required`]],
  [rule({ host: '192.0.2.1' }), ['spec.rules[0].host invalid']],
  [rule({ host: '010.0.0.1' }), ['spec.rules[0].host invalid']],
  [rule({ host: '2001:db8::1' }), ['spec.rules[0].host invalid']],
  [rule({ host: 'example.com:80' }), ['spec.rules[0].host invalid']],
  [rule({ host: 'Example.com' }), ['spec.rules[0].host invalid']],
  [rule({ host: '*' }), ['spec.rules[0].host invalid']],
  [rule({ host: '*.*.example.com' }), ['spec.rules[0].host invalid']],
  [path({ pathType: null, path: 'rel', backend: {} }), [`${PATH}.pathType required`]],
  [path({ pathType: 'prefix', path: 'rel' }), [`${PATH}.pathType not-supported`]],
  [path({ path: '' }), [`${PATH}.path invalid`]],
  [path({ path: '/a//b' }), [`${PATH}.path invalid`]],
  [path({ path: '/a/../b' }), [`${PATH}.path invalid`]],
  [path({ path: '/a/.' }), [`${PATH}.path invalid`]],
  [path({ path: '/a%2fb', pathType: 'Exact' }), [`${PATH}.path invalid`]],
  [path({ path: 'a', pathType: 'ImplementationSpecific' }), [`${PATH}.path invalid`]],
  [backend(null), [`${PATH}.backend invalid`]],
  [backend({ service: { name: 'web', port: { number: 80 } }, resource: {} }), [`${PATH}.backend invalid`]],
  [backend({ service: {} }), [`${PATH}.backend.service.name required`, `${PATH}.backend required`]],
  [service({ port: { name: 'http', number: 80 } }), [`${PATH}.backend invalid`]],
  [service({ port: { name: 'more-than-fifteen' } }), [`${PATH}.backend.service.port.name invalid`]],
  [service({ port: { number: 65536 } }), [`${PATH}.backend.service.port.number invalid`]],
  [backend({ resource: {} }), [`${PATH}.backend.resource.kind required`, `${PATH}.backend.resource.name required`]],
  [backend({ resource: { apiGroup: '', kind: '..', name: 'a/b' } }),
    [`${PATH}.backend.resource.apiGroup invalid`, `${PATH}.backend.resource.kind invalid`, `${PATH}.backend.resource.name invalid`]],
  [withTls({ hosts: ['*'], secretName: 'A' }), ['spec.tls[0].hosts[0] invalid', 'spec.tls[0].secretName invalid']],
  [withClass('other', 'nginx'), ['annotations.kubernetes.io/ingress.class invalid']],
])('%j is refused', (object, expected) => expect(causes(object)).toEqual(expected));

test('backends may name a Service that begins with a digit from 1.36', () => {
  expect(causes(service({ name: '1web' }), 35)).toEqual([`${PATH}.backend.service.name invalid`]);
  expect(causes(service({ name: '1web' }), 36)).toEqual([]);
});

test('the class annotation alone is deprecated', () => {
  expect(validateObject(withClass('nginx')).warnings.map(warning => warning.message))
    .toEqual(['annotation "kubernetes.io/ingress.class" is deprecated, please use \'spec.ingressClassName\' instead']);
});

test.each<[JsonObject, string[]]>([
  [backend({ serviceName: 'web', servicePort: 80 }), [`${PATH}.backend.serviceName unknown-field`, `${PATH}.backend.servicePort unknown-field`]],
  [backend({ service: 'web' }), [`${PATH}.backend.service wrong-type`]],
  [service({ port: 80 }), [`${PATH}.backend.service.port wrong-type`]],
  [service({ port: { number: '80' } }), [`${PATH}.backend.service.port.number wrong-type`]],
  [ingress({ rule: [] }), ['spec.rule unknown-field']],
  [ingress({ rules: {} }), ['spec.rules wrong-type']],
  [path({ pathType: undefined, pathtype: 'Prefix' }), [`${PATH}.pathtype unknown-field`]],
])('what %j misspells or mistypes is not reported as missing too', (object, expected) => expect(causes(object)).toEqual(expected));

test('every Ingress of valid parts is accepted', () => {
  const label = fc.stringMatching(/^[a-z]([a-z0-9-]{0,20}[a-z0-9])?$/);
  const host = fc.tuple(fc.boolean(), fc.array(label, { minLength: 2, maxLength: 4 })).map(([wild, labels]) => (wild ? '*.' : '') + labels.join('.'));
  const portName = fc.stringMatching(/^[a-z][a-z0-9]{0,14}$/);
  const port = fc.oneof(fc.integer({ min: 1, max: 65535 }).map(number => ({ number })), portName.map(name => ({ name })));
  const paths = fc.record({
    path: fc.array(fc.stringMatching(/^[A-Za-z0-9_~*()|$]{1,8}$/), { maxLength: 4 }).map(segments => `/${segments.join('/')}`),
    pathType: fc.constantFrom('Exact', 'Prefix', 'ImplementationSpecific'),
    backend: fc.record({ name: label, port }).map(target => ({ service: target })),
  });
  const http = fc.record({ paths: fc.array(paths, { minLength: 1, maxLength: 3 }) });
  const rules = fc.array(fc.record({ host, http }), { minLength: 1, maxLength: 3 });
  fc.assert(fc.property(fc.record({ ingressClassName: label, rules }), spec => {
    expect(causes(ingress(spec as unknown as JsonObject))).toEqual([]);
  }));
});

test('a mangled Ingress gets a verdict', () => {
  const whole = ingress({ ingressClassName: 'a', defaultBackend: BACKEND, tls: [{ hosts: ['a'], secretName: 'a' }], rules: [{ host: 'a', http: { paths: [{ path: '/', pathType: 'Exact', backend: BACKEND }] } }] });
  fc.assert(fc.property(mangled(whole), object => causes(object).length >= 0));
});
