import type { Implementation } from './implementations';
import type { GatewayInputs } from './inputs';
import type { PolicyIndex } from './policies';
import type { GatewayRoute, RouteMatch } from '../../kubernetes/gateway/route';
import type { Route } from '../model';

/** What routes are compiled from besides themselves. */
export interface RouteInputs {
  readonly inputs: GatewayInputs;
  readonly policies: PolicyIndex;
  /** The controller of the Gateway; null where it is not known. */
  readonly implementation: Implementation | null;
}

/** A route of a router, and the match that it was compiled from: what precedence and conflicts are worked out from. */
export interface CompiledRoute {
  readonly route: Route;
  readonly owner: GatewayRoute;
  readonly match: RouteMatch;
  /** It is there only where a question is answered otherwise. */
  readonly possible: boolean;
}
