import { findPort } from '../../cluster/endpoint-ports';
import type { Workload } from '../../cluster/model';
import { resolveBackendPort } from '../../http/backend-port';
import { describe } from '../../kubernetes/resource';
import type { ServicePort } from '../../kubernetes/service';
import { admitsPort, type NetworkPolicies, type NetworkPolicy, type PolicyPeer } from '../network-policies';
import { routeBackends } from '../routes';
import type { Rule } from '../rule';
import { declaredPorts, podSpecOf, workloadsBehind } from '../service-pods';

/** Pods behind an Ingress whose policies admit pods of their own namespace only. */
export const POLICY_BLOCKS_ROUTER: Rule = {
  id: 'policy-blocks-router',
  severity: 'warning',
  title: 'NetworkPolicies keep the ingress controller from the pods that an Ingress leads to.',
  why: 'The connection comes from the controller\'s pods, usually in a namespace of their own; blocked, clients get 504 or wait.',
  mend: 'Admit the namespace of the ingress controller (namespaceSelector) in an ingress rule, for the port of the pods.',
  sources: ['https://kubernetes.io/docs/concepts/services-networking/network-policies/#allow-all-ingress-traffic'],
  * check({ cluster, routers }, { policies }) {
    if (policies.all.length === 0) return;
    const reported = new Set<NetworkPolicy>();
    for (const { resource, backend } of routeBackends(routers)) {
      const service = cluster.services.get(backend.namespace, backend.service);
      if (service === undefined) continue;
      const lookup = resolveBackendPort(service, backend.port);
      if (lookup.kind !== 'found') continue;
      const blocked = blockedBehind(policies, workloadsBehind(cluster, service), lookup.port);
      if (blocked === null || reported.has(blocked.policy)) continue;
      reported.add(blocked.policy);
      yield {
        resource: blocked.policy.resource,
        path: 'spec.ingress',
        message: `${describe(resource)} leads to the pods of ${describe(blocked.workload)} through ${describe(service.resource)},`
          + ` and their policies admit nobody from another namespace to port ${blocked.port}`,
        fix: 'add to spec.ingress: { from: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: <namespace of the ingress controller> } } }]'
          + `, ports: [{ port: ${blocked.port} }] }`,
      };
    }
  },
};

interface Blocked {
  readonly policy: NetworkPolicy;
  readonly workload: Workload;
  readonly port: number;
}

function blockedBehind(policies: NetworkPolicies, workloads: readonly Workload[], port: ServicePort): Blocked | null {
  for (const workload of workloads) {
    const restricting = policies.of(workload).filter((policy) => policy.ingress !== null);
    const spec = podSpecOf(workload);
    const number = findPort(port, spec);
    if (restricting.length === 0 || number === null || spec.hostNetwork) continue;
    const named = (name: string): boolean => declaredPorts(spec).some((each) => each.name === name && each.containerPort === number);
    const admits = restricting.some((policy) => (policy.ingress ?? []).some((rule) => admitsPort(rule, number, port.protocol, named)
      && (rule.peers === null || rule.peers.some((peer) => mayBeController(policies, policy, peer)))));
    if (admits) continue;
    return { policy: restricting[0], workload, port: number };
  }
  return null;
}

/** Addresses, other namespaces, and pods that the manifests do not show may be the controller; so may one of the policy's own namespace. */
function mayBeController(policies: NetworkPolicies, policy: NetworkPolicy, peer: PolicyPeer): boolean {
  if (peer.cidr !== null || peer.namespaceSelector !== null) return true;
  const workloads = policies.peers(policy, peer);
  return workloads.length === 0 || workloads.some((workload) => /ingress|traefik|nginx|haproxy|contour|envoy|kong|gateway|proxy/.test(workload.name));
}
