import type { Isolation, NetworkPolicies } from './network-policies';
import type { DialledPort, Party, PolicyPod } from './party';
import { and, matchPeer } from './peers';
import { rulesOfPort } from './rules-of-port';
import type { Match } from '../../kubernetes/label-selector';
import type { NetworkPolicy, PolicyDirection, PolicyPort, PolicyRule } from '../../kubernetes/network-policy';
import type { Container } from '../../kubernetes/pod-template';
import type { Protocol } from '../../kubernetes/service';

/** A rule, and the policy that it is in. */
export interface RuleOfPolicy {
  readonly policy: NetworkPolicy;
  readonly rule: PolicyRule;
}

/** What the policies that isolate a pod make of one connection. */
export interface Verdict {
  readonly direction: PolicyDirection;
  readonly result: 'allowed' | 'blocked' | 'depends';
  readonly isolation: Isolation;
  /** The other end of the connection, and the port that was judged. */
  readonly party: Party;
  readonly port: DialledPort;
  /** The rule that admits the connection, where that is certain. */
  readonly admitting: RuleOfPolicy | null;
  /** Rules that may admit it. */
  readonly open: readonly RuleOfPolicy[];
  /** A pod at one of the ends uses the network of its node, for which policies are undefined. */
  readonly hostNetwork: boolean;
}

const NO_RULES: readonly RuleOfPolicy[] = [];

/**
 * What becomes of a connection at one of its ends; null where no policy isolates that pod. A connection gets through where both ends let it.
 *
 * Policies only admit, and add up: their order does not matter.
 *
 * @param subject the pod whose policies are asked: the one that is connected to for ingress, the client for egress
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/#the-two-sorts-of-pod-isolation
 */
export function judgeConnection(
  policies: NetworkPolicies, subject: PolicyPod, direction: PolicyDirection, party: Party, port: DialledPort,
): Verdict | null {
  const isolation = policies.isolation(subject, direction);
  if (isolation === null) return null;
  const found = new RuleSearch(policies, direction, party, port);
  const certain = found.best(isolation.certain);
  const hostNetwork = subject.spec.hostNetwork || (party.kind === 'pod' && party.pod.spec.hostNetwork);
  const conclude = (result: Verdict['result']): Verdict => {
    const rules = result === 'allowed' ? { admitting: found.admitting, open: NO_RULES } : { admitting: null, open: found.open };
    return { direction, result, isolation, party, port, hostNetwork, ...rules };
  };
  if (certain === 'yes') return conclude('allowed');
  // a policy that may select the pod may isolate it, and may as well admit the connection
  const possible = isolation.possible.map((policy) => found.best([policy]));
  if (isolation.certain.length === 0 && possible.every((each) => each === 'yes')) return conclude('allowed');
  const decided = isolation.certain.length > 0 && certain === 'no' && possible.every((each) => each === 'no');
  return conclude(decided && !hostNetwork ? 'blocked' : 'depends');
}

/** Looks through rules for those that admit one connection. */
class RuleSearch {
  admitting: RuleOfPolicy | null = null;
  readonly open: RuleOfPolicy[] = [];

  constructor(
    private readonly policies: NetworkPolicies,
    private readonly direction: PolicyDirection,
    private readonly party: Party,
    private readonly port: DialledPort,
  ) {}

  best(policies: readonly NetworkPolicy[]): Match {
    let best: Match = 'no';
    for (const policy of policies) {
      for (const rule of rulesOfPort(policy[this.direction] ?? [], this.port)) {
        const ofPort = matchPorts(rule, this.port);
        const match = ofPort === 'no' ? 'no' : and(ofPort, this.matchPeers(policy, rule));
        if (match === 'no') continue;
        if (match === 'yes') {
          this.admitting ??= { policy, rule };
          return 'yes';
        }
        best = 'maybe';
        this.open.push({ policy, rule });
      }
    }
    return best;
  }

  private matchPeers(policy: NetworkPolicy, { peers }: PolicyRule): Match {
    if (peers === null) return 'yes';
    let best: Match = 'no';
    for (const peer of peers) {
      const match = matchPeer(this.policies, policy, peer, this.party);
      if (match === 'yes') return 'yes';
      if (match === 'maybe') best = 'maybe';
    }
    return best;
  }
}

/**
 * Whether a rule is about a port.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/network-policy-v1/ NetworkPolicyPort
 */
export function matchPorts({ ports }: PolicyRule, port: DialledPort): Match {
  if (ports === null) return 'yes';
  let best: Match = 'no';
  for (const entry of ports) {
    const match = matchPort(entry, port);
    if (match === 'yes') return 'yes';
    if (match === 'maybe') best = 'maybe';
  }
  return best;
}

function matchPort({ port, endPort, protocol }: PolicyPort, dialed: DialledPort): Match {
  if (protocol !== dialed.protocol) return 'no';
  if (port === null) return 'yes';
  let always = dialed.orOther !== true;
  let sometimes = dialed.orOther === true && (port !== DNS_PORT || endPort !== null);
  for (const number of dialed.numbers) {
    const match = typeof port === 'string' ? matchName(port, number, dialed) : isBetween(number, port, endPort) ? 'yes' : 'no';
    if (match !== 'yes') always = false;
    if (match !== 'no') sometimes = true;
  }
  return always ? 'yes' : sometimes ? 'maybe' : 'no';
}

/** Rules for port 53 are for DNS, and nothing else listens there. */
const DNS_PORT = 53;

function isBetween(number: number, first: number, last: number | null): boolean {
  return number >= first && number <= (last ?? first);
}

/** A name is that of a container port; of ports in restartable init containers not every plugin knows. */
function matchName(name: string, number: number, { protocol, spec }: DialledPort): Match {
  if (spec === null) return 'maybe';
  const own = matchContainers(spec.containers, name, number, protocol);
  return own === 'no' && spec.sidecars.length > 0 && matchContainers(spec.sidecars, name, number, protocol) !== 'no' ? 'maybe' : own;
}

/** Containers that give one name to different ports leave open which of them is meant. */
function matchContainers(containers: readonly Container[], name: string, wanted: number, protocol: Protocol): Match {
  let isMeant = false;
  let isOther = false;
  for (const { ports } of containers) {
    for (const port of ports) {
      if (port.name !== name || port.protocol !== protocol) continue;
      if (port.containerPort === wanted) isMeant = true;
      else isOther = true;
    }
  }
  return !isMeant ? 'no' : isOther ? 'maybe' : 'yes';
}
