import { readIngress, readIngressClass, type Ingress, type IngressClass } from '../../src/kubernetes/ingress';
import { NO_ORIGIN, type JsonObject, type Resource } from '../../src/kubernetes/resource';
import { groupByClass } from '../../src/routers/ingress/ingress-class';
import type { IngressObjects } from '../../src/routers/ingress/spec/model';
import { SpecTable } from '../../src/routers/ingress/spec/spec';
import type { HttpRequest, RouteMatch } from '../../src/routers/ingress/spec/text-table';

/** `Prefix /foo -> foo`, with the port 80; the host before it: `api.example.com Prefix /foo -> foo`. */
export type RuleText = string;

export interface IngressParts {
  readonly name?: string;
  readonly namespace?: string;
  readonly rules?: readonly RuleText[];
  readonly defaultBackend?: string;
  readonly className?: string;
  readonly annotations?: Record<string, string>;
  readonly created?: string;
  readonly tls?: readonly { hosts?: string[]; secretName?: string }[];
  /** Merged over the spec that the parts make. */
  readonly spec?: JsonObject;
}

export function ingress(parts: IngressParts): Ingress {
  const { name = 'web', namespace = 'shop' } = parts;
  return readIngress(resource('networking.k8s.io/v1', 'Ingress', namespace, {
    metadata: { name, namespace, annotations: parts.annotations, creationTimestamp: parts.created },
    spec: {
      ingressClassName: parts.className,
      defaultBackend: parts.defaultBackend === undefined ? undefined : backend(parts.defaultBackend),
      rules: (parts.rules ?? []).map(rule),
      tls: parts.tls?.map((each) => ({ ...each })),
      ...parts.spec,
    },
  }, name));
}

export function ingressClass(name: string, isDefault = false, created?: string): IngressClass {
  const annotations = isDefault ? { 'ingressclass.kubernetes.io/is-default-class': 'true' } : undefined;
  const object = { metadata: { name, annotations, creationTimestamp: created }, spec: { controller: 'example.com/ingress' } };
  return readIngressClass(resource('networking.k8s.io/v1', 'IngressClass', null, object, name));
}

/** The tables of these objects. */
export function tables(
  ingresses: readonly Ingress[], classes: readonly IngressClass[] = [], others: readonly Resource[] = [],
): readonly SpecTable[] {
  return groupByClass(ingresses, classes).map((group) => new SpecTable(group, clusterOf(ingresses, classes, others)));
}

/** The table of these objects, which are of one class. */
export function table(...ingresses: readonly Ingress[]): SpecTable {
  const [only, ...rest] = tables(ingresses);
  if (rest.length > 0) throw new Error('more than one class');
  return only;
}

/** A GET; `https://api.example.com:8443/x?y`. */
export function request(url: string): HttpRequest {
  const parts = /^(https?):\/\/([^/?]*)([^?]*)(.*)$/.exec(url);
  if (parts === null) throw new Error(`no URL: ${url}`);
  const [, scheme, authority, path, query] = parts;
  const [, host, port] = /^(\[.*\]|[^:]*)(?::(\d+))?$/.exec(authority) ?? ['', authority, ''];
  return {
    method: 'GET',
    scheme: scheme === 'https' ? 'https' : 'http',
    host: host.replace(/^\[|\]$/g, '').toLowerCase(),
    port: port === undefined ? (scheme === 'https' ? 443 : 80) : Number(port),
    path: path === '' ? '/' : path,
    query,
    headers: {},
  };
}

/** The name of the Service that a request goes to, null where there is no route. */
export function winner(from: SpecTable, url: string): string | null {
  return serviceOf(from.match(request(url)));
}

export function serviceOf(match: RouteMatch): string | null {
  const action = match.route?.action;
  if (action === undefined) return null;
  return action.kind === 'backends' ? action.backends[0].service : action.kind;
}

export function resource(apiVersion: string, kind: string, namespace: string | null, object: JsonObject, name: string): Resource {
  return { apiVersion, kind, namespace, name, object: { apiVersion, kind, ...object }, origin: NO_ORIGIN };
}

function rule(text: RuleText): JsonObject {
  const words = text.split(' ');
  const hasHost = !['Exact', 'Prefix', 'ImplementationSpecific'].includes(words[0]);
  const [pathType, path, , service] = hasHost ? words.slice(1) : words;
  const http = pathType === undefined ? undefined : { paths: [{ path, pathType, backend: backend(service) }] };
  return { host: hasHost ? words[0] : undefined, http };
}

function backend(service: string): JsonObject {
  return { service: { name: service, port: { number: 80 } } };
}

export function clusterOf(ingresses: readonly Ingress[], ingressClasses: readonly IngressClass[], others: readonly Resource[]): IngressObjects {
  const find: IngressObjects['find'] = (kind, namespace, name) =>
    others.find((each) => each.kind === kind && each.namespace === namespace && each.name === name);
  return { ingresses, ingressClasses, find };
}
