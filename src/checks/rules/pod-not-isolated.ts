import { podOfWorkload } from '../../cluster/policies/party';
import type { Rule } from '../rule';
import { podSpecOf } from '../service-pods';

/** Pods that no policy isolates. */
export const POD_NOT_ISOLATED: Rule = {
  id: 'pod-not-isolated',
  severity: 'warning',
  optIn: true,
  title: 'No NetworkPolicy isolates the pods of a workload.',
  why: 'Every pod of the cluster can connect to them, and they can connect to everything: nothing keeps an intruder from going on from there.',
  fix: 'Write a NetworkPolicy that selects the pods, with policyTypes Ingress and Egress, and admit what they need.',
  sources: ['https://kubernetes.io/docs/concepts/services-networking/network-policies/#the-two-sorts-of-pod-isolation'],
  * check({ cluster }, { policies }) {
    for (const workload of cluster.workloads.all) {
      const pod = podOfWorkload(workload);
      // What policies mean for pods on the node's network, and those that plug-ins bring with them, is up to the plug-in
      if (podSpecOf(workload).hostNetwork || policies.custom.about(pod).length > 0) continue;
      const open = DIRECTIONS.filter(({ direction }) => policies.isolation(pod, direction) === null);
      if (open.length === 0) continue;
      const { path } = workload.template;
      yield {
        resource: workload.resource,
        path: path === '' ? 'metadata.labels' : `${path}.metadata.labels`,
        severity: open.length === 1 ? 'info' : 'warning',
        message: `no policy of namespace ${workload.namespace} restricts ${open.map(({ what }) => what).join(' or ')} its pods`,
        fix: `add a NetworkPolicy that selects the pods, with policyTypes: [${open.map(({ type }) => type).join(', ')}]`,
      };
    }
  },
};

const DIRECTIONS = [
  { direction: 'ingress', type: 'Ingress', what: 'connections to' },
  { direction: 'egress', type: 'Egress', what: 'connections from' },
] as const;
