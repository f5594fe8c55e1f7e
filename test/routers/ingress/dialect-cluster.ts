import { buildCluster } from '../../../src/cluster/build';
import { NO_ORIGIN, type Json, type JsonObject, type Resource } from '../../../src/kubernetes/resource';
import type { Externals } from '../../../src/manifests/config';
import { NO_EXTERNALS } from '../../../src/manifests/externals';
import { applyFilters, locationOf, redirectStatus } from '../../../src/routers/index/filters';
import { indexRouter, type Found } from '../../../src/routers/index/router-index';
import type { Dialect } from '../../../src/routers/ingress/dialect';
import type { Router, RouterRequest } from '../../../src/routers/model';
import { ingress, type IngressParts } from '../route-tables';

/** A cluster of namespace `shop`: each Service has a Deployment with a pod, unless it says otherwise. */
export interface ClusterParts {
  readonly ingresses: readonly IngressParts[];
  /** Names, of Services with the port 80 called http; or objects merged over such a Service. */
  readonly services?: readonly (string | ServiceParts)[];
  readonly others?: readonly JsonObject[];
  readonly externals?: Partial<Externals>;
}

export interface ServiceParts {
  readonly name: string;
  readonly namespace?: string;
  readonly replicas?: number;
  readonly annotations?: Record<string, string>;
  readonly spec?: JsonObject;
}

export function compileWith(dialect: Dialect, parts: ClusterParts): Router {
  return compileAllWith(dialect, parts)[0];
}

/** Where the dialect makes several routers of the objects. */
export function compileAllWith(dialect: Dialect, { ingresses, services = [], others = [], externals = {} }: ClusterParts): readonly Router[] {
  const objects = services.flatMap((each) => serviceObjects(typeof each === 'string' ? { name: each } : each));
  const resources = [...ingresses.map((each) => ingress(each).resource), ...[...objects, ...others].map(resourceOf)];
  const cluster = buildCluster(resources, { namespace: 'shop' });
  return dialect.compile(cluster.ingresses, { cluster, externals: { ...NO_EXTERNALS, ...externals }, className: dialect.classNames[0] });
}

function serviceObjects({ name, namespace = 'shop', replicas = 1, annotations, spec }: ServiceParts): readonly JsonObject[] {
  const labels = { app: name };
  const template = { metadata: { labels }, spec: { containers: [{ name: 'main', image: 'example.com/app' }] } };
  return [
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name, namespace, annotations },
      spec: { selector: labels, ports: [{ name: 'http', port: 80, targetPort: 8080 }], ...spec },
    },
    { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name, namespace }, spec: { replicas, selector: { matchLabels: labels }, template } },
  ];
}

function resourceOf(object: JsonObject): Resource {
  const metadata = object.metadata as { readonly name: string; readonly namespace?: string };
  const ref = { apiVersion: text(object.apiVersion), kind: text(object.kind), namespace: metadata.namespace ?? null, name: metadata.name };
  return { ...ref, object, origin: NO_ORIGIN };
}

function text(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

/** What became of a request. */
export interface Outcome {
  /** `web:80`, `web:80 /path` where the path is another, `301 https://...`, `404`, `refused` where nothing listens. */
  readonly to: string;
  /** Codes of what it depends on; `tie` where routers of equal priority match. */
  readonly open: readonly string[];
  readonly found: Found;
}

/** `http://shop.example.com/x`, `https://shop.example.com:8443/x`: the port is that of the Host header, `more.port` the one that is dialled. */
export function send(router: Router, url: string, more: Partial<RouterRequest> = {}): Outcome {
  const parts = /^(https?):\/\/([^/?]*)([^?]*)(.*)$/.exec(url);
  if (parts === null) throw new Error(`not a URL: ${url}`);
  const scheme = parts[1] === 'https' ? 'https' : 'http';
  const request: RouterRequest = {
    method: 'GET',
    scheme,
    authority: parts[2],
    port: scheme === 'https' ? 443 : 80,
    path: parts[3],
    query: parts[4],
    headers: {},
    sni: scheme === 'https' ? parts[2].replace(/:\d+$/, '') : null,
    ...more,
  };
  const found = indexRouter(router).find(request);
  const open = [...found.route?.open ?? [], ...found.possible.flatMap((each) => each.open), ...found.listener?.open ?? []].map((each) => each.code);
  return { to: outcome(router, request, found), open: [...new Set([...open, ...(found.tied.length > 0 ? ['tie'] : [])])], found };
}

/** Where requests go, without what they depend on. */
export function destinations(router: Router, ...urls: readonly string[]): readonly string[] {
  return urls.map((url) => send(router, url).to);
}

function outcome(router: Router, request: RouterRequest, found: Found): string {
  const { route, rejected, listener } = found;
  if (listener === null) return 'refused';
  if (rejected !== null) return String(rejected);
  if (route === null) return String(router.answers['no-route'].status);
  const { path, host, ended } = applyFilters(router, route.filters, route, request, found);
  if (ended !== null) return ended.location === null ? String(ended.status) : `${ended.status} ${ended.location}`;
  const { action } = route;
  if (action.kind === 'respond') return String(action.status);
  if (action.kind === 'redirect') {
    return `${redirectStatus(action, request.method)} ${locationOf(router, action.location, route, request, found)}`;
  }
  const [{ target }] = action.to;
  if (target.kind !== 'service') return target.kind;
  const sent = [path, host === null ? null : `Host ${host}`].filter((each) => each !== null);
  return [`${target.name}:${target.servicePort ?? target.port ?? ''}`, ...sent].join(' ');
}
