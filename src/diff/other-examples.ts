import type { RouterEntry } from './router-entries';
import type { RequestClass } from '../routers/classes/request-classes';
import { indexRouter } from '../routers/index/router-index';
import type { Route, RouterRequest } from '../routers/model';

/** Other requests of a class, by which it may turn out that both sides treat it otherwise. */
export function otherExamples(entry: RouterEntry, { request, others }: RequestClass): readonly RouterRequest[] {
  const variants = redirectVariants(entry, request);
  return variants.length === 0 ? others : [...others, ...variants];
}

/**
 * Requests that take the same routes, of which one redirects: what a Location keeps of a URL is told apart by its query and its trailing slash, and some
 * redirects have another status for other methods.
 */
function redirectVariants({ before, after }: RouterEntry, request: RouterRequest): readonly RouterRequest[] {
  const routesOf = (each: RouterRequest): readonly (Route | null)[] => [before, after].map(
    (choice) => choice === null ? null : indexRouter(choice.router).find(each).route,
  );
  const routes = routesOf(request);
  const redirects = routes.flatMap((route) => route === null ? [] : [route.action, ...route.filters].filter(({ kind }) => kind === 'redirect'));
  if (redirects.length === 0) return [];
  const byMethod = redirects.some((each) => 'statusOfOtherMethods' in each && each.statusOfOtherMethods !== undefined);
  const variants = [
    { ...request, query: request.query === '' ? '?a=b' : request.query },
    { ...request, path: `${request.path}/` },
    ...byMethod && request.method === 'GET' ? [{ ...request, method: 'POST' }] : [],
  ];
  return variants.filter((each) => !each.path.endsWith('//') && routesOf(each).every((route, i) => route === routes[i]));
}
