import { compile, destinations, send } from './traefik';

const services = ['web', 'rest', 'other'];

test('the defaultBackend of an Ingress without rules takes what nothing else takes, for every host', () => {
  const annotations = { 'traefik.ingress.kubernetes.io/router.priority': '5000' };
  const router = compile({ ingresses: [{ rules: ['shop.example.com Prefix /web -> web'] }, { name: 'rest', defaultBackend: 'rest', annotations }], services });
  expect(destinations(router, 'http://shop.example.com/web', 'http://shop.example.com/', 'http://10.0.0.1/')).toEqual(['web:80', 'rest:80', 'rest:80']);
});

test('beside rules it is never used', () => {
  const router = compile({ ingresses: [{ rules: ['shop.example.com Prefix /web -> web'], defaultBackend: 'rest' }], services });
  expect(destinations(router, 'http://shop.example.com/')).toEqual(['404']);
  expect(router.faults).toMatchObject([{ kind: 'dropped', code: 'default-backend-unused', source: { field: 'spec.defaultBackend' } }]);
});

test('of two of them one is taken, and nobody knows which; one that cannot be loaded does not count', () => {
  const two = (backend: string) => compile({ ingresses: [{ name: 'a', defaultBackend: backend }, { name: 'b', defaultBackend: 'other' }], services });
  expect(send(two('rest'), 'http://shop.example.com/').open).toEqual(['traefik-default-backends']);
  expect(send(two('ghost'), 'http://shop.example.com/')).toMatchObject({ to: 'other:80', open: [] });
});

test('a path named like the default router takes its place', () => {
  const router = compile({ ingresses: [{ namespace: 'default', name: 'router', rules: ['Exact / -> web'] }, { name: 'rest', defaultBackend: 'rest' }], services: [...services, { name: 'web', namespace: 'default' }] });
  expect(send(router, 'http://shop.example.com/').open).toContain('traefik-router-name');
});
