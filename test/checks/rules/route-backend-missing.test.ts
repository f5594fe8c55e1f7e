import { EDGE, gateway, httpRoute } from './gateway-objects';
import { ROUTE_BACKEND_MISSING } from '../../../src/checks/rules/route-backend-missing';
import { deployment, findings, found, service } from '../checking';

const WEB = deployment('web', 'app: web', ['8080']) + service('web', 'app: web', ['{ port: 80, targetPort: 8080 }']);

test('a Service with the port is not found', () => {
  expect(found(ROUTE_BACKEND_MISSING, WEB + gateway() + httpRoute(EDGE))).toEqual([]);
});

test('a misspelled Service is an error, whose fix names the one that is meant', () => {
  const [finding] = findings(ROUTE_BACKEND_MISSING, WEB + gateway() + httpRoute(EDGE, '{ name: wbe, port: 80 }'));
  const path = 'spec.rules[0].backendRefs[0].name';
  expect(finding).toMatchObject({ severity: 'error', path, edits: [{ path, value: 'web' }] });
});

test('a target port instead of the port is an error, whose fix names the port', () => {
  const [finding] = findings(ROUTE_BACKEND_MISSING, WEB + gateway() + httpRoute(EDGE, '{ name: web, port: 8080 }'));
  expect(finding).toMatchObject({ severity: 'error', edits: [{ path: 'spec.rules[0].backendRefs[0].port', value: 80 }] });
});

test('a Service of another namespace needs a grant, which is named', () => {
  const [finding] = findings(ROUTE_BACKEND_MISSING, WEB + gateway() + httpRoute(EDGE, '{ name: api, namespace: back, port: 80 }'));
  expect(finding).toMatchObject({ severity: 'error', path: 'spec.rules[0].backendRefs[0]' });
  expect(finding.fix).toContain('ReferenceGrant to namespace back');
});

test('a Service of a namespace that the manifests have none of may be elsewhere', () => {
  expect(found(ROUTE_BACKEND_MISSING, gateway() + httpRoute(EDGE))).toEqual(['warning HTTPRoute/web spec.rules[0].backendRefs[0].name']);
});
