import type { Source } from '../kubernetes/open-question';
import type { Service, ServicePort } from '../kubernetes/service';
import type { RouterRequest } from '../routers/model';
import type { Destination, Outcome, RouterName } from '../trace/model';

/** A condition on a header or a query parameter, as it is written. */
export interface NamedCondition {
  readonly name: string;
  readonly value: string;
}

/** One way in through a router: a route, and what becomes of the requests that take it. */
export interface RouteLine {
  readonly router: RouterName;
  /** How messages name the router. */
  readonly routerName: string;
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
  readonly uncertain: boolean;
  readonly source: Source;
  /** A request that takes the route. */
  readonly example: RouterRequest;
}

/** A port of a Service, and what becomes of connections from pods of its namespace. */
export interface ServiceLine {
  readonly service: Service;
  readonly port: ServicePort;
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
