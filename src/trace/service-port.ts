import { explainAbsence } from './absence';
import { arriveAt } from './arrival';
import { outsideCaller, throughNode } from './caller';
import type { Context } from './context';
import { declaresPods, explainDeclared } from './declared';
import { leavesPod } from './policies';
import type { Reason } from './reasons';
import { failed, unknown, type Ending } from './trail';
import type { Cluster, Workload } from '../cluster/model';
import { refusedBehind } from '../cluster/services/refused';
import { endpointsForPort, routeService, type RoutedDestination, type RoutingClient } from '../cluster/services/service-routing';
import { judgeAbsentPods, type AbsentPods } from '../cluster/workloads/absent-pods';
import { scaledPodOf } from '../cluster/workloads/scaled-pods';
import { sourceIn } from '../kubernetes/open-question';
import { describe } from '../kubernetes/resource';
import type { IpFamily, Protocol, Service, ServicePort } from '../kubernetes/service';

/** Which address of a Service is dialed. */
export interface Dialled {
  readonly what: 'cluster IP' | 'external IP' | 'load balancer' | 'node port';
  readonly family?: IpFamily;
  /** false: pods reach it by way of a load balancer outside. */
  readonly shortCircuit?: boolean;
  /** The node that is dialed, where it is known. */
  readonly node?: string | null;
}

/**
 * A connection to an address of a Service, at a port number.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.36.1/pkg/proxy/iptables/proxier.go syncProxyRules
 */
export function dialService(context: Context, service: Service, dialed: Dialled, arrive: Arrival = deliver): Ending {
  const { cluster, target: { port: number, protocol } } = context;
  const port = service.ports.find((each) => each.port === number && each.protocol === protocol);
  if (port !== undefined) return dialServicePort(context, service, port, dialed, arrive);
  if (context.trail.isRecorded) context.trail.hop(service.resource, 'spec.ports', `the ${dialed.what} has no port ${number}`, whyNoPort(cluster, service, number, protocol));
  return failed('port-not-open');
}

/** What becomes of a request at the pods of a Service port. */
export type Arrival = (context: Context, service: Service, port: ServicePort, routed: readonly RoutedDestination[]) => Ending;

/** Services with this label are left to another proxy than kube-proxy (`LabelServiceProxyName`). */
const OTHER_PROXY = 'service.kubernetes.io/service-proxy-name';

/** A connection that kube-proxy takes to the endpoints of a Service port. */
export function dialServicePort(context: Context, service: Service, port: ServicePort, dialed: Dialled, arrive: Arrival = deliver): Ending {
  const { cluster, trail } = context;
  if (Object.hasOwn(service.labels, OTHER_PROXY)) {
    const proxy = service.labels[OTHER_PROXY];
    trail.hop(service.resource, `metadata.labels[${OTHER_PROXY}]`, `left to the proxy ${proxy}`, 'kube-proxy ignores Services with this label');
    trail.open('other-service-proxy', { proxy }, [sourceIn(service.resource, `metadata.labels[${OTHER_PROXY}]`)], () => `how the proxy ${proxy} handles Service ${label(service)}`);
    return unknown('depends-on-cluster');
  }
  explainRefused(context, service);
  const routing = routeService(cluster, service, port, routingClient(context, dialed));
  if (dialed.what === 'load balancer') explainSourceRanges(context, service);
  const at = dialed.what !== 'node port' ? `${dialed.what} port ${port.port}` : port.nodePort === null ? `the node port of port ${port.port}` : `node port ${port.nodePort}`;
  trail.hop(service.resource, port.path, `${at} ${routing.decision}`, routing.because);
  trail.dependsOn(routing.questions);
  if (routing.outcome === 'delivered') return arriveFrom(context, service, port, dialed, routing.destinations, arrive);
  const reason: Reason = routing.reason ?? 'depends-on-cluster';
  if (routing.outcome === 'unknown') return unknown(reason);
  if (reason === 'no-endpoints' || reason === 'no-ready-endpoints') return nobodyThere(context, service, port, reason);
  return failed(reason);
}

/** The client as kube-proxy sees it, to which all addresses but the cluster IP are alike. */
function routingClient({ client }: Context, { what, node, family, shortCircuit }: Dialled): RoutingClient {
  const via = what === 'cluster IP' ? 'cluster-ip' : 'external';
  const outside = client === null || shortCircuit === false;
  const at = outside ? node ?? null : client.pod?.node ?? null;
  return { kind: outside ? 'outside' : 'pod', via, node: at, ...(family === undefined ? {} : { family }) };
}

/** The pods see the client itself behind a cluster IP alone. */
function arriveFrom(
  context: Context, service: Service, port: ServicePort, dialed: Dialled, routed: readonly RoutedDestination[], arrive: Arrival,
): Ending {
  const { client, caller, target } = context;
  if (client === null || caller !== undefined || dialed.what === 'cluster IP') return arrive(context, service, port, routed);
  if (dialed.shortCircuit !== false) return arrive(throughNode(context), service, port, routed);
  return leavesPod(context, target.host) ?? arrive({ ...context, caller: outsideCaller(dialed.family ?? null) }, service, port, routed);
}

/** The connection is refused, unless pods that the manifests do not show may be there. */
function nobodyThere(context: Context, service: Service, port: ServicePort, reason: 'no-endpoints' | 'no-ready-endpoints'): Ending {
  const other = podsElsewhere(context, service);
  if (other !== null) return other;
  recordAbsence(context, service, port);
  return failed(reason);
}

/** How a request ends at a Service without endpoints whose pods are declared, or may be made or labeled at run time; null where nothing speaks for it. */
export function podsElsewhere(context: Context, service: Service): Ending | null {
  const { cluster, trail } = context;
  const pods = `the pods of Service ${label(service)}`;
  if (declaresPods(context, service)) return explainDeclared(context, service.resource, pods);
  const selector = sourceIn(service.resource, 'spec.selector');
  const scaled = scaledPodBehind(cluster, service);
  if (scaled !== null) {
    trail.hop(scaled.resource, null, `${pods} are there once ${describe(scaled.resource)} has so many`, 'its autoscaler decides that');
    if (scaled.replicasDependOn !== null) trail.dependsOn([scaled.replicasDependOn]);
    return unknown('depends-on-cluster');
  }
  const absent = absentPods(cluster, service);
  if (absent === null || (absent.severity !== 'info' && absent.maker === undefined)) return null;
  trail.hop(absent.maker ?? service.resource, absent.maker === undefined ? 'spec.selector' : null, `${pods} are not in the manifests`, absent.because);
  const sources = absent.maker === undefined ? [selector] : [selector, sourceIn(absent.maker)];
  trail.open('pods-made-at-run-time', { kind: absent.maker?.kind ?? null }, sources, () => `whether ${pods} are in the cluster: ${absent.because}`);
  return unknown('depends-on-cluster');
}

const JUDGED = new WeakMap<Service, AbsentPods | null>();

/** What `check` says of a selector that no pod of the manifests has the labels for; null where pods have them, or the API server refuses their workload. */
function absentPods(cluster: Cluster, service: Service): AbsentPods | null {
  let judged = JUDGED.get(service);
  if (judged === undefined) {
    const { namespace, selector, name } = service;
    const isSelected = selector === null || cluster.workloadsMatching(namespace, selector).length > 0;
    JUDGED.set(service, judged = isSelected ? null : judgeAbsentPods(cluster, namespace, selector, name));
  }
  return judged;
}

function scaledPodBehind(cluster: Cluster, { namespace, selector }: Service): Workload | null {
  return selector === null ? null : scaledPodOf(cluster, namespace, selector);
}

export function deliver(context: Context, service: Service, port: ServicePort, routed: readonly RoutedDestination[]): Ending {
  return arriveAt(context, { namespace: service.namespace, name: service.name, port: port.port }, routed);
}

/** Names refused objects that the Service would have endpoints from, also where it has others. */
export function explainRefused({ cluster, trail }: Context, service: Service): void {
  if (trail.isRecorded) trail.dependsOn(refusedBehind(cluster, service));
}

/** The hop that says what would have to be true for a Service port to have endpoints. */
export function recordAbsence({ cluster, trail }: Context, service: Service, port: ServicePort | null): void {
  if (!trail.isRecorded) return;
  const absence = explainAbsence(cluster, service, port);
  const who = absence.resource === service.resource ? '' : `Service ${label(service)} has `;
  trail.hop(absence.resource, absence.path, `${who}no ${absence.reason === 'no-endpoints' ? '' : 'ready '}endpoints`, absence.because);
  trail.dependsOn(absence.questions);
}

/** Load balancers that keep the client's address let only these ranges in (kube-proxy drops the others). */
function explainSourceRanges({ trail, client }: Context, service: Service): void {
  const ranges = service.loadBalancerSourceRanges;
  if (client !== null || ranges.length === 0 || ranges.includes('0.0.0.0/0') || ranges.includes('::/0')) return;
  trail.open('source-ranges', { ranges: [...ranges].sort().join(', ') }, [sourceIn(service.resource, 'spec.loadBalancerSourceRanges')],
    () => `loadBalancerSourceRanges of Service ${label(service)}: clients outside ${ranges.join(', ')} are dropped`);
}

/** Why a Service has no such port, and which one was probably meant. */
export function whyNoPort(cluster: Cluster, service: Service, number: number, protocol: Protocol): string {
  const has = service.ports.length === 0 ? 'it has no ports' : `it has ${service.ports.slice(0, 5).map(describePort).join(', ')}`;
  const other = service.ports.find((each) => each.port === number);
  if (other !== undefined) return `port ${number} is ${other.protocol}, and the request is ${protocol}`;
  const isTarget = (each: ServicePort): boolean =>
    each.targetPort === number || endpointsForPort(cluster, service, each).some(({ port }) => port === number);
  const target = service.ports.find(isTarget);
  if (target !== undefined) return `${number} is the target of port ${target.port}, and clients dial ${target.port}`;
  const node = service.ports.find((each) => each.nodePort === number);
  if (node !== undefined) return `${number} is the node port of port ${node.port}, which nodes serve: http://<node>:${number}/`;
  return has;
}

export function describePort(port: ServicePort): string {
  const protocol = port.protocol === 'TCP' ? '' : `/${port.protocol}`;
  return port.name === '' ? `${port.port}${protocol}` : `${port.port}${protocol} (${port.name})`;
}

export function label(service: Service): string {
  return `${service.namespace}/${service.name}`;
}
