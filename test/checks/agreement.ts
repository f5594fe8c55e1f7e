import type { Finding } from '../../src/checks/finding';
import { fingerprint } from '../../src/checks/fingerprint';
import { runChecks } from '../../src/checks/run';
import { buildCluster } from '../../src/cluster/build';
import type { WorkloadRef } from '../../src/cluster/model';
import { NO_ORIGIN, type Resource } from '../../src/kubernetes/resource';
import type { ServicePort } from '../../src/kubernetes/service';
import type { Trace, TraceRequest } from '../../src/trace/model';
import { simulate, type Simulation } from '../../src/trace/simulation';
import { traceRequest } from '../../src/trace/trace';

/** What a trace may say of requests that an error is about. */
const REASONS: Readonly<Record<string, readonly string[]>> = {
  'backend-port-missing': ['service-port-not-found'],
  'backend-service-missing': ['service-not-found'],
  'endpoint-port-mismatch': ['no-endpoints', 'no-ready-endpoints', 'port-not-served', 'name-not-found'],
  'external-name-address': ['name-not-found', 'external-name-backend'],
  'probe-port-unknown': ['no-ready-endpoints', 'no-endpoints', 'name-not-found'],
  'service-selects-nothing': ['no-endpoints', 'no-ready-endpoints', 'name-not-found'],
  'service-without-endpoints': ['no-endpoints', 'no-ready-endpoints', 'name-not-found'],
  'target-port-name-unknown': ['no-endpoints', 'no-ready-endpoints', 'port-not-served', 'name-not-found'],
  'target-port-undeclared': ['port-not-served'],
  'unreachable-route': ['no-matching-rule', 'service-not-found', 'service-port-not-found'],
};

/** Rules about requests; the others are about objects, settings or what is only unusual. */
function isAboutRequests({ rule }: Finding): boolean {
  return (REASONS[rule] ?? []).length > 0;
}

/** The requests that a finding is about. */
function requestsOf(simulation: Simulation, { resource, path }: Finding, clients: readonly WorkloadRef[]): readonly TraceRequest[] {
  if (resource.kind === 'Ingress') return pathsAt(simulation, resource.name, resource.namespace, path).flatMap(requestsOfPath);
  const { cluster } = simulation;
  const services = cluster.services.all.filter((service) => service.resource === resource
    || (service.selector !== null && cluster.workloadsMatching(service.namespace, service.selector).some((each) => each.resource === resource))
    || cluster.slicesOf(service.namespace, service.name).some((slice) => slice.resource === resource));
  return services.flatMap(({ namespace, name, ports, resource: own }) => {
    const concerned = own === resource ? ports.filter((port) => path === port.path || path.startsWith(`${port.path}.`)) : [];
    const asked: readonly Pick<ServicePort, 'port' | 'protocol'>[] = concerned.length > 0 ? concerned : ports.length > 0 ? ports : [{ port: 80, protocol: 'TCP' }];
    return asked.flatMap(({ port, protocol }) => clients.map((from): TraceRequest =>
      ({ method: 'GET', url: `${protocol.toLowerCase()}://${name}.${namespace}.svc.${cluster.settings.clusterDomain}:${port}`, headers: {}, from })));
  });
}

interface HostPath {
  readonly host: string;
  readonly path: string;
}

function pathsAt({ cluster }: Simulation, name: string, namespace: string | null, path: string): readonly HostPath[] {
  const own = cluster.ingresses.filter(({ resource }) => resource.name === name && resource.namespace === namespace);
  return own.flatMap(({ rules, defaultBackend }) => [
    ...rules.flatMap(({ host, paths }) => (paths ?? []).filter(({ fieldPath }) => path === fieldPath || path.startsWith(`${fieldPath}.`))
      .map((each) => ({ host: host.toLowerCase(), path: each.path === '' ? '/' : each.path }))),
    ...defaultBackend !== null && path.startsWith('spec.defaultBackend') ? [{ host: '', path: '/some/path' }] : [],
  ]);
}

function requestsOfPath({ host, path }: HostPath): readonly TraceRequest[] {
  const name = host === '' ? 'some-host.example' : host.startsWith('*.') ? `some-name${host.slice(1)}` : host;
  return ['http', 'https'].map((scheme) => ({ method: 'GET', url: `${scheme}://${name}${path}`, headers: {}, from: null }));
}

/**
 * Where check and traces part: an error without a request that fails for its reason, or a finding that says "may" beside a trace that is certain.
 *
 * A pod that nothing knows of asks in each namespace.
 *
 * @returns a sentence for each
 */
export function disagreements(resources: readonly Resource[]): readonly string[] {
  const clients = [...new Set(resources.map(({ namespace }) => namespace ?? 'default'))].map((namespace) => ({ kind: 'Pod', namespace, name: 'agreement-client' }));
  const simulation = simulate(buildCluster([...resources, ...clients.map(clientPod)]), { controller: 'spec' });
  return runChecks(simulation).findings.map((finding) => disagreement(simulation, finding, clients)).filter((each) => each !== null);
}

function clientPod({ kind, namespace, name }: WorkloadRef): Resource {
  const object = { apiVersion: 'v1', kind, metadata: { name, namespace }, spec: { containers: [{ name: 'main', image: 'x' }] } };
  return { apiVersion: 'v1', kind, namespace, name, object, origin: NO_ORIGIN };
}

/** Why check and traces part; null where they agree. */
function disagreement(simulation: Simulation, finding: Finding, clients: readonly WorkloadRef[]): string | null {
  if (!isAboutRequests(finding)) return null;
  const traces = requestsOf(simulation, finding, clients).map((each) => traceRequest(simulation, each));
  if (traces.length === 0) return null;
  if (finding.severity === 'error') return traces.some((trace) => isFor(finding, trace)) ? null : `${told(finding)}: every request arrives: ${traces.slice(0, 3).map(shown).join('; ')}`;
  const isOpen = /\bmay\b/.test(finding.message);
  const certain = isOpen ? traces.find((trace) => trace.dependsOn.length === 0) : undefined;
  return certain === undefined ? null : `${told(finding)}: a trace is certain: ${shown(certain)}`;
}

/** It fails for the reason of the rule, is unknown, or depends on the field that the finding is about. */
function isFor({ rule, resource, path }: Finding, { reason, outcome, questions }: Trace): boolean {
  if (outcome === 'unknown' || (reason !== null && REASONS[rule].includes(reason))) return true;
  return questions.some(({ sources }) => sources.some((source) => source.resource === resource && source.field !== '' && path.startsWith(source.field)));
}

function told(finding: Finding): string {
  return `${finding.severity} ${fingerprint(finding)} (${finding.message})`;
}

function shown({ request, outcome, reason }: Trace): string {
  return `${request.url}${request.from === null ? '' : ` from ${request.from.kind}/${request.from.name}`} ${outcome} ${reason ?? ''}`;
}
