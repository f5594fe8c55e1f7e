import { routesJson } from '../../src/report/routes';
import { overview, type OverviewOptions } from '../../src/routes/overview';
import { app, ingress, service as serviceYaml, simulation } from '../diff/simulations';

function lines(yaml: string, options: OverviewOptions = {}): readonly string[] {
  const { routes, services } = overview(simulation(yaml), options);
  return [
    ...routes.map((each) => `${each.schemes.join('+')} ${each.host || '*'} ${each.path ?? '*'} ${each.outcome} ${each.destinations.map(({ workload }) => workload?.name).join(',')}`),
    ...services.map(({ service, port, outcome }) => `${service.name}:${port?.port ?? 'any'} ${outcome}`),
  ];
}

const SHOP = app('one') + app('two') + ingress('web', ['a.example.com Prefix / one', 'a.example.com Exact /two two', '* Prefix /all one']);

test('every route is one line, and so is every port of a Service', () => {
  expect(lines(SHOP)).toEqual([
    'http+https a.example.com / delivered one', 'http+https a.example.com /two delivered two', 'http+https * /all delivered one', 'one:80 delivered', 'two:80 delivered',
  ]);
});

test('--to keeps what leads to a workload or a Service', () => {
  expect(lines(SHOP, { to: { kind: 'Deployment', namespace: 'shop', name: 'two' } })).toEqual(['http+https a.example.com /two delivered two', 'two:80 delivered']);
  expect(lines(SHOP, { to: { kind: 'Service', namespace: 'shop', name: 'two' } })).toEqual(['http+https a.example.com /two delivered two', 'two:80 delivered']);
});

test('from outside there are routers, and Services that are reached from there', () => {
  expect(lines(SHOP, { from: 'outside' }).filter((line) => line.includes(':80'))).toEqual([]);
  expect(lines(SHOP, { from: 'inside' })).toEqual(['one:80 delivered', 'two:80 delivered']);
});

test('a backend that is missing shows in the outcome', () => {
  expect(lines(app('one') + ingress('web', ['a.example.com Prefix / gone']))).toContain('http+https a.example.com / answered ');
});

test('http that is redirected to https is a line of its own', () => {
  const yaml = app('one') + ingress('web', ['a.example.com Prefix / one'], 'tls: [{ hosts: [a.example.com], secretName: s }]').replace('ingressClassName: web', 'ingressClassName: nginx');
  const { routes } = overview(simulation(yaml));
  expect(routes.map(({ schemes, status, outcome, redirect }) => [schemes.join(), outcome, status, redirect])).toEqual([
    ['http', 'answered', 308, 'https://a.example.com'], ['https', 'delivered', null, null],
  ]);
});

test('an external name without ports has a line, since any port leads to it', () => {
  const alias = serviceYaml('db', 'type: ExternalName, externalName: db.example.com');
  expect(lines(alias)).toEqual(['db:any unknown']);
  expect(JSON.parse(routesJson(overview(simulation(alias)))).services).toMatchObject([{ name: 'db', type: 'ExternalName', port: null, addresses: ['db.example.com'] }]);
});
