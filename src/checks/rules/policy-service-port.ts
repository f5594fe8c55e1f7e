import { findPort } from '../../cluster/endpoints/endpoint-ports';
import type { Cluster, Workload } from '../../cluster/model';
import type { NetworkPolicies } from '../../cluster/policies/network-policies';
import type { NetworkPolicy, PolicyPort, PolicyRule } from '../../kubernetes/network-policy';
import { describe } from '../../kubernetes/resource';
import type { Service } from '../../kubernetes/service';
import type { Rule } from '../rule';
import { declaredPorts, mostWorkloads, podSpecOf, workloadsBehind } from '../service-pods';

/** A NetworkPolicy that names the port of a Service instead of that of the pods. */
export const POLICY_SERVICE_PORT: Rule = {
  id: 'policy-service-port',
  severity: 'warning',
  title: 'A NetworkPolicy names a port of a Service that its pods do not listen on.',
  why: 'A policy is applied after the Service\'s address was replaced by a pod\'s, so it sees the target port: the connections stay blocked.',
  fix: 'Name the port of the containers, by number or by the name that the container gives it.',
  sources: ['https://kubernetes.io/docs/concepts/services-networking/network-policies/#networkpolicy-resource'],
  * check({ cluster }, { policies }) {
    if (policies.all.length === 0) return;
    const services = servicesByWorkload(cluster);
    const most = mostWorkloads(policies);
    for (const policy of policies.all) {
      for (const { rule, receivers } of receiversOf(policies, policy, services)) {
        if (receivers.count > most) continue;
        for (const port of rule.ports ?? []) {
          const mapped = receivers.count === 0 ? null : mappedPort(port, rule, receivers);
          if (mapped === null) continue;
          yield {
            resource: policy.resource,
            path: `${port.path}.port`,
            message: `port ${port.port} is the port of ${describe(mapped.service.resource)}; the pods of ${describe(mapped.workload)} listen on ${mapped.number}, and policies see that`,
            fix: `set ${port.path}.port to ${mapped.number}`,
            edits: [{ path: `${port.path}.port`, value: mapped.number }],
          };
        }
      }
    }
  },
};

type Services = ReadonlyMap<Workload, readonly Service[]>;

/** Workloads whose pods the ports of rules belong to: those that a policy is about are the same for thousands of rules. */
class Receivers {
  readonly count: number;
  /** Ports of the containers of those that were looked at, the first `seen` of them. */
  private readonly ports = new Set<string>();
  private seen = 0;
  private withServices: readonly Workload[] | undefined;

  constructor(private readonly workloads: readonly Workload[], private readonly services: Services) {
    this.count = workloads.length;
  }

  /** Whether some container of them declares a port. */
  declare({ port, protocol }: PolicyPort): boolean {
    const key = `${port}/${protocol}`;
    while (!this.ports.has(key)) {
      if (this.seen === this.count) return false;
      for (const each of declaredPorts(podSpecOf(this.workloads[this.seen]))) this.ports.add(`${each.containerPort}/${each.protocol}`);
      this.seen += 1;
    }
    return true;
  }

  /** Each with each of its Services. */
  * served(): Iterable<{ readonly workload: Workload; readonly service: Service }> {
    this.withServices ??= this.workloads.filter((each) => this.services.has(each));
    for (const workload of this.withServices) {
      for (const service of this.services.get(workload) ?? []) yield { workload, service };
    }
  }
}

interface RuleReceivers {
  readonly rule: PolicyRule;
  readonly receivers: Receivers;
}

function* receiversOf(policies: NetworkPolicies, policy: NetworkPolicy, services: Services): Iterable<RuleReceivers> {
  const own = new Receivers(policies.selected(policy), services);
  for (const rule of policy.ingress ?? []) yield { rule, receivers: own };
  for (const rule of policy.egress ?? []) {
    const workloads = (rule.peers ?? []).flatMap((peer) => policies.peers(policy, peer));
    yield { rule, receivers: new Receivers(workloads, services) };
  }
}

interface MappedPort {
  readonly service: Service;
  readonly workload: Workload;
  readonly number: number;
}

/** The Service that maps this port to another, where no receiver declares the port and the rule does not admit the other one too. */
function mappedPort(port: PolicyPort, rule: PolicyRule, receivers: Receivers): MappedPort | null {
  if (typeof port.port !== 'number' || port.endPort !== null || receivers.declare(port)) return null;
  for (const { workload, service } of receivers.served()) {
    const servicePort = service.ports.find((each) => each.port === port.port && each.protocol === port.protocol);
    const number = servicePort === undefined ? null : findPort(servicePort, podSpecOf(workload));
    if (number === null || number === port.port || rule.ports?.some((each) => each.port === number)) continue;
    return { service, workload, number };
  }
  return null;
}

function servicesByWorkload(cluster: Cluster): Services {
  const services = new Map<Workload, Service[]>();
  for (const service of cluster.services.all) {
    for (const workload of workloadsBehind(cluster, service)) {
      const known = services.get(workload);
      if (known === undefined) services.set(workload, [service]);
      else known.push(service);
    }
  }
  return services;
}
