import type { IngressTls } from '../kubernetes/ingress';
import type { Resource } from '../kubernetes/resource';

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
  /** A backend that is no Service (`backend.resource`), or that nobody here can follow. */
  | { readonly kind: 'unknown'; readonly what: string };

export interface WeightedBackend {
  readonly namespace: string;
  readonly service: string;
  readonly port: number | string | null;
  /** Share of the requests, between 0 and 1; all of a route add up to 1. */
  readonly share: number;
  /** Where the backend stands in the route's object. */
  readonly fieldPath: string;
}

/** One route, and the field that it came from. */
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

/** Routes of one host, first that matches wins; precedence is settled when compiling. */
export interface VirtualHost {
  readonly host: HostMatcher;
  readonly routes: readonly Route[];
  readonly tls: readonly { readonly resource: Resource; readonly tls: IngressTls }[];
}

/** Everything that one router serves: all Ingress objects of one class (or later a Gateway), together. */
export interface RouteTable {
  /** How messages name the router: `ingress class nginx`. */
  readonly name: string;
  readonly virtualHosts: readonly VirtualHost[];
  match(request: HttpRequest): RouteMatch;
}

/** What the router decided, and why. */
export interface RouteMatch {
  readonly virtualHost: VirtualHost | null;
  /** null: no rule matches, and there is no default backend. */
  readonly route: Route | null;
  /** Why this host and not another, one sentence without full stop. */
  readonly hostBecause: string;
  /** Why this route won: "longer than `/` (Prefix)"; or what is nearest to a match when none did. */
  readonly routeBecause: string;
  /** What the answer hangs on where the specification leaves it open, one sentence each. */
  readonly dependsOn: readonly string[];
}
