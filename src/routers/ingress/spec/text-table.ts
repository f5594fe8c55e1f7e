import type { IngressTls } from '../../../kubernetes/ingress';
import type { OpenQuestion } from '../../../kubernetes/open-question';
import type { Resource } from '../../../kubernetes/resource';

/** The parts of a request that a router decides on. */
export interface HttpRequest {
  readonly method: string;
  readonly scheme: 'http' | 'https';
  /** The Host header without its port, in lower case. */
  readonly host: string;
  readonly port: number;
  /** Starts with `/`; as the client sent it, without query. */
  readonly path: string;
  /** With its leading `?`, or empty. */
  readonly query: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
}

export type HostMatcher =
  | { readonly kind: 'exact'; readonly host: string }
  /** `*.example.com`; `suffix` is `.example.com`. One label under it, or any number. */
  | { readonly kind: 'wildcard'; readonly suffix: string; readonly labels: 'one' | 'many' }
  | { readonly kind: 'any' };

export type PathMatcher =
  | { readonly kind: 'exact'; readonly path: string }
  /** Element by element, trailing slash ignored on both sides. */
  | { readonly kind: 'element-prefix'; readonly path: string }
  | { readonly kind: 'string-prefix'; readonly path: string }
  | { readonly kind: 'any' };

/** Where a matched request goes. */
export type RouteAction =
  | { readonly kind: 'backends'; readonly backends: readonly WeightedBackend[] }
  | { readonly kind: 'status'; readonly status: number; readonly reason: string }
  /** A backend that is not a Service (`backend.resource`), or that nobody here can follow. */
  | { readonly kind: 'unknown'; readonly what: string };

export interface WeightedBackend {
  readonly namespace: string;
  readonly service: string;
  readonly port: number | string | null;
  /** Share of the requests, between 0 and 1; all of a route add up to 1. */
  readonly share: number;
  /** Where the backend is in the route's object. */
  readonly fieldPath: string;
}

/** One route, and the field that it came from; a default backend is one object in every virtual host that falls back to it. */
export interface Route {
  readonly host: HostMatcher;
  readonly path: PathMatcher;
  readonly action: RouteAction;
  /** What the field says, for messages: "`/questions` (Prefix)". */
  readonly label: string;
  readonly resource: Resource;
  /** `spec.rules[0].http.paths[1]`, `spec.defaultBackend`. */
  readonly fieldPath: string;
}

/** An entry of `spec.tls`, and the Ingress that it is in. */
export interface TlsEntry {
  readonly resource: Resource;
  readonly tls: IngressTls;
}

/** Routes of one host, first that matches wins; precedence is settled when compiling. */
export interface VirtualHost {
  readonly host: HostMatcher;
  /** The default backend, where there is one, is the last. */
  readonly routes: readonly Route[];
  /** What covers every host that the matcher accepts. */
  readonly tls: readonly TlsEntry[];
}

/** What the router decided, and why; the texts are made when they are asked for. */
export interface RouteMatch {
  readonly virtualHost: VirtualHost | null;
  /** null: no rule matches, and there is no default backend. */
  readonly route: Route | null;
  /** The `spec.tls` entries whose hosts cover the request's host, in order of precedence. */
  readonly tls: readonly TlsEntry[];
  /** Why this host and not another, one sentence without full stop. */
  readonly hostBecause: string;
  /** Why this route won: "longer than `/` (Prefix)"; or what is nearest to a match when none did. */
  readonly routeBecause: string;
  /** What the answer depends on where the specification leaves it open. */
  readonly questions: readonly OpenQuestion[];
  /**
   * Where a controller that may serve the class is known to decide otherwise than the specification.
   *
   * Unlike all else they are not the same for all requests of a class (`path-classes.ts`), so that a diff does not compare them.
   */
  readonly deviations: readonly OpenQuestion[];
  /** Questions and deviations, without those that all answers of the table have. */
  readonly ownQuestions: readonly OpenQuestion[];
}

/** Whether two routes send requests to the same place. */
export function sameDestination(a: Route, b: Route): boolean {
  if (a.action.kind === 'unknown' && b.action.kind === 'unknown') return a.action.what === b.action.what;
  if (a.action.kind === 'status' && b.action.kind === 'status') return a.action.status === b.action.status;
  if (a.action.kind !== 'backends' || b.action.kind !== 'backends') return false;
  const others = b.action.backends;
  return a.action.backends.length === others.length && a.action.backends.every((backend, i) => backend.namespace === others[i].namespace
    && backend.service === others[i].service && backend.port === others[i].port && backend.share === others[i].share);
}

/** A host as a rule writes it: `api.example.com`, `*.example.com`, empty for every host. */
export function hostText(host: HostMatcher): string {
  if (host.kind === 'any') return '';
  return host.kind === 'exact' ? host.host : `*${host.suffix}`;
}
