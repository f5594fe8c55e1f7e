import { hostText, routeId, sameDestination, type ShadowedRoute } from '../../http/route-table';
import { annotationsOf } from '../routes';
import type { Rule } from '../rule';

/** Two routes of one class with the same host, path and type. */
export const DUPLICATE_ROUTE: Rule = {
  id: 'duplicate-route',
  severity: 'error',
  title: 'Two routes of one ingress class have the same host, path and path type.',
  why: 'One of them never gets a request; which one is up to the controller, and some refuse the younger Ingress altogether.',
  mend: 'Remove one of them, or give it another host or path.',
  sources: ['https://kubernetes.io/docs/concepts/services-networking/ingress/#multiple-matches'],
  * check({ routers }) {
    for (const router of routers) {
      for (const shadowed of router.shadowed) {
        const { route, by } = shadowed;
        if (shadowed.kind !== 'same' || isCanary(shadowed)) continue;
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

const CANARY = 'nginx.ingress.kubernetes.io/canary';

/** A canary shares the host and path of another Ingress on purpose. */
function isCanary({ route, by }: ShadowedRoute): boolean {
  return [route, by].some((each) => annotationsOf(each.resource)[CANARY] === 'true');
}
