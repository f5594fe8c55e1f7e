import { arriveAt } from './arrival';
import type { Context } from './context';
import { declaresService, tellDeclared } from './declared';
import { dialServicePort, label, podsElsewhere, tellAbsence, tellRefused } from './service-port';
import { answered, failed, unknown, type Ending } from './trail';
import { resolveName } from '../cluster/dns/dns';
import { undecidedSelector } from '../cluster/endpoints/undecided-labels';
import { possibleService } from '../cluster/services/absent-service';
import { destinationsOf, uncertainPods } from '../cluster/services/destinations';
import { distinctTargets, endpointsForPort } from '../cluster/services/endpoint-targets';
import { oncePerPort } from '../cluster/services/once-per-port';
import { refusedQuestion, refusedService } from '../cluster/services/refused';
import { generatedLabels } from '../cluster/services/routing-failures';
import type { EndpointTarget, RoutedDestination } from '../cluster/services/service-routing';
import { objectAt, stringMapAt } from '../kubernetes/fields';
import { nearest } from '../kubernetes/near-miss';
import { sourceIn } from '../kubernetes/open-question';
import type { Service, ServicePort } from '../kubernetes/service';
import { resolveBackendPort } from '../routers/ingress/backend-port';
import type { Route, WeightedBackend } from '../routers/route-table';

const MISSING_SERVICE = (): string =>
  'a backend without Service: ingress-nginx and AWS ALB answer 503, NGINX Inc. 502, Traefik and Contour 404, the HAProxy controllers leave the path out';
const MISSING_PORT = (): string =>
  'a backend port that the Service lacks: ingress-nginx answers 503, NGINX Inc. 502, Traefik and Contour 404, the HAProxy controllers leave the path out';
const NIL_READY = (): string => 'endpoints whose slice gives no ready condition: most controllers use them, the one of HAProxy Technologies and NGINX Inc. do not';
const NO_ENDPOINTS = (): string => 'a backend without ready endpoints: most controllers answer 503, NGINX Inc. 502, Traefik 404';

/** A backend is a Service of the route's namespace and one of its ports; routers send to its endpoints, not to its cluster IP. */
export function followBackend(context: Context, route: Route, backend: WeightedBackend): Ending {
  const { cluster, trail } = context;
  if (backend.port === 'use-annotation') return annotationBackend(context, route, backend);
  const service = cluster.services.get(backend.namespace, backend.service);
  if (service === undefined) return missingService(context, route, backend);
  const lookup = resolveBackendPort(service, backend.port);
  if (lookup.kind === 'missing') {
    trail.hop(route.resource, `${backend.fieldPath}.port`, 'the backend has no such port: the router answers 503', lookup.because);
    const source = sourceIn(route.resource, `${backend.fieldPath}.port`, 'backend');
    trail.open('missing-port-answers', {}, [source], MISSING_PORT);
    const acceptedBy = lookup.acceptedBy.join(' and ');
    if (acceptedBy !== '') trail.open('target-port-accepted', { port: backend.port, acceptedBy }, [source], () => `${acceptedBy} take the targetPort for the port`);
    return answered('service-port-not-found', 503);
  }
  if (service.type === 'ExternalName') return externalBackend(context, service, lookup.kind === 'found' ? lookup.port.port : lookup.port);
  if (lookup.kind === 'unlisted') return failed('port-not-open');
  return sendToEndpoints(context, service, lookup.port);
}

const ACTIONS = 'alb.ingress.kubernetes.io/actions.';

/** @see https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/#actions */
function annotationBackend({ trail }: Context, { resource }: Route, { service, fieldPath }: WeightedBackend): Ending {
  trail.hop(resource, fieldPath, `the backend is the action ${service} in an annotation`, 'port name use-annotation says so to the AWS Load Balancer Controller');
  const key = `${ACTIONS}${service}`;
  const action = stringMapAt(objectAt(resource.object, 'metadata'), 'annotations')[key] ?? null;
  trail.open('annotation-backend', { service, action }, [sourceIn(resource, fieldPath, 'backend'), sourceIn(resource, `metadata.annotations[${key}]`, 'annotation')],
    () => 'what the AWS Load Balancer Controller makes of the annotation; for other controllers it is a Service that does not exist');
  return unknown('resource-backend');
}

function missingService(context: Context, route: Route, { namespace, service, port, fieldPath }: WeightedBackend): Ending {
  const { cluster, trail } = context;
  if (declaresService(context, namespace, service, port)) return tellDeclared(context, null, `Service ${namespace}/${service}`);
  const possible = refusedService(cluster, namespace, service) === null ? possibleService(cluster, namespace, service) : null;
  if (possible !== null) {
    trail.hop(route.resource, `${fieldPath}.service.name`, `Service ${namespace}/${service} is not among the manifests`, possible.because);
    trail.open('service-made-at-run-time', { name: service }, [sourceIn(route.resource, `${fieldPath}.service`, 'backend')],
      () => `whether Service ${namespace}/${service} exists: ${possible.because}`);
    return unknown('depends-on-cluster');
  }
  if (!trail.isTold) return answered('service-not-found', 503);
  const source = sourceIn(route.resource, `${fieldPath}.service`, 'backend');
  const refusal = refusedService(cluster, namespace, service);
  if (refusal !== null) {
    trail.hop(route.resource, `${fieldPath}.service.name`, `Service ${namespace}/${service} does not exist: the router answers 503`, refusal);
    const resource = cluster.find('Service', namespace, service);
    if (resource !== undefined) trail.dependsOn([refusedQuestion(cluster, resource)]);
    trail.open('missing-service-answers', {}, [source], MISSING_SERVICE);
    return answered('service-not-found', 503);
  }
  const near = nearest(service, cluster.services.inNamespace(namespace).map((each) => each.name));
  const elsewhere = cluster.services.all.find((each) => each.name === service);
  const hint = elsewhere !== undefined ? `; there is one in namespace ${elsewhere.namespace}, and a backend must be in the namespace of its ${route.resource.kind}`
    : near === null ? '' : `; did you mean ${near}?`;
  trail.hop(route.resource, `${fieldPath}.service.name`, `Service ${namespace}/${service} does not exist: the router answers 503`, `namespace ${namespace} has no Service ${service}${hint}`);
  trail.open('service-outside-manifests', { namespace, name: service, port }, [source], () => `whether Service ${namespace}/${service} exists in the cluster: it is not among the manifests`);
  trail.open('missing-service-answers', {}, [source], MISSING_SERVICE);
  return answered('service-not-found', 503);
}

/** Controllers watch EndpointSlices and send to ready endpoints themselves, so that traffic policies of the Service do not count. */
function sendToEndpoints(context: Context, service: Service, port: ServicePort): Ending {
  const { cluster, trail } = context;
  const { ready, routed } = readyBehind(cluster, service, port);
  tellRefused(context, service);
  if (ready.length === 0) {
    const undecided = undecidedSelector(cluster, service);
    if (undecided !== null) {
      trail.hop(service.resource, 'spec.selector', `whether Service ${label(service)} has endpoints hangs on ${undecided.keys.join(', ')}`, 'a controller chooses the values of these labels');
      trail.dependsOn([generatedLabels(service, undecided.keys)]);
      return unknown('depends-on-cluster');
    }
    const other = podsElsewhere(context, service);
    if (other !== null) return other;
    tellAbsence(context, service, port);
    trail.open('no-endpoints-answers', {}, [sourceIn(service.resource)], NO_ENDPOINTS);
    return answered(explainedReason(context, service, port), 503);
  }
  if (trail.isTold) tellEndpoints(context, service, port, ready, routed);
  return arriveAt(context, { namespace: service.namespace, name: service.name, port: port.port }, routed);
}

/** Each endpoint once, whatever its family. */
const readyBehind = oncePerPort((cluster, service, port) => {
  const ready = oneFamily(distinctTargets(endpointsForPort(cluster, service, port).filter(({ endpoint }) => endpoint.ready)));
  return { ready, routed: destinationsOf(ready) };
});

function tellEndpoints(
  { cluster, trail }: Context, service: Service, port: ServicePort, ready: readonly EndpointTarget[], routed: readonly RoutedDestination[],
): void {
  const ports = [...new Set(ready.map((each) => each.port))].join(', ');
  trail.hop(service.resource, port.path, `port ${port.port} leads to ${ready.length} ready endpoint${ready.length === 1 ? '' : 's'}, port ${ports}`,
    `routers dial endpoints, not the cluster IP${pastOver(service)}`);
  if (ready.some(({ endpoint }) => endpoint.conditions.ready === null)) trail.open('nil-ready-condition', {}, [sourceIn(service.resource)], NIL_READY);
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

const EXTERNAL_NAME = (): string =>
  'backends of type ExternalName: ingress-nginx and the HAProxy controllers follow the name, Traefik and Contour only when told to, AWS ALB and GKE do not';

/** A backend that is only a name: the controller resolves it, where it takes such Services at all. */
function externalBackend(context: Context, service: Service, port: number): Ending {
  const { cluster, trail } = context;
  const answer = resolveName(cluster, `${service.name}.${service.namespace}.svc.${cluster.settings.clusterDomain}.`, { namespace: service.namespace, pod: null });
  trail.open('external-name-backends', {}, [sourceIn(service.resource, 'spec.externalName')], EXTERNAL_NAME);
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
