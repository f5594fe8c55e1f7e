import fc from 'fast-check';
import { networkPolicies } from '../../../src/cluster/policies/network-policies';
import { addressParty, outsider, ROUTER, type Party, type PolicyPod } from '../../../src/cluster/policies/party';
import { judgeConnection, type Verdict } from '../../../src/cluster/policies/verdict';
import type { JsonObject } from '../../../src/kubernetes/resource';
import { cluster, workload } from '../objects';
import { namespaceObject, policy, policyPod } from '../policy-objects';

const SUBJECT = policyPod();
const podParty = (given: Partial<PolicyPod> = {}, spec: JsonObject = {}): Party => ({ kind: 'pod', pod: policyPod({ labels: { app: 'shop' }, ...given }, spec) });

/** What policies make of a connection to port 8080 (`http`) of the pod `app: web`. */
function ingress(party: Party, objects: readonly JsonObject[], subject = SUBJECT): Verdict | null {
  return judgeConnection(networkPolicies(cluster(objects)), subject, 'ingress', party, { numbers: [8080], protocol: 'TCP', spec: subject.spec });
}

function admitted(party: Party, from: readonly JsonObject[], more: readonly JsonObject[] = []): Verdict['result'] | undefined {
  return ingress(party, [policy({ ingress: [{ from }] }), ...more])?.result;
}

test('without a policy there is no verdict', () => {
  expect(ingress(podParty(), [])).toBeNull();
  expect(ingress(podParty(), [policy({ policyTypes: ['Egress'] })])).toBeNull();
});

// https://kubernetes.io/docs/concepts/services-networking/network-policies/#default-policies
test.each<[JsonObject, Verdict['result']]>([
  [{}, 'blocked'], [{ ingress: [] }, 'blocked'], [{ ingress: [{}] }, 'allowed'], [{ ingress: [{ from: [] }] }, 'allowed'],
])('%j admits a pod: %s', (spec, expected) => {
  expect(ingress(podParty(), [policy(spec)])?.result).toBe(expected);
});

test('policies add up, and rules and their order do not matter', () => {
  const deny = policy({}, 'deny');
  const allow = policy({ ingress: [{ from: [{ podSelector: { matchLabels: { app: 'nobody' } } }] }, {}] }, 'allow');
  expect(ingress(podParty(), [deny, allow])).toMatchObject({ result: 'allowed', admitting: { rule: { path: 'spec.ingress[1]' } } });
  expect(ingress(podParty(), [allow, deny])?.result).toBe('allowed');
});

test('peers and ports of one rule must both match, those of two rules need not', () => {
  const from = [{ podSelector: { matchLabels: { app: 'shop' } } }];
  expect(ingress(podParty(), [policy({ ingress: [{ from, ports: [{ port: 80 }] }] })])?.result).toBe('blocked');
  expect(ingress(podParty(), [policy({ ingress: [{ from, ports: [{ port: 80 }] }, { ports: [{ port: 8080 }] }] })])?.result).toBe('allowed');
});

// https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/network-policy-v1/ NetworkPolicyPort
test.each<[JsonObject, Verdict['result']]>([
  [{ port: 8080 }, 'allowed'], [{ port: 80 }, 'blocked'], [{ port: 8080, protocol: 'UDP' }, 'blocked'], [{ protocol: 'TCP' }, 'allowed'], [{ protocol: 'UDP' }, 'blocked'], [{}, 'allowed'],
  [{ port: 8000, endPort: 9000 }, 'allowed'], [{ port: 1, endPort: 8079 }, 'blocked'], [{ port: 'http' }, 'allowed'], [{ port: 'web' }, 'blocked'], [{ port: 'http', protocol: 'UDP' }, 'blocked'],
])('the port %j admits port 8080, which is called http: %s', (port, expected) => {
  expect(ingress(podParty(), [policy({ ingress: [{ ports: [port] }] })])?.result).toBe(expected);
});

test('a name that two containers give to different ports, or only a restartable init container has, may be another\'s', () => {
  const named = (containerPort: number): JsonObject => ({ name: `c${containerPort}`, ports: [{ name: 'http', containerPort }] });
  const both = policyPod({}, { containers: [named(8080), named(9090)] });
  const sidecar = policyPod({}, { containers: [], initContainers: [{ ...named(8080), restartPolicy: 'Always' }] });
  const byName = [policy({ ingress: [{ ports: [{ port: 'http' }] }] })];
  expect([both, sidecar].map((pod) => ingress(podParty(), byName, pod)?.result)).toEqual(['depends', 'depends']);
});

// https://kubernetes.io/docs/concepts/services-networking/network-policies/#behavior-of-to-and-from-selectors
const SHOP = { podSelector: { matchLabels: { app: 'shop' } } };
const TEAM = { namespaceSelector: { matchLabels: { team: 'a' } } };
const NAMESPACES = [namespaceObject('a', { team: 'a' }), namespaceObject('b'), namespaceObject('app')];
test.each<[string, readonly JsonObject[], Party, Verdict['result']]>([
  ['a podSelector', [SHOP], podParty(), 'allowed'],
  ['a podSelector and a pod of another namespace', [SHOP], podParty({ namespace: 'a' }), 'blocked'],
  ['a namespaceSelector', [TEAM], podParty({ namespace: 'a' }), 'allowed'],
  ['a namespaceSelector and a pod of another namespace', [TEAM], podParty({ namespace: 'b' }), 'blocked'],
  ['a namespace that the manifests do not hold', [TEAM], podParty({ namespace: 'c' }), 'depends'],
  ['a namespace by its name', [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'c' } } }], podParty({ namespace: 'c' }), 'allowed'],
  ['both in one item, which must both match', [{ ...TEAM, ...SHOP }], podParty({ namespace: 'a', labels: { app: 'x' } }), 'blocked'],
  ['both in two items, of which one must match', [TEAM, SHOP], podParty({ namespace: 'a', labels: { app: 'x' } }), 'allowed'],
  ['an expression', [{ podSelector: { matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['shop'] }] } }], podParty(), 'blocked'],
  ['an item with nothing', [{}], podParty(), 'blocked'],
])('%s', (_, from, party, expected) => {
  expect(admitted(party, from, NAMESPACES)).toBe(expected);
});

test.each<[string, JsonObject, Party, Verdict['result']]>([
  ['whether addresses of pods count is up to the plugin', { cidr: '10.0.0.0/8' }, podParty({ ips: ['10.1.2.3'] }), 'depends'],
  ['a pod with another address', { cidr: '10.0.0.0/16' }, podParty({ ips: ['10.1.2.3'] }), 'blocked'],
  ['a pod whose address is not known, and a network that pods may have', { cidr: '10.0.0.0/8' }, podParty(), 'depends'],
  ['a pod whose address is not known, and a network of others', { cidr: '203.0.113.0/24' }, podParty(), 'blocked'],
  ['everything but private networks', { cidr: '0.0.0.0/0', except: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'] }, podParty(), 'blocked'],
  ['everybody outside', { cidr: '0.0.0.0/0' }, outsider(null), 'allowed'],
  ['everybody of the other family', { cidr: '::/0' }, outsider('IPv4'), 'blocked'],
  ['a part of those outside', { cidr: '198.51.100.0/24' }, outsider(null), 'depends'],
  ['an address in the block', { cidr: '203.0.113.0/24' }, addressParty('203.0.113.7'), 'allowed'],
  ['an address in an exception', { cidr: '203.0.113.0/24', except: ['203.0.113.0/28'] }, addressParty('203.0.113.7'), 'blocked'],
])('ipBlock: %s', (_, ipBlock, party, expected) => {
  expect(admitted(party, [{ ipBlock }])).toBe(expected);
});

test('selectors mean nothing to addresses outside, and may mean a private one', () => {
  expect(admitted(outsider(null), [{ namespaceSelector: {} }])).toBe('blocked');
  expect(admitted(addressParty('10.0.0.7'), [{ namespaceSelector: {} }])).toBe('depends');
});

test('a router may be any pod that the manifests do not show', () => {
  expect(admitted(ROUTER, [{ namespaceSelector: {} }])).toBe('depends');
  expect(admitted(ROUTER, [{ podSelector: { matchLabels: { app: 'router' } } }])).toBe('depends');
  expect(admitted(ROUTER, [{ podSelector: { matchLabels: { app: 'web' } } }], [workload('Deployment')])).toBe('blocked');
  expect(admitted(ROUTER, [{ podSelector: { matchLabels: { app: 'web' } } }], [workload('Deployment', {}, { name: 'my-gateway' })])).toBe('depends');
});

// https://kubernetes.io/docs/concepts/services-networking/network-policies/#networkpolicy-and-hostnetwork-pods
test('pods in the network of their node are never decided by selectors, and always by everyone', () => {
  const host = podParty({}, { hostNetwork: true });
  expect(admitted(host, [SHOP])).toBe('depends');
  expect(admitted(host, [TEAM])).toBe('depends');
  expect(ingress(host, [policy({ ingress: [{}] })])?.result).toBe('allowed');
  expect(ingress(podParty(), [policy({})], policyPod({}, { hostNetwork: true }))).toMatchObject({ result: 'depends', hostNetwork: true });
});

test('a node in place of a pod has none of its labels', () => {
  const translated: Party = { kind: 'pod', pod: policyPod({ labels: { app: 'shop' } }), translated: true };
  expect([[SHOP], [TEAM], [{ ipBlock: { cidr: '203.0.113.0/24' } }]].map((from) => admitted(translated, from, NAMESPACES))).toEqual(['depends', 'blocked', 'depends']);
});

test('a policy that may select the pod decides only where all that may would agree', () => {
  const subject = policyPod({ generatedLabels: ['hash'] });
  const maybe = { podSelector: { matchLabels: { hash: 'x' } } };
  const judge = (...objects: readonly JsonObject[]): Verdict['result'] | undefined => ingress(podParty(), objects, subject)?.result;
  expect(judge(policy(maybe))).toBe('depends');
  expect(judge(policy({ ...maybe, ingress: [{}] }))).toBe('allowed');
  expect(judge(policy({}, 'deny'), policy({ ...maybe, ingress: [{}] }))).toBe('depends');
  expect(judge(policy({}, 'deny'), policy(maybe))).toBe('blocked');
});

test('one more policy never takes away from a pod that is isolated already', () => {
  const label = fc.constantFrom('web', 'shop', 'db');
  const peer = fc.oneof(
    fc.record({ podSelector: fc.record({ matchLabels: fc.record({ app: label }) }) }),
    fc.record({ namespaceSelector: fc.constantFrom({}, { matchLabels: { team: 'a' } }) }),
    fc.record({ ipBlock: fc.constantFrom({ cidr: '10.0.0.0/8' }, { cidr: '0.0.0.0/0' }) }),
  );
  const rule = fc.record({ from: fc.array(peer, { maxLength: 2 }), ports: fc.array(fc.record({ port: fc.constantFrom(80, 8080, 'http') }), { maxLength: 2 }) }, { requiredKeys: [] });
  const spec = fc.record({ ingress: fc.array(rule, { maxLength: 2 }) });
  const party = fc.constantFrom(podParty(), podParty({ namespace: 'b' }), outsider(null), ROUTER, addressParty('10.0.0.7'));
  const RANK = { blocked: 0, depends: 1, allowed: 2 };
  fc.assert(fc.property(fc.array(spec, { minLength: 1, maxLength: 3 }), spec, party, (specs, more, from) => {
    const objects = specs.map((each, i) => policy(each, `p${i}`));
    const before = ingress(from, objects)?.result ?? 'allowed';
    const after = ingress(from, [...objects, policy(more, 'more')])?.result ?? 'allowed';
    expect(RANK[after]).toBeGreaterThanOrEqual(RANK[before]);
  }));
});
