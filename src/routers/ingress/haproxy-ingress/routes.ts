import type { PathEntry } from './entries';
import type { Conditions, Filter, PathMatcher, Rank, Route } from '../../model';
import { hostSource, ruleSource } from '../sources';

/** A listener's scheme, and what its Location headers say. */
export interface Scheme {
  readonly name: 'http' | 'https';
  readonly redirectStatus: number;
  readonly redirectToStatus: number;
}

/** What an entry makes of requests that it matches: `redirect-to`, to https, a preflight's answer, else its backend. */
export function routesOf(entry: PathEntry, path: PathMatcher, rank: Rank, scheme: Scheme): readonly Route[] {
  const { ingress, rule, rules } = entry;
  const common = {
    source: entry.source,
    covers: rule === null ? [] : [ruleSource(ingress, rule), hostSource(ingress, rule)],
    label: entry.path === null ? 'the default backend' : `\`${entry.text}\` (${entry.path.pathType})`,
    rank,
    open: entry.open,
  };
  const conditions: Conditions = { path };
  if (rules.redirectTo !== null) {
    // every redirect of the host is looked up before any backend
    return [{ ...common, rank: [0, ...rank], conditions, filters: [], action: { kind: 'redirect', status: scheme.redirectToStatus, ...rules.redirectTo } }];
  }
  if (entry.target === null) return [];
  if (scheme.name === 'http' && entry.hasTls && rules.sslRedirect) return [{ ...common, conditions, filters: [], action: toHttps(entry, scheme) }];
  const forward: Route['action'] = { kind: 'forward', to: [{ target: entry.target, weight: 1, filters: [] }] };
  const made: Route[] = [{ ...common, conditions, filters: [...rules.gates, ...rules.changes], action: forward }];
  if (rules.preflight !== null) made.unshift(preflight({ ...common, conditions: { ...conditions, methods: ['OPTIONS'] } }, rules.gates, rules.preflight));
  return made;
}

/** The Host is kept as it was sent, with its port. */
function toHttps(entry: PathEntry, { redirectStatus }: Scheme): Route['action'] {
  const tls = entry.ingress.tls.find(({ hosts }) => entry.rule !== null && hosts.includes(entry.rule.host));
  return {
    kind: 'redirect',
    status: redirectStatus,
    location: ['https://', { of: 'authority' }, { of: 'raw-path' }, { of: 'query' }],
    source: { resource: entry.ingress.resource, field: tls?.fieldPath ?? 'spec.tls', kind: 'certificate' },
  };
}

function preflight(common: Omit<Route, 'filters' | 'action'>, gates: readonly Filter[], source: Route['source']): Route {
  const before = gates.filter((each) => each.kind === 'gate' && each.needs === 'client-address');
  return { ...common, filters: before, action: { kind: 'respond', status: 204, code: 'cors-preflight', reason: 'cors-enable responds to OPTIONS requests', source } };
}
