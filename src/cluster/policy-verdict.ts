import type { Isolation, NetworkPolicies } from './network-policies';
import type { DialledPort, Party, PolicyPod } from './policy-party';
import { and, matchPeer } from './policy-peers';
import type { Match } from '../kubernetes/label-selector';
import type { NetworkPolicy, PolicyDirection, PolicyPort, PolicyRule } from '../kubernetes/network-policy';

/** A rule, and the policy that it stands in. */
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
  const verdict = { direction, isolation, party, port, admitting: found.admitting, open: found.open, hostNetwork };
  if (certain === 'yes') return { ...verdict, result: 'allowed', open: NO_RULES };
  // a policy that may select the pod may isolate it, and may as well admit the connection
  const possible = isolation.possible.map((policy) => found.best([policy]));
  if (isolation.certain.length === 0 && possible.every((each) => each === 'yes')) {
    return { ...verdict, admitting: found.admitting, result: 'allowed', open: NO_RULES };
  }
  const decided = isolation.certain.length > 0 && certain === 'no' && possible.every((each) => each === 'no');
  return { ...verdict, admitting: null, result: decided && !hostNetwork ? 'blocked' : 'depends' };
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
      for (const rule of policy[this.direction] ?? []) {
        const match = and(matchPorts(rule, this.port), this.matchPeers(policy, rule));
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

function matchPort({ port, endPort, protocol }: PolicyPort, dialled: DialledPort): Match {
  if (protocol !== dialled.protocol) return 'no';
  if (port === null) return 'yes';
  const { numbers, orOther } = dialled;
  const matches = numbers.map((number) => (typeof port === 'string' ? matchName(port, number, dialled) : isBetween(number, port, endPort) ? 'yes' : 'no'));
  if (matches.length > 0 && orOther !== true && matches.every((each) => each === 'yes')) return 'yes';
  const mayBeOther = orOther === true && (port !== DNS_PORT || endPort !== null);
  return mayBeOther || matches.some((each) => each !== 'no') ? 'maybe' : 'no';
}

/** Rules for port 53 are for DNS, and nothing else listens there. */
const DNS_PORT = 53;

function isBetween(number: number, first: number, last: number | null): boolean {
  return number >= first && number <= (last ?? first);
}

/** A name is that of a container port; of ports in restartable init containers not every plugin knows. */
function matchName(name: string, number: number, { protocol, spec }: DialledPort): Match {
  if (spec === null) return 'maybe';
  const isNamed = (each: { readonly name: string; readonly protocol: string }): boolean => each.name === name && each.protocol === protocol;
  const numbers = new Set(spec.containers.flatMap(({ ports }) => ports.filter(isNamed).map(({ containerPort }) => containerPort)));
  if (numbers.has(number)) return numbers.size === 1 ? 'yes' : 'maybe';
  return spec.sidecars.some(({ ports }) => ports.some((each) => isNamed(each) && each.containerPort === number)) ? 'maybe' : 'no';
}
