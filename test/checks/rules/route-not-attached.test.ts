import { EDGE, gateway, httpRoute } from './gateway-objects';
import { CONTROLLER_IGNORES } from '../../../src/checks/rules/controller-ignores';
import { ROUTE_NOT_ATTACHED } from '../../../src/checks/rules/route-not-attached';
import { findings, found } from '../checking';

test('a route that a listener takes is not found', () => {
  expect(found(ROUTE_NOT_ATTACHED, gateway() + httpRoute(EDGE))).toEqual([]);
});

test('a misspelled Gateway is an error, whose fix names the one that is meant', () => {
  const [finding] = findings(ROUTE_NOT_ATTACHED, gateway() + httpRoute('{ name: egde, namespace: infra }'));
  expect(finding).toMatchObject({ severity: 'error', path: 'spec.parentRefs[0].name', edits: [{ path: 'spec.parentRefs[0].name', value: 'edge' }] });
});

test('a Gateway of another team is information', () => {
  expect(found(ROUTE_NOT_ATTACHED, httpRoute('{ name: public, namespace: platform }'))).toEqual(['info HTTPRoute/web spec.parentRefs[0].name']);
});

test('a listener that the Gateway lacks is an error', () => {
  const [finding] = findings(ROUTE_NOT_ATTACHED, gateway() + httpRoute('{ name: edge, namespace: infra, sectionName: htpp }'));
  expect(finding).toMatchObject({ severity: 'error', path: 'spec.parentRefs[0].sectionName', edits: [{ path: 'spec.parentRefs[0].sectionName', value: 'http' }] });
});

test('a namespace that the listener does not allow is an error', () => {
  expect(found(ROUTE_NOT_ATTACHED, gateway().replace('from: All', 'from: Same') + httpRoute(EDGE))).toEqual(['error HTTPRoute/web spec.parentRefs[0]']);
});

test('a hostname that the listener does not have is an error', () => {
  const yaml = gateway('', ', hostname: shop.example.com') + httpRoute(EDGE, undefined, 'hostnames: [other.example.com]');
  expect(found(ROUTE_NOT_ATTACHED, yaml)).toEqual(['error HTTPRoute/web spec.hostnames']);
});

test('a route that is not accepted is not told a second time, nor one whose Gateway is elsewhere', () => {
  expect(found(CONTROLLER_IGNORES, gateway().replace('from: All', 'from: Same') + httpRoute(EDGE))).toEqual([]);
  expect(found(CONTROLLER_IGNORES, gateway() + httpRoute('{ name: public, namespace: platform }'))).toEqual([]);
});
