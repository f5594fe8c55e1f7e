import { readEndpointSlice, SERVICE_NAME_LABEL } from '../../kubernetes/endpoint-slice';
import { isKind } from '../../kubernetes/fields';
import { judgeSelector } from '../../kubernetes/label-selector';
import { readNetworkPolicy, type NetworkPolicy } from '../../kubernetes/network-policy';
import { openQuestion, sourceIn, type OpenQuestion } from '../../kubernetes/open-question';
import { describe, type Resource } from '../../kubernetes/resource';
import type { Service } from '../../kubernetes/service';
import { NOTHING_REFUSED, type Cluster } from '../model';
import { oncePerCluster } from '../once-per-cluster';
import type { PolicyPod } from '../policies/party';
import { refusedWithLabels } from '../workloads/refused-workloads';

/** Why a Service of the manifests does not come to exist; null where there is none, or it does exist. */
export function refusedService(cluster: Cluster, namespace: string, name: string): string | null {
  const resource = cluster.refused === NOTHING_REFUSED ? undefined : cluster.find('Service', namespace, name);
  const cause = resource === undefined ? undefined : cluster.refused.get(resource);
  return cause === undefined ? null : `the API server refuses Service ${namespace}/${name}: ${cause.path}: ${cause.message}`;
}

/** What an answer depends on where an object that bears on it is refused: whoever applies the manifests will correct it. */
export function refusedQuestion(cluster: Cluster, resource: Resource): OpenQuestion {
  const { path, message } = cluster.refused.get(resource) ?? { path: 'apiVersion', message: 'its kind is not served any more' };
  return openQuestion('object-refused', { kind: resource.kind, path, message }, [sourceIn(resource, path)],
    () => `${describe(resource)} would be rejected by the API server and is ignored: ${path}: ${message}`);
}

/** Refused objects that a Service would have endpoints from. */
export function refusedBehind(cluster: Cluster, { namespace, name, selector }: Service): readonly OpenQuestion[] {
  const workload = selector === null ? undefined : refusedWithLabels(cluster, namespace, selector);
  const slices = cluster.refused === NOTHING_REFUSED ? []
    : cluster.ofKinds('Endpoints', 'EndpointSlice').filter((each) => each.namespace === namespace && isEndpointsOf(each, name) && cluster.refused.has(each));
  return [...(workload === undefined ? [] : [workload]), ...slices].map((each) => refusedQuestion(cluster, each));
}

function isEndpointsOf(resource: Resource, service: string): boolean {
  if (isKind(resource, '', 'Endpoints')) return resource.name === service;
  return isKind(resource, 'discovery.k8s.io', 'EndpointSlice') && readEndpointSlice(resource).labels[SERVICE_NAME_LABEL] === service;
}

const refusedPolicies = oncePerCluster(({ ofKinds, refused }): readonly NetworkPolicy[] =>
  ofKinds('NetworkPolicy').filter((each) => isKind(each, 'networking.k8s.io', 'NetworkPolicy') && refused.has(each)).map(readNetworkPolicy));

/** Refused NetworkPolicies that would be about one of the pods. */
export function refusedPoliciesAbout(cluster: Cluster, pods: readonly (PolicyPod | null)[]): readonly OpenQuestion[] {
  const isAbout = ({ namespace, podSelector }: NetworkPolicy): boolean =>
    pods.some((pod) => pod !== null && pod.namespace === namespace && judgeSelector(podSelector, pod) !== 'no');
  return refusedPolicies(cluster).filter(isAbout).map(({ resource }) => refusedQuestion(cluster, resource));
}
