import { endpointLimit } from '../../../src/cluster/endpoints/endpoint-limit';
import { LabelIndex } from '../../../src/cluster/label-index';
import type { LabelledPods } from '../../../src/cluster/workloads/workloads';
import { cluster, pod, service } from '../objects';

const { workloads, services } = cluster([
  ...Array.from({ length: 10 }, (_, i) => pod(`p${i}`)),
  pod('single', { metadata: { labels: { app: 'single' } } }),
  ...Array.from({ length: 4 }, (_, i) => service({}, { name: `s${i}` })),
  service({ selector: { app: 'single' } }, { name: 'single' }),
]);

const index = new LabelIndex<LabelledPods>();
for (const workload of workloads.all) index.add(workload.namespace, workload.template.labels, { workload, pods: workload.pods });

test('endpoints are not limited where there are not too many', () => {
  expect(endpointLimit(services.all, index)).toEqual({ perService: Infinity, notices: [] });
  expect(endpointLimit(services.all, index, 41).perService).toBe(Infinity);
});

test('where there are too many, Services with the most endpoints lose some, and that is told', () => {
  const { perService, notices } = endpointLimit(services.all, index, 21);
  expect(perService).toBe(5);
  expect(notices.map((notice) => notice.resource.name)).toEqual(['s0', 's1', 's2', 's3']);
  expect(notices[0].message).toBe('selects 10 pods, of which 5 are looked at: Services of the manifests have more than 21 endpoints together');
});

test('every Service keeps an endpoint', () => {
  expect(endpointLimit(services.all, index, 1).perService).toBe(1);
});
