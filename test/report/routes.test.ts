import { csvText } from '../../src/report/csv';
import { routesCsv, routesJson, routesMarkdown, routesText } from '../../src/report/routes';
import { overview } from '../../src/routes/overview';
import { app, ingress, simulation } from '../diff/simulations';

const found = overview(simulation(app('one') + ingress('web', ['a.example.com Prefix /|x one'])));

test('text: routes by router and host, then Services', () => {
  const text = routesText(found, false);
  expect(text).toContain('a.example.com');
  expect(text).toContain('shop/one:80 -> Deployment/one:8080');
  expect(text).toMatch(/NAMESPACE +SERVICE +TYPE/);
});

test('json: the fields of the contract', () => {
  const { version, routes, services } = JSON.parse(routesJson(found));
  expect(version).toBe(1);
  expect(routes[0]).toMatchObject({
    router: { kind: 'Ingress', class: 'web', gateway: null },
    host: 'a.example.com',
    path: '/|x',
    pathType: 'Prefix',
    method: null,
    headers: [],
    query: [],
    outcome: 'delivered',
    status: null,
    redirect: null,
    object: { kind: 'Ingress', namespace: 'shop', name: 'web' },
    file: 'app.yaml',
  });
  expect(services[0]).toMatchObject({ namespace: 'shop', name: 'one', type: 'ClusterIP', port: 80, nodePort: null, outcome: 'delivered' });
});

test('markdown: a pipe in a path does not end its cell', () => {
  expect(routesMarkdown(found)).toContain('/\\|x');
});

test('csv: one header, a row for each line, and nothing that a spreadsheet computes', () => {
  expect(routesCsv(found).split('\r\n')[0]).toBe('kind,router,schemes,host,path,pathType,method,outcome,status,redirect,leadsTo,object,file,line');
  expect(csvText([['=1+1', 'a"b', 'c,d', 5]])).toBe('\'=1+1,"a""b","c,d",5\r\n');
});
