import { comparable, UNSERVED } from '../../src/diff/ending';
import type { Destination, Hop } from '../../src/trace/model';
import { answered, delivered, failed, unknown } from '../../src/trace/trail';

const QUOTE: Destination = {
  service: { namespace: 'shop', name: 'quote', port: 80 },
  workload: { kind: 'Deployment', namespace: 'shop', name: 'quote' },
  pods: ['quote~0'],
  addresses: [],
  port: 8080,
  protocol: 'TCP',
  container: 'main',
  share: 1,
};

const keyOf = (...destinations: Destination[]): string => comparable(delivered(destinations), []).key;

function hop(decision: string, path: string | null = null): Hop {
  return { resource: null, path, decision, because: '' };
}

test('pods and containers do not count, ports and workloads do', () => {
  expect(keyOf({ ...QUOTE, pods: ['quote~0', 'quote~1'], container: 'proxy' })).toBe(keyOf(QUOTE));
  expect(keyOf({ ...QUOTE, port: 8081 })).not.toBe(keyOf(QUOTE));
  expect(keyOf({ ...QUOTE, workload: { kind: 'StatefulSet', namespace: 'shop', name: 'quote' } })).not.toBe(keyOf(QUOTE));
});

test('shares count among Services, and not among the workloads of one', () => {
  const canary: Destination = { ...QUOTE, workload: { kind: 'Deployment', namespace: 'shop', name: 'canary' } };
  const other: Destination = { ...QUOTE, service: { namespace: 'shop', name: 'other', port: 80 } };
  const pair = (b: Destination, share: number): string => keyOf({ ...QUOTE, share: 1 - share }, { ...b, share });
  expect(pair(canary, 0.1)).toBe(pair(canary, 0.5));
  expect(pair(other, 0.1)).not.toBe(pair(other, 0.5));
});

test('the order of destinations does not count', () => {
  const other: Destination = { ...QUOTE, port: 9090 };
  expect(keyOf({ ...QUOTE, share: 0.5 }, { ...other, share: 0.5 })).toBe(keyOf({ ...other, share: 0.5 }, { ...QUOTE, share: 0.5 }));
});

test('the same pods by way of another Service have the same key of pods', () => {
  const renamed = { ...QUOTE, service: { namespace: 'shop', name: 'quote-v2', port: 8000 } };
  expect(comparable(delivered([renamed]), []).podsKey).toBe(comparable(delivered([QUOTE]), []).podsKey);
  expect(keyOf(renamed)).not.toBe(keyOf(QUOTE));
});

test('no rule and no router are alike', () => {
  expect(comparable(answered('no-matching-rule', 404), []).key).toBe(UNSERVED.key);
});

test('pods that are missing and pods that are not ready are alike', () => {
  expect(comparable(failed('no-ready-endpoints'), []).key).toBe(comparable(failed('no-endpoints'), []).key);
});

test('an external name is somewhere else, and another one is another place', () => {
  const to = (name: string): ReturnType<typeof comparable> =>
    comparable(unknown('leaves-cluster'), [hop('alias', 'spec.externalName'), hop(`leaves what the manifests describe, to ${name}`)]);
  expect(to('a.example.com').reach).toBe('elsewhere');
  expect(to('a.example.com').key).not.toBe(to('b.example.com').key);
});

test('a redirect gets somewhere', () => {
  expect(comparable(answered('redirect', 308), [hop('sent to https')])).toMatchObject({ reach: 'redirected', leadsTo: 'sent to https' });
});

test('what depends on the cluster is open', () => {
  expect(comparable(unknown('depends-on-cluster'), []).reach).toBe('open');
});
