import type { Json, JsonObject } from '../../../src/kubernetes/resource';
import { validateObject } from '../../../src/kubernetes/validation/validate';

function pod(spec: JsonObject, metadata: JsonObject = { name: 'web' }): JsonObject {
  return { apiVersion: 'v1', kind: 'Pod', metadata, spec: { containers: [{ name: 'web', image: 'web' }], ...spec } };
}

function warnings(object: JsonObject, kubernetesMinor = 34): string[] {
  return validateObject(object, { kubernetesMinor }).warnings.map(({ path, message }) => `${path}: ${message}`);
}

const ports = (...entries: Json[]): JsonObject => pod({ containers: [{ name: 'web', image: 'web', ports: entries }] });
const PORTS = 'spec.containers[0].ports';

test('a port twice is a duplicate', () => {
  const object = ports({ containerPort: 80, name: 'a' }, { containerPort: 80, name: 'b' }, { containerPort: 80, protocol: 'UDP' });
  expect(warnings(object)).toEqual([`${PORTS}[1]: duplicate port definition with ${PORTS}[0]`]);
  expect(warnings(object, 27)).toEqual([]);
});

test('a port with and without a host port overlaps itself', () => {
  expect(warnings(ports({ containerPort: 80, hostPort: 80 }, { containerPort: 80 }))).toEqual([`${PORTS}[1]: overlapping port definition with ${PORTS}[0]`]);
});

test('a host port with and without a host address is ambiguous', () => {
  expect(warnings(ports({ containerPort: 80, hostPort: 80 }, { containerPort: 80, hostPort: 80, hostIP: '192.0.2.1' })))
    .toEqual([`${PORTS}[1]: dangerously ambiguous port definition with ${PORTS}[0]`]);
});

test('a host address wants a host port', () => {
  expect(warnings(ports({ containerPort: 80, hostIP: '192.0.2.1', name: 'a' })))
    .toEqual([`${PORTS}[0]: hostIP set without hostPort: {Name:a HostPort:0 ContainerPort:80 Protocol:TCP HostIP:192.0.2.1}`]);
});

test('a port name in two containers belongs to the first, and init containers come first', () => {
  const named = (name: string, containerPort: number): JsonObject => ({ name, image: 'web', ports: [{ name: 'http', containerPort }] });
  const object = pod({ containers: [named('a', 80)], initContainers: [named('b', 81)] });
  const first = 'spec.initContainers[0].ports[0]';
  expect(warnings(object)).toEqual([
    `${PORTS}[0]: duplicate port name "http" with ${first}, services and probes that select ports by name will use ${first}`,
  ]);
  expect(warnings(object, 32)).toEqual([]);
});

test('a name that is no DNS label makes a surprising hostname', () => {
  const problems = '[must be no more than 63 characters must not contain dots]';
  expect(warnings(pod({}, { name: `${'a'.repeat(63)}.b` })))
    .toEqual([`metadata.name: this is used in the Pod's hostname, which can result in surprising behavior; a DNS label is recommended: ${problems}`]);
  expect(warnings(pod({}, { generateName: `${'a'.repeat(63)}-` }))).toEqual([]);
  expect(warnings(pod({}, { generateName: 'a.b-' }))).toHaveLength(1);
});

test('addresses that are not canonical are warned of', () => {
  const object = pod({ dnsConfig: { nameservers: ['010.0.0.1'] }, hostAliases: [{ ip: '2001:DB8::1' }, { ip: '2001:DB8::1' }] });
  expect(warnings(object).map(warning => warning.split(': ')[0])).toEqual([
    'spec.hostAliases[1].ip', 'spec.dnsConfig.nameservers[0]', 'spec.hostAliases[0].ip', 'spec.hostAliases[1].ip',
  ]);
});

test('a negative grace period is warned of in templates, and silently corrected in pods', () => {
  const podSpec = { containers: [{ name: 'web', image: 'web' }], terminationGracePeriodSeconds: -1 };
  const labels = { app: 'web' };
  const deployment = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' }, spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: podSpec } } };
  expect(warnings(deployment)).toEqual(['spec.template.spec.terminationGracePeriodSeconds: must be >= 0; negative values are invalid and will be treated as 1']);
  expect(warnings(pod(podSpec))).toEqual([]);
});

test('what is refused is not warned of', () => {
  expect(warnings(ports({ containerPort: 80 }, { containerPort: 80, protocol: 'x' }, { containerPort: 80 }))).toEqual([]);
});

test('thousands of equal ports are no burden', () => {
  const count = 5000;
  const found = warnings(ports(...Array.from({ length: count }, () => ({ containerPort: 80 }))));
  expect(found.length).toBeGreaterThan(count - 2);
  expect(found.length).toBeLessThan(count * 40);
});
