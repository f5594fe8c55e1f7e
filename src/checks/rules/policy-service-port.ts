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
      for (const { rule, receivers } of receiversOf(policies, policy)) {
        for (const port of rule.ports ?? []) {
          const mapped = receivers.length === 0 || receivers.length > most ? null : mappedPort(port, rule, receivers, services);
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

interface Receivers {
  readonly rule: PolicyRule;
  /** The workloads whose pods the rule's ports belong to. */
  readonly receivers: readonly Workload[];
}

function* receiversOf(policies: NetworkPolicies, policy: NetworkPolicy): Iterable<Receivers> {
  const own = policies.selected(policy);
  for (const rule of policy.ingress ?? []) yield { rule, receivers: own };
  for (const rule of policy.egress ?? []) yield { rule, receivers: (rule.peers ?? []).flatMap((peer) => policies.peers(policy, peer)) };
}

interface MappedPort {
  readonly service: Service;
  readonly workload: Workload;
  readonly number: number;
}

/** The Service that maps this port to another, where no receiver declares the port and the rule does not admit the other one too. */
function mappedPort(
  port: PolicyPort, rule: PolicyRule, receivers: readonly Workload[], services: ReadonlyMap<Workload, readonly Service[]>,
): MappedPort | null {
  if (typeof port.port !== 'number' || port.endPort !== null) return null;
  for (const workload of receivers) {
    const spec = podSpecOf(workload);
    if (declaredPorts(spec).some((each) => each.containerPort === port.port && each.protocol === port.protocol)) return null;
  }
  for (const workload of receivers) {
    for (const service of services.get(workload) ?? []) {
      const servicePort = service.ports.find((each) => each.port === port.port && each.protocol === port.protocol);
      const number = servicePort === undefined ? null : findPort(servicePort, podSpecOf(workload));
      if (number === null || number === port.port || rule.ports?.some((each) => each.port === number)) continue;
      return { service, workload, number };
    }
  }
  return null;
}

function servicesByWorkload(cluster: Cluster): ReadonlyMap<Workload, readonly Service[]> {
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
