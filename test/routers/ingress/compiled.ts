import { buildCluster } from '../../../src/cluster/build';
import type { JsonObject, Resource } from '../../../src/kubernetes/resource';
import { NO_EXTERNALS } from '../../../src/manifests/externals';
import { applyFilters, locationOf } from '../../../src/routers/index/filters';
import { indexRouter } from '../../../src/routers/index/router-index';
import type { Dialect } from '../../../src/routers/ingress/dialect';
import type { Router } from '../../../src/routers/model';
import { resource } from '../../routers/route-tables';

/** `a.example.com Prefix /foo -> a`; without host where the rule has none; `a:http` and `a:81` name another port than 80. */
export type PathText = string;

export interface IngressText {
  readonly name?: string;
  readonly namespace?: string;
  readonly paths?: readonly PathText[];
  readonly annotations?: Record<string, string>;
  readonly created?: string;
  readonly uid?: string;
  readonly tls?: readonly { readonly hosts?: readonly string[]; readonly secretName?: string }[];
  readonly defaultBackend?: string;
  readonly className?: string;
  /** Merged over the spec. */
  readonly spec?: JsonObject;
}

/** An Ingress; paths of one host are in one rule. */
export function ingressOf({ name = 'web', namespace = 'shop', ...text }: IngressText): Resource {
  const rules = new Map<string, JsonObject[]>();
  for (const [, host = '', pathType, path, service] of (text.paths ?? []).map((each) => /^(?:(\S+) )?(Exact|Prefix|ImplementationSpecific) (\S*) -> (\S+)$/.exec(each) ?? [])) {
    rules.set(host, [...rules.get(host) ?? [], { path: path || undefined, pathType, backend: backendOf(service) }]);
  }
  return resource('networking.k8s.io/v1', 'Ingress', namespace, {
    metadata: { name, namespace, annotations: text.annotations, creationTimestamp: text.created, uid: text.uid },
    spec: {
      ingressClassName: text.className,
      defaultBackend: text.defaultBackend === undefined ? undefined : backendOf(text.defaultBackend),
      tls: text.tls?.map((each) => ({ ...each })),
      rules: [...rules].map(([host, paths]) => ({ host: host || undefined, http: { paths } })),
      ...text.spec,
    },
  }, name);
}

function backendOf(text: string): JsonObject {
  const [service, port = '80'] = text.split(':');
  return { service: { name: service, port: /^\d+$/.test(port) ? { number: Number(port) } : { name: port } } };
}

/** A Service with pods behind it; port 80 to 8080 unless said otherwise. */
export function serviceOf(name: string, spec: JsonObject = {}, metadata: JsonObject = {}): Resource {
  return resource('v1', 'Service', 'shop', {
    metadata: { name, namespace: 'shop', ...metadata },
    spec: { selector: { app: name }, ports: [{ port: 80, targetPort: 8080 }], ...spec },
  }, name);
}

/** The Services of one letter, which most cases need. */
export const SERVICES: readonly Resource[] = ['a', 'b', 'c', 'd'].map((name) => serviceOf(name));

export function secretOf(name: string): Resource {
  return resource('v1', 'Secret', 'shop', { metadata: { name, namespace: 'shop' } }, name);
}

/** What a router makes of a request: the Service, or the status with its Location; what the backend gets where that was changed. */
export interface Answer {
  readonly to?: string;
  readonly status?: number | null;
  readonly location?: string;
  readonly path?: string;
  readonly host?: string;
  readonly gates?: readonly number[];
  /** Patterns of rewrites that are not run. */
  readonly undecided?: readonly string[];
}

export interface Compiled {
  readonly router: Router;
  ask(url: string, headers?: Record<string, string>, method?: string): Answer;
  /** Codes of the open questions of a request. */
  open(url: string, headers?: Record<string, string>): readonly string[];
  /** `kind code name`. */
  readonly faults: readonly string[];
}

/** The router that a dialect makes of the Ingress objects, asked by URL; `Host` in the headers takes precedence over the URL's. */
export function compiled(dialect: Dialect, ingresses: readonly IngressText[], others: readonly Resource[] = SERVICES): Compiled {
  const cluster = buildCluster([...ingresses.map((each, i) => ingressOf({ name: `i${i}`, ...each })), ...others]);
  const [router] = dialect.compile(cluster.ingresses, { cluster, externals: NO_EXTERNALS, className: null });
  const find = (url: string, headers: Record<string, string>, method: string) => {
    const [, scheme, authority, path, query] = /^(https?):\/\/([^/?]*)([^?]*)(.*)$/.exec(url) ?? [];
    const request = {
      method,
      scheme: scheme === 'https' ? 'https' as const : 'http' as const,
      authority: headers.Host ?? authority,
      port: scheme === 'https' ? 443 : 80,
      path: path === '' ? '/' : path,
      query,
      sni: scheme === 'https' ? authority.replace(/:.*/, '') : null,
      headers: Object.fromEntries(Object.entries(headers).map(([key, value]) => [key.toLowerCase(), value])),
    };
    return { request, found: indexRouter(router).find(request) };
  };
  return {
    router,
    ask: (url, headers = {}, method = 'GET') => {
      const { request, found } = find(url, headers, method);
      if (found.rejected !== null) return { status: found.rejected };
      if (found.listener === null) return { status: null };
      if (found.route === null) return { status: router.answers['no-route'].status };
      const { action, filters } = found.route;
      const gates = filters.flatMap((each) => each.kind === 'gate' ? [each.otherwise] : []);
      const refusals = gates.length === 0 ? {} : { gates };
      if (action.kind === 'redirect') return { status: action.status, location: locationOf(router, action.location, found.route, request, found), ...refusals };
      if (action.kind === 'respond') return { status: action.status, ...refusals };
      const [{ target }] = action.to;
      if (target.kind === 'refused') return { status: target.status };
      const made = applyFilters(router, filters, found.route, request, found);
      return {
        to: target.kind === 'service' ? `${target.name}:${target.servicePort ?? target.port}` : target.what,
        ...(made.path === null ? {} : { path: made.path }),
        ...(made.host === null ? {} : { host: made.host }),
        ...(made.undecided.length === 0 ? {} : { undecided: made.undecided.map(({ pattern }) => pattern?.text ?? '') }),
        ...refusals,
      };
    },
    open: (url, headers = {}) => {
      const { found } = find(url, headers, 'GET');
      const possible = found.possible.flatMap((each) => each.open);
      return [...router.open, ...(found.listener?.open ?? []), ...(found.route?.open ?? []), ...possible].map((each) => each.code);
    },
    faults: router.faults.map((each) => `${each.kind} ${each.code} ${each.source.resource.name}`),
  };
}
