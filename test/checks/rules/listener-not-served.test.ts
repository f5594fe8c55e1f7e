import { gateway } from './gateway-objects';
import { LISTENER_NOT_SERVED } from '../../../src/checks/rules/listener-not-served';
import { found } from '../checking';

const HTTPS = (name: string): string => `    - { name: tls, port: 443, protocol: HTTPS, tls: { certificateRefs: [{ name: ${name} }] } }\n`;
const SECRET = (namespace: string, type = 'kubernetes.io/tls'): string => `---
apiVersion: v1
kind: Secret
metadata: { name: edge-tls, namespace: ${namespace} }
type: ${type}
`;

test('listeners that differ are served', () => {
  expect(found(LISTENER_NOT_SERVED, gateway())).toEqual([]);
});

test('two protocols on one port conflict', () => {
  expect(found(LISTENER_NOT_SERVED, gateway('    - { name: tcp, port: 80, protocol: TCP }\n'))).toContain('error Gateway/edge spec.listeners[1]');
});

test('a Secret that is not in the manifests may be made by something else', () => {
  expect(found(LISTENER_NOT_SERVED, gateway(HTTPS('edge-tls')))).toEqual(['info Gateway/edge spec.listeners[1].tls.certificateRefs[0]']);
});

test('a misspelled Secret is a warning', () => {
  expect(found(LISTENER_NOT_SERVED, gateway(HTTPS('egde-tls')) + SECRET('infra'))).toEqual(['warning Gateway/edge spec.listeners[1].tls.certificateRefs[0]']);
});

test('a Secret of another type is an error', () => {
  expect(found(LISTENER_NOT_SERVED, gateway(HTTPS('edge-tls')) + SECRET('infra', 'kubernetes.io/basic-auth')))
    .toEqual(['error Gateway/edge spec.listeners[1].tls.certificateRefs[0]']);
});
