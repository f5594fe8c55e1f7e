import { arriveAt } from './arrival';
import { explainProtocol } from './backend-protocol';
import type { Context } from './context';
import { declaresService, explainDeclared } from './declared';
import type { Reason } from './reasons';
import { dialServicePort, label, podsElsewhere, recordAbsence, explainRefused } from './service-port';
import { answered, closed, failed, unknown, type Ending } from './trail';
import { resolveName } from '../cluster/dns/dns';
import { undecidedSelector } from '../cluster/endpoints/undecided-labels';
import { possibleService } from '../cluster/services/absent-service';
import { destinationsOf, uncertainPods } from '../cluster/services/destinations';
import { distinctTargets, endpointsForPort } from '../cluster/services/endpoint-targets';
import { oncePerPort } from '../cluster/services/once-per-port';
import { refusedQuestion, refusedService } from '../cluster/services/refused';
import { generatedLabels } from '../cluster/services/routing-failures';
import type { EndpointTarget, RoutedDestination } from '../cluster/services/service-routing';
import { sourceIn } from '../kubernetes/open-question';
import type { Service, ServicePort } from '../kubernetes/service';
import { resolveBackendPort, type BackendPortLookup } from '../routers/ingress/backend-port';
import { serviceNameField } from '../routers/ingress/sources';
import type { Router, ServiceTarget, Situation } from '../routers/model';

const NIL_READY = (): string => 'endpoints whose slice gives no ready condition: most controllers use them, the one of HAProxy Technologies and NGINX Inc. do not';

/** A backend is a Service and one of its ports; most routers send to its endpoints, not to its cluster IP. */
export function followBackend(context: Context, router: Router, target: ServiceTarget): Ending {
  const { cluster, trail } = context;
  const service = cluster.services.get(target.namespace, target.name);
  if (service === undefined) return missingService(context, router, target);
  const lookup = portOf(service, target);
  if (lookup.kind === 'missing') {
    const { resource, field } = target.source;
    trail.hop(resource, `${field}.port`, `backend port${target.port === null ? '' : ` ${target.port}`} does not exist on Service ${label(service)}: ${answerText(router, 'no-port')}`, lookup.because);
    return answerBy(context, router, 'no-port', 'service-port-not-found');
  }
  if (service.type === 'ExternalName') return externalBackend(context, service, lookup.kind === 'found' ? lookup.port.port : lookup.port);
  if (lookup.kind === 'unlisted') return failed('port-not-open');
  if (trail.isRecorded) explainProtocol(context, router, service, lookup.port, target);
  return target.via === 'endpoints' ? sendToEndpoints(context, router, service, lookup.port, target) : sendToAddress(context, router, service, lookup.port, target.via);
}

/** The port that the controller looked up itself, else the one with the number or name. */
function portOf(service: Service, { port, servicePort, protocol }: ServiceTarget): BackendPortLookup {
  const isOfProtocol = (each: ServicePort): boolean => (each.protocol === 'UDP') === (protocol === 'UDP');
  const numbered = service.ports.filter((each) => each.port === servicePort);
  // controllers that look ports up themselves may take a UDP port for http
  const found = numbered.find(isOfProtocol) ?? (protocol === 'UDP' ? undefined : numbered[0]);
  if (found !== undefined) return { kind: 'found', port: found };
  if (servicePort !== undefined && service.type === 'ExternalName') return { kind: 'unlisted', port: servicePort };
  if (protocol !== 'UDP') return resolveBackendPort(service, port);
  return { kind: 'missing', because: `Service ${label(service)} has no UDP port ${port ?? 'without a number'}`, instead: null, acceptedBy: [] };
}

/** What the router answers by itself where a backend leads nowhere. */
function answerBy({ trail }: Context, router: Router, situation: Situation, reason: Reason): Ending {
  const { status, open } = router.answers[situation];
  if (open !== undefined) trail.dependsOn([open]);
  return status === null ? { ...closed(), reason } : answered(reason, status);
}

function answerText(router: Router, situation: Situation): string {
  const { status } = router.answers[situation];
  return status === null ? 'the router closes the connection' : `the router answers ${status}`;
}

function missingService(context: Context, router: Router, { namespace, name, port, source }: ServiceTarget): Ending {
  const { cluster, trail } = context;
  if (declaresService(context, namespace, name, port)) return explainDeclared(context, null, `Service ${namespace}/${name}`);
  const field = serviceNameField(source);
  const possible = refusedService(cluster, namespace, name) === null ? possibleService(cluster, namespace, name) : null;
  if (possible !== null) {
    trail.hop(source.resource, field, `Service ${namespace}/${name} is not in the manifests`, possible.because);
    trail.open('service-made-at-run-time', { name }, [source], () => `whether Service ${namespace}/${name} exists: ${possible.because}`);
    return unknown('depends-on-cluster');
  }
  if (!trail.isRecorded) return answerBy(context, router, 'no-service', 'service-not-found');
  const decision = `Service ${namespace}/${name} does not exist: ${answerText(router, 'no-service')}`;
  const refusal = refusedService(cluster, namespace, name);
  if (refusal !== null) {
    trail.hop(source.resource, field, decision, refusal);
    const resource = cluster.find('Service', namespace, name);
    if (resource !== undefined) trail.dependsOn([refusedQuestion(cluster, resource)]);
    return answerBy(context, router, 'no-service', 'service-not-found');
  }
  trail.open('service-outside-manifests', { namespace, name, port }, [source], () => `whether Service ${namespace}/${name} exists in the cluster: it is not in the manifests`);
  if (!trail.hasHops) return answerBy(context, router, 'no-service', 'service-not-found');
  const near = cluster.services.names(namespace).nearest(name);
  const elsewhere = cluster.services.all.find((each) => each.name === name);
  const hint = elsewhere !== undefined ? `; there is one in namespace ${elsewhere.namespace}, and a backend must be in the namespace of its ${source.resource.kind}`
    : near === null ? '' : `; did you mean ${near}?`;
  trail.hop(source.resource, field, decision, `namespace ${namespace} has no Service ${name}${hint}`);
  return answerBy(context, router, 'no-service', 'service-not-found');
}

/** Some routers send to the Service's address, so that kube-proxy chooses the endpoint. */
function sendToAddress(context: Context, router: Router, service: Service, port: ServicePort, via: 'cluster-ip' | 'node-port'): Ending {
  const dialed = via === 'cluster-ip' ? { what: 'cluster IP' as const } : { what: 'node port' as const, node: null };
  const ending = dialServicePort(context, service, port, dialed);
  if (ending.outcome !== 'failed' || (ending.reason !== 'no-endpoints' && ending.reason !== 'no-ready-endpoints')) return ending;
  return answerBy(context, router, 'no-endpoints', ending.reason);
}

/** Controllers watch EndpointSlices and send to ready endpoints themselves, so that traffic policies of the Service do not count. */
function sendToEndpoints(context: Context, router: Router, service: Service, port: ServicePort, target: ServiceTarget): Ending {
  const { cluster, trail } = context;
  const { ready, routed } = readyFor(context, target, service, port);
  explainRefused(context, service);
  if (ready.length === 0) {
    const undecided = undecidedSelector(cluster, service);
    if (undecided !== null) {
      trail.hop(service.resource, 'spec.selector', `whether Service ${label(service)} has endpoints depends on ${undecided.keys.join(', ')}`, 'a controller chooses the values of these labels');
      trail.dependsOn([generatedLabels(service, undecided.keys)]);
      return unknown('depends-on-cluster');
    }
    const other = podsElsewhere(context, service);
    if (other !== null) return other;
    recordAbsence(context, service, port);
    return answerBy(context, router, 'no-endpoints', explainedReason(context, service, port));
  }
  if (trail.isRecorded) explainEndpoints(context, router, service, port, { ready, routed });
  return arriveAt(context, { namespace: service.namespace, name: service.name, port: port.port }, routed);
}

interface ReadyEndpoints {
  readonly ready: readonly EndpointTarget[];
  readonly routed: readonly RoutedDestination[];
}

/** Each endpoint once, whatever its family. */
const readyBehind = oncePerPort((cluster, service, port): ReadyEndpoints =>
  readyOf(endpointsForPort(cluster, service, port).filter(({ endpoint }) => endpoint.ready)));

/** Of targets whose controller finds endpoints in its own way; a target belongs to one cluster. */
const READY = new WeakMap<ServiceTarget, ReadyEndpoints>();

/** Some controllers search the slices by number, or do not use endpoints without ready condition. */
function readyFor({ cluster }: Context, target: ServiceTarget, service: Service, port: ServicePort): ReadyEndpoints {
  const { slicePort, portWithoutName: otherwise, readyMustBeSet } = target;
  if (slicePort === undefined && otherwise === undefined && readyMustBeSet === undefined) return readyBehind(cluster, service, port);
  let known = READY.get(target);
  if (known === undefined) {
    const usable = endpointsForPort(cluster, service, port, { slicePort, otherwise })
      .filter(({ endpoint }) => readyMustBeSet === undefined ? endpoint.ready : endpoint.conditions.ready === true);
    READY.set(target, known = readyOf(usable));
  }
  return known;
}

function readyOf(usable: readonly EndpointTarget[]): ReadyEndpoints {
  const ready = oneFamily(distinctTargets(usable));
  return { ready, routed: destinationsOf(ready) };
}

function explainEndpoints(
  { cluster, trail }: Context, { id, endpointsWithoutReady }: Router, service: Service, port: ServicePort, { ready, routed }: ReadyEndpoints,
): void {
  const ports = [...new Set(ready.map((each) => each.port))].join(', ');
  trail.hop(service.resource, port.path, `port ${port.port} leads to ${ready.length} ready endpoint${ready.length === 1 ? '' : 's'}, port ${ports}`,
    `routers dial endpoints, not the cluster IP${pastOver(service)}`);
  if ((id.controller === 'spec' || endpointsWithoutReady === 'unknown') && ready.some(({ endpoint }) => endpoint.conditions.ready === null)) trail.open('nil-ready-condition', {}, [sourceIn(service.resource)], NIL_READY);
  trail.dependsOn(uncertainPods(cluster, routed));
}

/** What the Service asks of kube-proxy, which routers pass over. */
function pastOver({ sessionAffinity, internalTrafficPolicy }: Service): string {
  const fields = [sessionAffinity === 'None' ? '' : `sessionAffinity ${sessionAffinity}`, internalTrafficPolicy === 'Cluster' ? '' : `internalTrafficPolicy ${internalTrafficPolicy}`];
  const asked = fields.filter((each) => each !== '');
  return asked.length === 0 ? '' : `; ${asked.join(' and ')} of the Service ${asked.length === 1 ? 'does' : 'do'} not count`;
}

function explainedReason({ cluster }: Context, service: Service, port: ServicePort): 'no-endpoints' | 'no-ready-endpoints' {
  return endpointsForPort(cluster, service, port).length > 0 ? 'no-ready-endpoints' : 'no-endpoints';
}

/** Pods of dual-stack Services have an address in both families, and are to count once. */
function oneFamily(targets: readonly EndpointTarget[]): readonly EndpointTarget[] {
  const first = targets[0]?.slice.addressType;
  const pods = new Set(targets.filter(({ slice }) => slice.addressType === first).map(({ endpoint }) => endpoint.pod));
  return targets.filter(({ slice, endpoint }) => slice.addressType === first || endpoint.pod === null || !pods.has(endpoint.pod));
}

/** A backend that is only a name: the controller resolves it, where it takes such Services at all. */
function externalBackend(context: Context, service: Service, port: number): Ending {
  const { cluster, trail } = context;
  const answer = resolveName(cluster, `${service.name}.${service.namespace}.svc.${cluster.settings.clusterDomain}.`, { namespace: service.namespace, pod: null });
  const last = answer.steps[answer.steps.length - 1];
  trail.hop(service.resource, 'spec.externalName', `the backend is another name of ${service.externalName ?? ''}`, last.because);
  const inner = answer.target?.kind === 'cluster-ip' ? answer.target.service : null;
  const innerPort = inner?.ports.find((each) => each.port === port && each.protocol === 'TCP');
  if (inner !== null && innerPort !== undefined) {
    return dialServicePort({ ...context, target: { ...context.target, port } }, inner, innerPort, { what: 'cluster IP' });
  }
  if (answer.outcome !== 'NXDOMAIN') trail.dependsOn(answer.questions);
  return unknown('external-name-backend');
}
