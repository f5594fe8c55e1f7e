import { groupOf } from '../../kubernetes/fields';
import type { Resource } from '../../kubernetes/resource';
import type { Cluster, Workload } from '../model';
import { oncePerCluster } from '../once-per-cluster';

/** API groups whose custom resources configure something and make no pods. */
const CONFIGURATION_GROUPS: ReadonlySet<string> = new Set([
  'cert-manager.io', 'acme.cert-manager.io', 'trust.cert-manager.io', 'external-secrets.io', 'bitnami.com', 'isindir.github.com', 'secrets.hashicorp.com',
  'cilium.io', 'crd.projectcalico.org', 'projectcalico.org', 'kyverno.io', 'constraints.gatekeeper.sh', 'templates.gatekeeper.sh',
  'networking.istio.io', 'security.istio.io', 'telemetry.istio.io', 'extensions.istio.io', 'linkerd.io', 'policy.linkerd.io', 'split.smi-spec.io',
  'traefik.io', 'traefik.containo.us', 'projectcontour.io', 'configuration.konghq.com', 'k8s.nginx.org', 'appprotect.f5.com', 'ingress.v1.haproxy.org',
  'core.haproxy.org', 'elbv2.k8s.aws', 'cloud.google.com', 'networking.gke.io', 'getambassador.io', 'gloo.solo.io', 'gateway.solo.io',
  'keda.sh', 'velero.io', 'policies.kubewarden.io',
  'route.openshift.io', 'security.openshift.io', 'image.openshift.io', 'project.openshift.io',
]);

/** Kinds of groups that also have kinds that make pods. */
const CONFIGURATION_KINDS: ReadonlySet<string> = new Set([
  'ServiceMonitor', 'PodMonitor', 'PrometheusRule', 'Probe', 'ScrapeConfig', 'AlertmanagerConfig', 'AnalysisTemplate', 'ClusterAnalysisTemplate',
  'AppProject', 'Application', 'ApplicationSet', 'VolumeSnapshot', 'KafkaTopic', 'KafkaUser', 'GrafanaDashboard', 'GrafanaDatasource', 'GrafanaFolder',
]);

/**
 * Whether an operator may make pods of an object: a custom resource of a kind that is not known to be configuration.
 *
 * Groups without a dot and groups under k8s.io are Kubernetes' own or its projects', and their pods are known.
 */
export function mayMakePods(resource: Resource): boolean {
  const group = groupOf(resource.apiVersion);
  if (!group.includes('.') || group === 'k8s.io' || group.endsWith('.k8s.io')) return false;
  return !CONFIGURATION_GROUPS.has(group) && !CONFIGURATION_KINDS.has(resource.kind);
}

const makersByNamespace = oncePerCluster(collectPodMakers);

/** Custom resources of a namespace from which an operator may make pods that no manifest shows. */
export function podMakers(cluster: Cluster, namespace: string): readonly Resource[] {
  return makersByNamespace(cluster).get(namespace) ?? [];
}

function collectPodMakers(cluster: Cluster): ReadonlyMap<string, readonly Resource[]> {
  const workloads = new Set(cluster.workloads.all.map((each) => each.resource));
  const byNamespace = new Map<string, Resource[]>();
  for (const resource of cluster.resources) {
    if (resource.namespace === null || workloads.has(resource) || !mayMakePods(resource)) continue;
    const makers = byNamespace.get(resource.namespace);
    if (makers === undefined) byNamespace.set(resource.namespace, [resource]);
    else makers.push(resource);
  }
  return byNamespace;
}

/** Workloads that are operators by their names: they make pods that no manifest shows. */
export const operators = oncePerCluster((cluster): readonly Workload[] => cluster.workloads.all.filter((each) => /(^|-)operator($|-)/.test(each.name)));

/** What makes objects of the namespace that no manifest shows: a custom resource, or an operator. */
export function makerIn(cluster: Cluster, namespace: string): Resource | null {
  return podMakers(cluster, namespace)[0] ?? operators(cluster).find((each) => each.namespace === namespace)?.resource ?? null;
}
