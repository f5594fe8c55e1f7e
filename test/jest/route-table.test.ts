import { routeTable } from '../../src/jest';
import { SHOP } from '../expectations/simulating';

test('a route table has a line for each route and each Service port', () => {
  expect(routeTable(SHOP)).toMatchInlineSnapshot(`
"ingress class web
  api.example.com
     /empty (Exact)       ->  shop/empty:80 -> nothing
     /v1 (Prefix)         ->  shop/api:80 -> Deployment api port 9000
     the default backend  ->  shop/web:http -> Deployment web port 8080
  parked.example.com
     the default backend  ->  shop/web:http -> Deployment web port 8080
  every other host
     the default backend  ->  shop/web:http -> Deployment web port 8080

Services
  shop/api    ClusterIP     80 (public)  ->  Deployment api port 9000
  shop/api    ClusterIP     81 (admin)   ->  Deployment api port 9001
  shop/empty  ClusterIP     80           ->  nothing
  shop/mail   ExternalName               ->  mail.example.org
  shop/web    ClusterIP     80 (http)    ->  Deployment web port 8080"
`);
});

test('how many pods there are does not show', () => {
  expect(routeTable(SHOP.replace('replicas: 2', 'replicas: 5'))).toBe(routeTable(SHOP));
});

test('a backend that does not exist, and a port that the Service lacks, are told', () => {
  const table = routeTable(SHOP.replace('service: { name: empty, port: { number: 80 } }', 'service: { name: api, port: { number: 99 } }').replace('service: { name: api, port: { number: 80 } }', 'service: { name: gone, port: { number: 80 } }'));
  expect(table).toContain('shop/api:99 -> no such port');
  expect(table).toContain('shop/gone:80 -> no such Service');
});
