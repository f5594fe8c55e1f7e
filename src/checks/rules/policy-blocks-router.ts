import { findPort } from '../../cluster/endpoints/endpoint-ports';
import type { Workload } from '../../cluster/model';
import type { NetworkPolicies } from '../../cluster/policies/network-policies';
import { podOfWorkload, ROUTER } from '../../cluster/policies/party';
import { judgeConnection } from '../../cluster/policies/verdict';
import type { NetworkPolicy } from '../../kubernetes/network-policy';
import { describe } from '../../kubernetes/resource';
import type { Service, ServicePort } from '../../kubernetes/service';
import { resolveBackendPort } from '../../routers/ingress/backend-port';
import type { Action, Router, ServiceTarget } from '../../routers/model';
import type { Rule } from '../rule';
import { workloadsBehind } from '../service-pods';

/** Pods behind an Ingress or a Gateway whose policies admit pods of their own namespace only. */
export const POLICY_BLOCKS_ROUTER: Rule = {
  id: 'policy-blocks-router',
  severity: 'warning',
  title: 'NetworkPolicies keep the ingress controller from the pods that an Ingress or a Gateway leads to.',
  why: 'The connection comes from the controller\'s pods, usually in a namespace of their own; blocked, clients get 504 or wait.',
  fix: 'Admit the namespace of the ingress controller (namespaceSelector) in an ingress rule, for the port of the pods.',
  sources: ['https://kubernetes.io/docs/concepts/services-networking/network-policies/#allow-all-ingress-traffic'],
  * check({ cluster, routers }, { policies }) {
    if (policies.all.length === 0) return;
    const reported = new Set<NetworkPolicy>();
    for (const target of targetsOf(routers)) {
      const { resource } = target.source;
      const service = cluster.services.get(target.namespace, target.name);
      const port = service === undefined ? null : portOf(service, target);
      if (service === undefined || port === null) continue;
      const blocked = blockedBehind(policies, workloadsBehind(cluster, service), port);
      if (blocked === null || reported.has(blocked.policy)) continue;
      reported.add(blocked.policy);
      yield {
        resource: blocked.policy.resource,
        path: 'spec.ingress',
        message: `${describe(resource)} leads to the pods of ${describe(blocked.workload)} through ${describe(service.resource)},`
          + ` and their policies allow no connection from another namespace to port ${blocked.port}`,
        fix: 'add to spec.ingress: { from: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: <namespace of the ingress controller> } } }]'
          + `, ports: [{ port: ${blocked.port} }] }`,
      };
    }
  },
};

/** Every Service and port that a route of a router sends requests to, once. */
function* targetsOf(routers: readonly Router[]): Iterable<ServiceTarget> {
  const seen = new Set<string>();
  for (const { listeners } of routers) {
    for (const hosts of new Set(listeners.map((each) => each.hosts))) {
      for (const { action } of hosts.flatMap(({ routes }) => routes)) {
        for (const target of serviceTargets(action)) {
          const key = `${target.namespace}/${target.name} ${target.port} ${target.servicePort ?? ''}`;
          if (seen.has(key)) continue;
          seen.add(key);
          yield target;
        }
      }
    }
  }
}

function serviceTargets(action: Action): readonly ServiceTarget[] {
  return action.kind === 'forward' ? action.to.flatMap(({ target }) => target.kind === 'service' ? [target] : []) : [];
}

/** As the router looks it up. */
function portOf(service: Service, { port, servicePort }: ServiceTarget): ServicePort | null {
  if (servicePort !== undefined) return service.ports.find((each) => each.port === servicePort) ?? null;
  const lookup = resolveBackendPort(service, port);
  return lookup.kind === 'found' ? lookup.port : null;
}

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
