import { isLivePod, readPod } from '../../src/kubernetes/pod';
import type { JsonObject } from '../../src/kubernetes/resource';
import { pod, resource } from '../cluster/objects';

function withStatus(status: JsonObject): JsonObject {
  return { ...pod('web'), status };
}

test('no status and an empty one say nothing', () => {
  expect(readPod(resource(pod('web'))).status).toBeNull();
  expect(readPod(resource(withStatus({}))).status).toBeNull();
});

test('a pod is ready when its Ready condition is True, and not when it has none', () => {
  expect(readPod(resource(pod('web', { ips: ['10.0.0.1'] }))).status).toEqual({ phase: 'Running', ready: true, ips: ['10.0.0.1'] });
  expect(readPod(resource(withStatus({ phase: 'Running', podIP: '10.0.0.1' }))).status).toEqual({ phase: 'Running', ready: false, ips: ['10.0.0.1'] });
});

test('podIPs come before podIP', () => {
  expect(readPod(resource(withStatus({ podIP: '10.0.0.1', podIPs: [{ ip: '10.0.0.1' }, { ip: 'fd00::1' }, {}] }))).status?.ips).toEqual(['10.0.0.1', 'fd00::1']);
});

test('a deletion timestamp means that the pod terminates', () => {
  expect(readPod(resource(pod('web', { metadata: { deletionTimestamp: '2026-01-01T00:00:00Z' } }))).terminating).toBe(true);
  expect(readPod(resource(pod('web'))).terminating).toBe(false);
});

test('a pod with a status or a deletion timestamp is one that a cluster has', () => {
  expect(isLivePod(resource(pod('web', { ips: ['10.0.0.1'] })))).toBe(true);
  expect(isLivePod(resource(pod('web', { metadata: { deletionTimestamp: '2026-01-01T00:00:00Z' } })))).toBe(true);
  expect(isLivePod(resource(pod('web')))).toBe(false);
  expect(isLivePod(resource(withStatus({})))).toBe(false);
});
