import type { Workload } from '../../cluster/model';
import { objectIn, textAt } from '../../kubernetes/fields';
import { describe, type Resource } from '../../kubernetes/resource';
import type { Service } from '../../kubernetes/service';
import type { Router, ServiceTarget } from '../../routers/model';
import type { RuleContext } from '../context';
import { takesBackend } from '../routes';
import type { Rule } from '../rule';
import { workloadsBehind } from '../service-pods';

/** Workloads without replicas behind a Service that a router sends requests to. */
export const BACKEND_SCALED_TO_ZERO: Rule = {
  id: 'backend-scaled-to-zero',
  severity: 'warning',
  title: 'Everything behind a Service that an Ingress or a route sends requests to is scaled to zero.',
  why: 'The Service has no endpoints then: routers answer its requests with 503, or leave its paths out.',
  fix: 'Set spec.replicas to 1 or more, or remove the route while the workload is off.',
  sources: [
    'https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#replicas',
    'https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#implicit-maintenance-mode-deactivation',
  ],
  * check({ cluster }, context) {
    const told = new Set<Resource>();
    for (const { service, by } of routedServices(context)) {
      const behind = workloadsBehind(cluster, service);
      if (behind.length === 0 || !behind.every((each) => isOff(each, context)) || declaresPods(service, context)) continue;
      if (cluster.slicesOf(service.namespace, service.name).some((slice) => slice.endpoints.length > 0)) continue;
      const [{ resource, namespace }] = behind;
      if (told.has(resource)) continue;
      told.add(resource);
      const maker = context.makerIn(namespace);
      yield {
        resource,
        path: 'spec.replicas',
        ...maker === null ? {} : { severity: 'info' as const },
        message: `it runs no pods, and so ${describe(service.resource)}, ${by()}, has no endpoints${maker === null ? '' : `; an operator may scale it (${describe(maker)})`}`,
        fix: 'set spec.replicas to 1 or more, or remove the route while it is off',
      };
    }
  },
};

interface RoutedService {
  readonly service: Service;
  /** Who sends requests to it, as a part of a sentence; asked for findings alone. */
  readonly by: () => string;
}

/** The Services behind routers, each once, with the first field that sends requests there. */
function* routedServices(context: RuleContext): Iterable<RoutedService> {
  const { simulation: { cluster, routers }, routeBackends } = context;
  const seen = new Set<Service>();
  const isNew = (service: Service | undefined): service is Service => service !== undefined && !seen.has(service) && seen.add(service) !== undefined;
  for (const { resource, backend, router } of routeBackends) {
    const service = cluster.services.get(backend.namespace, backend.service);
    if (!isNew(service)) continue;
    yield { service, by: () => `${sendsTo(resource, backend.fieldPath)}${answerText(router, resource, backend.fieldPath)}` };
  }
  for (const router of routers) {
    if (router.id.kind !== 'Gateway') continue;
    for (const { namespace, name, source } of targetsOf(router)) {
      const service = cluster.services.get(namespace, name);
      if (isNew(service)) yield { service, by: () => sendsTo(source.resource, source.field) };
    }
  }
}

function sendsTo(resource: Resource, field: string): string {
  return `to which ${describe(resource)} ${field} sends requests`;
}

/** Some controllers leave out the path. */
function answerText(router: Router | undefined, resource: Resource, field: string): string {
  const status = router !== undefined && takesBackend(router, resource, field) ? router.answers['no-endpoints'].status : null;
  return status === null ? '' : ` and gets ${status}`;
}

function targetsOf({ listeners }: Router): readonly ServiceTarget[] {
  const actions = listeners.flatMap(({ hosts }) => hosts.flatMap(({ routes }) => routes.map((each) => each.action)));
  return actions.flatMap((action) => action.kind === 'forward' ? action.to : []).flatMap(({ target, weight }) => target.kind === 'service' && weight > 0 ? [target] : []);
}

const SCALED = ['Deployment', 'StatefulSet', 'ReplicaSet', 'ReplicationController'];

/**
 * Whether a workload has no pods, and nothing that is known here will give it some. A HorizontalPodAutoscaler leaves a workload of 0 replicas alone
 * (`reconcileAutoscaler`), unless it may scale to zero itself.
 */
function isOff(workload: Workload, { simulation: { cluster } }: RuleContext): boolean {
  const { kind, namespace, name, replicas, replicasDependOn, autoscaled } = workload;
  if (replicas !== 0 || replicasDependOn !== null || autoscaled !== undefined || !SCALED.includes(kind)) return false;
  return !cluster.resources.some((each) => each.namespace === namespace && isScaler(each) && textAt(objectIn(each.object, 'spec', 'scaleTargetRef'), 'name') === name);
}

/** KEDA and its like wake a workload; what has a reference to scale, and is none of Kubernetes' own kinds, may. */
function isScaler({ kind, object }: Resource): boolean {
  if (objectIn(object, 'spec', 'scaleTargetRef') === undefined) return false;
  return kind !== 'HorizontalPodAutoscaler' || objectIn(object, 'spec')?.minReplicas === 0;
}

function declaresPods({ namespace, selector }: Service, context: RuleContext): boolean {
  return context.declaresPods(namespace, selector ?? {});
}
