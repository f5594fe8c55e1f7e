import { resource, service } from './objects';
import { indexResources } from '../../src/cluster/resource-index';

const place = (file: string) => ({ file, construct: null, locate: () => ({ line: 3, column: 1 }) });

test('of an object that is listed more than once the later one counts, and that is said', () => {
  const first = { ...resource(service()), origin: place('a.yaml') };
  const second = resource(service());
  const index = indexResources([first, second]);
  expect(index.resources).toEqual([second]);
  expect(index.find('Service', 'app', 'web')).toBe(second);
  expect(index.notices).toMatchObject([{ resource: second, message: 'is listed more than once, first at a.yaml:3: the later one counts' }]);
});

test('given three times, the last one counts', () => {
  const objects = [1, 2, 3].map((port) => resource(service({ ports: [{ port }] })));
  expect(indexResources(objects).resources).toEqual([objects[2]]);
});

test('two versions of one kind are one object', () => {
  const old = resource({ apiVersion: 'apps/v1beta1', kind: 'Deployment', metadata: { name: 'web' } });
  const current = resource({ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' } });
  expect(indexResources([old, current]).resources).toEqual([current]);
});

test('kinds of different groups are different, and the one of Kubernetes is meant first', () => {
  const knative = resource({ apiVersion: 'serving.knative.dev/v1', kind: 'Service', metadata: { name: 'web' } });
  const core = resource(service());
  const index = indexResources([knative, core]);
  expect(index.resources).toHaveLength(2);
  expect(index.find('Service', 'app', 'web')).toBe(core);
  expect(index.findInGroup('serving.knative.dev', 'Service', 'app', 'web')).toBe(knative);
});

test('of two custom kinds of one name the same one is meant, whichever comes first', () => {
  const objects = ['a.example.com/v1', 'b.example.com/v1'].map((apiVersion) => resource({ apiVersion, kind: 'Queue', metadata: { name: 'web' } }));
  expect(indexResources(objects).find('Queue', 'app', 'web')).toBe(objects[0]);
  expect(indexResources([...objects].reverse()).find('Queue', 'app', 'web')).toBe(objects[0]);
});

test('objects whose names the cluster will generate are all kept', () => {
  const job = { apiVersion: 'batch/v1', kind: 'Job', metadata: { generateName: 'migrate-' } };
  expect(indexResources([resource(job), resource(job)])).toMatchObject({ notices: [], resources: { length: 2 } });
});
