import { ApiObject, type Chart } from 'cdk8s';
import * as kplus27 from 'cdk8s-plus-27';
import * as kplus33 from 'cdk8s-plus-33';
import type { IConstruct } from 'constructs';
import { createChart, createRouter, ingress, service, synth } from './fixture';
import { GatewayRef, IngressController } from '../../../src';

const quote = service('quote');
const routes = [{ host: 'a.example.com', backend: quote }];

/** Secrets of the chart, made in every way. */
const SECRETS: readonly (readonly [string, (chart: Chart) => IConstruct])[] = [
  ['a TlsSecret', (chart) => new kplus27.TlsSecret(chart, 'secret', { metadata: { name: 'a-tls' }, tlsCert: 'c', tlsKey: 'k' })],
  ['a TlsSecret of a newer cdk8s-plus', (chart) => new kplus33.TlsSecret(chart, 'secret', { metadata: { name: 'a-tls' }, tlsCert: 'c', tlsKey: 'k' })],
  ['a Secret without type', (chart) => new kplus27.Secret(chart, 'secret', { metadata: { name: 'a-tls' } })],
  ['a Secret that is known by its name', (chart) => kplus27.Secret.fromSecretName(chart, 'secret', 'a-tls')],
  ['one of a newer cdk8s-plus', (chart) => kplus33.Secret.fromSecretName(chart, 'secret', 'a-tls')],
  ['an ApiObject', (chart) => new ApiObject(chart, 'secret', { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'a-tls' }, type: 'kubernetes.io/tls' })],
];

test.each(SECRETS)('a certificate may be that of %s', (_, make) => {
  const chart = createChart();
  const router = createRouter({ routes, tls: [{ hosts: ['a.example.com'], secret: make(chart) }] }, chart);
  expect(ingress(router).spec.tls).toEqual([{ hosts: ['a.example.com'], secretName: 'a-tls' }]);
  expect(router.tls).toEqual([{ hosts: ['a.example.com'], secretName: 'a-tls' }]);
});

test('a Gateway takes it too', () => {
  const chart = createChart();
  const secret = kplus27.Secret.fromSecretName(chart, 'secret', 'a-tls');
  const router = createRouter({ routes, gateway: GatewayRef.create({ gatewayClassName: 'envoy' }), tls: [{ hosts: ['a.example.com'], secret }] }, chart);
  const gateway = router.node.findChild('Gateway') as ApiObject;
  expect(JSON.stringify(gateway.toJson())).toContain('"certificateRefs":[{"name":"a-tls"}]');
});

test('users may be those of a Secret, for all routes and for one', () => {
  const chart = createChart();
  const all = new kplus27.Secret(chart, 'all', { metadata: { name: 'all-users' } });
  const few = kplus27.Secret.fromSecretName(chart, 'few', 'few-users');
  const router = createRouter({
    controller: IngressController.INGRESS_NGINX,
    basicAuth: { secret: all },
    routes: [...routes, { host: 'b.example.com', backend: quote, basicAuth: { secret: few } }],
  }, chart);
  expect(ingress(router).metadata.annotations).toMatchObject({ 'nginx.ingress.kubernetes.io/auth-secret': 'all-users' });
  expect(ingress(router, 'web-auth').metadata.annotations).toMatchObject({ 'nginx.ingress.kubernetes.io/auth-secret': 'few-users' });
});

test('Traefik alone reads users from a Secret of type kubernetes.io/basic-auth', () => {
  const chart = createChart();
  const secret = new kplus27.BasicAuthSecret(chart, 'users', { metadata: { name: 'users' }, username: 'me', password: 'pw' });
  const { middlewares } = synth(createRouter({ routes, controller: IngressController.TRAEFIK, basicAuth: { secret } }, chart));
  expect(middlewares.map(({ spec }) => spec)).toEqual([{ basicAuth: { secret: 'users' } }]);
  const other = createChart();
  const same = new kplus27.BasicAuthSecret(other, 'users', { metadata: { name: 'users' }, username: 'me', password: 'pw' });
  expect(() => createRouter({ routes, controller: IngressController.INGRESS_NGINX, basicAuth: { secret: same } }, other)).toThrow(
    "PathRouter 'app/web': Secret 'users' is of type kubernetes.io/basic-auth, from which ingress-nginx reads no users; specify one of type Opaque");
});

test.each<[string, (chart: Chart) => object, string]>([
  ['another kind', (chart) => ({ secret: new kplus27.ConfigMap(chart, 'map') }), "secret 'app/map' is not a Secret; specify a Secret construct of cdk8s-plus"],
  ['a custom object of the same kind', (chart) => ({ secret: new ApiObject(chart, 'other', { apiVersion: 'example.com/v1', kind: 'Secret' }) }), 'is not a Secret'],
  ['a Secret and a name', (chart) => ({ secret: kplus27.Secret.fromSecretName(chart, 's', 'a'), secretName: 'b' }), "got both 'secretName' and 'secret'; specify one of them"],
  ['a Secret of another namespace', (chart) => ({ secret: new kplus27.Secret(chart, 's', { metadata: { name: 'a', namespace: 'certs' } }) }),
    "Secret 'a' is in namespace 'certs', and the router is in 'kiada': Secrets are found by name in the router's own namespace only; make it there"],
  ['a Secret with something else', (chart) => ({ secret: new kplus27.BasicAuthSecret(chart, 's', { metadata: { name: 'a' }, username: 'u', password: 'p' }) }),
    "Secret 'a' is of type kubernetes.io/basic-auth, which holds no certificate; specify one of type kubernetes.io/tls"],
  ['a name that is not one', (chart) => ({ secret: kplus27.Secret.fromSecretName(chart, 's', 'certs/a') }), "secretName 'certs/a' is not a valid Secret name"],
  ['what is no construct', () => ({ secret: 'a' }), "tls[0].secret is 'a'; expected a construct"],
])('a certificate of %s is refused', (_, make, message) => {
  const chart = createChart();
  expect(() => createRouter({ routes, tls: [{ hosts: ['a.example.com'], ...make(chart) }] }, chart)).toThrow(message);
});

test('basicAuth without a Secret is refused', () => {
  expect(() => createRouter({ routes, controller: IngressController.TRAEFIK, basicAuth: { realm: 'x' } })).toThrow(
    "basicAuth does not say which Secret has the users; set 'secretName' or 'secret'");
});
