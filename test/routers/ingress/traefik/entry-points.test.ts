import { compile, destinations, installation, send } from './traefik';

const RULES = ['shop.example.com Prefix / -> web'];
const HTTP = 'http://shop.example.com/';
const HTTPS = 'https://shop.example.com/';

function annotated(annotations: Record<string, string>, more: Partial<Parameters<typeof compile>[0]> = {}, tls = false) {
  const prefixed = Object.fromEntries(Object.entries(annotations).map(([key, value]) => [`traefik.ingress.kubernetes.io/router.${key}`, value]));
  return compile({ ingresses: [{ rules: RULES, annotations: prefixed, ...(tls ? { tls: [{ hosts: ['shop.example.com'], secretName: 'tls' }] } : {}) }], services: ['web'], ...more });
}

test('without annotations a router answers http alone; whether https is served depends on the installation, even with spec.tls', () => {
  expect(send(annotated({}, {}, true), HTTP)).toMatchObject({ to: 'web:80', open: [] });
  expect(send(annotated({}, {}, true), HTTPS)).toMatchObject({ to: '404', open: ['traefik-entry-point-tls'] });
});

test('router.tls, or any field of it, makes a router answer https alone', () => {
  const all: Record<string, string>[] = [{ tls: 'true' }, { tls: '' }, { 'tls.certresolver': 'le' }, { 'tls.domains.0.main': 'example.com' }];
  for (const annotations of all) {
    expect(destinations(annotated(annotations), HTTP, HTTPS)).toEqual(['404', 'web:80']);
  }
  expect(destinations(annotated({ tls: 'false' }), HTTP, HTTPS)).toEqual(['web:80', '404']);
});

test('router.entrypoints says where; names that do not exist are left out', () => {
  expect(send(annotated({ entrypoints: 'web, ghost' }), HTTP)).toMatchObject({ to: 'web:80', open: [] });
  expect(send(annotated({ entrypoints: 'https' }), HTTP)).toMatchObject({ to: '404', open: [] });
  expect(send(annotated({ entrypoints: 'https' }), HTTPS)).toMatchObject({ to: '404', open: ['traefik-entry-point'] });
  expect(send(annotated({ entrypoints: 'web' }), HTTPS)).toMatchObject({ to: '404', open: [] });
  expect(send(annotated({ entrypoints: 'websecure' }), HTTP)).toMatchObject({ to: '404', open: [] });
  expect(send(annotated({ entrypoints: 'websecure' }), HTTP, { port: 443 })).toMatchObject({ to: 'web:80' });
});

test('an Ingress with a certificate on websecure alone is meant for an entry point with TLS', () => {
  expect(send(annotated({ entrypoints: 'websecure' }, {}, true), HTTPS)).toMatchObject({ to: 'web:80', open: ['traefik-entry-point-tls'] });
});

test('the arguments of the installation say what entry points there are', () => {
  const args = ['--providers.kubernetesingress', '--entryPoints.web.address=:8000/tcp', '--entryPoints.websecure.address=:8443/tcp', '--entryPoints.websecure.http.tls=true'];
  const router = annotated({ entrypoints: 'websecure, ghost' }, { others: [installation(...args)] });
  expect(send(router, HTTPS)).toMatchObject({ to: 'web:80', open: [] });
  expect(router.faults).toMatchObject([{ code: 'entry-point-unknown', source: { field: 'metadata.annotations[traefik.ingress.kubernetes.io/router.entrypoints]' } }]);
});

test('TLS options that do not exist leave the router out, and TLS handshakes for its host fail', () => {
  const router = annotated({ 'tls': 'true', 'tls.options': 'shop-strict@kubernetescrd' });
  expect(send(router, HTTPS)).toMatchObject({ to: 'null', open: ['traefik-object-missing'] });
  const options = { apiVersion: 'traefik.io/v1alpha1', kind: 'TLSOption', metadata: { name: 'strict', namespace: 'shop' }, spec: {} };
  expect(send(annotated({ 'tls': 'true', 'tls.options': 'shop-strict@kubernetescrd' }, { others: [options] }), HTTPS)).toMatchObject({ to: 'web:80', open: [] });
});

test('an unknown field of router, or a value of the wrong type, makes Traefik ignore the whole Ingress', () => {
  const all: Record<string, string>[] = [{ prority: '1' }, { priority: 'high' }, { 'priority.x': '1' }, { 'tls.cert': 'x' }, { 'observability.metrics': 'no' }];
  for (const annotations of all) {
    const router = annotated(annotations);
    expect(destinations(router, HTTP)).toEqual(['404']);
    expect(router.faults).toMatchObject([{ kind: 'ignored', code: 'annotation-invalid' }]);
  }
  expect(destinations(annotated({ 'entryPoints': 'web', 'observability.metrics': 'true' }), HTTP)).toEqual(['web:80']);
});

test('certificates are those of spec.tls, whatever the routers', () => {
  const [, https] = annotated({}, {}, true).listeners;
  expect(https.certificates).toMatchObject([{ hosts: [{ kind: 'exact', host: 'shop.example.com' }], secret: { namespace: 'shop', name: 'tls' } }]);
});

test('beside Ingress objects of another class, a class without an IngressClass may not exist', () => {
  const ingressClass = { apiVersion: 'networking.k8s.io/v1', kind: 'IngressClass', metadata: { name: 'edge' }, spec: { controller: 'traefik.io/ingress-controller' } };
  const ingresses = [{ rules: RULES, className: 'edge' }];
  expect(send(compile({ ingresses, services: ['web'] }), HTTP).open).toEqual(['traefik-class-missing']);
  expect(send(compile({ ingresses, services: ['web'], others: [ingressClass] }), HTTP).open).toEqual([]);
  expect(send(compile({ ingresses: [{ rules: RULES, className: 'traefik' }], services: ['web'] }), HTTP).open).toEqual([]);
});
