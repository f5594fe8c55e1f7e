import type { GatewayOption } from '../path-router/gateway-route';
import type { CookieAffinity, PathType } from '../path-router/options';
import type { PathRewrite } from '../path-router/path-rewrite';

/** Annotations by key; each controller writes them in one order. */
export type Annotations = Readonly<Record<string, string>>;

/** What an Ingress has no field for, so that each controller reads it elsewhere. */
export type Feature = 'basicAuth' | 'cookieAffinity' | 'cookieAffinity.maxAge' | 'cookieAffinity.path' | 'cookieAffinity.sameSite'
| 'cookieAffinity.secure' | 'rewrite' | 'redirectToHttps' | 'publicDns' | GatewayOption;

/** `BasicAuth`, whose Secret is known by its name. */
export interface BasicAuthUsers {
  readonly secretName: string;
  readonly realm?: string;
}

/** The features that hold for one route, its own and the router's. */
export interface RouteFeatures {
  readonly rewrite?: PathRewrite;
  readonly basicAuth?: BasicAuthUsers;
  readonly cookieAffinity?: CookieAffinity;
  readonly redirectToHttps?: boolean;
}

/** A route as a controller needs to know it. */
export interface ControlledRoute {
  /** Empty = every host. */
  readonly host: string;
  readonly path: string;
  readonly pathType: PathType;
  readonly features: RouteFeatures;
}

/** What a controller may ask of the router that a route stands in. */
export interface RouterFacts {
  /** undefined where it is chosen when the objects are applied. */
  readonly namespace: string | undefined;
  readonly hasTls: boolean;
  tlsCovers(host: string): boolean;
  hasRewrite(host: string): boolean;

  /** The paths of a host's routes that take more than one path: those of any type but Exact. */
  openPaths(host: string): readonly string[];

  /** The paths of a host's routes of type Exact. */
  exactPaths(host: string): readonly string[];

  /**
   * Adds an object beside the Ingress, once for equal specs.
   *
   * @param purpose a word for its name
   * @returns its name
   */
  addObject(apiVersion: string, kind: string, purpose: string, spec: Readonly<Record<string, unknown>>): string;

  /** What is thrown when a route cannot be written. */
  error(message: string): Error;
}

/** How one path is written into an Ingress; placements with equal annotations share one. */
export interface Placement {
  readonly path: string;
  readonly pathType: PathType;
  readonly annotations: Annotations;
  /** Whether the Ingress carries the router's certificates. */
  readonly tls: boolean;
  /** What sets the Ingress apart besides the route's own options, for its name. */
  readonly labels: readonly string[];
}

/** How one controller reads what Ingress has no field for. One file each. */
export interface Controller {
  readonly name: string;
  readonly features: ReadonlySet<Feature>;

  /** Features that hold for a whole Service, read from its annotations. */
  readonly serviceAnnotations?: (affinity: CookieAffinity) => Annotations;

  /**
   * How a default backend beside routes is written. `field`: as `spec.defaultBackend`. `path`: as the path `/` without host. `path-of-each-host`:
   * as the path `/` of each host that has none.
   */
  readonly defaultBackend: 'field' | 'path' | 'path-of-each-host';

  /**
   * Whether a route that comes to a router changes how others of its host are placed; absent where none does.
   *
   * @param router before the route came
   */
  readonly unsettles?: (route: ControlledRoute, router: RouterFacts) => boolean;

  /** Where a route goes: one placement, or several where the controller needs one for http and one for https. */
  place(route: ControlledRoute, router: RouterFacts): readonly Placement[];
}
