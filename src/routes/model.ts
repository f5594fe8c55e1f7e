import type { Source } from '../kubernetes/open-question';
import type { Resource } from '../kubernetes/resource';
import type { Service, ServicePort } from '../kubernetes/service';
import type { RouterRequest } from '../routers/model';
import type { RouterName } from '../routers/router-name';
import type { Destination, Outcome } from '../trace/model';

/** A condition on a header or a query parameter, as it is written. */
export interface NamedCondition {
  readonly name: string;
  readonly value: string;
}

/** What an answer rests on besides the route: what keeps a picture honest. */
export interface Evidence {
  /** What the answer depends on and the manifests do not decide, as sentences, each once. */
  readonly dependsOn: readonly string[];
  /** Network policies that keep connections, or some of them, from the pods. */
  readonly barriers: readonly Resource[];
}

/** A backend that a route names, whether or not it exists. */
export interface RouteAim {
  readonly namespace: string;
  readonly name: string;
  readonly port: number | string | null;
  /** Of the requests that take the route, between 0 and 1. */
  readonly share: number;
}

/** One way in through a router: a route, and what becomes of the requests that take it. */
export interface RouteLine extends Evidence {
  readonly router: RouterName;
  /** How messages name the router. */
  readonly routerName: string;
  /** What every answer of the router depends on; `dependsOn` has it too. */
  readonly routerDependsOn: readonly string[];
  readonly schemes: readonly RouterRequest['scheme'][];
  readonly ports: readonly number[];
  /** As the rule writes it; empty = every host. */
  readonly host: string;
  /** As the rule writes it; null = every path. */
  readonly path: string | null;
  /** As the rule writes it: `Exact`, `Prefix`, `PathPrefix`...; null = every path. */
  readonly pathType: string | null;
  /** null = every method. */
  readonly method: string | null;
  readonly headers: readonly NamedCondition[];
  readonly query: readonly NamedCondition[];
  readonly outcome: Outcome;
  readonly status: number | null;
  readonly reason: string | null;
  /** Where the example is sent on to. */
  readonly redirect: string | null;
  /** The path that the pods get of the example's, where the route changes it. */
  readonly rewrittenPath: string | null;
  readonly destinations: readonly Destination[];
  /** The Services that the route names. */
  readonly aims: readonly RouteAim[];
  readonly uncertain: boolean;
  readonly source: Source;
  /** A request that takes the route. */
  readonly example: RouterRequest;
}

/** A port of a Service, or an external name, and what becomes of connections from pods of its namespace. */
export interface ServiceLine extends Evidence {
  readonly service: Service;
  /** null: an external name without ports, where any port leads. */
  readonly port: ServicePort | null;
  /** Where it is reached, as far as the manifests tell. */
  readonly addresses: readonly string[];
  readonly outcome: Outcome;
  readonly reason: string | null;
  readonly destinations: readonly Destination[];
}

/** Every way in. */
export interface RouteOverview {
  /** By router and host, in the order in which a router would look at them. */
  readonly routes: readonly RouteLine[];
  /** By namespace, name and port. */
  readonly services: readonly ServiceLine[];
}
