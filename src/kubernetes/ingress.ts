import { itemPaths } from './field-paths';
import { integerAt, mapObjectsAt, objectAt, stringAt, stringMapAt, stringsAt, textAt, wordAt } from './fields';
import type { JsonObject, Resource } from './resource';

export type PathType = 'Exact' | 'Prefix' | 'ImplementationSpecific';

/** A backend of an Ingress: a Service and port of its own namespace, or another object. */
export type IngressBackend =
  | { readonly kind: 'service'; readonly service: string; readonly port: number | string | null; readonly path: string }
  | { readonly kind: 'resource'; readonly apiGroup: string | null; readonly resourceKind: string; readonly name: string; readonly path: string };

/** One entry of `spec.rules[].http.paths`. */
export interface IngressPath {
  /** Empty where none was given (ImplementationSpecific only). */
  readonly path: string;
  readonly pathType: PathType;
  readonly backend: IngressBackend | null;
  /** Where it stands: `spec.rules[0].http.paths[1]`. */
  readonly fieldPath: string;
}

/** One entry of `spec.rules`. */
export interface IngressRule {
  /** Empty = every host. */
  readonly host: string;
  /** null where the rule has no `http`. */
  readonly paths: readonly IngressPath[] | null;
  readonly fieldPath: string;
}

export interface IngressTls {
  readonly hosts: readonly string[];
  readonly secretName: string | null;
  readonly fieldPath: string;
}

/** An Ingress (networking.k8s.io/v1) as a controller reads it. */
export interface Ingress {
  readonly resource: Resource;
  readonly namespace: string;
  readonly name: string;
  readonly annotations: Readonly<Record<string, string>>;
  readonly creationTimestamp: string | null;
  /** `spec.ingressClassName`, null where not given. */
  readonly ingressClassName: string | null;
  readonly defaultBackend: IngressBackend | null;
  readonly rules: readonly IngressRule[];
  readonly tls: readonly IngressTls[];
}

export interface IngressClass {
  readonly resource: Resource;
  readonly name: string;
  readonly controller: string | null;
  readonly isDefault: boolean;
  readonly creationTimestamp: string | null;
}

const DEFAULT_CLASS_ANNOTATION = 'ingressclass.kubernetes.io/is-default-class';

/** An Ingress (networking.k8s.io/v1); what does not fit is left out. */
export function readIngress(resource: Resource): Ingress {
  const metadata = objectAt(resource.object, 'metadata');
  const spec = objectAt(resource.object, 'spec');
  return {
    resource,
    namespace: resource.namespace ?? '',
    name: resource.name,
    annotations: stringMapAt(metadata, 'annotations'),
    creationTimestamp: textAt(metadata, 'creationTimestamp'),
    ingressClassName: textAt(spec, 'ingressClassName'),
    defaultBackend: readBackend(objectAt(spec, 'defaultBackend'), 'spec.defaultBackend'),
    rules: mapObjectsAt(spec, 'rules', readRule),
    tls: mapObjectsAt(spec, 'tls', readTls),
  };
}

const TLS_PATH = itemPaths('spec.tls');
const RULE_PATH = itemPaths('spec.rules');
const PATH_PATH = itemPaths('.http.paths');
const BACKEND_PATH = itemPaths('.http.paths', '.backend');

function readTls(tls: JsonObject, index: number): IngressTls {
  return { hosts: stringsAt(tls, 'hosts'), secretName: textAt(tls, 'secretName'), fieldPath: TLS_PATH(index) };
}

function readRule(rule: JsonObject, position: number): IngressRule {
  const fieldPath = RULE_PATH(position);
  const http = objectAt(rule, 'http');
  return {
    host: stringAt(rule, 'host') ?? '',
    paths: http === undefined
      ? null
      : mapObjectsAt(http, 'paths', (path, index) => readPath(path, index, fieldPath)),
    fieldPath,
  };
}

function readPath(path: JsonObject, index: number, rule: string): IngressPath {
  return {
    path: stringAt(path, 'path') ?? '',
    pathType: wordAt(path, 'pathType', ['Exact', 'Prefix', 'ImplementationSpecific']) ?? 'ImplementationSpecific',
    backend: readBackend(objectAt(path, 'backend'), BACKEND_PATH(index, rule)),
    fieldPath: PATH_PATH(index, rule),
  };
}

/** `IngressBackend`: exactly one of `service` and `resource`; null where it is neither. */
function readBackend(backend: JsonObject | undefined, path: string): IngressBackend | null {
  const service = objectAt(backend, 'service');
  const name = textAt(service, 'name');
  if (service !== undefined && name !== null) {
    const port = objectAt(service, 'port');
    return { kind: 'service', service: name, port: textAt(port, 'name') ?? integerAt(port, 'number') ?? null, path };
  }
  const resource = objectAt(backend, 'resource');
  const resourceKind = textAt(resource, 'kind');
  const resourceName = textAt(resource, 'name');
  if (resourceKind === null || resourceName === null) return null;
  return { kind: 'resource', apiGroup: textAt(resource, 'apiGroup'), resourceKind, name: resourceName, path };
}

/** An IngressClass (networking.k8s.io/v1); the annotation that makes it the default counts only as the string `true`. */
export function readIngressClass(resource: Resource): IngressClass {
  const metadata = objectAt(resource.object, 'metadata');
  return {
    resource,
    name: resource.name,
    controller: textAt(objectAt(resource.object, 'spec'), 'controller'),
    isDefault: stringMapAt(metadata, 'annotations')[DEFAULT_CLASS_ANNOTATION] === 'true',
    creationTimestamp: textAt(metadata, 'creationTimestamp'),
  };
}
