import { App, Chart } from 'cdk8s';
import { CREATED } from './routers';
import { ExposedApp, HttpMethod, PathRewrite, PathRouter, PathType, RoutingModel, type PathRouterProps } from '../../../src';

interface Apps {
  readonly quote: ExposedApp;
  readonly canary: ExposedApp;
  readonly books: ExposedApp;
}

/** What requests get from a router whose props are made of these Services; `books` is in another namespace. */
function modelOf(propsOf: (apps: Apps) => PathRouterProps): RoutingModel {
  const app = new App();
  const chart = new Chart(app, 'kiada', { namespace: 'kiada' });
  const appOf = (scope: Chart, name: string) => new ExposedApp(scope, name, { image: `example.com/${name}:1`, port: 80 });
  const books = appOf(new Chart(app, 'books', { namespace: 'books' }), 'books');
  new PathRouter(chart, 'web', { gateway: CREATED, ...propsOf({ quote: appOf(chart, 'quote'), canary: appOf(chart, 'canary'), books }) });
  return RoutingModel.fromConstruct(app);
}

function answer(model: RoutingModel, url: string, options: Parameters<RoutingModel['trace']>[1] = {}): readonly (readonly [string | undefined, number])[] | number {
  const { outcome, status, destinations } = model.trace(url, options);
  return outcome === 'delivered' ? destinations.map(({ service, share }) => [service?.name, share]) : status ?? 0;
}

test('a canary gets its share, and those that ask for it', () => {
  const model = modelOf(({ quote, canary }) => ({
    routes: [
      { backend: quote, weight: 3, otherBackends: [{ backend: canary }] },
      { backend: canary, headers: [{ name: 'X-Canary', value: 'always' }] },
    ],
  }));
  expect(answer(model, 'http://any.example.com/')).toEqual([['quote', 0.75], ['canary', 0.25]]);
  expect(answer(model, 'http://any.example.com/', { headers: { 'x-canary': 'always' } })).toEqual([['canary', 1]]);
});

test('methods and query parameters tell requests apart', () => {
  const model = modelOf(({ quote, canary }) => ({
    routes: [
      { path: '/a', backend: quote, methods: [HttpMethod.GET, HttpMethod.HEAD] },
      { path: '/a', backend: canary, methods: [HttpMethod.GET], queryParams: [{ name: 'v', value: '2' }] },
    ],
  }));
  expect(answer(model, 'http://any.example.com/a')).toEqual([['quote', 1]]);
  expect(answer(model, 'http://any.example.com/a?v=2')).toEqual([['canary', 1]]);
  expect(answer(model, 'http://any.example.com/a', { method: 'POST' })).toBe(404);
});

test('a Service in another namespace gets requests, and is granted for that', () => {
  const model = modelOf(({ books }) => ({ defaultBackend: books }));
  expect(answer(model, 'http://any.example.com/')).toEqual([['books', 1]]);
  expect(model.check().filter(({ severity }) => severity === 'error')).toEqual([]);
});

test.each<[string, PathRewrite, PathType, string]>([
  ['a stripped prefix', PathRewrite.stripPrefix(), PathType.PREFIX, '/users'],
  ['a replaced prefix', PathRewrite.replacePrefix('/v2'), PathType.PREFIX, '/v2/users'],
  ['a replaced path', PathRewrite.replacePath('/index.html'), PathType.PREFIX, '/index.html'],
])('the backend sees %s', (_, rewrite, pathType, path) => {
  const model = modelOf(({ quote }) => ({ routes: [{ path: '/api', pathType, backend: quote, rewrite }] }));
  expect(model.trace('http://any.example.com/api/users')).toMatchObject({ outcome: 'delivered', rewrittenPath: path });
});
