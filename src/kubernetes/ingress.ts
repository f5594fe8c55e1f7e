import type { Resource } from './resource';

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
