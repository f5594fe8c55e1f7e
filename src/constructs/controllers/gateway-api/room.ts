import { forwardRules, matchCount } from './http-rule';
import { isUnconditional } from '../../path-router/gateway-route';
import { PathType } from '../../path-router/options';
import type { SettledRoute } from '../../path-router/plan';

/** Limits of an HTTPRoute: rules, and matches of all rules. */
export const MOST_RULES = 16;
export const MOST_MATCHES = 128;

/** How full the HTTPRoutes of a host are. */
interface Fill {
  /** Of the last HTTPRoute. */
  rules: number;
  matches: number;
  /** Of all its HTTPRoutes that redirect. */
  redirects: number;
}

/**
 * Which routes only add to the HTTPRoutes of a plan, so that it need not be made anew for each.
 *
 * Routes of a known host do, unless an HTTPRoute is full, or a route takes all requests for the host: that changes listeners and parents.
 */
export class Room {
  private readonly fills = new Map<string, Fill>();

  /** @param routes those of the plan, in its order */
  constructor(routes: Iterable<SettledRoute>) {
    for (const route of routes) this.take(route, true);
  }

  /** Notes that a route comes; false where the plan must be made anew. */
  public add(route: SettledRoute): boolean {
    const { backend, gateway: { others, mirrors } } = route;
    const isForeign = [backend, ...[...others, ...mirrors].map((each) => each.backend)].some(({ namespace }) => namespace !== undefined);
    return !isForeign && !takesAll(route) && this.take(route, false);
  }

  private take(route: SettledRoute, isPlanned: boolean): boolean {
    const redirects = route.features.redirectToHttps === true;
    const key = `${redirects} ${route.host}`;
    const known = this.fills.get(key);
    const fill = known ?? { rules: 0, matches: 0, redirects: 0 };
    this.fills.set(key, fill);
    const before = Math.ceil(fill.redirects / MOST_MATCHES);
    if (redirects) fill.redirects += matchCount(route);
    let fits = known !== undefined && Math.ceil(fill.redirects / MOST_MATCHES) === before;
    for (const { matches } of forwardRules(route)) {
      if (fill.rules === MOST_RULES || fill.matches + matches.length > MOST_MATCHES) {
        fill.rules = 0;
        fill.matches = 0;
        fits = false;
      }
      fill.rules += 1;
      fill.matches += matches.length;
    }
    return fits || isPlanned;
  }
}

/** Whether a route takes every request for its host. */
export function takesAll({ path, pathType, gateway }: SettledRoute): boolean {
  return path === '/' && pathType === PathType.PREFIX && isUnconditional(gateway);
}
