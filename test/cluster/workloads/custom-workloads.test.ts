import { customTemplates } from '../../../src/cluster/workloads/custom-workloads';
import { template } from '../objects';

test('templates are found at any depth, with the replicas beside them', () => {
  const spec = { headGroupSpec: { template: template() }, workerGroupSpecs: [{ replicas: 2, template: template() }] };
  expect(customTemplates(spec).map(({ path, replicas }) => [path, replicas])).toEqual([
    ['spec.headGroupSpec.template', null], ['spec.workerGroupSpecs[0].template', 2],
  ]);
});

test('what has no containers or no labels is no template', () => {
  expect(customTemplates({ template: { metadata: { labels: {} }, spec: { containers: [] } } })).toEqual([]);
  expect(customTemplates({ template: { spec: { containers: [{ name: 'main' }] } } })).toEqual([]);
  expect(customTemplates({ schema: { spec: { containers: { type: 'array' } } } })).toEqual([]);
});

test('nesting without end is left at some depth', () => {
  let spec: Record<string, unknown> = { template: template() };
  for (let i = 0; i < 100; i++) spec = { inner: spec };
  expect(customTemplates(spec as never)).toEqual([]);
});
