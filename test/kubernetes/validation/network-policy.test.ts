import fc from 'fast-check';
import { mangled } from './mangled';
import type { Json, JsonObject } from '../../../src/kubernetes/resource';
import { validateObject } from '../../../src/kubernetes/validation/validate';

function policy(spec: Json): JsonObject {
  return { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'web' }, spec };
}

const port = (fields: Json): JsonObject => policy({ ingress: [{ ports: [fields] }] });
const peer = (fields: Json): JsonObject => policy({ egress: [{ to: [fields] }] });
const ipBlock = (cidr: Json, ...except: Json[]): JsonObject => peer({ ipBlock: { cidr, except } });

function causes(object: JsonObject, kubernetesMinor = 34): string[] {
  return validateObject(object, { kubernetesMinor }).violations.map(violation => `${violation.path} ${violation.reason}`);
}

test.each<[string, JsonObject]>([
  ['no spec', policy(null)],
  ['rules that allow everything', policy({ podSelector: {}, ingress: [{}], egress: [{ ports: [], to: [] }] })],
  ['a port without a number', port({ protocol: 'UDP' })],
  ['a null port', port(null)],
  ['a range of one port', port({ port: 80, endPort: 80 })],
  ['a named port', port({ port: 'http' })],
  ['both selectors in one peer', peer({ podSelector: {}, namespaceSelector: {} })],
  ['a block with a part left out', ipBlock('192.0.2.0/24', '192.0.2.0/25', '192.0.2.0/25')],
  ['every block of IPv6', ipBlock('::/0', 'fd00::/8')],
  ['both types', policy({ policyTypes: ['Egress', 'Ingress'] })],
])('%s is accepted', (_, object) => expect(validateObject(object)).toEqual({ violations: [], warnings: [] }));

const PORT = 'spec.ingress[0].ports[0]';
const PEER = 'spec.egress[0].to[0]';

test.each<[JsonObject, string[]]>([
  [port({ protocol: 'ICMP', port: 0 }), [`${PORT}.protocol not-supported`, `${PORT}.port invalid`]],
  [port({ protocol: '' }), [`${PORT}.protocol not-supported`]],
  [port({ port: 'more-than-fifteen' }), [`${PORT}.port invalid`]],
  [port({ port: 80, endPort: 79 }), [`${PORT}.endPort invalid`]],
  [port({ port: 80, endPort: 65536 }), [`${PORT}.endPort invalid`]],
  [port({ port: 'http', endPort: 90 }), [`${PORT}.endPort invalid`]],
  [port({ endPort: 90 }), [`${PORT}.endPort invalid`]],
  [port({ port: 80, endPort: '90' }), [`${PORT}.endPort wrong-type`]],
  [port({ port: 80.5, endPort: 90 }), [`${PORT}.port wrong-type`]],
  [peer(null), [`${PEER} required`]],
  [peer({ podSelector: null }), [`${PEER} required`]],
  [peer({ serviceSelector: {} }), [`${PEER}.serviceSelector unknown-field`]],
  [peer({ podSelector: { app: 'web' } }), [`${PEER}.podSelector.app unknown-field`]],
  [peer({ podSelector: {}, ipBlock: { cidr: '192.0.2.0/24' } }), [`${PEER} forbidden`]],
  [peer({ namespaceSelector: { matchLabels: { 'a b': 'c' } } }), [`${PEER}.namespaceSelector.matchLabels invalid`]],
  [ipBlock('', 'x'), [`${PEER}.ipBlock.cidr required`]],
  [ipBlock('192.0.2.0', 'x'), [`${PEER}.ipBlock.cidr invalid`]],
  [ipBlock('192.0.2.0/24', ''), [`${PEER}.ipBlock.except[0] invalid`]],
  [ipBlock('192.0.2.0/24', '192.0.2.0/24'), [`${PEER}.ipBlock.except[0] invalid`]],
  [ipBlock('192.0.2.0/24', '192.0.3.0/25'), [`${PEER}.ipBlock.except[0] invalid`]],
  [ipBlock('192.0.2.0/24', '2001:db8::/64'), [`${PEER}.ipBlock.except[0] invalid`]],
  [policy({ policyTypes: ['Ingress', 'X'] }), ['spec.policyTypes[1] not-supported']],
  [policy({ policyTypes: ['X', 'Y', 'Z'] }), ['spec.policyTypes invalid']],
  [{ ...policy({}), status: {} }, ['status unknown-field']],
])('%j is refused', (object, expected) => expect(causes(object)).toEqual(expected));

test('masks are compared as they are written, so an IPv4-mapped block may leave out all of itself', () => {
  expect(causes(ipBlock('192.0.2.0/24', '::ffff:192.0.2.0/120'))).toEqual([]);
  expect(causes(ipBlock('::ffff:192.0.2.0/120', '192.0.2.0/25'))).toEqual([`${PEER}.ipBlock.except[0] invalid`]);
});

test('blocks that are not canonical are warned of from 1.33, and refused from 1.36', () => {
  const object = ipBlock('192.0.2.7/24');
  expect(validateObject(object, { kubernetesMinor: 32 })).toEqual({ violations: [], warnings: [] });
  expect(validateObject(object).warnings).toEqual([{
    path: `${PEER}.ipBlock.cidr`,
    message: 'CIDR value "192.0.2.7/24" is ambiguous in this context (should be "192.0.2.0/24" or "192.0.2.7/32"?)',
  }]);
  expect(causes(object, 36)).toEqual([`${PEER}.ipBlock.cidr invalid`]);
});

test('a mangled NetworkPolicy gets a verdict', () => {
  const whole = policy({
    podSelector: { matchLabels: { app: 'web' } },
    ingress: [{ ports: [{ protocol: 'TCP', port: 80, endPort: 90 }], from: [{ podSelector: {}, namespaceSelector: { matchExpressions: [{ key: 'a', operator: 'In', values: ['b'] }] } }] }],
    egress: [{ to: [{ ipBlock: { cidr: '192.0.2.0/24', except: ['192.0.2.0/25'] } }] }],
    policyTypes: ['Ingress'],
  });
  fc.assert(fc.property(mangled(whole), object => causes(object).length >= 0));
});
