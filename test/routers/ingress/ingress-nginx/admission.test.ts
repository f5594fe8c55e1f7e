import { ask, compile, faults, ingress, openOf } from './cluster';
import { buildCluster } from '../../../../src/cluster/build';
import type { JsonObject, Resource } from '../../../../src/kubernetes/resource';
import { NO_EXTERNALS } from '../../../../src/manifests/externals';
import { parseManifests } from '../../../../src/manifests/yaml/parse';
import { compileIngressNginx } from '../../../../src/routers/ingress/ingress-nginx/compile';

const refused = (...objects: readonly JsonObject[]) => faults(compile(...objects), 'refused');
const broken = (...objects: readonly JsonObject[]) => faults(compile(...objects), 'breaks-router');
const older = (paths: Readonly<Record<string, string>>, annotations = {}) => ingress('older', { paths, annotations, created: 1 });
const newer = (paths: Readonly<Record<string, string>>, annotations = {}) => ingress('newer', { paths, annotations, created: 2 });

test('a path that an older Ingress has is refused', () => {
  expect(refused(older({ '/x': 'a' }), newer({ '/y': 'b', '/x': 'b' }))).toEqual(['path-already-defined newer']);
  expect(refused(older({ '~ /x': 'a' }), newer({ '/x': 'b' }))).toEqual(['path-already-defined newer']);
  expect(refused(older({ '/x': 'a' }), newer({ '= /x': 'b' }))).toEqual([]);
});

test('paths are compared as they stand in the configuration of nginx', () => {
  expect(refused(older({ '/x': 'a' }), newer({ '/x/': 'b' }))).toEqual(['path-already-defined newer']);
  expect(refused(older({ '/x': 'a' }), newer({ '= /x/': 'b' }))).toEqual(['path-already-defined newer']);
  expect(refused(older({ '/x/': 'a' }), newer({ '/x': 'b' }))).toEqual([]);
});

test.each(['/x', '= /x'])('of equal age the order in the file counts: %s before /x', (first) => {
  const text = [ingress('b', { paths: { [first]: 'a' } }), ingress('a', { paths: { '/x': 'a' } })].map((each) => JSON.stringify(each)).join('\n---\n');
  expect(refusedIn(parseManifests(text, 'shop.yaml').resources)).toEqual(['path-already-defined a']);
});

test('of equal age the order counts in a List on one line, too', () => {
  const items = [ingress('b', { paths: { '/x': 'a' } }), ingress('a', { paths: { '/x': 'a' } })];
  const text = JSON.stringify({ apiVersion: 'v1', kind: 'List', items });
  expect(refusedIn(parseManifests(text, 'shop.json').resources)).toEqual(['path-already-defined a']);
});

test('of equal age the files count before the lines in them', () => {
  const first = parseManifests(`\n\n\n${JSON.stringify(ingress('b', { paths: { '/x': 'a' } }))}`, '1.yaml');
  const second = parseManifests(JSON.stringify(ingress('a', { paths: { '/x': 'a' } })), '2.yaml');
  expect(refusedIn([...first.resources, ...second.resources])).toEqual(['path-already-defined a']);
});

function refusedIn(resources: readonly Resource[]): readonly string[] {
  const cluster = buildCluster([...resources].reverse());
  const [router] = compileIngressNginx(cluster.ingresses, { cluster, externals: NO_EXTERNALS, className: 'nginx' });
  return faults(router, 'refused');
}

test('one of the two may be a canary, or say that it is none', () => {
  expect(refused(older({ '/x': 'a' }), newer({ '/x': 'b' }, { canary: 'true' }))).toEqual([]);
  expect(refused(older({ '/x': 'a' }), newer({ '/x': 'b' }, { canary: 'false' }))).toEqual([]);
});

test('a default backend without rules has the path / of every host', () => {
  expect(refused(ingress('older', { defaultBackend: 'a', created: 1 }), ingress('newer', { host: '', paths: { '/': 'b' }, created: 2 }))).toEqual(['path-already-defined newer']);
});

test('characters of patterns need ImplementationSpecific', () => {
  expect(refused(older({ '/x(.*)': 'a' }))).toEqual(['path-of-wrong-type older']);
  expect(refused(older({ '~ /x(.*)': 'a' }))).toEqual([]);
});

test('every key that ends in -snippet is refused, those of others, too', () => {
  expect(refused(older({ '/': 'a' }, { 'configuration-snippet': 'return 200;' }))).toEqual(['snippet-not-allowed older']);
  expect(refused(older({ '/': 'a' }, { 'example.com/my-snippet': 'x' }))).toEqual(['snippet-not-allowed older']);
});

test('a value that the controller does not take refuses the Ingress, and drops it where it is there already', () => {
  for (const annotations of [
    { 'permanent-redirect': 'https://b.test$request_uri' }, { 'auth-type': 'oauth' }, { 'server-alias': 'a b;' }, { 'limit-rps': 'x' }, { 'load-balance': 'ip_hash' },
    { 'upstream-vhost': 'a b' }, { 'default-backend': 'A' }, { 'custom-http-errors': '200' }, { 'x-forwarded-prefix': '/a;b' },
    { 'client-body-buffer-size': 'large' }, { 'connection-proxy-header': 'upgrade' }, { 'custom-headers': 'shop/a;b' },
  ]) {
    const router = compile(older({ '/': 'a' }, annotations));
    expect(faults(router, 'refused')).toEqual(['invalid-annotation older']);
    expect(ask(router, 'http://a.test/')).toBe('404');
  }
});

test('of other annotations the default is taken', () => {
  const router = compile(older({ '/x': 'a' }, { 'use-regex': 'yes', 'ssl-redirect': '', 'app-root': 'x', 'canary-weight': 'x', 'backend-protocol': 'x' }));
  expect(faults(router, 'refused')).toEqual([]);
  expect(ask(router, 'http://a.test/x')).toBe('a');
});

test('what looks like an attack is refused and ignored', () => {
  const router = compile(older({ '~ /etc/nginx/x': 'a' }));
  expect(faults(router, 'refused')).toEqual(['suspicious-value older']);
  expect(ask(router, 'http://a.test/etc/nginx/x')).toBe('404');
});

test('two prefixes with and without a final slash break nginx, and the router keeps what it had', () => {
  const router = compile(older({ '/x/': 'a' }), newer({ '/x': 'b' }));
  expect(faults(router, 'breaks-router')).toEqual(['duplicate-location newer']);
  expect(router.faults.find((each) => each.kind === 'breaks-router')?.others).toEqual([expect.objectContaining({ resource: expect.objectContaining({ name: 'older' }) })]);
  expect(openOf(router, 'http://a.test/x')).toEqual(['broken-configuration']);
});

test('a third path of one text breaks nginx, since only the first is compared', () => {
  const types = (...paths: readonly string[]) => broken(...paths.map((path, index) => ingress(`i${index}`, { paths: { [path]: 'a' }, created: index })));
  expect(types('/x', '= /x')).toEqual([]);
  expect(types('/x', '/x')).toEqual([]);
  expect(types('/x', '= /x', '= /x')).toEqual(['duplicate-location i2']);
  expect(types('= /', '= /')).toEqual(['duplicate-location i1']);
});

test('a pattern that nothing can read breaks nginx', () => {
  expect(broken(older({ '~ /x(': 'a' }, { 'use-regex': 'true' }))).toEqual(['invalid-pattern older']);
  expect(broken(older({ '~ /(?!x)': 'a' }, { 'use-regex': 'true' }))).toEqual([]);
});
