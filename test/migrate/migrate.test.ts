import { ingress, migrated, rulesOf, specOf } from './migrating';
import { validateObject } from '../../src/kubernetes/validation/validate';
import { isKept } from '../../src/migrate/migrate';

const kinds = (migration: ReturnType<typeof migrated>): readonly string[] => migration.changes.map(({ change }) => change.kind);

test('plain prefixes become an HTTPRoute of the same name and labels, and nothing differs', () => {
  const migration = migrated(ingress({ paths: [['/', 'Prefix', 'a'], ['/cart', 'Prefix', 'b'], ['/exact', 'Exact', 'b']] }));
  expect(rulesOf(migration, 'web')).toEqual([
    { matches: [{ path: { type: 'Exact', value: '/exact' } }, { path: { type: 'PathPrefix', value: '/cart' } }], backendRefs: [{ name: 'b', port: 80 }] },
    { matches: [{ path: { type: 'PathPrefix', value: '/' } }], backendRefs: [{ name: 'a', port: 80 }] },
  ]);
  expect(migration.objects[1].object.metadata).toEqual({ name: 'web', namespace: 'shop', labels: { team: 'shop' } });
  expect(migration.changes).toEqual([]);
  expect(isKept(migration, true)).toBe(true);
});

test('http and https have a listener each, and the missing certificate of the controller is a note', () => {
  const migration = migrated(ingress());
  expect(specOf(migration, 'Gateway', 'nginx')).toMatchObject({
    gatewayClassName: 'edge', listeners: [{ name: 'http', port: 80 }, { name: 'https', port: 443, tls: { certificateRefs: [{ name: 'nginx-default-certificate' }] } }],
  });
  expect(migration.notes.map(({ code }) => code)).toEqual(['controller-pages', 'default-certificate']);
});

test('a wide host and a narrow one have listeners of their own', () => {
  const migration = migrated([ingress({ host: '*.example.com' }), ingress({ name: 'one', paths: [['/x', 'Prefix', 'b']] })].join('\n---\n'));
  expect(specOf(migration, 'Gateway', 'nginx')).toMatchObject({
    listeners: [{ hostname: 'shop.example.com' }, { hostname: '*.example.com' }, { hostname: 'shop.example.com' }, { hostname: '*.example.com' }],
  });
});

test('a rewrite by capture groups becomes a replaced prefix, and other cases of letters are lost', () => {
  const migration = migrated(ingress({ annotations: { 'rewrite-target': '/$2' }, paths: [['/api(/|$)(.*)', 'ImplementationSpecific', 'a']] }));
  expect(rulesOf(migration, 'web')).toMatchObject([{
    matches: [{ path: { type: 'PathPrefix', value: '/api' } }],
    filters: [{ urlRewrite: { path: { type: 'ReplacePrefixMatch', replacePrefixMatch: '/' } } }],
  }]);
  expect(kinds(migration)).toEqual(['lost']);
  expect(migration.changes[0].because).toContain('in any case');
  expect(isKept(migration, false)).toBe(false);
});

test('a path that looks ahead, which Gateways do not, is a note, and its requests are found to be lost', () => {
  const migration = migrated(ingress({ annotations: { 'use-regex': 'true' }, paths: [['/(?!api).+', 'ImplementationSpecific', 'a']] }));
  expect(migration.notes.map(({ code }) => code)).toContain('pattern-not-linear');
  expect(kinds(migration)).toEqual(['lost']);
});

test('a rewrite that no prefix can say is a note, and pods are found to get another path', () => {
  const migration = migrated(ingress({ annotations: { 'rewrite-target': '/$1/x/$2' }, paths: [['/api/([a-z]+)/(.*)', 'ImplementationSpecific', 'a']] }));
  expect(migration.notes.map(({ code }) => code)).toContain('rewritten-path');
  expect(kinds(migration)).toContain('rewritten');
});

test('the redirect to https is a route of the http listener', () => {
  const migration = migrated(ingress({ annotations: { 'force-ssl-redirect': 'true' }, paths: [['/', 'Prefix', 'a'], ['/cart', 'Prefix', 'b']] }));
  expect(rulesOf(migration, 'web-redirect')).toEqual([
    { matches: [{ path: { type: 'PathPrefix', value: '/' } }], filters: [{ type: 'RequestRedirect', requestRedirect: { scheme: 'https', statusCode: 308 } }] },
  ]);
  expect(new Set(kinds(migration))).toEqual(new Set(['status']));
  expect(isKept(migration, false)).toBe(true);
  expect(isKept(migration, true)).toBe(false);
});

test('a canary becomes header matches and weights', () => {
  const canary = ingress({ name: 'canary', annotations: { 'canary': 'true', 'canary-by-header': 'x-new', 'canary-weight': '10' }, paths: [['/', 'Prefix', 'b']] });
  const migration = migrated([ingress(), canary].join('\n---\n'));
  expect(rulesOf(migration, 'web')).toMatchObject([
    { matches: [{ headers: [{ name: 'x-new', value: 'always' }] }], backendRefs: [{ name: 'b' }] },
    { matches: [{ headers: [{ name: 'x-new', value: 'never' }] }], backendRefs: [{ name: 'a' }] },
    { backendRefs: [{ name: 'a', weight: 90 }, { name: 'b', weight: 10 }] },
  ]);
  expect(migration.changes).toEqual([]);
});

test('authentication is a note, and others are found to be let in', () => {
  const migration = migrated(ingress({ annotations: { 'whitelist-source-range': '10.0.0.0/8' } }));
  expect(migration.changes.length).toBeGreaterThan(0);
  expect(isKept(migration, true)).toBe(false);
});

test('what comes out is accepted by the API server', () => {
  const odd = [
    ingress({ paths: [['/with space', 'Prefix', 'a'], ['/%2F', 'Exact', 'b'], ['/[a-z]+/(x|y)', 'ImplementationSpecific', 'b']], annotations: { 'use-regex': 'true' } }),
    ingress({ name: 'many', host: 'many.example.com', paths: Array.from({ length: 40 }, (_, i) => [`/p${i}`, 'Prefix', i % 2 === 0 ? 'a' : 'b']) }),
    ingress({ name: 'any', host: '', tls: 'other' }),
  ];
  const { objects } = migrated(odd.join('\n---\n'));
  for (const { object } of objects) expect([object, validateObject(object).violations]).toEqual([object, []]);
});

test.each(['spec', 'traefik', 'haproxy', 'haproxy-ingress', 'contour', 'nginx-inc'])('plain prefixes migrate from %s without losing a request', (controller) => {
  const migration = migrated(ingress({ paths: [['/', 'Prefix', 'a'], ['/cart', 'Prefix', 'b']] }), controller);
  expect(kinds(migration).filter((kind) => kind === 'lost' || kind === 'moved')).toEqual([]);
});

test('preflight requests are answered by a CORS filter, with what the controller allows where nothing is said', () => {
  const migration = migrated(ingress({ annotations: { 'enable-cors': 'true', 'cors-allow-methods': 'GET, PUT', 'cors-max-age': '60' } }));
  const [{ filters: [filter] }] = rulesOf(migration, 'web') as readonly { readonly filters: readonly { readonly cors: unknown }[] }[];
  expect(filter.cors).toEqual({
    allowOrigins: ['*'], allowCredentials: true, allowMethods: ['GET', 'PUT'], allowHeaders: expect.arrayContaining(['Content-Type', 'Authorization']) as string[], maxAge: 60,
  });
  for (const { object } of migration.objects) expect(validateObject(object).violations).toEqual([]);
  expect(kinds(migration)).not.toContain('lost');
});

test('preflight requests of origins that are not allowed are answered by the Gateway, which is no loss, and the report says why', () => {
  const migration = migrated(ingress({ annotations: { 'enable-cors': 'true', 'cors-allow-origin': 'https://a.example.com, https://*.example.org:8443' } }));
  expect(rulesOf(migration, 'web')).toMatchObject([{ filters: [{ cors: { allowOrigins: ['https://a.example.com', 'https://*.example.org:8443'] } }] }]);
  expect(new Set(kinds(migration))).toEqual(new Set(['status']));
  expect(migration.changes.every(({ because }) => because.includes('whatever their origin'))).toBe(true);
  expect(migration.changes.some(({ change: { before, after } }) => before.ending.outcome === 'delivered' && after.ending.reason === 'cors-preflight')).toBe(true);
});

test('a rule for a path that no request has once it is cleaned is left out', () => {
  const migration = migrated(ingress({ paths: [['/x/./y', 'ImplementationSpecific', 'b'], ['/a//b', 'ImplementationSpecific', 'b'], ['/.well-known', 'Prefix', 'a']] }));
  expect(rulesOf(migration, 'web')).toEqual([{ matches: [{ path: { type: 'PathPrefix', value: '/.well-known' } }], backendRefs: [{ name: 'a', port: 80 }] }]);
  expect(migration.changes).toEqual([]);
});

test('a rule that an expression before it leaves no request, in any case of letters, is left out', () => {
  const migration = migrated(ingress({ annotations: { 'use-regex': 'true' }, paths: [['/.*', 'ImplementationSpecific', 'a'], ['/x', 'Prefix', 'b']] }));
  expect(rulesOf(migration, 'web')).toEqual([{ matches: [{ path: { type: 'PathPrefix', value: '/' } }], backendRefs: [{ name: 'a', port: 80 }] }]);
  expect(migration.changes).toEqual([]);
});

test('a path with a space is asked for as clients send it', () => {
  expect(migrated(ingress({ paths: [['/with space', 'ImplementationSpecific', 'a']] })).changes).toEqual([]);
});

test('a prefix by characters is one by elements, and an expression for what goes on in the same element, which is equal where no other rule competes', () => {
  const migration = migrated(ingress({ annotations: { 'use-regex': 'true' }, paths: [['/v1', 'ImplementationSpecific', 'a']] }));
  expect(rulesOf(migration, 'web')).toMatchObject([{ matches: [{ path: { type: 'PathPrefix', value: '/v1' } }, { path: { type: 'RegularExpression', value: '(?i)^/v1.*$' } }] }]);
  expect(migration.changes).toEqual([]);
  const inc = migrated(ingress({ paths: [['/v1', 'Prefix', 'a']] }), 'nginx-inc');
  expect(rulesOf(inc, 'web-http')).toMatchObject([{ matches: [{ path: { type: 'PathPrefix', value: '/v1' } }, { path: { type: 'RegularExpression', value: '^/v1[^/].*$' } }] }]);
  expect(inc.changes).toEqual([]);
});

test('an expression beside the prefix of another rule is uncertain, for the paths that only it takes', () => {
  const migration = migrated(ingress({ paths: [['/v1', 'Prefix', 'a'], ['/', 'Prefix', 'b']] }), 'nginx-inc');
  expect(migration.changes.map(({ change: { kind, request } }) => `${kind} ${request.url}`)).toEqual([expect.stringMatching(/^uncertain http:\/\/shop\.example\.com\/v1[^/]/)]);
});

test('a whole path in place of a prefix holds for every spelling of it', () => {
  const migration = migrated(ingress({ annotations: { 'rewrite-target': '/new' }, paths: [['/old', 'Prefix', 'a']] }));
  expect(rulesOf(migration, 'web')).toMatchObject([{
    matches: [{ path: { type: 'PathPrefix', value: '/old' } }, { path: { type: 'RegularExpression', value: '(?i)^/old.*$' } }],
    filters: [{ urlRewrite: { path: { type: 'ReplaceFullPath', replaceFullPath: '/new' } } }],
  }]);
  expect(migration.changes).toEqual([]);
});
