import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, App, Chart, Include, Lazy, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import * as kplus33 from 'cdk8s-plus-33';
import { resourcesOf, resourcesOfRendered } from '../../src/cdk8s/app-objects';

test('every object is read with the path of its construct', () => {
  const app = Testing.app();
  const chart = new Chart(app, 'kiada', { namespace: 'kiada' });
  new ApiObject(chart, 'quote', { apiVersion: 'v1', kind: 'Service', metadata: { name: 'quote' } });
  expect(resourcesOf(app)).toMatchObject([{ kind: 'Service', namespace: 'kiada', name: 'quote', origin: { construct: 'kiada/quote' } }]);
});

test('an object without a namespace gets the one that is given, a cluster-scoped one gets none', () => {
  const chart = Testing.chart();
  new ApiObject(chart, 'a', { apiVersion: 'v1', kind: 'Service', metadata: { name: 'a' } });
  new ApiObject(chart, 'b', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'b' } });
  expect(resourcesOf(chart, 'shop').map((resource) => resource.namespace)).toEqual(['shop', null]);
});

test.each([['cdk8s-plus-27', kplus], ['cdk8s-plus-33', kplus33 as unknown as typeof kplus]])(
  'a workload of %s that spreads its pods is synthesized as if it had not been read', (_, plus) => {
    const synthesized = (read: boolean): unknown => {
      const chart = Testing.chart();
      new plus.Deployment(chart, 'web', { containers: [{ image: 'example.com/web:1', portNumber: 8080 }], spread: true });
      if (read) {
        resourcesOf(chart);
        resourcesOf(chart);
      }
      return Testing.synth(chart);
    };
    expect(synthesized(true)).toEqual(synthesized(false));
  });

test('lazy values are resolved, and objects of included files are found', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'routing-')), 'a.yaml');
  writeFileSync(file, 'apiVersion: v1\nkind: Service\nmetadata: { name: included }\n');
  const chart = Testing.chart();
  new Include(chart, 'include', { url: file });
  new ApiObject(chart, 'lazy', { apiVersion: 'v1', kind: 'Service', metadata: { name: 'lazy' }, spec: { externalName: Lazy.any({ produce: () => 'x.example' }) } });
  const resources = resourcesOf(chart);
  expect(resources.map((resource) => resource.name)).toEqual(['included', 'lazy']);
  expect(resources[1].object.spec).toEqual({ externalName: 'x.example' });
});

test('the items of a List are objects of their own', () => {
  const chart = new Chart(new App(), 'c');
  new ApiObject(chart, 'list', { apiVersion: 'v1', kind: 'List', items: [{ apiVersion: 'v1', kind: 'Service', metadata: { name: 'a' } }, null] });
  expect(resourcesOf(chart).map((resource) => resource.name)).toEqual(['a']);
});

test.each([
  ['dates', new Date(0), '1970-01-01T00:00:00.000Z'],
  ['fields that are undefined', { a: undefined, b: [undefined, 1] }, { b: [null, 1] }],
  ['numbers that are none', [NaN, -0], [null, 0]],
  ['objects of classes', new Map([['a', 1]]), {}],
  ['JSON', { a: [null, true, 'x', { b: 1.5 }] }, { a: [null, true, 'x', { b: 1.5 }] }],
])('%s that an object is rendered to are read as they are written', (_, given, read) => {
  const [resource] = resourcesOfRendered({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'a' }, spec: given }, 'c/a', 'default');
  expect(JSON.stringify(resource.object.spec)).toBe(JSON.stringify(read));
  expect(resource.object.spec).toStrictEqual(read);
});
