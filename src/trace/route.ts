import { followBackend } from './backend';
import type { Context } from './context';
import { mergeDestinations } from './destinations';
import { gateQuestion, rewriteQuestion } from './router-questions';
import { answered, closed, delivered, failed, unknown, type Ending } from './trail';
import { applyFilters, locationOf, redirectStatus, type Ended, type Filtered, type Gate } from '../routers/index/filters';
import type { Found } from '../routers/index/router-index';
import type { Filter, Route, Router, RouterReason, RouterRequest, WeightedTarget } from '../routers/model';

/** A request whose route is found. */
export interface Routed {
  readonly router: Router;
  readonly request: RouterRequest;
  readonly found: Found;
  readonly route: Route;
}

/** What the route does with the request: its filters in order, then its action. */
export function followRoute(context: Context, routed: Routed): Ending {
  const { trail, target } = context;
  const { router, request, found, route } = routed;
  const filtered = applyFilters(router, route.filters, route, request, found);
  explainFilters(context, route.filters, filtered);
  if (filtered.ended !== null) return endedBy(context, filtered.ended);
  const { action } = route;
  if (action.kind === 'redirect') {
    const location = locationOf(router, action.location, route, request, found);
    return redirected(context, action.source, redirectStatus(action, request.method), location);
  }
  if (action.kind === 'respond') {
    const { status, source, reason, code } = action;
    trail.hop(source.resource, source.field, status === null ? 'the router closes the connection' : `the router answers ${status} by itself`, reason);
    return status === null ? closed() : answered(code, status);
  }
  const parts = action.to.filter((each) => each.weight > 0);
  const total = parts.reduce((sum, each) => sum + each.weight, 0);
  if (parts.length === 1) return followTarget(context, routed, parts[0], filtered);
  if (parts.length === 0) trail.hop(route.source.resource, route.source.field, `nothing gets requests of ${target.path}`, 'the route has no backends of a weight above 0');
  return combine(context, parts.map((part) => ({ share: part.weight / total, part, ending: followTarget(context, routed, part, filtered) })));
}

function followTarget(context: Context, routed: Routed, { target, filters }: WeightedTarget, ofRoute: Filtered): Ending {
  const { router, request, found, route } = routed;
  const { trail } = context;
  const filtered = filters.length === 0 ? ofRoute : applyFilters(router, [...route.filters, ...filters], route, request, found);
  if (filters.length > 0) explainFilters(context, filters, filtered);
  if (filtered.ended !== null) return endedBy(context, filtered.ended);
  if (target.kind === 'refused') {
    trail.hop(target.source.resource, target.source.field, `the router answers ${target.status}`, target.reason);
    return answered(target.code, target.status);
  }
  if (target.kind === 'object') {
    const { source, what, open } = target;
    trail.hop(source.resource, source.field, `the backend is ${what}`, 'only its own controller knows what it serves');
    if (open !== undefined) trail.dependsOn([open]);
    else trail.open('object-backend', { what }, [source], () => `whether the controller serves ${what}: most take Services only`);
    return unknown('resource-backend');
  }
  const ending = followBackend(context, router, target);
  return {
    ...ending,
    ...filtered.path === null ? {} : { rewrittenPath: filtered.path },
    ...filtered.host === null ? {} : { rewrittenHost: filtered.host },
  };
}

function explainFilters({ trail }: Context, filters: readonly Filter[], { path, host, gates, undecided }: Filtered): void {
  if (!trail.isRecorded) return;
  trail.dependsOn(undecided.map(rewriteQuestion));
  for (const filter of filters) {
    const { resource, field } = filter.source;
    if (filter.kind === 'rewrite' && filter.path !== undefined && path !== null) trail.hop(resource, field, `the backend gets the path ${path}`, 'the route rewrites it');
    if (filter.kind === 'rewrite' && filter.host !== undefined && host !== null) trail.hop(resource, field, `the backend gets the host ${host}`, 'the route rewrites it');
    if (filter.kind === 'mirror') trail.hop(resource, field, 'a copy of the request goes elsewhere, whose answer is not used', 'the route mirrors requests');
    if (filter.kind === 'gate' && gates.includes(filter)) trail.dependsOn([gateQuestion(filter)]);
  }
}

const REASON_OF_GATE: Readonly<Record<Gate['needs'], RouterReason>> = {
  'credentials': 'credentials-required',
  'client-certificate': 'client-certificate-required',
  'client-address': 'access-denied',
  'external-decision': 'access-denied',
};

function endedBy(context: Context, ended: Ended): Ending {
  const { by, status } = ended;
  if (ended.location !== null) return redirected(context, by.source, status, ended.location);
  const { resource, field } = by.source;
  if (by.kind === 'gate') {
    context.trail.hop(resource, field, `the router answers ${status}`, `the request has not what it asks for: ${by.needs.replace('-', ' ')}`);
    return answered(REASON_OF_GATE[by.needs], status);
  }
  if (by.kind === 'reject') {
    context.trail.hop(resource, field, `the router answers ${status}`, by.reason);
    return answered(by.code, status);
  }
  context.trail.hop(resource, field, `the router answers ${status}`, 'the rewritten path is not one that it sends');
  return answered('bad-request', status);
}

function redirected({ trail }: Context, { resource, field }: Route['source'], status: number, location: string): Ending {
  trail.hop(resource, field, `the router redirects to ${location}`, `it answers ${status}`);
  return { ...answered('redirect', status), redirect: location };
}

interface Part {
  readonly share: number;
  readonly part: WeightedTarget;
  readonly ending: Ending;
}

/** Several backends share the requests; what some of them refuse is said, and the shares are those of the others. */
function combine({ trail }: Context, parts: readonly Part[]): Ending {
  const arriving = parts.filter(({ ending }) => ending.outcome === 'delivered');
  const lost = parts.filter(({ ending }) => ending.outcome !== 'delivered');
  if (arriving.length === 0) return lost[0]?.ending ?? failed('no-endpoints');
  for (const { share, part, ending } of lost) {
    const what = ending.status === null ? ending.outcome : `answered ${ending.status}`;
    const percent = Math.round(share * 1000) / 10;
    const to = part.target.kind === 'service' ? `Service ${part.target.namespace}/${part.target.name}` : part.target.kind === 'object' ? part.target.what : 'a refused backend';
    trail.open('share-lost', { percent, what, reason: ending.reason }, [part.target.source], () => `${percent} % of the requests go to ${to} and are ${what} (${ending.reason})`);
  }
  const weighted = arriving.flatMap(({ ending, share }) => ending.destinations.map((each) => ({ ...each, share: each.share * share })));
  return { ...arriving[0].ending, ...delivered(mergeDestinations(weighted)) };
}
