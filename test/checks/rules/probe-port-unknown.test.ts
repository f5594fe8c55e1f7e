import { PROBE_PORT_UNKNOWN as RULE } from '../../../src/checks/rules/probe-port-unknown';
import { deployment, findings, found } from '../checking';

const probed = (ports: readonly string[], probe: string): string => `${deployment('web', 'app: web', ports).trimEnd()}\n          ${probe}\n`;

test('a readiness probe of a name that the container lacks is an error', () => {
  expect(findings(RULE, probed(['http:8080'], 'readinessProbe: { httpGet: { port: htpp } }'))).toMatchObject([{
    severity: 'error',
    path: 'spec.template.spec.containers[0].readinessProbe.httpGet.port',
    message: 'readinessProbe of container main uses port htpp, which the container does not have; it has http',
    fix: 'set spec.template.spec.containers[0].readinessProbe.httpGet.port to http',
  }]);
});

test('a liveness probe of such a name kills nothing: a warning', () => {
  expect(found(RULE, probed([], 'livenessProbe: { tcpSocket: { port: http } }'))[0]).toMatch(/^warning /);
});

test('a name of another protocol is a warning', () => {
  expect(findings(RULE, probed(['dns:53/UDP'], 'readinessProbe: { tcpSocket: { port: dns } }'))[0]).toMatchObject({ severity: 'warning', message: expect.stringMatching(/for UDP$/) });
});

test('a number that is not declared beside others is information', () => {
  expect(found(RULE, probed(['8080'], 'startupProbe: { grpc: { port: 9090 } }'))).toEqual(['info Deployment/web spec.template.spec.containers[0].startupProbe.grpc.port']);
});

test.each([
  ['a name of the container', ['http:8080'], 'readinessProbe: { httpGet: { port: http } }'],
  ['a number that is declared', ['8080'], 'readinessProbe: { httpGet: { port: 8080 } }'],
  ['a number where nothing is declared', [], 'readinessProbe: { httpGet: { port: 8080 } }'],
  ['a command', [], 'readinessProbe: { exec: { command: [x] } }'],
])('it is silent with %s', (_, ports, probe) => {
  expect(found(RULE, probed(ports, probe))).toEqual([]);
});
