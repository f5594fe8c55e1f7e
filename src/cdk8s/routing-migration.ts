import type { RoutingChangeKind } from './routing-enums';
import type { RoutingObject } from './routing-results';

/** What takes the place of Ingress objects. */
export interface RoutingMigrationOptions {
  /** The GatewayClass that takes over. */
  readonly gatewayClass: string;

  /**
   * The Gateway to make, as `NAMESPACE/NAME`.
   *
   * @default - named after the ingress class, in the namespace of its first Ingress
   */
  readonly gateway?: string;
}

/** Something that the Gateway API has no equal for. */
export interface RoutingMigrationNote {
  /** A stable code in kebab-case. */
  readonly code: string;

  /** The object that it is about. */
  readonly object: RoutingObject;

  /** The field; empty for the object itself. */
  readonly path: string;

  /** Why it differs. */
  readonly reason: string;

  /** What to do. */
  readonly action: string;
}

/** Requests that are treated otherwise after a migration. */
export interface RoutingMigrationChange {
  /** How they are treated otherwise. */
  readonly kind: RoutingChangeKind;

  /** The URL of a request that shows it. */
  readonly url: string;

  /** How many classes of requests differ so. */
  readonly classes: number;

  /** Why they differ. */
  readonly because: string;

  /** What to do. */
  readonly action: string;
}

/** Ingress objects as Gateway API objects, and what was proved of them. */
export interface RoutingMigration {
  /** The Gateway API objects as manifests, with comments where something needs a person. */
  readonly yaml: string;

  /** How many classes of requests were asked on both sides. */
  readonly asked: number;

  /** How many of them have the same outcome. */
  readonly equal: number;

  /** Whether nothing is lost, and nothing arrives elsewhere. */
  readonly kept: boolean;

  /** Which requests differ, worst first. */
  readonly changes: RoutingMigrationChange[];

  /** What the Gateway API says otherwise, or not at all. */
  readonly notes: RoutingMigrationNote[];
}
