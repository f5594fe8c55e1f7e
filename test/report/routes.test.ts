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

test('what no manifest decides is told in words, of routes and of Services', () => {
  const maker = '---\napiVersion: shop.example.com/v1\nkind: Shop\nmetadata: { name: all, namespace: shop }\n';
  const lone = '---\napiVersion: v1\nkind: Service\nmetadata: { name: lone, namespace: shop }\nspec: { selector: { app: lone }, ports: [{ port: 80 }] }\n';
  const open = overview(simulation(lone + maker + ingress('web', ['a.example.com Prefix / gone', 'a.example.com Prefix /lone lone'])));
  const text = routesText(open, false);
  expect(text).not.toContain('depends-on-cluster');
  expect(text).toMatch(/shop\/gone:80 -> unknown: depends on .*whether Service shop\/gone exists: an operator may make it \(Shop shop\/all\)/);
  expect(text).toMatch(/shop +lone .* unknown: depends on whether the pods of Service shop\/lone are in the cluster: an operator may make them/);
  expect(routesMarkdown(open)).toContain('unknown: depends on whether the pods of Service shop/lone are in the cluster');
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
