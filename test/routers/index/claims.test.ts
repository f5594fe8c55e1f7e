import * as fc from 'fast-check';
import { buildCluster } from '../../../src/cluster/build';
import { parseManifests } from '../../../src/manifests/yaml/parse';
import { claimsOf, isNamedByRouter } from '../../../src/routers/index/claims';
import { indexRouter } from '../../../src/routers/index/router-index';
import type { Router } from '../../../src/routers/model';
import { simulate } from '../../../src/trace/simulation';

function routersOf(classes: readonly (readonly string[])[]): readonly Router[] {
  const items = classes.map((hosts, i) => ({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name: `i${i}`, namespace: 'shop' },
    spec: {
      ingressClassName: `class-${i}`,
      rules: hosts.map((host) => ({ ...host === '' ? {} : { host }, http: { paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: 's', port: { number: 80 } } } }] } })),
    },
  }));
  return simulate(buildCluster(parseManifests(JSON.stringify({ apiVersion: 'v1', kind: 'List', items }), null).resources)).routers;
}

const hosts = fc.constantFrom('a.example.com', 'b.example.com', '*.example.com', '*.b.example.com', 'c.example.org', '');
const asked = fc.constantFrom('a.example.com', 'A.example.com.', 'x.example.com', 'x.b.example.com', 'c.example.org', 'other', '10.0.0.1', '');

test('of many routers those claim a host that do when each is asked', () => {
  fc.assert(fc.property(fc.array(fc.array(hosts, { minLength: 1, maxLength: 3 }), { minLength: 9, maxLength: 14 }), asked, (classes, host) => {
    const routers = routersOf(classes);
    const expected = routers.map((router) => ({ router, claim: indexRouter(router).claims(host) })).filter(({ claim }) => claim !== null);
    expect(claimsOf(routers, host).map(({ router, claim }) => `${router.name} ${claim}`)).toEqual(expected.map(({ router, claim }) => `${router.name} ${claim}`));
  }), { numRuns: 60 });
});

test('a rule for every host names none', () => {
  const routers = routersOf([...Array.from({ length: 9 }, (_, i) => [`h${i}.example.com`]), ['']]);
  expect(isNamedByRouter(routers, 'h3.example.com')).toBe(true);
  expect(isNamedByRouter(routers, 'other.example.com')).toBe(false);
});
