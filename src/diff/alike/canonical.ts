import { questionKey, type OpenQuestion } from '../../kubernetes/open-question';
import type { Filter, Listener, Route, Router, WeightedTarget } from '../../routers/model';

/** Two with the same text do the same with every request. Where something is written does not count. */
export function canonicalText(value: unknown): string {
  return JSON.stringify(value, (key, each: unknown) => key === 'source' || key === 'sources' ? undefined : isPattern(each) ? [each.text, each.ignoreCase] : each);
}

function isPattern(value: unknown): value is { readonly text: string; readonly ignoreCase: boolean } {
  return typeof value === 'object' && value !== null && 'replaceAll' in value && 'ignoreCase' in value;
}

const ROUTERS = new WeakMap<Router, string>();

/**
 * What a router does whatever the host: how it reads requests, what it answers by itself. Not among it: its routes and certificates, what it asks in its
 * own words, its faults and other readings.
 */
export function routerText(router: Router): string {
  let text = ROUTERS.get(router);
  if (text === undefined) {
    const { id: { kind, controller }, hostSteps, pathSteps, sentSteps, refusedMethods, ties, otherPorts } = router;
    const { readBy, plainHttp, endpointsWithoutReady, answers, misdirected, unclaimed, open } = router;
    const reads = { kind, controller, hostSteps, pathSteps, sentSteps, refusedMethods, ties, otherPorts };
    ROUTERS.set(router, text = canonicalText({ ...reads, readBy, plainHttp, endpointsWithoutReady, answers, misdirected, unclaimed, open }));
  }
  return text;
}

const LISTENERS = new WeakMap<Listener, string>();

/** Its hosts and certificates apart. */
export function listenerText(listener: Listener): string {
  let text = LISTENERS.get(listener);
  if (text === undefined) {
    const { port, protocol, tls, unknownNames, open } = listener;
    LISTENERS.set(listener, text = canonicalText([port, protocol, tls, unknownNames, open]));
  }
  return text;
}

const KEYS = new WeakMap<OpenQuestion, string>();

/** Equal for questions that are the same as far as a diff goes, in any order; those that are open for a part of a class alone do not count. */
export function questionsText(questions: readonly OpenQuestion[]): string {
  const keys = new Set<string>();
  for (const question of questions) {
    if (question.withinClass === true) continue;
    let key = KEYS.get(question);
    if (key === undefined) KEYS.set(question, key = questionKey(question));
    keys.add(key);
  }
  return keys.size < 2 ? [...keys].join('') : [...keys].sort().join('\n');
}

/** What a route does with requests, as far as its own fields say. */
export function routeText({ action, filters, open }: Route): string {
  if (filters.length > 0 || open.length > 0 || action.kind !== 'forward') return canonicalText([filters, action, open]);
  return action.to.length === 1 ? targetText(action.to[0]) : canonicalText(action);
}

/** The text of most routes, in less time. */
function targetText(to: WeightedTarget): string {
  const { target, weight, filters } = to;
  if (target.kind !== 'service' || filters.length > 0) return canonicalText(to);
  const { namespace, name, port, servicePort, via, slicePort, portWithoutName, readyMustBeSet, protocol } = target;
  return `${namespace}/${name} ${typeof port === 'string' ? `'${port}'` : port} ${servicePort} ${via} ${slicePort} ${portWithoutName} ${readyMustBeSet} ${protocol} ${weight > 0}`;
}

/**
 * Whether requests get as far with filters as without: yes, not at all, or it depends on the request (null). It is about plain requests: GET without
 * headers, query and client certificate.
 */
export function passesFilters(filters: readonly Filter[]): boolean | null {
  for (const filter of filters) {
    if (filter.kind === 'reject' || (filter.kind === 'redirect' && filter.unless !== undefined) || (filter.kind === 'rewrite' && filter.uncleanStatus !== undefined)) return null;
    if (filter.kind === 'redirect') return false;
    if (filter.kind === 'gate' && (filter.needs === 'credentials' || filter.needs === 'client-certificate')) return false;
  }
  return true;
}
