import { ingress, migrated, rulesOf, specOf } from './migrating';
import { validateObject } from '../../src/kubernetes/validation/validate';

const lines = ({ changes }: ReturnType<typeof migrated>): readonly string[] => changes.map(({ change: { kind, request } }) => `${kind} ${request.method} ${request.url}`);

describe('connections that are passed on undecrypted', () => {
  const passed = migrated(ingress({ annotations: { 'ssl-passthrough': 'true' }, paths: [['/', 'Prefix', 'a'], ['/api', 'Prefix', 'b']] }));

  test('become a TLSRoute to the backend of `/`, at a listener of their own', () => {
    expect(specOf(passed, 'TLSRoute', 'web-tls')).toEqual({
      parentRefs: [{ name: 'nginx', sectionName: 'tls-shop-example-com' }],
      hostnames: ['shop.example.com'],
      rules: [{ backendRefs: [{ name: 'a', port: 80 }] }],
    });
    expect(specOf(passed, 'Gateway', 'nginx')?.listeners).toMatchObject([
      { name: 'http', protocol: 'HTTP' }, { name: 'tls-shop-example-com', protocol: 'TLS', port: 443, hostname: 'shop.example.com', tls: { mode: 'Passthrough' } },
    ]);
    for (const { object } of passed.objects) expect(validateObject(object).violations).toEqual([]);
  });

  test('plain http goes by paths as before, and the paths of https are found to be seen no longer', () => {
    expect(rulesOf(passed, 'web-http')).toHaveLength(2);
    expect(lines(passed)).toEqual(['moved GET https://shop.example.com/api', 'uncertain GET https://shop.example.com/']);
    expect(passed.changes.map(({ because }) => because)).toEqual([expect.stringContaining('whatever the path'), expect.stringContaining('whatever the path')]);
  });

  test('of a host without a backend for `/` are a note', () => {
    const { notes, objects } = migrated(ingress({ annotations: { 'ssl-passthrough': 'true' }, paths: [['/api', 'Prefix', 'b']] }));
    expect(notes.map(({ code }) => code)).toContain('setting-not-migrated');
    expect(objects.map(({ object }) => object.kind)).not.toContain('TLSRoute');
  });

  test('stand beside a host that is decrypted, whose listener does not take them', () => {
    const { changes } = migrated([ingress({ annotations: { 'ssl-passthrough': 'true' } }), ingress({ name: 'other', host: 'other.example.com' })].join('\n---\n'));
    expect(changes.map(({ change: { kind, request } }) => `${kind} ${request.url}`)).toEqual(['uncertain https://shop.example.com/']);
  });
});

describe('backends that speak gRPC', () => {
  const grpc = (paths: Parameters<typeof ingress>[0]): ReturnType<typeof migrated> => migrated(ingress({ annotations: { 'backend-protocol': 'GRPC' }, ...paths }));

  test('of every path become a GRPCRoute of every call', () => {
    const migration = grpc({});
    expect(specOf(migration, 'GRPCRoute', 'web')).toMatchObject({ hostnames: ['shop.example.com'], rules: [{ backendRefs: [{ name: 'a', port: 80 }] }] });
    expect(lines(migration)).toEqual(['uncertain GET http://shop.example.com/']);
    expect(migration.changes[0].because).toContain('takes gRPC calls');
    for (const { object } of migration.objects) expect(validateObject(object).violations).toEqual([]);
  });

  test('of services and methods are told apart by them', () => {
    const migration = grpc({ paths: [['/shop.Cart', 'Prefix', 'a'], ['/shop.Orders/Place', 'Exact', 'b']] });
    expect(specOf(migration, 'GRPCRoute', 'web')?.rules).toEqual([
      { matches: [{ method: { type: 'Exact', service: 'shop.Orders', method: 'Place' } }], backendRefs: [{ name: 'b', port: 80 }] },
      { matches: [{ method: { type: 'Exact', service: 'shop.Cart' } }], backendRefs: [{ name: 'a', port: 80 }] },
    ]);
    expect(migration.changes.map(({ change }) => change.kind)).toEqual(['uncertain', 'uncertain']);
    expect(migration.changes.every(({ change }) => change.request.headers?.includes('content-type: application/grpc') !== true || change.request.url.endsWith('/shop.Cart'))).toBe(true);
  });

  test('of paths that are no calls, or beside others, stay with an HTTPRoute and a note', () => {
    const migration = grpc({ paths: [['/api/v1', 'Prefix', 'a']] });
    expect(migration.objects.map(({ object }) => object.kind)).toEqual(['Gateway', 'HTTPRoute']);
    expect(migration.notes).toContainEqual(expect.objectContaining({ code: 'grpc-backend', action: 'set appProtocol: kubernetes.io/h2c at the port' }));
  });
});
