import type { JsonObject } from '../../../src/kubernetes/resource';
import { validateObject } from '../../../src/kubernetes/validation/validate';

function causes(container: JsonObject, spec: JsonObject = {}): string[] {
  const object = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec: { containers: [{ name: 'web', image: 'web', ...container }], ...spec } };
  return validateObject(object).violations.map(violation => `${violation.path.replace('spec.containers[0].', '')} ${violation.reason}`);
}

const ready = (probe: JsonObject): JsonObject => ({ readinessProbe: probe });
const live = (probe: JsonObject): JsonObject => ({ livenessProbe: { tcpSocket: { port: 80 }, ...probe } });
const stop = (handler: JsonObject): JsonObject => ({ lifecycle: { preStop: handler } });

test.each<[JsonObject]>([
  [ready({ httpGet: { port: 'no-such-port' } })],
  [ready({ httpGet: { port: 80, path: '', scheme: 'HTTPS', httpHeaders: [{ name: 'X-A', value: '' }] }, successThreshold: 3 })],
  [ready({ exec: { command: ['true'] }, tcpSocket: null })],
  [ready({ grpc: { port: 9000, service: '' } })],
  [live({ successThreshold: 1, terminationGracePeriodSeconds: 5 })],
  [stop({ sleep: { seconds: 30 } })],
])('%j is accepted', container => expect(causes(container)).toEqual([]));

test.each<[JsonObject, string[]]>([
  [ready({}), ['readinessProbe required']],
  [ready({ tcpSockets: { port: 80 } }), ['readinessProbe.tcpSockets unknown-field']],
  [ready({ httpGet: {} }), ['readinessProbe.httpGet.port invalid']],
  [ready({ httpGet: { port: '8080' } }), ['readinessProbe.httpGet.port invalid']],
  [ready({ httpGet: { port: 80, scheme: 'http', httpHeaders: [{ name: 'a b' }] } }), ['readinessProbe.httpGet.scheme not-supported', 'readinessProbe.httpGet.httpHeaders invalid']],
  [ready({ tcpSocket: { port: 'more-than-fifteen' } }), ['readinessProbe.tcpSocket.port invalid']],
  [ready({ grpc: {} }), ['readinessProbe.grpc.port invalid']],
  [ready({ exec: {} }), ['readinessProbe.exec.command required']],
  [ready({ exec: { command: ['a'] }, httpGet: { port: 0 } }), ['readinessProbe.httpGet forbidden']],
  [ready({ tcpSocket: { port: 80 }, periodSeconds: -1, terminationGracePeriodSeconds: 5 }),
    ['readinessProbe.periodSeconds invalid', 'readinessProbe.terminationGracePeriodSeconds invalid']],
  [live({ successThreshold: 2 }), ['livenessProbe.successThreshold invalid']],
  [live({ terminationGracePeriodSeconds: 0 }), ['livenessProbe.terminationGracePeriodSeconds invalid']],
  [stop({}), ['lifecycle.preStop required']],
  [stop({ httpGet: { port: 70000 } }), ['lifecycle.preStop.httpGet.port invalid']],
  [stop({ sleep: { seconds: 31 } }), ['lifecycle.preStop.sleep invalid']],
])('%j is refused', (container, expected) => expect(causes(container)).toEqual(expected));

test('a hook sleeps no longer than the pod may take to end', () => {
  expect(causes(stop({ sleep: { seconds: 31 } }), { terminationGracePeriodSeconds: 60 })).toEqual([]);
  expect(causes(stop({ sleep: { seconds: 2 } }), { terminationGracePeriodSeconds: -1 })).toEqual(['lifecycle.preStop.sleep invalid']);
});
