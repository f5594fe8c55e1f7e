import { settle } from '../../../src/checks/session';
import { openEngine, type Answer } from '../../../src/graph/explorer/engine';
import { pageData, settingsOf, type PageData } from '../../../src/graph/explorer/page-data';
import { parseManifests } from '../../../src/manifests/yaml/parse';
import { app, ingress } from '../../diff/simulations';

const SHOP = app('one') + ingress('web', ['a.example.com Prefix / one', 'b.example.com Prefix / gone']);

function dataOf(yaml: string): PageData {
  const { resources } = parseManifests(yaml, 'app.yaml', { namespace: 'shop' });
  // as the page gets it
  return JSON.parse(JSON.stringify(pageData(resources, settle({ namespace: 'shop' }, null), []))) as PageData;
}

function answer(url: string, from = '', headers = ''): Answer {
  return openEngine(dataOf(SHOP)).answer({ url, method: 'GET', from, headers });
}

test('a request is answered with the hops, their places and the boxes on the way', () => {
  const { outcome, sentence, hops, way } = answer('http://a.example.com/x');
  expect([outcome, sentence]).toEqual(['delivered', 'delivered to Deployment shop/one port 8080']);
  expect(hops.map(({ place }) => place).filter((place) => place !== '').every((place) => /^app\.yaml:\d+$/.test(place))).toBe(true);
  expect(way).toEqual(expect.arrayContaining(['internet', 'router ingress class web', 'service shop/one', 'workload shop/Deployment/one']));
});

test('the boxes of a request that does not arrive lead to what is missing', () => {
  const { outcome, way } = answer('http://b.example.com/');
  expect(outcome).toBe('answered');
  expect(way).toContain('service shop/gone');
});

test('a request from inside comes from pods', () => {
  expect(answer('http://one', 'Deployment/one')).toMatchObject({ outcome: 'delivered', way: expect.arrayContaining(['pods', 'service shop/one']) as string[] });
});

test.each([['http://', '', ''], ['http://one', 'Deployment/nobody', ''], ['http://one', '', 'no colon']])('what is not a request is said: %s %s %s', (url, from, headers) => {
  expect(answer(url, from, headers)).toMatchObject({ outcome: 'invalid', hops: [], way: [] });
});

test('every way in is a row, and a route has a request to ask', () => {
  const { rows, workloads } = openEngine(dataOf(SHOP));
  expect(rows.map(({ way, good, url }) => [way, good, url !== ''])).toEqual([
    ['http+https a.example.com/ (Prefix)', true, true], ['http+https b.example.com/ (Prefix)', false, true], ['shop/one:80 (ClusterIP)', true, false],
  ]);
  expect(workloads).toEqual(['shop/Deployment/one']);
});

test('the page holds no secrets, and neither what containers are told', () => {
  const yaml = `${app('one').replace('image: example.org/app:1', 'image: example.org/app:1, env: [{ name: A, value: hunter2 }], args: [hunter2]')}---
apiVersion: v1
kind: Secret
metadata: { name: s, namespace: shop }
stringData: { password: hunter2 }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: c, namespace: shop }
data: { key: hunter2 }
`;
  const text = JSON.stringify(dataOf(yaml));
  expect(text).not.toContain('hunter2');
  expect(text).toContain('password');
});

test('settings come through', () => {
  const { config, ...others } = settingsOf(dataOf(SHOP));
  expect(others).toMatchObject({ namespace: 'shop', controller: 'auto', clusterDomain: 'cluster.local' });
  expect(config?.controllers).toEqual(new Map());
});
