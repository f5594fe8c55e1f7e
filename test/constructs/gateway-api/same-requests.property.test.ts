import fc from 'fast-check';
import { CREATED, objectsOf } from './routers';
import { ExposedApp, IngressController, PathRouter, PathType, RoutingModel, type PathRoute, type PathRouterProps, type RouterTls } from '../../../src';
import { createChart } from '../path-router/fixture';

/*
 * The same props mean the same requests: an Ingress as the text of its API reads it, and HTTPRoutes as the text of theirs does. A wildcard host of an
 * Ingress stands for one label, one of the Gateway API for several, so requests that have several in its place are left out.
 */

const HOSTS = ['', 'a.test', 'b.test', '*.test', '*.a.test', 'x.a.test'];
const PATHS = ['/', '/a', '/a/', '/a/b', '/ab', '/b'];
const ASKED_HOSTS = ['a.test', 'b.test', 'c.test', 'x.a.test', 'y.a.test', 'test', 'other.example'];
const ASKED_PATHS = ['/', '/a', '/a/', '/a/b', '/a/b/c', '/abc', '/ab/x', '/c'];
const APPS = ['one', 'two', 'three'] as const;

interface Drawn {
  readonly host: string;
  readonly path: string;
  readonly pathType: PathType;
  readonly app: typeof APPS[number];
}

const route: fc.Arbitrary<Drawn> = fc.record({
  host: fc.constantFrom(...HOSTS),
  path: fc.constantFrom(...PATHS),
  pathType: fc.constantFrom(PathType.EXACT, PathType.PREFIX),
  app: fc.constantFrom(...APPS),
});
const routes = fc.uniqueArray(route, { maxLength: 7, selector: ({ host, path, pathType }) => `${host}${path} ${pathType}` });
const tls = fc.uniqueArray(fc.constantFrom(...HOSTS), { maxLength: 3 })
  .map((hosts) => hosts.map((host): RouterTls => ({ hosts: host === '' ? [] : [host], secretName: `tls-${host.length}` })));

interface Props {
  readonly routes: readonly Drawn[];
  readonly tls: readonly RouterTls[];
  readonly fallback: boolean;
  readonly redirect: boolean;
}

const props: fc.Arbitrary<Props> = fc.record({ routes, tls, fallback: fc.boolean(), redirect: fc.boolean() })
  .filter(({ routes: drawn, fallback }) => drawn.length > 0 || fallback);

const covers = (wide: string, host: string) => wide === '' || wide === host || (wide.startsWith('*.') && host.endsWith(wide.slice(1)));

/** Whether the most specific host of the routes that takes a name is a wildcard with several labels in its place. */
function isDeep(drawn: readonly Drawn[], name: string): boolean {
  const [best = ''] = drawn.map(({ host }) => host).filter((host) => covers(host, name))
    .sort((a, b) => Number(b === name) - Number(a === name) || b.length - a.length);
  return best.startsWith('*.') && name.slice(0, -best.length + 1).includes('.');
}

/** Whether a wildcard with one label in its place, or a name, stands for a host. */
const matches = (pattern: string, host: string) => pattern === host || (pattern.startsWith('*.') && host.replace(/^[^.*]+/, '*') === pattern);

const hasCertificate = (entries: readonly RouterTls[], host: string) => entries
  .some(({ hosts = [] }) => hosts.length === 0 || hosts.some((each) => matches(each, host)));

interface Modeled {
  readonly router: PathRouter;
  readonly model: RoutingModel;
}

function modelOf({ routes: drawn, tls: entries, fallback, redirect }: Props, rest: PathRouterProps): Modeled {
  const chart = createChart();
  const apps = APPS.map((name) => new ExposedApp(chart, name, { image: `example.com/${name}:1`, port: 80 }));
  const backendOf = (name: typeof APPS[number]) => apps[APPS.indexOf(name)];
  const isUsed = ({ hosts = [] }: RouterTls) => fallback || hosts.length === 0
    || drawn.some(({ host }) => host === '' || hosts.some((each) => matches(each, host) || matches(host, each)));
  const certificates = entries.filter(isUsed);
  const router = new PathRouter(chart, 'web', {
    ...rest,
    routes: drawn.map(({ host, app, ...each }): PathRoute => ({
      ...each,
      ...host !== '' && { host },
      backend: backendOf(app),
      ...redirect && rest.gateway !== undefined && hasCertificate(certificates, host) && { redirectToHttps: true },
    })),
    tls: certificates,
    ...fallback && { defaultBackend: backendOf('three') },
  });
  objectsOf(router);
  return { router, model: RoutingModel.fromConstruct(chart, { controller: IngressController.SPEC }) };
}

function answer(model: RoutingModel, url: string): string {
  const { outcome, status, destinations, redirect } = model.trace(url);
  if (redirect !== undefined) return `${status} ${redirect}`;
  return outcome === 'delivered' ? destinations.map(({ service }) => service?.name).join(', ') : String(status ?? outcome);
}

const request = fc.record({ host: fc.constantFrom(...ASKED_HOSTS), path: fc.constantFrom(...ASKED_PATHS), secure: fc.boolean() });

test('requests are answered alike by the Ingress and the HTTPRoutes of the same props', () => {
  fc.assert(fc.property(props, fc.array(request, { minLength: 12, maxLength: 12 }), (drawn, requests) => {
    const ingress = modelOf(drawn, { ingressClassName: 'any' });
    const gateway = modelOf(drawn, { gateway: CREATED });
    for (const { host, path, secure } of requests.filter((each) => !isDeep(drawn.routes, each.host))) {
      const https = secure && hasCertificate(ingress.router.tls, host);
      const url = `${https ? 'https' : 'http'}://${host}${path}`;
      const expected = answer(ingress.model, url);
      const got = answer(gateway.model, url);
      if (got.startsWith('301 ')) {
        expect({ url, got, https }).toEqual({ url, got: `301 https://${host}${path}`, https: false });
        expect(APPS).toContain(expected);
        expect(answer(gateway.model, `https://${host}${path}`)).toBe(expected);
      } else {
        expect({ url, got }).toEqual({ url, got: expected });
      }
    }
  }), { numRuns: 40 });
});
