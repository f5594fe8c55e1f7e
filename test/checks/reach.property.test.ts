import * as fc from 'fast-check';
import { Reach } from '../../src/checks/reach';
import type { Resource } from '../../src/kubernetes/resource';
import type { Router } from '../../src/routers/model';
import { compile, ingress, service } from '../routers/ingress/ingress-nginx/cluster';

const paths = fc.dictionary(
  fc.constantFrom('/', '= /', '/a', '= /a', '~ /a', '/a/b', '/a/x-1', '= /a/x-1', '/b', '/b.c', '/c', '/a/', '/a//b', '/.d', '/%41', '/a(b'),
  fc.constantFrom('a', 'b', 'none'),
  { minKeys: 1, maxKeys: 3 },
);
const annotations = fc.constantFrom<(Readonly<Record<string, string>> | undefined)[]>(
  ...new Array<undefined>(24), { 'use-regex': 'true' }, { 'rewrite-target': '/' }, { 'canary': 'true', 'canary-weight': '10' }, { 'server-alias': 'b.test' },
{ 'app-root': '/a' }, { 'from-to-www-redirect': 'true' },
);
const objects = fc.array(fc.record({
  paths,
  annotations,
  host: fc.constantFrom('a.test', 'a.test', 'a.test', 'b.test', 'b.test', 'c.test', 'www.a.test', '*.test', '', 'A.test'),
  defaultBackend: fc.option(fc.constantFrom('a', 'none'), { nil: undefined, freq: 5 }),
  tls: fc.constantFrom(undefined, [{ hosts: ['a.test'] }]),
}), { minLength: 1, maxLength: 3 });

function written({ id, listeners }: Router): readonly { readonly resource: Resource; readonly field: string }[] {
  expect(id.controller).toBe('ingress-nginx');
  return listeners.flatMap(({ hosts }) => hosts.flatMap(({ routes }) => routes.map(({ source }) => source)));
}

test('routes of hosts that are told to be plain are reached, as trying them says', () => {
  let plainHosts = 0;
  fc.assert(fc.property(objects, (all) => {
    const router = compile(service('a'), service('b'), ...all.map((each, i) => ingress(`i${i}`, each)));
    const hosts = router.listeners[0].hosts;
    plainHosts += hosts.filter(({ plain }) => plain === true).length;
    const tried = hosts.map(({ host, routes, onMiss, sources }) => ({ host, routes, onMiss, sources }));
    const withoutHint: Router = { ...router, listeners: router.listeners.map((each) => ({ ...each, hosts: tried })) };
    const [fast, slow] = [new Reach(router), new Reach(withoutHint)];
    expect(fast.beaten(() => true).map(({ route }) => route.label)).toEqual(slow.beaten(() => true).map(({ route }) => route.label));
    for (const source of written(router)) expect([source.field, fast.isReached(source)]).toEqual([source.field, slow.isReached(source)]);
  }), { numRuns: 200 });
  expect(plainHosts).toBeGreaterThan(10);
});
