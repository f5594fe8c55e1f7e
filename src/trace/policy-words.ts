import type { Trail } from './trail';
import { matchPorts, type RuleOfPolicy, type Verdict } from '../cluster/policies/verdict';
import { isEverything, type LabelSelector } from '../kubernetes/label-selector';
import type { NetworkPolicy, PolicyPeer, PolicyPort, PolicyRule } from '../kubernetes/network-policy';
import { oncePer } from '../kubernetes/once-per';
import { openQuestion, sourceIn, type Facts, type OpenQuestion } from '../kubernetes/open-question';
import { describe } from '../kubernetes/resource';

/** The ends of a connection, as messages name them. */
export interface Ends {
  readonly from: string;
  /** With the port: `port 8080 of Deployment kiada/quote`. */
  readonly to: string;
}

/** More of a kind than these are summed up. */
const MOST_NAMED = 3;

const ENFORCED = (): string => 'whether the cluster\'s network plugin enforces NetworkPolicy';

/** One hop for what policies make of a connection at one of its ends, and what that depends on. */
export function explainVerdict(trail: Trail, verdict: Verdict, ends: Ends): void {
  if (verdict.result === 'allowed') explainAllowed(trail, verdict, ends);
  else if (verdict.result === 'blocked') explainBlocked(trail, verdict, ends);
  else explainOpen(trail, verdict, ends);
}

function explainAllowed(trail: Trail, { admitting }: Verdict, { from, to }: Ends): void {
  if (admitting === null) return;
  const { policy: { resource }, rule } = admitting;
  trail.hop(resource, rule.path, `${describe(resource)} allows connections from ${from} to ${to}`, `the rule admits ${describeRule(rule)}`);
}

function explainBlocked(trail: Trail, verdict: Verdict, { from, to }: Ends): void {
  const policy = nearestPolicy(verdict);
  trail.hop(policy.resource, `spec.${verdict.direction}`, `${describe(policy.resource)} denies connections from ${from} to ${to}`,
    `${isolates(verdict, { from, to })}, and no rule admits the connection: ${triedRules(verdict, policy)}`);
  trail.open('policies-enforced', {}, [sourceIn(policy.resource)], ENFORCED);
  trail.dependsOn(presumptions(verdict));
}

/** What was taken for granted of peers that the manifests do not decide. Connections to thousands of pods may have one verdict. */
const presumptions = oncePer(findPresumptions);

function findPresumptions({ direction, isolation, party, port }: Verdict): readonly OpenQuestion[] {
  const peers = isolation.certain.flatMap((policy) => policy[direction] ?? []).filter((rule) => matchPorts(rule, port) !== 'no').flatMap((rule) => rule.peers ?? []);
  const blocks = peers.filter(({ ipBlock }) => ipBlock !== null);
  if (party.kind === 'pod' && party.pod.ips.length === 0 && blocks.length > 0) return [noneOf('pods have', blocks)];
  if (party.kind === 'router' && peers.length > 0) return [noneOf('the router is', peers)];
  return [];
}

function noneOf(who: string, peers: readonly PolicyPeer[]): OpenQuestion {
  const whole = peers.map((peer) => describePeer(peer, everyOf));
  return openQuestion('none-of-peers', { who, peers: [...new Set(whole)].sort().join(' or ') }, [], () => `that ${who} none of the ${some(peers.map((peer) => describePeer(peer)))}`);
}

function explainOpen(trail: Trail, verdict: Verdict, { from, to }: Ends): void {
  const { isolation, open, direction, hostNetwork } = verdict;
  const [first] = open;
  const policy = first?.policy ?? isolation.certain[0] ?? isolation.possible[0];
  trail.hop(policy.resource, first?.rule.path ?? `spec.${direction}`, `${describe(policy.resource)} may deny connections from ${from} to ${to}`,
    first === undefined ? `${isolates(verdict, { from, to })}, and no rule admits the connection` : `the rule admits ${describeRule(first.rule)}`);
  const who = direction === 'ingress' ? from : to;
  for (const rule of open.slice(0, MOST_NAMED)) {
    trail.open('among-admitted', admittedFacts(direction, open), [sourceIn(rule.policy.resource, rule.rule.path, 'match')],
      () => `whether ${who} is among those that ${nameOf(rule)} admits: ${describeRule(rule.rule)}`);
  }
  if (hostNetwork) trail.open('policies-on-host-network', {}, [], () => 'how the network plugin handles NetworkPolicies and pods that use the network of their node');
  for (const each of isolation.possible) {
    trail.open('policy-selects-unknown-labels', { direction, selector: describeSelector(each.podSelector) }, [sourceIn(each.resource, 'spec.podSelector')],
      () => `whether ${describe(each.resource)} selects ${direction === 'ingress' ? to : from}: its labels are not all known`);
  }
}

interface Admitted {
  readonly direction: Verdict['direction'];
  readonly open: Verdict['open'];
  readonly facts: Facts;
}

const ADMITTED = new WeakMap<PolicyRule, Admitted>();

/** Every rule that may admit the connection counts, though some alone are named. Thousands of pods may have the same thousands of rules. */
function admittedFacts(direction: Verdict['direction'], open: Verdict['open']): Facts {
  const [{ rule: first }] = open;
  const known = ADMITTED.get(first);
  if (known !== undefined && known.direction === direction && isOfSameRules(known.open, open)) return known.facts;
  const admitted = [...new Set(open.map(({ rule }) => wholeRule(rule)))].sort().join('; ');
  const facts = { direction, admitted };
  ADMITTED.set(first, { direction, open, facts });
  return facts;
}

function isOfSameRules(these: Verdict['open'], others: Verdict['open']): boolean {
  return these === others || (these.length === others.length && these.every(({ rule }, i) => rule === others[i].rule));
}

/** Of the policies that isolate the pod, the one with most rules is most likely the one to change. */
const nearestPolicy = oncePer(({ isolation, direction }: Verdict): NetworkPolicy => {
  return isolation.certain.reduce((best, each) => ((each[direction]?.length ?? 0) > (best[direction]?.length ?? 0) ? each : best));
});

function isolates({ isolation, direction }: Verdict, { from, to }: Ends): string {
  const { certain, possible } = isolation;
  const count = certain.length + possible.length;
  const more = count > MOST_NAMED ? ` and ${count - MOST_NAMED} more` : '';
  const pods = direction === 'ingress' ? to.slice(to.indexOf(' of ') + 4) : from;
  if (count === 1) return `it isolates ${pods}`;
  const named = [...certain.slice(0, MOST_NAMED), ...possible.slice(0, MOST_NAMED)].slice(0, MOST_NAMED).map(({ resource }) => describe(resource));
  return `${direction === 'ingress' ? 'connections to' : 'connections from'} ${pods} are restricted by ${named.join(', ')}${more}`;
}

/** What would have to be another: who is admitted, or the port. */
function triedRules({ direction, party, port }: Verdict, policy: NetworkPolicy): string {
  const rules = policy[direction] ?? [];
  if (rules.length === 0) return 'there is none';
  const dialed = `${port.numbers.join(' or ')}${port.protocol === 'TCP' ? '' : `/${port.protocol}`}`;
  const seen = direction === 'ingress' || party.kind === 'pod' ? `and policies see the port of the pod: ${dialed}` : `not ${dialed}`;
  const tried = rules.slice(0, MOST_NAMED).map((rule) => (matchPorts(rule, port) === 'no'
    ? `${rule.path} is for ${describePorts(rule)}, ${seen}`
    : `${rule.path} is for ${describePeers(rule)}`));
  return `${tried.join('; ')}${rules.length > MOST_NAMED ? `; and ${rules.length - MOST_NAMED} more` : ''}`;
}

function nameOf({ policy, rule }: RuleOfPolicy): string {
  return `${describe(policy.resource)} (${rule.path})`;
}

/** `pods with app=kiada, at port 8080`. */
function describeRule(rule: PolicyRule): string {
  return `${describePeers(rule)}, at ${describePorts(rule)}`;
}

/** The same with every peer and port, as a fact. */
function wholeRule({ peers, ports }: PolicyRule): string {
  const from = peers === null ? 'everyone' : everyOf(peers.map((peer) => describePeer(peer, everyOf)));
  return `${from}, at ${ports === null ? 'every port' : everyOf(ports.map(describePort))}`;
}

function describePeers({ peers }: PolicyRule): string {
  return peers === null ? 'everyone' : some(peers.map((peer) => describePeer(peer)));
}

function describePorts({ ports }: PolicyRule): string {
  return ports === null ? 'every port' : some(ports.map(describePort));
}

/** @param join how addresses that are left out are listed */
function describePeer({ podSelector, namespaceSelector, ipBlock }: PolicyPeer, join = some): string {
  if (ipBlock !== null) return `addresses of ${ipBlock.cidr?.canonical ?? 'no network'}${ipBlock.except.length === 0 ? '' : ` except ${join(ipBlock.except.map(({ canonical }) => canonical))}`}`;
  if (podSelector === null && namespaceSelector === null) return 'nobody';
  const pods = podSelector === null || isEverything(podSelector) ? 'all pods' : `pods with ${describeSelector(podSelector)}`;
  if (namespaceSelector === null) return `${pods} of the policy's namespace`;
  return isEverything(namespaceSelector) ? `${pods} of every namespace` : `${pods} of namespaces with ${describeSelector(namespaceSelector)}`;
}

function describePort({ port, endPort, protocol }: PolicyPort): string {
  const number = port === null ? 'every port' : `port ${port}${endPort === null ? '' : `-${endPort}`}`;
  return protocol === 'TCP' ? number : `${number}/${protocol}`;
}

/** As kubectl writes selectors: `app=kiada,tier in (web,db)`. */
function describeSelector({ matchLabels, matchExpressions }: LabelSelector): string {
  const labels = Object.keys(matchLabels).map((key) => `${key}=${matchLabels[key]}`);
  const expressions = matchExpressions.map(({ key, operator, values }) => {
    switch (operator) {
      case 'Exists': return key;
      case 'DoesNotExist': return `!${key}`;
      case 'NotIn': return `${key} notin (${values.join(',')})`;
      default: return `${key} in (${values.join(',')})`;
    }
  });
  return [...labels, ...expressions].join(',');
}

function everyOf(texts: readonly string[]): string {
  return texts.join(' or ');
}

function some(texts: readonly string[]): string {
  return texts.length <= MOST_NAMED ? texts.join(' or ') : `${texts.slice(0, MOST_NAMED).join(', ')} or ${texts.length - MOST_NAMED} more`;
}
