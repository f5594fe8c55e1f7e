import { openAnnotations } from './annotation-names';
import { aclMatcher, aclRank, pathKeys, type PathKey } from './paths';
import type { RequestRules } from './request-rules';
import { routeAcl } from './route-acl';
import type { BackendTarget } from './targets';
import type { Ingress, IngressPath, IngressRule } from '../../../kubernetes/ingress';
import { openQuestion, type OpenQuestion, type Source } from '../../../kubernetes/open-question';
import type { Conditions, Filter, Route, ServiceTarget } from '../../model';
import { hostSource, pathSource, ruleSource } from '../sources';

export type Scheme = 'http' | 'https';

/** A path of a rule, with what its Ingress and its backend make of it. */
export interface PathEntry {
  readonly ingress: Ingress;
  readonly rule: IngressRule;
  readonly path: IngressPath;
  readonly rules: RequestRules;
  readonly backend: BackendTarget;
  /** Not empty: the path is there only if these are answered so. */
  readonly open: readonly OpenQuestion[];
}

/** The routes of one host; those with a route-acl apart, since their conditions are evaluated before every other route. */
export function routesOfHost(
  entries: readonly PathEntry[], scheme: Scheme,
): { readonly acl: readonly Route[]; readonly paths: readonly Route[] } {
  const acl: Route[] = [];
  const keyed: { readonly entry: PathEntry; readonly key: PathKey }[] = [];
  entries.forEach((entry, position) => {
    const condition = entry.backend.service === null ? null : routeAcl(entry.backend.service);
    if (condition !== null) {
      const conditions = { path: aclMatcher(entry.path.path, entry.path.pathType), named: [condition.matcher] };
      acl.push(...routes(entry, scheme, conditions, aclRank(position), []));
      return;
    }
    for (const key of pathKeys(entry.path.path, entry.path.pathType, entry.backend.backendName, entry.rules.key !== '')) keyed.push({ entry, key });
  });
  const lines = new Map<string, PathEntry[]>();
  for (const { entry, key } of keyed) {
    const line = lines.get(key.key);
    if (line === undefined) lines.set(key.key, [entry]);
    else line.push(entry);
  }
  const isDoubled = (entry: PathEntry, { key, matcher }: PathKey): boolean => entry.path.pathType === 'ImplementationSpecific' && matcher.kind === 'exact'
    && (lines.get(key) ?? []).every((each) => each.path.pathType === 'ImplementationSpecific');
  const paths = keyed.filter(({ entry, key }) => !isDoubled(entry, key))
    .flatMap(({ entry, key }) => routes(entry, scheme, { path: key.matcher }, key.rank, sameLine(entry, lines.get(key.key) ?? [])));
  return { acl, paths };
}

/** Two lines for one path and backend whose rules differ: a hash of the rules decides which comes first. */
function sameLine(entry: PathEntry, line: readonly PathEntry[]): readonly OpenQuestion[] {
  const others = line.filter((each) => each.backend.backendName === entry.backend.backendName && each.rules.key !== entry.rules.key);
  if (entry.rules.key === '' || others.length === 0 || others.some((each) => each.rules.key === '')) return [];
  const sources = [entry, ...others].map((each) => pathSource(each.ingress, each.path));
  return [openQuestion('haproxy-same-path', { path: entry.path.path, host: entry.rule.host }, sources,
    () => `which annotations apply to ${entry.rule.host}${entry.path.path}: Ingress objects with other annotations have the same path and backend, and HAProxy decides by a hash`)];
}

/** What an entry makes of requests under its conditions: to https, to another host, a preflight's answer, else its backend. */
function routes(entry: PathEntry, scheme: Scheme, conditions: Conditions, rank: Route['rank'], open: readonly OpenQuestion[]): readonly Route[] {
  const { ingress, rule, path, rules } = entry;
  const common = {
    source: pathSource(ingress, path),
    covers: [ruleSource(ingress, rule), hostSource(ingress, rule)],
    label: `\`${path.path}\` (${path.pathType})`,
    rank,
    open: [...entry.open, ...open, ...rules.open, ...openAnnotations(ingress.resource, ingress.annotations)],
  };
  const redirect = (scheme === 'http' ? rules.toHttps : null) ?? rules.toHost;
  if (redirect !== null) return [{ ...common, conditions, filters: rules.gates, action: { kind: 'redirect', ...redirect } }];
  const forwarded = forward(common, conditions, [...rules.gates, ...rules.changes], entry.backend.target);
  return rules.preflight === null ? [forwarded] : [preflight(common, conditions, rules, rules.preflight), forwarded];
}

type Common = Pick<Route, 'source' | 'covers' | 'label' | 'rank' | 'open'>;

function preflight(common: Common, conditions: Conditions, rules: RequestRules, source: Source): Route {
  const reason = 'cors-respond-to-options responds to OPTIONS requests';
  return { ...common, conditions: { ...conditions, methods: ['OPTIONS'] }, filters: rules.gates, action: { kind: 'respond', status: 204, code: 'cors-preflight', reason, source } };
}

function forward(common: Common, conditions: Conditions, filters: readonly Filter[], target: ServiceTarget): Route {
  return { ...common, conditions, filters, action: { kind: 'forward', to: [{ target, weight: 1, filters: [] }] } };
}
