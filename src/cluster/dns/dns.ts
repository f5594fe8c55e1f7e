import { nothing } from './answer';
import type { DnsAnswer, DnsClient, DnsRecord, DnsRecordType, DnsStep, DnsTarget, ZoneAnswer } from './model';
import { candidates, invalidName, likelyName, looksInternal, type Candidate } from './names';
import { meantService } from './near-miss';
import { askedFirst, otherServer, ownServers, publicServers } from './questions';
import { resolverOf, USUAL_SETTINGS, type Resolver } from './resolver';
import { askReverse, reverseAddress, reverseName } from './reverse';
import { askZone, inZone } from './zone';
import type { Cluster } from '../model';
import { endsLikePublic } from './top-level-domains';
import type { OpenQuestion } from '../../kubernetes/open-question';
import type { Resource } from '../../kubernetes/resource';

/** CoreDNS follows no more aliases than these (plugin/backend_lookup.go A). */
const MOST_ALIASES = 8;

/**
 * What DNS answers a pod.
 *
 * @param type what is asked for; by default the addresses (A and AAAA), SRV for `_port._protocol` names and PTR for addresses
 */
export function resolveName(cluster: Cluster, query: string, from: DnsClient, type?: DnsRecordType): DnsAnswer {
  const asked = query.trim().toLowerCase();
  const resolver = resolverOf(cluster, from);
  const search = new NameSearch(cluster, query, from, resolver, type ?? null);
  const address = type === undefined || type === 'PTR' ? reverseAddress(asked.endsWith('.') ? asked.slice(0, -1) : asked) : null;
  if (address !== null) return search.reverse(address);
  const invalid = invalidName(asked);
  if (invalid !== null) return search.answer(asked, search.step(asked, nothing(asked, `it is ${invalid}`), ''));
  return search.run(asked);
}

/** What was asked, explained when somebody wants to know: search paths ask for many names. */
class AskedStep implements DnsStep {
  readonly outcome: DnsStep['outcome'];
  readonly resource: Resource | null;
  readonly path: string | null;
  readonly decision: string;

  constructor(readonly name: string, private readonly found: ZoneAnswer, private readonly whyAsked: string) {
    this.outcome = found.outcome;
    this.resource = found.resource;
    this.path = found.path;
    this.decision = found.decision;
  }

  get because(): string {
    return [this.whyAsked, this.found.because].filter((each) => each !== '').join('; ');
  }
}

/** One question on its way through search path and aliases. */
class NameSearch {
  private readonly steps: DnsStep[] = [];
  private readonly questions = new Set<OpenQuestion>();

  constructor(
    private readonly cluster: Cluster,
    private readonly query: string,
    private readonly from: DnsClient,
    private readonly resolver: Resolver,
    private readonly type: DnsRecordType | null,
  ) {}

  reverse(address: string): DnsAnswer {
    const name = reverseName(address);
    const { server, because } = this.resolver;
    const found = server === 'cluster' ? askReverse(this.cluster, address) : {
      ...nothing(name, because, [otherServer(this.resolver.address, address)]), outcome: 'unknown' as const, decision: `${address} is asked of another name server`,
    };
    return this.answer(name, this.step(name, found, ''));
  }

  run(asked: string): DnsAnswer {
    const unanswered: { readonly name: string; readonly found: ZoneAnswer }[] = [];
    for (const candidate of candidates(asked, this.resolver)) {
      const found = this.step(candidate.name, this.ask(candidate.name, this.steps.length === 0), this.whyAsked(candidate));
      if (this.decides(candidate, found)) {
        if (unanswered.some((each) => each.found.outcome === 'unknown')) this.questions.add(askedFirst(asked));
        return this.follow(candidate.name, found);
      }
      unanswered.push({ name: candidate.name, found });
    }
    const meant = likelyName(this.cluster, asked, this.from.namespace);
    // a Service of the manifests lacks what was asked for: that is meant, not a name of others
    const ofService = endsLikePublic(asked) ? undefined : unanswered.find((each) => each.found.outcome === 'NXDOMAIN' && each.found.resource !== null);
    const last = ofService
      ?? unanswered.find((each) => each.found.outcome === 'unknown')
      ?? unanswered.find((each) => each.found.outcome === 'NOERROR')
      ?? unanswered.find((each) => each.name === meant)
      ?? unanswered[unanswered.length - 1];
    this.moveLast(last.name);
    return this.answer(last.found.outcome === 'NXDOMAIN' && last !== ofService ? meant : last.name, last.found);
  }

  /** What others say of a public name that they are asked for first is taken for an answer, though it is not known. */
  private decides({ name }: Candidate, { outcome, records }: ZoneAnswer): boolean {
    if (outcome === 'NOERROR') return records.length > 0;
    return outcome === 'unknown' && (inZone(this.cluster, name) || (this.steps.length === 1 && endsLikePublic(name)));
  }

  /**
   * Follows external names to what has an address; aliases are asked for as they stand, without search path.
   *
   * The alias itself is an answer, whatever servers elsewhere say of the name that it stands for (CoreDNS plugin/backend_lookup.go A).
   */
  private follow(fqdn: string, first: ZoneAnswer): DnsAnswer {
    if (this.type === 'CNAME' || first.alias === null) return this.answer(fqdn, first);
    const seen = new Set([fqdn]);
    const records = [...first.records];
    let found = first;
    while (found.alias !== null) {
      const name = found.alias;
      if (seen.has(name) || seen.size > MOST_ALIASES) {
        const because = seen.has(name) ? 'the external names lead back to it' : `DNS servers follow no more than ${MOST_ALIASES} external names`;
        const loop = this.step(name, { ...nothing(name, because), resource: found.resource, path: found.path, decision: `${name} leads to no address` }, '');
        return { ...this.answer(fqdn, loop), records, loop: true };
      }
      seen.add(name);
      found = this.step(name, this.ask(name, true), 'external names are asked for without search path');
      for (const record of found.records) records.push(record);
    }
    return { ...this.answer(fqdn, found), records, outcome: found.outcome === 'unknown' ? 'NOERROR' : found.outcome };
  }

  /** Asks the servers that the resolver names for one absolute name. */
  private ask(name: string, first: boolean): ZoneAnswer {
    const { server, because } = this.resolver;
    if (!inZone(this.cluster, name)) return this.askOutside(name, first);
    if (server === 'cluster') return askZone(this.cluster, { name, type: this.type });
    if (server !== 'other') return nothing(name, `${because}, and these know no names of the cluster`);
    return { ...nothing(name, because), outcome: 'unknown', decision: `${name} is asked of another name server`, questions: [otherServer(this.resolver.address, 'names of the cluster')] };
  }

  private askOutside(name: string, first: boolean): ZoneAnswer {
    if (this.type !== 'PTR' && name === 'localhost') {
      const target: DnsTarget = { kind: 'address', address: '127.0.0.1' };
      const records: readonly DnsRecord[] = [{ type: 'A', name, value: '127.0.0.1', port: null, pod: this.from.pod?.name ?? null }];
      return { ...nothing(name, 'every pod has it in its hosts file'), outcome: 'NOERROR', records, target, decision: 'localhost is the pod itself' };
    }
    const { server, because } = this.resolver;
    const node = server === 'node' || server === 'other';
    if (looksInternal(this.cluster, name, first)) {
      const questions = node ? [ownServers(server === 'node' ? 'node' : 'pod', this.resolver.address, name)] : [];
      return nothing(name, server === 'cluster' ? 'no name server outside the cluster knows such a name' : because, questions);
    }
    const hint = meantService(this.cluster, name);
    const why = server === 'cluster' ? `not in the zone ${this.cluster.settings.clusterDomain}` : because;
    return {
      ...nothing(name, hint === null ? why : `${why}; ${hint}`),
      outcome: 'unknown',
      target: { kind: 'outside', name },
      decision: `${name} is asked of name servers outside the cluster`,
      questions: [publicServers(name)],
    };
  }

  step(name: string, found: ZoneAnswer, whyAsked: string): ZoneAnswer {
    this.steps.push(new AskedStep(name, found, whyAsked));
    return found;
  }

  private whyAsked(candidate: Candidate): string {
    const settings = this.resolver.because === USUAL_SETTINGS ? '' : ` of ${this.resolver.because}`;
    if (candidate.searchDomain === null) return this.steps.length === 0 ? '' : 'the name as it stands, after the search path';
    const captured = endsLikePublic(this.query.toLowerCase()) ? ', before the name as it stands' : '';
    return `search domain ${candidate.searchDomain}${settings}${captured}`;
  }

  private moveLast(name: string): void {
    const at = this.steps.findIndex((each) => each.name === name);
    this.steps.push(...this.steps.splice(at, 1));
  }

  answer(fqdn: string, found: ZoneAnswer): DnsAnswer {
    for (const each of this.resolver.questions) this.questions.add(each);
    for (const each of found.questions) this.questions.add(each);
    return {
      query: this.query,
      from: this.from,
      fqdn,
      outcome: found.outcome,
      records: found.records,
      target: found.target,
      loop: false,
      steps: this.steps,
      questions: [...this.questions],
    };
  }
}
