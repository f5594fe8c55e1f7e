import type { Json, JsonObject } from '../../../src/kubernetes/resource';
import { validateObject } from '../../../src/kubernetes/validation/validate';

const CONTAINER: JsonObject = { name: 'web', image: 'example.com/web:1' };

function pod(spec: JsonObject): JsonObject {
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec: { containers: [CONTAINER], ...spec } };
}

function deployment(spec: JsonObject): JsonObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web' },
    spec: { selector: { matchLabels: { app: 'web' } }, template: { metadata: { labels: { app: 'web' } }, spec: { containers: [CONTAINER], ...spec } } },
  };
}

const container = (fields: JsonObject): JsonObject => pod({ containers: [{ ...CONTAINER, ...fields }] });
const ports = (...entries: Json[]): JsonObject => container({ ports: entries });
const init = (...entries: Json[]): JsonObject => pod({ initContainers: entries });

function causes(object: JsonObject, kubernetesMinor = 34): string[] {
  return validateObject(object, { kubernetesMinor }).violations.map(violation => `${violation.path} ${violation.reason}`);
}

const PORT = 'spec.containers[0].ports[0]';

test.each<[JsonObject]>([
  [ports({ containerPort: 80, protocol: '', name: '' })],
  [ports({ containerPort: 53, name: 'dns' }, { containerPort: 53, name: 'dns-tcp', protocol: 'UDP' })],
  [ports({ containerPort: 80, hostPort: 8080, hostIP: 'anything' }, { containerPort: 81, hostPort: 8080, protocol: 'UDP' })],
  [ports({ containerPort: 80, hostPort: 8080, hostIP: '192.0.2.1' }, { containerPort: 81, hostPort: 8080, hostIP: '192.0.2.2' })],
  [pod({ hostNetwork: true, containers: [{ ...CONTAINER, ports: [{ containerPort: 80 }, { containerPort: 81, hostPort: 81 }] }] })],
  [init({ ...CONTAINER, name: 'a', ports: [{ containerPort: 80, hostPort: 80 }] }, { ...CONTAINER, name: 'b', ports: [{ containerPort: 80, hostPort: 80 }] })],
  [init({ ...CONTAINER, name: 'sidecar', restartPolicy: 'Always', readinessProbe: { tcpSocket: { port: 80 } } })],
])('%j is accepted', object => expect(causes(object)).toEqual([]));

test.each<[JsonObject, string[]]>([
  [pod({ containers: [] }), ['spec.containers required']],
  [pod({ containers: [null] }), ['spec.containers[0].name required', 'spec.containers[0].image required']],
  [pod({ containers: [CONTAINER, CONTAINER] }), ['spec.containers[1].name duplicate']],
  [container({ name: 'a.b' }), ['spec.containers[0].name invalid']],
  [container({ image: 'web ' }), ['spec.containers[0].image invalid']],
  [container({ imagePullPolicy: 'always' }), ['spec.containers[0].imagePullPolicy not-supported']],
  [container({ terminationMessagePolicy: 'x' }), ['spec.containers[0].terminationMessagePolicy not-supported']],
  [ports(null), [`${PORT}.containerPort required`]],
  [ports({ containerPort: '80' }), [`${PORT}.containerPort wrong-type`]],
  [ports({ containerPort: 65536, hostPort: -1 }), [`${PORT}.containerPort invalid`, `${PORT}.hostPort invalid`]],
  [ports({ containerPort: 80, protocol: 'tcp', name: '8080' }), [`${PORT}.name invalid`, `${PORT}.protocol not-supported`]],
  [ports({ containerPort: 80, name: 'a' }, { containerPort: 81, name: 'a' }), ['spec.containers[0].ports[1].name duplicate']],
  [ports({ containerPort: 80, hostPort: 8080 }, { containerPort: 81, hostPort: 8080 }), ['spec.containers[0].ports[1].hostPort duplicate']],
  [ports({ containerPort: 80, appProtocol: 'http' }), [`${PORT}.appProtocol unknown-field`]],
  [init({ ...CONTAINER }), ['spec.initContainers[0].name duplicate']],
  [init({ ...CONTAINER, name: 'a', readinessProbe: {}, lifecycle: {} }),
    ['spec.initContainers[0].lifecycle forbidden', 'spec.initContainers[0].readinessProbe forbidden']],
])('%j is refused', (object, expected) => expect(causes(object)).toEqual(expected));

test('host ports collide across containers, and in the host network container ports are host ports', () => {
  const two = (fields: JsonObject): Json[] => [{ ...CONTAINER, ports: [fields] }, { ...CONTAINER, name: 'other', ports: [fields] }];
  expect(causes(pod({ containers: two({ containerPort: 80, hostPort: 8080 }) }))).toEqual(['spec.containers[1].ports[0].hostPort duplicate']);
  expect(causes(pod({ hostNetwork: true, containers: two({ containerPort: 80 }) }))).toEqual(['spec.containers[1].ports[0].hostPort duplicate']);
  expect(causes(pod({ containers: two({ containerPort: 80 }) }))).toEqual([]);
});

test('in the host network a host port is the container port', () => {
  const spec = { hostNetwork: true, containers: [{ ...CONTAINER, ports: [{ containerPort: 80, hostPort: 8080 }] }] };
  expect(causes(pod(spec))).toEqual([`${PORT}.hostPort invalid`]);
  expect(causes(deployment(spec))).toEqual(['spec.template.spec.containers[0].ports[0].hostPort invalid']);
});

test('templates leave host ports open from 1.28', () => {
  const two = ['a', 'b'].map(name => ({ ...CONTAINER, name, ports: [{ containerPort: 80 }] }));
  expect(causes(deployment({ hostNetwork: true, containers: two }), 27)).toEqual(['spec.template.spec.containers[1].ports[0].hostPort duplicate']);
  expect(causes(deployment({ hostNetwork: true, containers: two }), 28)).toEqual([]);
});

test('restart policies of containers are refused through 1.33, dropped in 1.34 and checked from 1.35', () => {
  const regular = container({ restartPolicy: 'never' });
  expect([33, 34, 35].map(minor => causes(regular, minor))).toEqual([
    ['spec.containers[0].restartPolicy forbidden'], [], ['spec.containers[0].restartPolicy not-supported'],
  ]);
  const initial = init({ ...CONTAINER, name: 'a', restartPolicy: 'Never' });
  expect([33, 34, 35].map(minor => causes(initial, minor))).toEqual([['spec.initContainers[0].restartPolicy not-supported'], [], []]);
});

test('spaces around an image are refused in pods only', () => {
  expect(causes(deployment({ containers: [{ ...CONTAINER, image: ' ' }] }))).toEqual([]);
});
