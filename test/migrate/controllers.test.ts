import { migrated, rulesOf } from './migrating';

/** An Ingress of a class that no controller is known by. */
function plain(
  host: string, paths: readonly (readonly [path: string, service: string])[], annotations: Readonly<Record<string, string>> = {},
): string {
  return JSON.stringify({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name: 'web', annotations },
    spec: {
      ingressClassName: 'public',
      rules: [{ host, http: { paths: paths.map(([path, name]) => ({ path, pathType: 'Prefix', backend: { service: { name, port: { name: 'http' } } } })) } }],
    },
  });
}

const lines = ({ changes }: ReturnType<typeof migrated>): readonly string[] => changes.map(({ change: { kind, request } }) => `${kind} ${request.method} ${request.url}`);

test('a port at which nothing is served is a note, and not compared', () => {
  const migration = migrated(plain('shop.example.com', [['/', 'a']]), 'nginx-inc');
  expect(migration.changes).toEqual([]);
  expect(migration.notes).toMatchObject([{ code: 'port-without-rules', reason: expect.stringContaining('port 443') as string }]);
});

test('a port at which something may be served is compared, and the report says what it depends on', () => {
  const migration = migrated(plain('shop.example.com', [['/', 'a']]), 'traefik');
  expect(lines(migration)).toEqual(['status GET https://shop.example.com/']);
  expect(migration.changes[0].because).toContain('websecure has TLS');
});

test('a wildcard host of Contour keeps its requests, and what more a Gateway takes is new', () => {
  const migration = migrated(plain('*.example.com', [['/', 'a']], { 'projectcontour.io/websocket-routes': '/' }), 'contour');
  expect(lines(migration)).toEqual(['new GET http://any.any.example.com/']);
  expect(migration.changes[0].because).toContain('any number of labels');
});

test('WebSocket connections that Contour refuses are found to be let in', () => {
  const migration = migrated(plain('shop.example.com', [['/', 'a']]), 'contour');
  expect(migration.changes).toMatchObject([{ change: { kind: 'new', request: { headers: ['upgrade: websocket'] } }, because: expect.stringContaining('websocket-routes') as string }]);
});

test('a redirect to https by a middleware of Traefik is that of the http listener, with a status for GET and one for other methods', () => {
  const middleware = 'apiVersion: traefik.io/v1alpha1\nkind: Middleware\nmetadata: { name: tls, namespace: shop }\nspec: { redirectScheme: { scheme: https, permanent: true } }';
  const ingress = plain('shop.example.com', [['/', 'a']], {
    'traefik.ingress.kubernetes.io/router.middlewares': 'shop-tls@kubernetescrd', 'traefik.ingress.kubernetes.io/router.entrypoints': 'web',
  });
  const migration = migrated([middleware, ingress].join('\n---\n'), 'traefik');
  expect(rulesOf(migration, 'web-redirect')).toEqual([
    { matches: [{ path: { type: 'PathPrefix', value: '/' }, method: 'GET' }], filters: [{ type: 'RequestRedirect', requestRedirect: { scheme: 'https', statusCode: 301 } }] },
    { matches: [{ path: { type: 'PathPrefix', value: '/' } }], filters: [{ type: 'RequestRedirect', requestRedirect: { scheme: 'https', statusCode: 308 } }] },
  ]);
  expect(migration.changes).toEqual([]);
});

test('a host that stands for no name of DNS is neither a note nor compared', () => {
  // *.shop.example.com of NGINX Inc. takes .shop.example.com as well
  const migration = migrated(plain('*.shop.example.com', [['/', 'a']]), 'nginx-inc');
  expect(migration.changes).toEqual([]);
  expect(migration.notes.map(({ code }) => code)).toEqual(['port-without-rules']);
});

describe('a condition that something is not there', () => {
  const acl = (text: string): string => text.replace('metadata: { name: a }', 'metadata: { name: a, annotations: { haproxy.org/route-acl: "!hdr(x-beta) -m str yes" } }');
  const rest: readonly (readonly [string, string])[] = [['/', 'a'], ['/', 'b']];

  test('is a rule before it that takes what is, to where it went before', () => {
    const migration = migrated(plain('shop.example.com', rest), 'haproxy', acl);
    expect(rulesOf(migration, 'web')).toEqual([
      { matches: [{ path: { type: 'PathPrefix', value: '/' }, headers: [{ name: 'x-beta', type: 'Exact', value: 'yes' }] }], backendRefs: [{ name: 'b', port: 80 }] },
      { matches: [{ path: { type: 'PathPrefix', value: '/' } }], backendRefs: [{ name: 'a', port: 80 }] },
    ]);
    expect(migration.changes).toEqual([]);
  });

  test('stays a note where nothing took what is', () => {
    const { notes, changes } = migrated(plain('shop.example.com', [['/', 'a']]), 'haproxy', acl);
    expect(notes.map(({ code }) => code)).toContain('condition-without-equal');
    expect(changes.map(({ change }) => change.kind)).toEqual(['lost']);
  });
});
