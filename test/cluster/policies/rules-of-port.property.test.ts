import * as fc from 'fast-check';
import type { DialledPort } from '../../../src/cluster/policies/party';
import { rulesOfPort } from '../../../src/cluster/policies/rules-of-port';
import { matchPorts } from '../../../src/cluster/policies/verdict';
import { readNetworkPolicy } from '../../../src/kubernetes/network-policy';
import { readPodSpec } from '../../../src/kubernetes/pod-template';
import { NO_ORIGIN, type JsonObject } from '../../../src/kubernetes/resource';

const protocol = fc.constantFrom('TCP', 'UDP');
const port = fc.oneof(
  fc.record({ port: fc.integer({ min: 79, max: 82 }), protocol }),
  fc.record({ port: fc.integer({ min: 79, max: 81 }), endPort: fc.constant(82), protocol }),
  fc.record({ port: fc.constantFrom('http', 'metrics') }),
  fc.record({ protocol }),
);
const rule = fc.record({ ports: fc.array(port, { maxLength: 3 }) });
const dialled: fc.Arbitrary<DialledPort> = fc.record({
  numbers: fc.array(fc.integer({ min: 79, max: 82 }), { minLength: 1, maxLength: 2 }),
  orOther: fc.boolean(),
  protocol: fc.constantFrom('TCP', 'UDP'),
  spec: fc.constantFrom(null, readPodSpec({ containers: [{ name: 'main', ports: [{ name: 'http', containerPort: 80 }] }] })),
});

function rulesOf(ingress: readonly JsonObject[]) {
  const object = { spec: { podSelector: {}, ingress } };
  return readNetworkPolicy({ apiVersion: '', kind: '', namespace: 'a', name: 'n', object, origin: NO_ORIGIN }).ingress ?? [];
}

test('every rule that may be about a port is found, in order', () => {
  fc.assert(fc.property(fc.array(rule, { maxLength: 20 }), fc.array(dialled, { minLength: 1, maxLength: 4 }), (ingress, ports) => {
    const rules = rulesOf(ingress as unknown as readonly JsonObject[]);
    for (const each of ports) {
      const matching = (all: typeof rules) => all.filter((found) => matchPorts(found, each) !== 'no');
      expect(matching(rulesOfPort(rules, each))).toEqual(matching(rules));
    }
  }));
});

test('rules about other ports are not looked at', () => {
  const rules = rulesOf([{}, ...Array.from({ length: 100 }, (_, i) => ({ ports: [{ port: 8000 + i }] }))]);
  expect(rulesOfPort(rules, { numbers: [8007], protocol: 'TCP', spec: null })).toEqual([rules[0], rules[8]]);
});
