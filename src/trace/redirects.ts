import type { RedirectStep, Trace, TraceRequest } from './model';
import type { Simulation } from './simulation';
import { parseTarget } from './target';
import { traceRequest } from './trace';
import { textsOf } from '../kubernetes/open-question';

/** How many redirects are followed. */
const MOST_REDIRECTS = 10;

/** Follows a request and the redirects that it meets, as `curl -L` does; the answers on the way are in `via`. */
export function traceRedirects(simulation: Simulation, request: TraceRequest): Trace {
  const traces = [traceRequest(simulation, request)];
  for (;;) {
    const last = traces[traces.length - 1];
    const next = last.redirect === undefined ? null : nextRequest(last, last.redirect);
    if (next === null) return joined(traces);
    if (traces.length > MOST_REDIRECTS) return { ...joined(traces), outcome: 'failed', status: null, reason: 'too-many-redirects', destinations: [] };
    traces.push(traceRequest(simulation, next));
  }
}

/** The request that a client makes after a redirect; null where the location is no URL of a scheme that is followed. */
function nextRequest({ request, status }: Trace, location: string): TraceRequest | null {
  const url = resolve(request.url, location);
  if (url === null || !/^https?:/i.test(url)) return null;
  const isSameHost = hostOf(url) !== null && hostOf(url) === hostOf(request.url);
  const kept = Object.entries(request.headers).filter(([name]) => isSameHost || !OF_HOST.includes(name.toLowerCase()));
  return { ...request, method: methodAfter(request.method, status), url, headers: Object.fromEntries(kept) };
}

/** Headers that curl sends to the first host alone. */
const OF_HOST = ['host', 'authorization', 'cookie'];

/** @see https://www.rfc-editor.org/rfc/rfc9110#section-15.4 */
function methodAfter(method: string, status: number | null): string {
  if (status === 303) return method === 'HEAD' ? 'HEAD' : 'GET';
  return (status === 301 || status === 302) && method === 'POST' ? 'GET' : method;
}

function hostOf(url: string): string | null {
  return parseTarget(url, {}).target?.host ?? null;
}

/** A location may be relative, and the URL of the request may have a placeholder for a host, which no URL parser takes. */
function resolve(base: string, location: string): string | null {
  if (/^[a-z][a-z0-9+.-]*:/i.test(location)) return location;
  const [, scheme = 'http:', authority = '', path = '/'] = /^([a-z][a-z0-9+.-]*:)?(?:\/\/)?([^/?#]*)([^?#]*)/i.exec(base) ?? [];
  if (location.startsWith('//')) return `${scheme}${location}`;
  const resolved = URL.canParse(location, `http://host${path === '' ? '/' : path}`) ? new URL(location, `http://host${path === '' ? '/' : path}`) : null;
  return resolved === null ? null : `${scheme}//${authority}${resolved.pathname}${resolved.search}`;
}

/** The answer at the end, for the request at the beginning. */
function joined(traces: readonly Trace[]): Trace {
  const last = traces[traces.length - 1];
  if (traces.length === 1) return last;
  const via = traces.slice(0, -1).flatMap(stepsOf);
  const questions = traces.flatMap((each) => each.questions);
  return {
    ...fieldsOf(last),
    request: traces[0].request,
    hops: traces.flatMap((each) => each.hops),
    questions,
    dependsOn: textsOf(questions),
    via,
  };
}

function stepsOf({ request: { method, url }, status, redirect }: Trace): readonly RedirectStep[] {
  return redirect === undefined ? [] : [{ method, url, status, redirect }];
}

/** The fields that are not worked out late. */
function fieldsOf({ outcome, status, reason, destinations, redirect, rewrittenPath, rewrittenHost, router }: Trace): Omit<Trace, 'request' | 'hops' | 'questions' | 'dependsOn'> {
  return {
    outcome,
    status,
    reason,
    destinations,
    ...redirect === undefined ? {} : { redirect },
    ...rewrittenPath === undefined ? {} : { rewrittenPath },
    ...rewrittenHost === undefined ? {} : { rewrittenHost },
    ...router === undefined ? {} : { router },
  };
}
