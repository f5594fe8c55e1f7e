import type { Source } from '../kubernetes/open-question';
import type { JsonObject, Resource } from '../kubernetes/resource';
import type { Route, RouterId } from '../routers/model';

/** Something that the Gateway API has no equal for, and what a person can do about it. */
export interface MigrationNote {
  /** Stable, kebab-case. */
  readonly code: string;
  /** The field of the input. */
  readonly source: Source;
  /** One sentence without full stop. */
  readonly reason: string;
  /** What to do, one sentence without full stop. */
  readonly action: string;
}

/** An object that comes out, with what is to be known of it. */
export interface MigratedObject {
  readonly object: JsonObject;
  readonly notes: readonly MigrationNote[];
}

/** A Gateway and the router that it takes the place of. */
export interface ReplacedRouter {
  readonly from: RouterId;
  /** `namespace/name` of each of its Gateways. */
  readonly gateways: readonly string[];
}

/** What some routers become. */
export interface Conversion {
  /** Gateways first, then routes, grants and policies. */
  readonly objects: readonly MigratedObject[];
  /** Notes of objects, of what nothing is made of, and of routers as a whole; each once. */
  readonly notes: readonly MigrationNote[];
  /** By the route that they are about. */
  readonly notesOf: ReadonlyMap<Route, readonly MigrationNote[]>;
  readonly replaced: readonly ReplacedRouter[];
  /** Secrets that the Gateways name for hosts without a certificate of their own: somebody is to create them. */
  readonly defaultSecrets: readonly { readonly namespace: string; readonly name: string }[];
}

/** A rule of an HTTPRoute, and where it comes from. */
export interface GatewayRule {
  /** Of the route; absent: an HTTPRoute. */
  readonly kind?: 'GRPCRoute';
  /** The Ingress that the route is named after. */
  readonly owner: Resource;
  readonly matches: readonly JsonObject[];
  readonly filters: readonly JsonObject[];
  readonly backendRefs: readonly JsonObject[];
  readonly notes: readonly MigrationNote[];
}
