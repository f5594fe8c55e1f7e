import { buildCluster } from '../../src/cluster/build';
import type { Cluster, ClusterSettings } from '../../src/cluster/model';
import { parseManifests } from '../../src/manifests/yaml/parse';
import type { Trace } from '../../src/trace/model';
import { parseRequest, type RequestInput } from '../../src/trace/request';
import { simulate } from '../../src/trace/simulation';
import { traceRequest } from '../../src/trace/trace';

/** The cluster that manifests make; namespace `kiada` where they name none. */
export function clusterOf(yaml: string, settings: Partial<ClusterSettings> = {}): Cluster {
  const { resources, problems } = parseManifests(yaml, 'test.yaml', { namespace: 'kiada' });
  if (problems.length > 0) throw new Error(problems.map((each) => `${each.line}: ${each.message}`).join('\n'));
  return buildCluster(resources, { namespace: 'kiada', ...settings });
}

/** Follows one request through manifests. */
export function ask(yaml: string, url: string, input: Partial<RequestInput> = {}): Trace {
  const { request, error } = parseRequest({ url, namespace: 'kiada', ...input });
  if (request === null) throw new Error(error);
  return traceRequest(simulate(clusterOf(yaml), { controller: 'spec' }), request);
}

/** Where a request ends, in one line: `Deployment/quote:8080 nginx 100%`. */
export function ends(trace: Trace): readonly string[] {
  return trace.destinations.map(({ workload, addresses, port, container, share }) => {
    const who = workload === null ? addresses.join(',') : `${workload.kind}/${workload.name}`;
    return `${who}:${port} ${container ?? '-'} ${Math.round(share * 100)}%`;
  });
}

/** The last hop as text. */
export function lastHop(trace: Trace): string {
  const { resource, path, decision, because } = trace.hops[trace.hops.length - 1];
  return `${resource === null ? '-' : `${resource.kind} ${resource.name}`} ${path ?? '-'}: ${decision} (${because})`;
}

export interface DeploymentParts {
  readonly replicas?: number;
  readonly labels?: string;
  /** Flow-style YAML of the ports, `{name: http, containerPort: 8080}`. */
  readonly ports?: string;
  readonly namespace?: string;
  /** More lines of the pod's spec, flow style: `hostNetwork: true`. */
  readonly spec?: string;
}

export function deployment(name: string, parts: DeploymentParts = {}): string {
  return `
apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}, namespace: ${parts.namespace ?? 'kiada'}}
spec:
  replicas: ${parts.replicas ?? 2}
  selector: {matchLabels: {${parts.labels ?? `app: ${name}`}}}
  template:
    metadata: {labels: {${parts.labels ?? `app: ${name}`}}}
    spec: {containers: [{name: main, image: x, ports: [${parts.ports ?? '{name: http, containerPort: 8080}'}]}]${parts.spec === undefined ? '' : `, ${parts.spec}`}}
---`;
}

/** @param spec flow-style YAML, over selector `app: NAME` and port 80 to `http` */
export function service(name: string, spec = `selector: {app: ${name}}, ports: [{name: http, port: 80, targetPort: http}]`, metadata = ''): string {
  return `
apiVersion: v1
kind: Service
metadata: {name: ${name}, namespace: kiada${metadata}}
spec: {${spec}}
---`;
}

/** An entry of `paths` with a Service as backend. */
export const path = (text: string, type: string, name: string, port = 'number: 80'): string =>
  `{path: ${text}, pathType: ${type}, backend: {service: {name: ${name}, port: {${port}}}}}`;

export interface IngressParts {
  readonly name?: string;
  readonly host?: string;
  readonly spec?: string;
  readonly paths: readonly string[];
}

/** An Ingress with one rule. */
export function ingress({ name = 'kiada', host = 'api.example.com', spec = '', paths }: IngressParts): string {
  return `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: ${name}, namespace: kiada}
spec:
  ingressClassName: nginx
  rules:
  - ${host === '' ? '' : `host: ${host}\n    `}http: {paths: [${paths.join(', ')}]}
${spec}
---`;
}
