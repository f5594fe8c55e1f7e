import fc from 'fast-check';
import type { Json, JsonObject } from '../../../src/kubernetes/resource';
import { hasRules, validateObject } from '../../../src/kubernetes/validation/validate';

const KINDS = ['v1/Service', 'v1/Endpoints', 'discovery.k8s.io/v1/EndpointSlice', 'networking.k8s.io/v1/Ingress'].map(key => {
  const slash = key.lastIndexOf('/');
  return { apiVersion: key.slice(0, slash), kind: key.slice(slash + 1) };
});

test.each(KINDS)('there are rules for $kind', ({ apiVersion, kind }) => expect(hasRules(apiVersion, kind)).toBe(true));

test('kinds without rules are accepted as they are', () => {
  expect(hasRules('example.com/v1', 'Service')).toBe(false);
  expect(validateObject({ apiVersion: 'example.com/v1', kind: 'Service', spec: 5 })).toEqual({ violations: [], warnings: [] });
  expect(validateObject({})).toEqual({ violations: [], warnings: [] });
});

test('a Service without apiVersion is not somebody else\'s, nor refused for it', () => {
  expect(validateObject({ kind: 'Service' }).violations).toEqual([]);
});

test('faults of the whole object hide what follows from them', () => {
  expect(validateObject({ apiVersion: 'v1', kind: 'Service', metadata: 'x', spec: 'y' }).violations.map(violation => violation.path)).toEqual(['metadata', 'spec']);
});

test('an object of the kind\'s known fields, each of any type, gets a verdict', () => {
  const fields = fc.dictionary(fc.constantFrom('metadata', 'spec', 'status', 'subsets', 'endpoints', 'ports', 'addressType', '__proto__', 'constructor'), fc.jsonValue());
  fc.assert(fc.property(fc.constantFrom(...KINDS), fields, (kind, rest) => {
    const { violations } = validateObject({ ...(rest as JsonObject), ...kind });
    expect(new Set(violations.map(violation => violation.message)).has('')).toBe(false);
  }));
});

test('values nested without end are no trouble', () => {
  let value: Json = 1;
  for (let depth = 0; depth < 20000; depth++) {
    value = [value];
  }
  const { violations } = validateObject({ apiVersion: 'v1', kind: 'Service', metadata: { name: value }, spec: { clusterIPs: value, foo: value } });
  expect(violations.map(violation => violation.path)).toEqual(['metadata.name', 'spec.clusterIPs[0]', 'spec.foo', 'spec.clusterIPs']);
});
