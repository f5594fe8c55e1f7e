import type { OpenQuestion } from '../../kubernetes/open-question';
import { explainerOf } from '../index/explain';
import { normalPath } from '../index/path-steps';
import { indexRouter } from '../index/router-index';
import type { PathStep, Router, RouterRequest } from '../model';

/** What a load balancer may do with a path before it matches it, where its documentation says nothing. */
const POSSIBLE_STEPS: readonly PathStep[] = ['decode-all', 'dot-segments', 'merge-slashes'];

/** A router that matches paths as they were sent, as far as is known: where a path in normal form takes another route, the answer depends on it. */
export function matchingPathsAsSent(router: Router, question: (path: string) => OpenQuestion): Router {
  const explainer = explainerOf(router);
  return {
    ...router,
    explainer: {
      host: (request) => explainer.host(request),
      route: (request) => explainer.route(request),
      questions: (request) => [...explainer.questions(request), ...takesAnotherRoute(router, request) ? [question(request.path)] : []],
      // plain paths are the same as they were sent
      asksByHost: (host) => explainer.asksByHost?.(host) === true,
    },
  };
}

function takesAnotherRoute(router: Router, request: RouterRequest): boolean {
  const others = [normalPath(POSSIBLE_STEPS, request.path), request.path.replace(/;[^/]*/g, '')].filter((path) => path !== null && path !== request.path);
  if (others.length === 0) return false;
  const index = indexRouter(router);
  const action = index.find(request).route?.action;
  return others.some((path) => path !== null && index.find({ ...request, path }).route?.action !== action);
}
