import { routeTable } from '../../src/jest';
import { SHOP } from '../expectations/simulating';

test('a route table has a line for each route and each Service port', () => {
  expect(routeTable(SHOP)).toMatchInlineSnapshot(`
"ingress class web
  HOST                SCHEMES     PATH    TYPE    LEADS TO
  api.example.com     http,https  *               shop/web:80 -> Deployment/web:8080 (depends: see trace)
                      http,https  /empty  Exact   shop/empty:80 -> answered 503 no-endpoints (depends: see trace)
                      http,https  /v1     Prefix  shop/api:80 -> Deployment/api:9000 (depends: see trace)
  parked.example.com  http,https  *               shop/web:80 -> Deployment/web:8080 (depends: see trace)
  *                   http,https  *               shop/web:80 -> Deployment/web:8080 (depends: see trace)

NAMESPACE  SERVICE  TYPE          PORT    NODE PORT  ADDRESSES         LEADS TO
shop       api      ClusterIP     80/TCP  -          -                 shop/api:80 -> Deployment/api:9000
shop       api      ClusterIP     81/TCP  -          -                 shop/api:81 -> Deployment/api:9001
shop       empty    ClusterIP     80/TCP  -          -                 failed no-endpoints
shop       mail     ExternalName  any     -          mail.example.org  unknown leaves-cluster
shop       web      ClusterIP     80/TCP  -          -                 shop/web:80 -> Deployment/web:8080"
`);
});

test('how many pods there are does not show', () => {
  expect(routeTable(SHOP.replace('replicas: 2', 'replicas: 5'))).toBe(routeTable(SHOP));
});

test('a backend that does not exist, and a port that the Service lacks, are told', () => {
  const table = routeTable(SHOP.replace('service: { name: empty, port: { number: 80 } }', 'service: { name: api, port: { number: 99 } }').replace('service: { name: api, port: { number: 80 } }', 'service: { name: gone, port: { number: 80 } }'));
  expect(table).toContain('shop/api:99 -> answered 503 service-port-not-found');
  expect(table).toContain('shop/gone:80 -> answered 503 service-not-found');
});
