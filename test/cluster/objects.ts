import { buildCluster } from '../../src/cluster/build';
import type { Cluster, ClusterSettings, EndpointSlice } from '../../src/cluster/model';
import { NO_ORIGIN } from '../../src/kubernetes/resource';
import type { JsonObject, Resource } from '../../src/kubernetes/resource';
import type { Service, ServicePort } from '../../src/kubernetes/service';

/** An object of namespace `app`, unless it says otherwise. */
export function resource(object: JsonObject): Resource {
  const metadata = (object.metadata ?? {}) as { namespace?: string; name?: string };
  const clusterScoped = ['Node', 'Namespace', 'IngressClass'].includes(String(object.kind));
  return {
    apiVersion: String(object.apiVersion ?? 'v1'),
    kind: String(object.kind),
    namespace: clusterScoped ? null : metadata.namespace ?? 'app',
    name: metadata.name ?? '',
    object,
    origin: NO_ORIGIN,
  };
}

export function cluster(objects: readonly JsonObject[], settings: Partial<ClusterSettings> = {}): Cluster {
  return buildCluster(objects.map(resource), settings);
}

export const HTTP_CONTAINER = { name: 'main', ports: [{ name: 'http', containerPort: 8080 }] };

export function template(labels: JsonObject = { app: 'web' }, spec: JsonObject = {}): JsonObject {
  return { metadata: { labels }, spec: { containers: [HTTP_CONTAINER], ...spec } };
}

/** A workload called `web` whose pods carry `app: web`. */
export function workload(kind: string, spec: JsonObject = {}, metadata: JsonObject = {}): JsonObject {
  const apiVersion = kind === 'Job' || kind === 'CronJob' ? 'batch/v1' : kind === 'ReplicationController' ? 'v1' : 'apps/v1';
  return { apiVersion, kind, metadata: { name: 'web', ...metadata }, spec: { selector: { matchLabels: { app: 'web' } }, template: template(), ...spec } };
}

/** A pod that carries `app: web`; with addresses it has a status, in which it runs. */
export function pod(
  name: string, given: { ips?: string[]; ready?: boolean; phase?: string; spec?: JsonObject; metadata?: JsonObject } = {},
): JsonObject {
  const { ips, ready = true, phase = 'Running', spec, metadata } = given;
  const status = { phase, conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }], podIPs: (ips ?? []).map((ip) => ({ ip })) };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, labels: { app: 'web' }, ...metadata },
    spec: { containers: [HTTP_CONTAINER], ...spec },
    ...(ips === undefined ? {} : { status }),
  };
}

/** A Service called `web` that selects `app: web` at port 80, target port 8080. */
export function service(spec: JsonObject = {}, metadata: JsonObject = {}): JsonObject {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web', ...metadata },
    spec: { selector: { app: 'web' }, ports: [{ port: 80, targetPort: 8080 }], ...spec },
  };
}

export function endpoints(subsets: readonly JsonObject[], metadata: JsonObject = {}): JsonObject {
  return { apiVersion: 'v1', kind: 'Endpoints', metadata: { name: 'web', ...metadata }, subsets };
}

export function slice(given: JsonObject, labels: JsonObject = { 'kubernetes.io/service-name': 'web' }, metadata: JsonObject = {}): JsonObject {
  return { apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice', metadata: { name: 'web-1', labels, ...metadata }, addressType: 'IPv4', ...given };
}

export function node(name: string, zone: string, given: JsonObject = {}): JsonObject {
  return { apiVersion: 'v1', kind: 'Node', metadata: { name, labels: { 'topology.kubernetes.io/zone': zone } }, ...given };
}

/** The Service called `web`. */
export function web(of: Cluster): Service {
  const found = of.services.get('app', 'web');
  if (found === undefined) throw new Error('the cluster has no Service app/web');
  return found;
}

/** The first port of the Service called `web`. */
export function webPort(of: Cluster): ServicePort {
  return web(of).ports[0];
}

/** `http:8080 web-0 web-1`: a slice at a glance. */
export function glance(of: EndpointSlice): string {
  const ports = of.ports.map((port) => `${port.name}:${port.port}`).join(',');
  return [ports === '' ? '-' : ports, ...of.endpoints.map((endpoint) => endpoint.pod?.name ?? endpoint.addresses.join('+'))].join(' ');
}
