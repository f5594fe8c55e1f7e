import { arrows, mapOf } from './maps';
import { app, ingress } from '../diff/simulations';

const SHOP = app('one') + app('two') + ingress('web', ['a.example.com Prefix / one', 'a.example.com Exact /two two']);

test('a way leads from the internet over router, route and Service to the workload', () => {
  expect(arrows(mapOf(SHOP))).toEqual(expect.arrayContaining([
    expect.stringMatching(/^Internet -> ingress class web/), expect.stringMatching(/^ingress class web -> a\.example\.com\/two/),
    expect.stringMatching(/^a\.example\.com\/two -> two/), expect.stringMatching(/^two -> two :/),
  ]));
});

test('a Service that does not exist is a box, and the arrow to it says what a client gets', () => {
  const map = mapOf(app('one') + ingress('web', ['a.example.com Prefix / gone']));
  expect(arrows(map)).toContain('a.example.com/ -> gone 503 service-not-found broken');
});

test('a Service that only pods reach is entered from pods, one with a node port from there', () => {
  expect(arrows(mapOf(app('one')))).toContain('Pods -> one');
  const map = mapOf(app('one').replace('spec: { selector', 'spec: { type: NodePort, selector'));
  expect(map.nodes.filter(({ column }) => column === 'entry').map(({ label }) => label)).toEqual(['Node ports']);
});

test('a policy that blocks is a barrier on the arrow', () => {
  const policy = `
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: closed, namespace: shop }
spec: { podSelector: {}, policyTypes: [Ingress] }
`;
  const blocked = mapOf(SHOP + policy).edges.filter(({ barriers }) => barriers.length > 0);
  expect(blocked).not.toEqual([]);
  expect(blocked.every(({ barriers }) => barriers.join() === 'NetworkPolicy shop/closed')).toBe(true);
});

test('http that is redirected to https is no box of its own', () => {
  const yaml = app('one') + ingress('web', ['a.example.com Prefix / one'], 'tls: [{ hosts: [a.example.com], secretName: s }]').replace('ingressClassName: web', 'ingressClassName: nginx');
  const routes = mapOf(yaml).nodes.filter(({ column }) => column === 'route');
  expect(routes.map(({ label, detail }) => [label, detail])).toEqual([['a.example.com/', 'Prefix, http → 308 https']]);
});
