import type { Resource } from '../kubernetes/resource';
import type { Service, ServicePort } from '../kubernetes/service';
import type { HostMatcher, Listener, Route, Router } from '../routers/model';

/** Something that a test can go through. */
export type CoverageItem = RouteItem | RuleItem | PortItem;

interface ItemBase {
  readonly resource: Resource;
  /** The field that it is. */
  readonly path: string;
  /** What reports call it. */
  readonly label: string;
}

/** A route as one of its hosts has it. */
export interface RoutePlace {
  readonly listener: Listener;
  readonly host: HostMatcher;
  readonly route: Route;
}

/** A path or a match, a default backend, or a redirect that an object asks for. */
export interface RouteItem extends ItemBase {
  readonly kind: 'path' | 'default-backend' | 'redirect';
  readonly router: Router;
  /** Every route that comes from the field: of each host, by http and https. */
  readonly places: readonly RoutePlace[];
}

/** An entry of `spec.rules`. */
export interface RuleItem extends ItemBase {
  readonly kind: 'rule';
  /** Of an Ingress; empty: every host, or those of the route. */
  readonly host: string;
  /** The fields of its paths or matches, through which it is covered. */
  readonly paths: readonly string[];
}

/** A port of a Service; an external name without ports is one item. */
export interface PortItem extends ItemBase {
  readonly kind: 'service-port' | 'external-name';
  readonly service: Service;
  readonly port: ServicePort | null;
}

/** A route that no request takes; it is no item. */
export interface DeadRoute extends ItemBase {
  readonly kind: RouteItem['kind'];
  /** One sentence without full stop. */
  readonly because: string;
}
