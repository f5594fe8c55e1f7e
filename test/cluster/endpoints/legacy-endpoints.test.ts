import { legacyEndpoints } from '../../../src/cluster/endpoints/legacy-endpoints';
import type { LegacyEndpoints } from '../../../src/cluster/endpoints/legacy-endpoints';
import type { JsonObject } from '../../../src/kubernetes/resource';
import { cluster, pod, service, web } from '../objects';

const terminating = { labels: { app: 'web' }, deletionTimestamp: '2026-01-01T00:00:00Z' };

function written(pods: readonly JsonObject[], spec: JsonObject = {}): LegacyEndpoints | null {
  const made = cluster([...pods, service(spec)]);
  return legacyEndpoints(made, web(made));
}

test('ready and not-ready pods stand in one subset of their ports', () => {
  const subsets = written([pod('a', { ips: ['10.0.0.1'] }), pod('b', { ips: ['10.0.0.2'], ready: false })])?.subsets;
  expect(subsets).toMatchObject([{ addresses: [{ ip: '10.0.0.1' }], notReadyAddresses: [{ ip: '10.0.0.2' }], ports: [{ name: '', port: 8080 }] }]);
});

test('pods that terminate leave, unless not-ready addresses are published', () => {
  const pods = [pod('a', { ips: ['10.0.0.1'], metadata: terminating })];
  expect(written(pods)?.subsets).toEqual([]);
  expect(written(pods, { publishNotReadyAddresses: true })?.subsets).toMatchObject([{ addresses: [{ ip: '10.0.0.1' }] }]);
});

test('a pod none of whose ports resolve is missing', () => {
  expect(written([pod('a', { ips: ['10.0.0.1'] })], { ports: [{ port: 80, targetPort: 'grpc' }] })?.subsets).toEqual([]);
});

test('only the first family counts', () => {
  expect(written([pod('a', { ips: ['10.0.0.1', 'fd00::1'] })], { ipFamilies: ['IPv6', 'IPv4'] })?.subsets).toMatchObject([{ addresses: [{ ip: 'fd00::1' }] }]);
});

test('a Service without selector, and an ExternalName, get none', () => {
  expect(written([], { selector: null })).toBeNull();
  expect(written([], { type: 'ExternalName', externalName: 'example.com' })).toBeNull();
});

test('at most a thousand addresses are written, ready ones first', () => {
  const pods = Array.from({ length: 1200 }, (_, i) => pod(`p${i}`, { ips: [`10.0.${Math.floor(i / 256)}.${i % 256}`], ready: i < 900 }));
  const made = written(pods);
  expect(made?.truncated).toBe(true);
  expect(made?.subsets[0]).toMatchObject({ addresses: { length: 900 }, notReadyAddresses: { length: 100 } });
});
