import { findPort } from '../../cluster/endpoints/endpoint-ports';
import type { Workload } from '../../cluster/model';
import type { NetworkPolicies } from '../../cluster/policies/network-policies';
import { podOfWorkload, ROUTER } from '../../cluster/policies/party';
import { judgeConnection } from '../../cluster/policies/verdict';
import type { NetworkPolicy } from '../../kubernetes/network-policy';
import { describe } from '../../kubernetes/resource';
import type { ServicePort } from '../../kubernetes/service';
import { resolveBackendPort } from '../../routers/ingress/backend-port';
import { routeBackends } from '../routes';
import type { Rule } from '../rule';
import { workloadsBehind } from '../service-pods';

/** Pods behind an Ingress whose policies admit pods of their own namespace only. */
export const POLICY_BLOCKS_ROUTER: Rule = {
  id: 'policy-blocks-router',
  severity: 'warning',
  title: 'NetworkPolicies keep the ingress controller from the pods that an Ingress leads to.',
  why: 'The connection comes from the controller\'s pods, usually in a namespace of their own; blocked, clients get 504 or wait.',
  mend: 'Admit the namespace of the ingress controller (namespaceSelector) in an ingress rule, for the port of the pods.',
  sources: ['https://kubernetes.io/docs/concepts/services-networking/network-policies/#allow-all-ingress-traffic'],
  * check({ cluster, tables }, { policies }) {
    if (policies.all.length === 0) return;
    const reported = new Set<NetworkPolicy>();
    for (const { resource, backend } of routeBackends(tables)) {
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
    const pod = podOfWorkload(workload);
    const number = findPort(port, pod.spec);
    if (number === null) continue;
    const verdict = judgeConnection(policies, pod, 'ingress', ROUTER, { numbers: [number], protocol: port.protocol, spec: pod.spec });
    if (verdict?.result === 'blocked') return { policy: verdict.isolation.certain[0], workload, port: number };
  }
  return null;
}
