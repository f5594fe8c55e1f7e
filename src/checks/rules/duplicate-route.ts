import { classController, type ClassController } from '../../routers/ingress/class-controller';
import { hostText, routeId, sameDestination, type ShadowedRoute } from '../../routers/route-table';
import { annotationsOf, isPseudoBackend } from '../routes';
import type { Rule } from '../rule';

/** Two routes of one class with the same host, path and type. */
export const DUPLICATE_ROUTE: Rule = {
  id: 'duplicate-route',
  severity: 'error',
  title: 'Two routes of one ingress class have the same host, path and path type.',
  why: 'One of them never gets a request; which one is up to the controller, and some refuse the younger Ingress altogether.',
  mend: 'Remove one of them, or give it another host or path.',
  sources: ['https://kubernetes.io/docs/concepts/services-networking/ingress/#multiple-matches'],
  * check({ cluster, tables }) {
    for (const router of tables) {
      const controller = classController(cluster, router);
      for (const shadowed of router.shadowed) {
        const { route, by } = shadowed;
        if (shadowed.kind !== 'same' || isToldApart(shadowed) || haveOwnAddresses(shadowed, controller)) continue;
        const same = sameDestination(route, by);
        yield {
          resource: route.resource,
          path: `${route.fieldPath}.path`,
          severity: same ? 'warning' : 'error',
          message: `${route.label} of ${hostText(route.host) || 'every host'} (${router.name}) is also ${routeId(by)}, with ${same ? 'the same' : 'another'} backend; that one goes first: ${shadowed.because}`,
          fix: `remove one of ${routeId(route)} and ${routeId(by)}, or give it another host or path`,
        };
      }
    }
  },
};

/** Annotations by which controllers tell requests apart that have the same host and path: a share, an entry point, a header, a method. */
const DISTINGUISHING: readonly string[] = [
  'nginx.ingress.kubernetes.io/canary', 'traefik.ingress.kubernetes.io/router.entrypoints', 'traefik.ingress.kubernetes.io/router.priority',
  'alb.ingress.kubernetes.io/conditions.', 'alb.ingress.kubernetes.io/listen-ports', 'konghq.com/methods', 'konghq.com/headers.', 'konghq.com/protocols',
  'konghq.com/regex-priority', 'haproxy.org/route-acl', 'haproxy.org/ingress.class',
];

/** Whether the two routes are meant to share host and path: an action stands before the backend, or an annotation says which requests are whose. */
function isToldApart({ route, by }: ShadowedRoute): boolean {
  return [route, by].some(({ action, resource }) => {
    if (action.kind === 'backends' && action.backends.some((each) => isPseudoBackend(resource, each))) return true;
    return Object.keys(annotationsOf(resource)).some((key) => DISTINGUISHING.some((each) => key.startsWith(each)));
  });
}

const ALB_GROUP = 'alb.ingress.kubernetes.io/group.name';

/** Controllers that make a load balancer for each Ingress, or for each group of them. */
function haveOwnAddresses({ route, by }: ShadowedRoute, controller: ClassController | null): boolean {
  if (route.resource === by.resource) return false;
  if (controller === 'gce') return true;
  const group = annotationsOf(route.resource)[ALB_GROUP];
  return controller === 'alb' && (group === undefined || group !== annotationsOf(by.resource)[ALB_GROUP]);
}
