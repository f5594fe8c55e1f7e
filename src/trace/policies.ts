import { callerOf, routerCaller } from './caller';
import type { Caller, Context } from './context';
import { describeWorkload } from './destinations';
import { explainVerdict } from './policy-words';
import { failed, type Ending } from './trail';
import { NOTHING_REFUSED, type Pod } from '../cluster/model';
import { judgeDnsEgress } from '../cluster/policies/dns-egress';
import { networkPolicies, type NetworkPolicies } from '../cluster/policies/network-policies';
import { addressParty, outsider, type DialledPort, type Party, type PolicyPod } from '../cluster/policies/party';
import { judgeConnection, type Verdict } from '../cluster/policies/verdict';
import { refusedPoliciesAbout } from '../cluster/services/refused';
import type { RoutedDestination } from '../cluster/services/service-routing';
import { sourceIn } from '../kubernetes/open-question';
import { describe, type Resource } from '../kubernetes/resource';

/**
 * Of the pods and addresses that a connection may go to, those that NetworkPolicies let it reach; what they decide is told.
 *
 * Proxies choose pods without regard to policies: connections to those that are left out are dropped.
 *
 * @returns the destinations as they were, where no policy restricts the connection
 */
export function passPolicies(context: Context, routed: readonly RoutedDestination[]): readonly RoutedDestination[] {
  const policies = networkPolicies(context.cluster);
  if (context.trail.isRecorded && context.cluster.refused !== NOTHING_REFUSED) {
    context.trail.dependsOn(refusedPoliciesAbout(context.cluster, [callerOf(context).pod, ...routed.map(({ pods }) => pods[0] ?? null)]));
  }
  if (policies.none) return routed;
  const caller = callerOf(context);
  explainCustomPolicies(context, policies, [caller.pod, ...routed.map(({ pods }) => pods[0] ?? null)]);
  const passage = new Passage(context, policies, caller);
  const passed = routed.flatMap((destination) => passage.through(destination));
  if (passed.length === routed.length && passed.every((each, i) => each === routed[i])) return routed;
  if (passed.length > 0) passage.explainLost(passed);
  else if (caller.kind === 'router') context.trail.open('blocked-backend-answers', {}, [], () => 'a backend that does not answer: most controllers answer 504 once they have waited');
  return passed;
}

/** The request as a router sends it on. */
export function fromRouter(context: Context, name: string, findPod: () => Pod | null): Context {
  return networkPolicies(context.cluster).none ? context : { ...context, caller: routerCaller(name, findPod()) };
}

/** What the policies of both ends make of a connection; null where none restricts it. */
interface Judged {
  readonly egress: Verdict | null;
  readonly ingress: Verdict | null;
}

/** The connections of one caller to the pods of destinations. */
class Passage {
  /** What has been told, so that it is told once for pods that are alike. */
  private readonly told = new Set<string>();
  private readonly toldLast = new Map<Verdict, RoutedDestination>();
  private lost = '';
  /** By port, then by pod. */
  private readonly judged = new Map<string, Map<PolicyPod, Judged>>();

  constructor(private readonly context: Context, private readonly policies: NetworkPolicies, private readonly caller: Caller) {}

  /** What is left of a destination: itself, a part of it, or nothing. A pod always reaches itself. */
  through(destination: RoutedDestination): readonly RoutedDestination[] {
    const { pods, addresses } = destination;
    const passedPods = pods.filter((pod) => pod === this.caller.pod || this.reaches(pod, destination));
    const passedAddresses = addresses.filter((address) => this.reachesAddress(address, destination));
    const before = pods.length + addresses.length;
    const passed = passedPods.length + passedAddresses.length;
    if (passed === before) return [destination];
    // of a list and those that are left of it, in their order, the first that differs is gone
    const lostAddress = addresses.find((address, i) => passedAddresses[i] !== address);
    if (this.lost === '') this.lost = lostAddress === undefined ? nameOf(destination) : nameOfAddress(lostAddress, destination);
    return passed === 0 ? [] : [{ ...destination, pods: passedPods, addresses: passedAddresses, share: destination.share * passed / before }];
  }

  private reaches(pod: Pod, destination: RoutedDestination): boolean {
    const { egress, ingress } = this.judgeAlike(pod, destination);
    if (egress !== null && !this.passes(egress, destination)) return false;
    return ingress === null || this.passes(ingress, destination);
  }

  /** Pods that are alike are judged once. */
  private judgeAlike(pod: Pod, destination: RoutedDestination): Judged {
    const key = `${destination.port}/${destination.protocol}`;
    let ofPort = this.judged.get(key);
    if (ofPort === undefined) this.judged.set(key, ofPort = new Map());
    const first = this.policies.firstAlike(pod);
    let judged = ofPort.get(first);
    if (judged === undefined) ofPort.set(first, judged = this.judge(first, destination));
    return judged;
  }

  private judge(pod: PolicyPod, destination: RoutedDestination): Judged {
    const { caller, policies } = this;
    const port: DialledPort = { numbers: [destination.port], protocol: destination.protocol, spec: pod.spec };
    const translated = caller.kind === 'translated';
    const seen = translated ? { ...port, numbers: [...new Set([destination.port, this.context.target.port])] } : port;
    const egress = this.judgeEgress({ kind: 'pod', pod, translated }, seen);
    const ingress = egress?.result === 'blocked' ? null : judgeConnection(policies, pod, 'ingress', caller.party, port);
    return { egress, ingress };
  }

  private reachesAddress(address: string, destination: RoutedDestination): boolean {
    const egress = this.judgeEgress(addressParty(address), { numbers: [destination.port], protocol: destination.protocol, spec: null });
    return egress === null || this.passes(egress, destination, nameOfAddress(address, destination));
  }

  private judgeEgress(party: Party, port: DialledPort): Verdict | null {
    return this.caller.pod === null ? null : judgeConnection(this.policies, this.caller.pod, 'egress', party, port);
  }

  private passes(verdict: Verdict, destination: RoutedDestination, to = nameOf(destination)): boolean {
    const { trail } = this.context;
    if (trail.isRecorded && this.toldLast.get(verdict) !== destination) {
      this.toldLast.set(verdict, destination);
      const { policy, rule } = verdict.admitting ?? { policy: verdict.isolation.certain[0] ?? verdict.isolation.possible[0], rule: null };
      const key = `${verdict.direction} ${verdict.result} ${nameOf(destination)} ${policy.resource.namespace}/${policy.resource.name} ${rule?.path ?? ''}`;
      if (!this.told.has(key)) explainVerdict(trail, verdict, { from: this.caller.name, to });
      this.told.add(key);
    }
    return verdict.result !== 'blocked';
  }

  /** Some of the pods are not reached, and are chosen all the same. */
  explainLost(passed: readonly RoutedDestination[]): void {
    const share = passed.reduce((sum, each) => sum + each.share, 0);
    const percent = Math.round((1 - share) * 1000) / 10;
    this.context.trail.open('share-blocked', { percent }, [], () => `${percent} % of the connections go to pods that policies keep them from (${this.lost}), and are dropped`);
  }
}

function nameOf(destination: RoutedDestination): string {
  const { workload, addresses } = destination;
  return nameOfAddress(workload === null ? addresses[0] ?? 'no address' : describeWorkload(workload), destination);
}

function nameOfAddress(address: string, { port, protocol }: RoutedDestination): string {
  return `port ${port}${protocol === 'TCP' ? '' : `/${protocol}`} of ${address}`;
}

/**
 * A connection of the client to a name or address outside.
 *
 * @returns null where policies do not stop it
 */
export function leavesPod(context: Context, host: string): Ending | null {
  const { kind, port, protocol } = context.target;
  const party = kind === 'address' ? addressParty(host) : outsider(null);
  return judgeLeaving(context, party, { numbers: [port], protocol, spec: null }, host);
}

/**
 * A connection of the client to what stands in for pods that the manifests do not show, at another port perhaps.
 *
 * @param party `ROUTER` for a router, `SOMEWHERE` for what the cluster runs by itself
 * @returns null where policies do not stop it
 */
export function leavesPodFor(context: Context, party: Party, what: string): Ending | null {
  const { port, protocol } = context.target;
  return judgeLeaving(context, party, { numbers: [port], orOther: true, protocol, spec: null }, what);
}

function judgeLeaving(context: Context, party: Party, port: DialledPort, what: string): Ending | null {
  const policies = networkPolicies(context.cluster);
  if (policies.none) return null;
  const { pod, name } = callerOf(context);
  if (pod === null) return null;
  explainCustomPolicies(context, policies, [pod]);
  const verdict = judgeConnection(policies, pod, 'egress', party, port);
  if (verdict === null) return null;
  if (context.trail.isRecorded) explainVerdict(context.trail, verdict, { from: name, to: `port ${context.target.port} of ${what}` });
  return verdict.result === 'blocked' ? failed('policy-blocks') : null;
}

/** The question that a client asks DNS before it connects; null where policies do not stop it. */
export function asksDns(context: Context): Ending | null {
  const { cluster, trail, target: { host } } = context;
  if (networkPolicies(cluster).none || /^localhost\.?$/.test(host)) return null;
  const { pod, name } = callerOf(context);
  const verdict = pod === null ? null : judgeDnsEgress(cluster, pod);
  if (verdict === null) return null;
  if (trail.isRecorded) explainVerdict(trail, verdict, { from: name, to: 'port 53 of the name servers' });
  return verdict.result === 'blocked' ? failed('policy-blocks-dns') : null;
}

/** More policies of other kinds than these are not named. */
const MOST_CUSTOM = 3;

/** Policies that network plugins bring are not simulated; those that may be about one of the pods are named. */
function explainCustomPolicies({ trail }: Context, { custom }: NetworkPolicies, pods: readonly (PolicyPod | null)[]): void {
  if (custom.none || !trail.isRecorded) return;
  const found = new Set(pods.flatMap((pod) => (pod === null ? [] : custom.about(pod))));
  if (found.size === 0) return;
  const policies = [...found];
  const named = policies.slice(0, MOST_CUSTOM).map(describe).join(', ');
  const more = policies.length > MOST_CUSTOM ? ` and ${policies.length - MOST_CUSTOM} more` : '';
  trail.open('custom-policies', { policies: policies.map(contentOf).sort().join(' ') }, policies.map((policy) => sourceIn(policy)),
    () => `how the network plugin handles ${named}${more}: such ${policies.every((each) => each.kind.endsWith('Policy')) ? 'policies' : 'objects'} are not simulated`);
}

const CONTENTS = new WeakMap<Resource, string>();

/** Everything that a policy says, without its name. */
function contentOf(policy: Resource): string {
  let content = CONTENTS.get(policy);
  if (content === undefined) {
    const { metadata: _, ...rest } = policy.object;
    CONTENTS.set(policy, content = JSON.stringify(rest));
  }
  return content;
}
