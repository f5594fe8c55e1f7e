import { buildCluster } from '../../../../src/cluster/build';
import { NO_ORIGIN, type Json, type JsonObject, type Resource } from '../../../../src/kubernetes/resource';
import { NO_EXTERNALS } from '../../../../src/manifests/externals';
import { resourceOf } from '../../../../src/manifests/resource-of';
import { applyFilters } from '../../../../src/routers/index/filters';
import { indexRouter } from '../../../../src/routers/index/router-index';
import { evaluateTemplate } from '../../../../src/routers/index/template';
import type { DialectInputs } from '../../../../src/routers/ingress/dialect';
import { compileIngressNginx } from '../../../../src/routers/ingress/ingress-nginx/compile';
import type { Fault, Route, Router, RouterRequest } from '../../../../src/routers/model';

interface IngressParts {
  /** Empty: every host. */
  readonly host?: string;
  /** `/x`: Prefix, `= /x`: Exact, `~ /x`: ImplementationSpecific; the Service, its port behind `:`. */
  readonly paths?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  /** Seconds; absent: no timestamp. */
  readonly created?: number;
  readonly tls?: Json;
  readonly defaultBackend?: string;
  readonly namespace?: string;
}

export function ingress(name: string, { host = 'a.test', paths, annotations = {}, created, tls, defaultBackend, namespace = 'shop' }: IngressParts): JsonObject {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: {
      name,
      namespace,
      annotations: Object.fromEntries(Object.entries(annotations).map(([key, value]) => [key.includes('/') ? key : `nginx.ingress.kubernetes.io/${key}`, value])),
      ...(created === undefined ? {} : { creationTimestamp: new Date(created * 1000).toISOString() }),
    },
    spec: {
      ...(tls === undefined ? {} : { tls }),
      ...(defaultBackend === undefined ? {} : { defaultBackend: backendOf(defaultBackend) }),
      ...(paths === undefined ? {} : { rules: [{ ...(host === '' ? {} : { host }), http: { paths: Object.entries(paths).map(pathOf) } }] }),
    },
  };
}

function pathOf([text, backend]: readonly [string, string]): JsonObject {
  const type = text.startsWith('= ') ? 'Exact' : text.startsWith('~ ') ? 'ImplementationSpecific' : 'Prefix';
  return { path: text.replace(/^[=~] /, ''), pathType: type, backend: backendOf(backend) };
}

function backendOf(text: string): JsonObject {
  const [name, port = '80'] = text.split(':');
  return { service: { name, port: /^\d+$/.test(port) ? { number: Number(port) } : { name: port } } };
}

/** A Service, and a Pod behind it unless there are none. */
export function service(name: string, ports: Json = [{ port: 80, targetPort: 8080 }], pods = true, namespace = 'shop'): readonly JsonObject[] {
  const labels = { app: name };
  const object = { apiVersion: 'v1', kind: 'Service', metadata: { name, namespace }, spec: { selector: labels, ports } };
  if (!pods) return [object];
  return [object, {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace, labels },
    spec: { containers: [{ name: 'main', image: 'main', ports: [{ name: 'web', containerPort: 8080 }, { containerPort: 9000 }] }] },
  }];
}

/** Services a, b and c besides what is given. */
export function compile(...objects: readonly (JsonObject | readonly JsonObject[])[]): Router {
  return compileAs({}, ...objects);
}

/** As `compile`, with the inputs of a command that asks for the controller. */
export function compileAs(inputs: Partial<DialectInputs>, ...objects: readonly (JsonObject | readonly JsonObject[])[]): Router {
  const all = [...objects, service('a'), service('b'), service('c')].flat();
  const resources = all.map((object) => resourceOf(object, 'default', NO_ORIGIN)).filter((each): each is Resource => each !== null);
  const cluster = buildCluster(resources);
  return compileIngressNginx(cluster.ingresses, { cluster, externals: NO_EXTERNALS, className: 'nginx', ...inputs })[0];
}

interface Asked {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What a request ends at: `a`, `a:81`, `a /new/path`, `80% a, 20% b`, `404`, `308 https://a.test/`. */
export function ask(router: Router, url: string, asked: Asked = {}): string {
  const request = requestOf(url, asked);
  const found = indexRouter(router).find(request);
  if (found.rejected !== null) return String(found.rejected);
  const { route } = found;
  if (route === null) return String(router.answers['no-route'].status);
  const { action } = route;
  if (action.kind === 'respond') return String(action.status);
  if (action.kind === 'redirect') {
    const groups = route.conditions.path?.kind === 'pattern' ? route.conditions.path.pattern.groups(found.path) ?? [] : [];
    const inputs = { request, host: found.hostName, path: found.path, rawPath: request.path, sentPath: request.path, groups };
    const location = evaluateTemplate(action.location, inputs);
    return `${action.status} ${location}`;
  }
  const total = action.to.reduce((sum, each) => sum + each.weight, 0);
  const { path } = applyFilters(router, route.filters, route, request, found);
  return action.to.map(({ target, weight }) => {
    const share = weight === total ? '' : `${Math.round(100 * weight / total)}% `;
    if (target.kind !== 'service') return share + (target.kind === 'refused' ? String(target.status) : target.what);
    const port = target.servicePort === 80 || target.servicePort === undefined ? '' : `:${target.servicePort}`;
    return `${share}${target.namespace === 'shop' ? '' : `${target.namespace}/`}${target.name}${port}`;
  }).join(', ') + (path === null ? '' : ` ${path}`);
}

/** The codes of what a request that takes this way depends on. */
export function openOf(router: Router, url: string, asked: Asked = {}): readonly string[] {
  const route = routeOf(router, url, asked);
  return [...router.open, ...route?.open ?? []].map((each) => each.code);
}

export function routeOf(router: Router, url: string, asked: Asked = {}): Route | null {
  return indexRouter(router).find(requestOf(url, asked)).route;
}

function requestOf(url: string, { method = 'GET', headers = {} }: Asked): RouterRequest {
  const parts = /^(https?):\/\/([^/?]*)([^?]*)(.*)$/.exec(url);
  if (parts === null) throw new Error(`not a URL: ${url}`);
  const [, scheme, authority, path, query] = parts;
  const lower = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  return { method, scheme: scheme === 'https' ? 'https' : 'http', authority, port: scheme === 'https' ? 443 : 80, path: path === '' ? '/' : path, query, headers: lower, sni: null };
}

/** `code name`, of one kind, in order. */
export function faults(router: Router, kind: Fault['kind']): readonly string[] {
  return router.faults.filter((each) => each.kind === kind).map((each) => `${each.code} ${each.source.resource.name}`);
}
