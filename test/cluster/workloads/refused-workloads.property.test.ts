import * as fc from 'fast-check';
import { buildCluster } from '../../../src/cluster/build';
import { Refusals } from '../../../src/cluster/refusals';
import { refusedWithLabels } from '../../../src/cluster/workloads/refused-workloads';
import { NO_ORIGIN, type Resource } from '../../../src/kubernetes/resource';

const LABELS = { app: 'web', tier: 'front' };

/** In this order, as the objects of a cluster are found. */
const nameOf = (i: number): string => `d${String(i).padStart(2, '0')}`;

/** A Deployment that the API server takes, or one whose selector it refuses. */
function deployment(i: number, isRefused: boolean, app: string): Resource {
  const labels = { ...LABELS, app };
  const object = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: nameOf(i), namespace: 'shop' },
    spec: { selector: { matchLabels: isRefused ? { app: 'other' } : labels }, template: { metadata: { labels }, spec: { containers: [{ name: 'main', image: 'web' }] } } },
  };
  return { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'shop', name: nameOf(i), object, origin: NO_ORIGIN };
}

test('the first refused workload with the labels is found, among few and among many, each time that it is asked for', () => {
  const shape = fc.record({ isRefused: fc.integer({ min: 0, max: 30 }).map((n) => n === 0), app: fc.constantFrom('web', 'web', 'web', 'api') });
  fc.assert(fc.property(fc.array(shape, { minLength: 1, maxLength: 80, size: 'max' }), (shapes) => {
    const resources = shapes.map(({ isRefused, app }, i) => deployment(i, isRefused, app));
    const cluster = buildCluster(resources, {}, new Refusals({}));
    for (const app of ['web', 'api', 'web']) {
      const first = shapes.findIndex((each) => each.isRefused && each.app === app);
      expect(refusedWithLabels(cluster, 'shop', { app, tier: 'front' })?.name).toBe(first < 0 ? undefined : nameOf(first));
    }
  }), { numRuns: 50 });
});
