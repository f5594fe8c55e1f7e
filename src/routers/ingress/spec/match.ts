import { arrivalDeviations, deviations } from './deviations';
import type { MatchedRequest, SpecHost, SpecRoutes } from './model';
import { arrivalQuestions, openQuestions } from './open';
import { pathMatches, type Candidate } from './path-index';
import { isQuiet } from './quiet-paths';
import { hostText, type HttpRequest, type Route, type RouteMatch, type TlsEntry, type VirtualHost } from './text-table';
import { nearest } from '../../../kubernetes/near-miss';
import type { OpenQuestion } from '../../../kubernetes/open-question';
import { isAddress } from '../../index/host-index';
import { prefixKey } from '../../index/path-elements';
import { isMatchedAlike } from '../../index/path-variants';

/** An answer of the `spec` dialect; what explains it is worked out when it is asked for, so that deciding alone stays cheap. */
export class SpecMatch implements RouteMatch {
  readonly virtualHost: VirtualHost | null;
  readonly route: Route | null;

  /** @param path the request's in normal form */
  constructor(
    readonly table: SpecRoutes,
    readonly request: HttpRequest,
    readonly path: string,
    readonly host: SpecHost | null,
    readonly candidate: Candidate | null,
  ) {
    this.virtualHost = host?.virtualHost ?? null;
    this.route = candidate?.route ?? host?.fallback?.route ?? null;
  }

  get tls(): readonly TlsEntry[] {
    return this.table.tls.covering(this.request.host);
  }

  get hostBecause(): string {
    const asked = this.request.host;
    if (this.host === null) return `${noHost(this)}, and there is no rule without host and no default backend`;
    const { host } = this.host.virtualHost;
    if (host.kind === 'any') return isAddress(asked) ? `${asked} is an address: only rules without host match it` : `${noHost(this)}`;
    const others = this.table.hosts.matching(asked).slice(1).map(describeHost);
    const won = others.length === 0 ? '' : `, which goes before ${others.join(' and ')}`;
    return host.kind === 'exact' ? `an exact host rule${won}` : `no exact host rule; *${host.suffix} stands for one label${won}`;
  }

  get routeBecause(): string {
    if (this.host === null) return 'no rule is for this host';
    const read = this.path === this.request.path ? '' : `the path is read as ${this.path}; `;
    if (this.candidate !== null) return read + reasonOf(this.candidate, this.host, this.path);
    const lost = read + whyNoneMatches(this.host, this.path);
    return this.route === null ? `${lost}, and there is no default backend` : lost;
  }

  get questions(): readonly OpenQuestion[] {
    const questions = [...this.table.questions];
    openQuestions(this, questions);
    return questions;
  }

  get deviations(): readonly OpenQuestion[] {
    const found: OpenQuestion[] = [];
    deviations(this, found);
    return found;
  }

  /** Whether nothing about the path is open. */
  private get isQuiet(): boolean {
    const { host, candidate, request } = this;
    return host !== null && candidate !== null && isMatchedAlike(request.path) && !request.host.endsWith('.') && isQuiet(host, candidate);
  }

  get ownQuestions(): readonly OpenQuestion[] {
    const found: OpenQuestion[] = [];
    if (this.isQuiet) {
      arrivalQuestions(this, found);
      arrivalDeviations(this, found);
      return found;
    }
    openQuestions(this, found);
    deviations(this, found);
    return found;
  }
}

export function describeHost(host: SpecHost): string {
  const text = hostText(host.virtualHost.host);
  if (text !== '') return text;
  return host.owners.length > 0 ? 'the rules without host' : 'the default backend';
}

function noHost(match: Pick<MatchedRequest, 'request' | 'table'>): string {
  const { request, table } = match;
  if (request.host === '') return 'the request names no host';
  const deeper = wildcardOfTooManyLabels(table, request.host);
  if (deeper !== null) return `no rule has host ${request.host}; ${deeper} stands for one label only`;
  const near = table.hostNames.nearest(request.host);
  if (near !== null) return `no rule has host ${request.host}; the closest is ${near}`;
  const hosts = table.hostNames.all;
  return hosts.length > 0 && hosts.length <= 3 ? `no rule has host ${request.host}, only ${hosts.join(', ')}` : `no rule has host ${request.host}`;
}

/** `*.example.com` for `a.b.example.com` and for `example.com`. */
function wildcardOfTooManyLabels(table: SpecRoutes, host: string): string | null {
  if (isAddress(host)) return null;
  for (let dot = host.indexOf('.', host.indexOf('.') + 1); dot > 0; dot = host.indexOf('.', dot + 1)) {
    if (table.hosts.wildcard(host.slice(dot)) !== null) return `*${host.slice(dot)}`;
  }
  return table.hosts.wildcard(`.${host}`) === null ? null : `*.${host}`;
}

const REASONS = new WeakMap<Candidate, string>();

/** Paths below the one of a rule are matched by the same shorter ones, so that the reason is the same for all of them. */
export function reasonOf(winner: Candidate, { paths }: SpecHost, path: string): string {
  const isBelow = path.length > prefixKey(winner.path).length + 1;
  const known = isBelow ? REASONS.get(winner) : undefined;
  if (known !== undefined) return known;
  const reason = whyItWon(winner, paths.matching(path));
  if (isBelow) REASONS.set(winner, reason);
  return reason;
}

/** Against which alternatives a path won. */
function whyItWon(winner: Candidate, matching: readonly Candidate[]): string {
  const second = matching.find((each) => each !== winner);
  if (second === undefined) {
    return winner.rivals.length > 0 ? `${winner.route.label} is listed ${winner.rivals.length + 1} times for this host` : 'the only matching path';
  }
  const others = matching.length > 2 ? ` and ${matching.length - 2} more` : '';
  return `${winner.route.label} takes precedence over ${second.route.label}${others}: ${advantage(winner, second)}`;
}

function advantage(winner: Candidate, second: Candidate): string {
  const sameElements = prefixKey(winner.path) === prefixKey(second.path);
  if (!sameElements) return 'longer';
  if (winner.pathType === 'Exact') return 'Exact takes precedence over Prefix';
  return winner.path.length > second.path.length ? 'longer' : 'Prefix takes precedence over ImplementationSpecific';
}

/** What is nearest to a match, and what it lacks. */
function whyNoneMatches(host: SpecHost, path: string): string {
  const { candidates } = host.paths;
  if (candidates.length === 0) return host.owners.length === 0 ? 'no rule is for this host' : `${describeHost(host)} has no paths`;
  const near = nearMiss(candidates, path);
  return near === null ? `no path of ${describeHost(host)} matches ${path}` : `no path of ${describeHost(host)} matches ${path}; closest: ${near}`;
}

/** Past this many paths the nearest spelling is not looked for. */
const MOST_COMPARED = 1000;

function nearMiss(candidates: readonly Candidate[], path: string): string | null {
  const compared = candidates.slice(0, MOST_COMPARED);
  const lower = path.toLowerCase();
  for (const each of compared) {
    if (each.pathType === 'Exact' && prefixKey(each.path) === prefixKey(path)) return `${each.route.label}, which differs only by the trailing slash`;
    if (each.pathType === 'Exact' && pathMatches('Prefix', each.path, path)) return `${each.route.label}, which matches that path alone, nothing below it`;
    if (pathMatches(each.pathType, each.path.toLowerCase(), lower)) return `${each.route.label}, which differs only by case`;
    if (each.pathType !== 'Exact' && path.startsWith(prefixKey(each.path))) return `${each.route.label}, which matches whole elements only`;
  }
  const typo = nearest(path, compared.map((each) => each.path));
  return compared.find((each) => each.path === typo)?.route.label ?? null;
}
