import { applyFilters, locationOf } from './filters';
import { hostText } from './host-table';
import { indexRouter, type Found } from './router-index';
import { openQuestion, type OpenQuestion } from '../../kubernetes/open-question';
import { describe } from '../../kubernetes/resource';
import type { Reading, Router, RouterRequest } from '../model';

/** What the answer depends on where the controller may read the same objects otherwise, and then takes another route. */
export function readingQuestions(router: Router, request: RouterRequest, found: Found): readonly OpenQuestion[] {
  const { readings = [] } = router;
  return readings.flatMap((reading) => {
    if (reading.appliesTo?.(request.path) === false) return [];
    const other = indexRouter(reading.router).find(reading.requestOf?.(request) ?? request);
    return isSame(found, other) && isSentAlike([router, reading.router], request, found, other) ? [] : [readingQuestion(reading, other)];
  });
}

/** Routes of two readings are one where they come from the same field. */
function isSame(a: Found, b: Found): boolean {
  if (b.tied.length > 0 || (a.listener === null) !== (b.listener === null) || a.rejected !== b.rejected) return false;
  if (a.route === null || b.route === null) return a.route === b.route;
  const { source, action } = a.route;
  return source.resource === b.route.source.resource && source.field === b.route.source.field && action.kind === b.route.action.kind;
}

/** Whether the backend gets the same path, or the client is sent to the same place. */
function isSentAlike([router, reading]: readonly [Router, Router], request: RouterRequest, a: Found, b: Found): boolean {
  if (a.route === null || b.route === null) return true;
  if (a.route.action.kind === 'redirect' && b.route.action.kind === 'redirect') {
    return locationOf(router, a.route.action.location, a.route, request, a) === locationOf(reading, b.route.action.location, b.route, request, b);
  }
  return applyFilters(router, a.route.filters, a.route, request, a).path === applyFilters(reading, b.route.filters, b.route, request, b).path;
}

function readingQuestion({ code, facts, title }: Reading, { route, tied, host, rejected }: Found): OpenQuestion {
  const what = route === null ? (rejected === null ? 'no route takes the request' : `the answer is ${rejected}`)
    : `${[route, ...tied].map((each) => `${each.label} of ${describe(each.source.resource)}`).join(' or ')} takes it`;
  const at = host === null || host.host.kind === 'any' ? '' : ` (host ${hostText(host.host)})`;
  return openQuestion(code, facts, route === null ? [] : [route.source], () => `${title}: then ${what}${at}`);
}
