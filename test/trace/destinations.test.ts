import { mergeDestinations } from '../../src/trace/destinations';
import type { Destination } from '../../src/trace/model';

const destination = (parts: Partial<Destination>): Destination => ({
  service: { namespace: 'kiada', name: 'quote', port: 80 },
  workload: { kind: 'Deployment', namespace: 'kiada', name: 'quote' },
  pods: ['quote~0'],
  addresses: [],
  port: 8080,
  protocol: 'TCP',
  container: 'main',
  share: 1,
  ...parts,
});

test('equal destinations become one, with their shares together', () => {
  const merged = mergeDestinations([destination({ share: 0.25 }), destination({ share: 0.25, pods: ['quote~1'] }), destination({ share: 0.5, port: 9090 })]);
  expect(merged).toMatchObject([{ port: 8080, pods: ['quote~0', 'quote~1'], share: 0.5 }, { port: 9090, share: 0.5 }]);
});

test('shares add up to 1', () => {
  expect(mergeDestinations([destination({ share: 0.2 }), destination({ share: 0.2, port: 9090 })]).map((each) => each.share)).toEqual([0.5, 0.5]);
});
