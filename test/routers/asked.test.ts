import { buildCluster } from '../../src/cluster/build';
import { NO_ORIGIN, type JsonObject, type Resource } from '../../src/kubernetes/resource';
import { resourceOf } from '../../src/manifests/resource-of';
import { compileRouters } from '../../src/routers/compile';
import type { Route } from '../../src/routers/model';

const CLASSES = { 'haproxy': 'haproxy.org/ingress-controller/haproxy', 'haproxy-ingress': 'haproxy-ingress.github.io/controller', 'nginx-inc': 'nginx.org/ingress-controller', 'traefik': 'traefik.io/ingress-controller', 'contour': 'projectcontour.io/ingress-controller' };
type Name = keyof typeof CLASSES;
const OWN: Readonly<Record<Name, string>> = { 'haproxy': 'haproxy', 'haproxy-ingress': 'haproxy', 'nginx-inc': 'nginx', 'traefik': 'traefik', 'contour': 'contour' };

const classOf = (name: string, controller: string): JsonObject => ({ apiVersion: 'networking.k8s.io/v1', kind: 'IngressClass', metadata: { name }, spec: { controller } });

function ingress(named: { readonly field?: string; readonly annotation?: string }): JsonObject {
  const paths = [{ path: '/', pathType: 'Prefix', backend: { service: { name: 'a', port: { number: 80 } } } }];
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name: 'web', namespace: 'shop', annotations: named.annotation === undefined ? {} : { 'kubernetes.io/ingress.class': named.annotation } },
    spec: { ...named.field === undefined ? {} : { ingressClassName: named.field }, rules: [{ host: 'a.test', http: { paths } }] },
  };
}

/** Codes of what is open on the routes of an Ingress that a controller is asked to read. */
function openOf(controller: string, ...objects: readonly JsonObject[]): readonly string[] {
  const service: JsonObject = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'a', namespace: 'shop' }, spec: { selector: { app: 'a' }, ports: [{ port: 80 }] } };
  const pod: JsonObject = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a', namespace: 'shop', labels: { app: 'a' } }, spec: { containers: [{ name: 'main', image: 'main' }] } };
  const resources = [service, pod, ...objects].map((each) => resourceOf(each, 'shop', NO_ORIGIN)).filter((each): each is Resource => each !== null);
  const { routers } = compileRouters(buildCluster(resources), { controller, classes: new Map() });
  const routes = routers.flatMap((each): readonly Route[] => each.listeners.flatMap(({ hosts }) => hosts.flatMap((host) => host.routes)));
  return [...new Set(routes.flatMap(({ open }) => open.map(({ code }) => code)))].filter((code) => code === 'ingress-of-other-class');
}

const NAMES = Object.keys(CLASSES) as Name[];

test.each(NAMES)('%s, asked to read an Ingress of another class beside its own, is not sure to serve it', (name) => {
  const own = classOf(OWN[name], CLASSES[name]);
  expect(openOf(name, own, classOf('other', 'example.com/other'), ingress({ field: 'other' }))).toEqual(['ingress-of-other-class']);
  expect(openOf(name, own, ingress({ field: 'missing' }))).toEqual(['ingress-of-other-class']);
  expect(openOf(name, own, ingress({ field: OWN[name] }))).toEqual([]);
});

test.each(NAMES)('%s, asked where the manifests have no class of it, reads all Ingress objects as its own', (name) => {
  expect(openOf(name, classOf('other', 'example.com/other'), ingress({ field: 'other' }))).toEqual([]);
  expect(openOf(name, ingress({}))).toEqual([]);
});

test.each([['haproxy', true], ['haproxy-ingress', true], ['nginx-inc', true], ['traefik', false], ['contour', false]] as const)(
  '%s, asked to read an Ingress without a class: %s that it may leave it alone', (name, isOpen) => {
    expect(openOf(name, classOf(OWN[name], CLASSES[name]), ingress({}))).toEqual(isOpen ? ['ingress-of-other-class'] : []);
  });
