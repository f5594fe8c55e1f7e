import { canonicalText, passesFilters, questionsText, routeText } from './canonical';
import type { Found } from '../../routers/index/router-index';
import type { Route, Router, RouterRequest } from '../../routers/model';
import { askRoute } from '../../trace/asked';
import type { Simulation } from '../../trace/simulation';
import { Trail } from '../../trace/trail';
import { comparable, isWithin } from '../ending';

/** What becomes of requests that take a route. */
export interface Outcome {
  /** Equal, on both sides, for outcomes that are alike for every plain request. */
  readonly text: string;
  /** Whether they arrive at pods; null: that depends on the request. */
  readonly arrives: boolean | null;
}

/** A request that takes a route. */
export interface Taken {
  readonly router: Router;
  readonly request: RouterRequest;
  readonly found: Found;
}

/** How requests end on one side by the routes that they take: worked out once for routes that say the same. */
export class Outcomes {
  private readonly known = new Map<Router, Map<string, Outcome>>();

  constructor(private readonly simulation: Simulation) {}

  of(route: Route, taken: Taken): Outcome {
    let known = this.known.get(taken.router);
    if (known === undefined) this.known.set(taken.router, known = new Map());
    const key = routeText(route);
    let outcome = known.get(key);
    if (outcome === undefined) known.set(key, outcome = this.workOut(route, taken));
    return outcome;
  }

  private workOut(route: Route, taken: Taken): Outcome {
    const { action, filters, open } = route;
    const does = canonicalText(filters);
    const asks = questionsText(open);
    if (action.kind !== 'forward') return { text: `${does}\n${canonicalText(action)}\n${asks}`, arrives: false };
    const bare = action.to.map((each) => ({ ...each, filters: [] }));
    const ofTargets = action.to.map((each) => each.filters).filter((each) => each.length > 0);
    const [ending, arrives] = this.ask({ ...route, filters: [], action: { ...action, to: bare } }, taken);
    if (ofTargets.length === 0) return { text: `${does}\n${ending}\n${asks}`, arrives: passing(arrives, passesFilters(filters)) };
    const each = action.to.map((to, i) => `${to.weight} ${canonicalText(to.filters)} ${this.ask({ ...route, filters: [], action: { ...action, to: [bare[i]] } }, taken)[0]}`);
    return { text: `${does}\n${each.join('\n')}\n${asks}`, arrives: arrives && ofTargets.every((some) => passesFilters(some) === true) ? passing(arrives, passesFilters(filters)) : null };
  }

  /** How requests end without filters, which depends on the route alone. */
  private ask(route: Route, { router, request, found }: Taken): readonly [text: string, arrives: boolean] {
    const trail = new Trail(true, false);
    const end = askRoute(this.simulation, { router, request, found, route }, trail);
    const hops = new Trail(true);
    if (!isWithin(end)) askRoute(this.simulation, { router, request, found, route }, hops);
    const { key, servicesKey, podsKey, outcome, status, reason, reach } = comparable(end, hops.hops);
    return [JSON.stringify([outcome, status, reason, key, servicesKey, podsKey, questionsText(trail.everyQuestion)]), reach === 'arrives'];
  }
}

function passing(arrives: boolean, passes: boolean | null): boolean | null {
  if (!arrives || passes === false) return false;
  return passes === true ? true : null;
}

