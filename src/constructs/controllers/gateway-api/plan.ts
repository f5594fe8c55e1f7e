import { hostWord, uniqueWords } from './hosts';
import { chunks, forwardRules, redirectRules, type HttpRule } from './http-rule';
import { isSecure } from './listeners';
import { hostsApart, parentsOf, type Parents, type Scheme } from './parents';
import { MOST_MATCHES, MOST_RULES, Room, takesAll } from './room';
import type { JsonObject } from '../../../kubernetes/resource';
import { defined } from '../../emit';
import type { GatewayRef } from '../../gateway-ref';
import { ANY_REQUEST } from '../../path-router/gateway-route';
import { PathType } from '../../path-router/options';
import type { RouterModel, SettledRoute } from '../../path-router/plan';

/** An HTTPRoute of a router; the first is the main one. */
export interface PlannedHttpRoute {
  /** What its name adds to the router's; empty for the main one. */
  readonly suffix: string;
  readonly spec: JsonObject;
}

export interface GatewayPlan {
  readonly routes: readonly PlannedHttpRoute[];
  readonly parents: Parents;
  readonly room: Room;
}

/** The most `parentRefs` of an HTTPRoute. */
const MOST_PARENTS = 32;

/**
 * Plans the HTTPRoutes of a router: for each host one that its listeners for http and https share, and where http is redirected one for each.
 *
 * As in an Ingress, requests for a host that has routes are never taken by routes of wider hosts, and the default backend takes those of every host
 * that no route takes.
 */
export function planGateway(model: RouterModel, gateway: GatewayRef, gatewayName: string): GatewayPlan {
  const hosts = routesByHost(model);
  const names = new Set(hosts.keys());
  const apart = hostsApart(names, (host) => hosts.get(host)?.some(takesAll) ?? false);
  const parents = parentsOf(gateway, gatewayName, model.tls, names, apart);
  const unique = uniqueWords();
  const planned: PlannedHttpRoute[] = [];
  let first = true;
  for (const [host, routes] of hosts) {
    const word = first ? '' : hostWord(host);
    first = false;
    for (const { label, scheme, rules } of groupsOf(routes, parents)) {
      for (const refs of chunks(parents.refs(host, scheme), MOST_PARENTS)) {
        for (const some of ruleChunks(rules)) {
          planned.push({
            suffix: unique([word, label].filter((part) => part !== '').join('-')),
            spec: defined({ parentRefs: refs, hostnames: host === '' ? undefined : [host], rules: some }) as JsonObject,
          });
        }
      }
    }
  }
  return { routes: planned, parents, room: new Room([...hosts.values()].flat()) };
}

/** The routes of each host, and what the default backend takes. */
function routesByHost(model: RouterModel): ReadonlyMap<string, readonly SettledRoute[]> {
  const hosts = new Map<string, SettledRoute[]>();
  const { routes, defaultBackend, features, tls } = model;
  for (const route of routes) {
    const known = hosts.get(route.host);
    if (known === undefined) hosts.set(route.host, [route]);
    else known.push(route);
  }
  if (defaultBackend === undefined) return hosts;
  if (!hosts.has('')) hosts.set('', []);
  for (const [host, known] of hosts) {
    if (known.some(takesAll)) continue;
    const redirectToHttps = features.redirectToHttps === true && (tls.length === 0 || isSecure(tls, host));
    known.push({
      host, path: '/', pathType: PathType.PREFIX, backend: defaultBackend, own: {}, features: { redirectToHttps }, gateway: ANY_REQUEST,
    });
  }
  return hosts;
}

interface RuleGroup {
  readonly label: string;
  readonly scheme: Scheme;
  readonly rules: readonly HttpRule[];
}

function groupsOf(routes: readonly SettledRoute[], { httpsPort }: Parents): readonly RuleGroup[] {
  const plain = routes.filter(({ features }) => features.redirectToHttps !== true);
  const redirected = routes.filter(({ features }) => features.redirectToHttps === true);
  const groups: readonly RuleGroup[] = [
    { label: '', scheme: 'both', rules: plain.flatMap(forwardRules) },
    { label: plain.length === 0 ? '' : 'https', scheme: 'https', rules: redirected.flatMap(forwardRules) },
    { label: 'redirect', scheme: 'http', rules: redirectRules(redirected, httpsPort) },
  ];
  return groups.filter(({ rules }) => rules.length > 0);
}

function ruleChunks(rules: readonly HttpRule[]): readonly (readonly HttpRule[])[] {
  const result: HttpRule[][] = [];
  let matches = 0;
  for (const rule of rules) {
    const last = result.at(-1);
    if (last === undefined || last.length === MOST_RULES || matches + rule.matches.length > MOST_MATCHES) {
      result.push([rule]);
      matches = rule.matches.length;
    } else {
      last.push(rule);
      matches += rule.matches.length;
    }
  }
  return result;
}
