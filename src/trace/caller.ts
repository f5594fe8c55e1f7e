import type { Caller, Context, InsideClient } from './context';
import { describeWorkload } from './destinations';
import type { Pod } from '../cluster/model';
import { outsider, podOfWorkload, ROUTER, type Party, type PolicyPod } from '../cluster/policies/party';
import type { IpFamily } from '../kubernetes/service';

/** Who asks, unless something on the way opens a connection of its own. */
export function callerOf({ caller, client, target, trail }: Context): Caller {
  if (caller !== undefined) return caller;
  if (client === null) return outsideCaller(target.host.includes(':') ? 'IPv6' : target.kind === 'address' ? 'IPv4' : null);
  const pod = podOf(client);
  return { kind: 'pod', name: trail.isRecorded ? nameOf(client) : '', party: { kind: 'pod', pod }, pod };
}

function podOf({ workload, pod, standsForNamespace }: InsideClient): PolicyPod {
  if (standsForNamespace === true) return { ...podOfWorkload(workload), moreLabels: true };
  return pod ?? podOfWorkload(workload);
}

function nameOf({ workload, name, pod, standsForNamespace }: InsideClient): string {
  if (standsForNamespace === true) return `a pod of namespace ${workload.namespace}`;
  return pod === null || pod === workload.pods[0] ? describeWorkload(workload) : `Pod ${workload.namespace}/${name}`;
}

/** Clients outside have their own address, or that of the node that takes the connection to a pod on another one. */
export function outsideCaller(family: IpFamily | null): Caller {
  return { kind: 'outside', name: 'a client outside (or a node in its place)', party: outsider(family), pod: null };
}

/**
 * A pod that dials a node port, load balancer or external IP: nodes put their own address in place of the pod's, unless both are on one node.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.36.1/pkg/proxy/iptables/proxier.go syncProxyRules (masquerade of external destinations)
 */
export function throughNode(context: Context): Context {
  const caller = callerOf(context);
  if (caller.kind !== 'pod') return context;
  const { name, pod } = caller;
  const party: Party = pod === null ? caller.party : { kind: 'pod', pod, translated: true };
  return { ...context, caller: { kind: 'translated', name: `${name} (or a node in its place)`, party, pod } };
}

/** @param pod one of the router's pods; null where they are not among the manifests */
export function routerCaller(name: string, pod: Pod | null): Caller {
  const who = `the router of ${name}`;
  return pod === null
    ? { kind: 'router', name: who, party: ROUTER, pod: null }
    : { kind: 'router', name: `${who} (${describeWorkload(pod.workload)})`, party: { kind: 'pod', pod }, pod };
}
