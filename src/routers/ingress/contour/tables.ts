import { isRefusedByEnvoy, matcherOf } from './paths';
import { refusedTable, sameMatch } from './questions';
import type { ContourRoute } from './routes';
import type { OpenQuestion } from '../../../kubernetes/open-question';
import { compilePattern } from '../../index/pattern';
import type { Action, Conditions, Filter, HostMatcher, Rank, Route, Template, VirtualHost } from '../../model';
import { hostMatcher } from '../host-matcher';

/** What decides between routes of a host (`routeSorter` of internal/sorter). */
export const PRECEDENCE: readonly string[] = ['Exact before patterns before prefixes', 'the longer path', 'the later text, elements before characters'];

/** A table of Envoy: all hosts of a listener. */
export interface Table {
  readonly hosts: readonly VirtualHost[];
  /** Why Envoy does not take the table; null where it does. */
  readonly refused: OpenQuestion | null;
}

/** The virtual hosts of some routes: one for each host text, whatever the Ingress objects. */
export function tableOf(routes: readonly ContourRoute[], listener: 'http' | 'https'): Table {
  const byHost = new Map<string, ContourRoute[]>();
  for (const route of routes) {
    const group = byHost.get(route.host);
    if (group === undefined) byHost.set(route.host, [route]);
    else group.push(route);
  }
  const refused = routes.find((each) => !each.possible && isRefusedByEnvoy(each.match));
  const hosts = [...byHost.values()].map((group) => virtualHost(group, listener));
  return { hosts, refused: refused === undefined ? null : refusedTable(refused.source) };
}

/** Envoy's `*.x` takes any number of labels. */
export function envoyHost(host: string): HostMatcher {
  return hostMatcher(host, 'many');
}

function virtualHost(group: readonly ContourRoute[], listener: 'http' | 'https'): VirtualHost {
  const kept = lastOfEach(group);
  const sorted = kept.filter(({ match }) => match.kind === 'pattern').map(({ match }) => match.text).sort().reverse();
  const patterns = new Map([...new Set(sorted)].map((text, place) => [text, place]));
  const made = (possible: boolean): readonly Route[] =>
    kept.filter((each) => each.possible === possible).map((each) => routeOf(each, listener, rankOf(each, patterns)));
  const [{ host }] = group;
  const sources = group.flatMap(({ covers }) => covers.filter((each) => each.kind === 'host'));
  return { host: envoyHost(host), routes: made(false), possible: made(true), onMiss: 'stop', sources };
}

/** Of equal matches the last one stays; between Ingress objects there is no order. */
function lastOfEach(group: readonly ContourRoute[]): readonly ContourRoute[] {
  const byMatch = new Map<string, Map<ContourRoute['ingress'], ContourRoute>>();
  const kept: ContourRoute[] = group.filter((each) => each.possible);
  for (const route of group) {
    if (route.possible) continue;
    const key = `${route.match.kind} ${route.match.text}`;
    const same = byMatch.get(key) ?? new Map<ContourRoute['ingress'], ContourRoute>();
    same.delete(route.ingress);
    byMatch.set(key, same.set(route.ingress, route));
  }
  for (const same of byMatch.values()) kept.push(...withQuestion([...same.values()]));
  return kept;
}

/** One question for all, as thousands may have one match. */
function withQuestion(same: readonly ContourRoute[]): readonly ContourRoute[] {
  if (same.length === 1) return same;
  const [{ host, match }] = same;
  const question = sameMatch(host, match.text, same.map((each) => each.source));
  return same.map((each, index) => ({ ...each, open: [...each.open, question], possible: index > 0 }));
}

const KINDS: readonly ContourRoute['match']['kind'][] = ['exact', 'pattern', 'segment', 'string'];

function rankOf({ match: { kind, text } }: ContourRoute, patterns: ReadonlyMap<string, number>): Rank {
  const type = Math.min(2, KINDS.indexOf(kind));
  return [type, -text.length, kind === 'pattern' ? patterns.get(text) ?? 0 : kind === 'segment' ? 0 : 1];
}

function routeOf(route: ContourRoute, listener: 'http' | 'https', rank: Rank): Route {
  const { source, covers, label, websocket, settings, open } = route;
  const redirects = listener === 'http' && settings.forceSsl;
  const action: Action = redirects ? { kind: 'redirect', status: 301, location: SECURE, source } : route.action;
  const filters: readonly Filter[] = websocket || redirects ? [] : [withoutWebsocket(route)];
  return { source, covers, label, conditions: conditionsOf(route), filters, action, rank, open };
}

/** `https_redirect` of Envoy: the port that http has anyway is left out. */
const SECURE: Template = [
  'https://', { of: 'replaced', parts: [{ of: 'authority' }], pattern: compilePattern(':80$'), by: [] }, { of: 'sent-path' }, { of: 'query' },
];

function withoutWebsocket({ source }: ContourRoute): Filter {
  return {
    kind: 'reject',
    when: [{ of: 'header', name: 'upgrade', value: { kind: 'exact', value: 'websocket', ignoreCase: true } }],
    status: 403,
    code: 'websocket-not-enabled',
    reason: 'no annotation projectcontour.io/websocket-routes names the path',
    source,
  };
}

/** A wildcard host takes one label of lower-case letters, digits and dashes, in the Host header as it was sent (wildcardDomainHeaderMatch). */
function conditionsOf({ host, match }: ContourRoute): Conditions {
  const path = matcherOf(match);
  if (!host.startsWith('*.')) return { path };
  const text = `^[a-z0-9]([-a-z0-9]*[a-z0-9])?${host.slice(1).replaceAll('.', '\\.')}(:[0-9]+)?$`;
  return { path, named: [{ of: 'authority', value: { kind: 'pattern', pattern: compilePattern(text) } }] };
}
