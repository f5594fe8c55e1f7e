import type { Cluster } from '../../cluster/model';
import type { RouteTable } from '../../routers/route-table';
import { annotationsOf } from '../routes';
import type { Rule } from '../rule';

/** Annotations of a controller that does not serve the Ingress. */
export const ANNOTATION_OF_OTHER_CONTROLLER: Rule = {
  id: 'annotation-of-other-controller',
  severity: 'warning',
  title: 'An Ingress has annotations of another controller than the one of its class.',
  why: 'A controller ignores the annotations of others, so what they ask for (rewriting, redirects, authentication) does not happen.',
  mend: 'Use the annotations of the controller that serves the class.',
  sources: ['https://kubernetes.io/docs/concepts/services-networking/ingress/#the-ingress-resource'],
  * check({ cluster, tables }) {
    for (const router of tables) {
      const controller = controllerOf(router, cluster);
      if (controller === null) continue;
      for (const resource of router.resources) {
        for (const key of Object.keys(annotationsOf(resource))) {
          const owner = OWNERS.find(({ prefix }) => key.startsWith(prefix));
          if (owner === undefined || owner.controllers.includes(controller)) continue;
          yield {
            resource,
            path: `metadata.annotations[${key}]`,
            message: `${key} is read by ${owner.name}, and ${router.name} is served by ${controller}`,
            fix: `remove it, or use what ${controller} has instead`,
          };
        }
      }
    }
  },
};

interface Owner {
  readonly prefix: string;
  readonly name: string;
  /** `spec.controller` of the classes whose controllers read it. */
  readonly controllers: readonly string[];
}

const NGINX = 'k8s.io/ingress-nginx';
const TRAEFIK = 'traefik.io/ingress-controller';

const OWNERS: readonly Owner[] = [
  // Traefik has a provider of its own for Ingress objects of ingress-nginx
  { prefix: 'nginx.ingress.kubernetes.io/', name: 'ingress-nginx', controllers: [NGINX, TRAEFIK] },
  { prefix: 'nginx.org/', name: 'NGINX Ingress Controller (F5)', controllers: ['nginx.org/ingress-controller'] },
  { prefix: 'traefik.ingress.kubernetes.io/', name: 'Traefik', controllers: [TRAEFIK] },
  { prefix: 'alb.ingress.kubernetes.io/', name: 'the AWS load balancer controller', controllers: ['ingress.k8s.aws/alb', 'eks.amazonaws.com/alb'] },
  { prefix: 'haproxy.org/', name: 'the HAProxy ingress controller', controllers: ['haproxy.org/ingress-controller', 'haproxy.org/ingress-controller/haproxy'] },
  { prefix: 'projectcontour.io/', name: 'Contour', controllers: ['projectcontour.io/ingress-controller', 'projectcontour.io/contour'] },
  { prefix: 'konghq.com/', name: 'Kong', controllers: ['ingress-controllers.konghq.com/kong'] },
];

/** The controller of a class: as its IngressClass says, which must be one that is known here. */
function controllerOf(router: RouteTable, cluster: Cluster): string | null {
  const controller = cluster.ingressClasses.find((each) => each.name === router.className)?.controller ?? null;
  return OWNERS.some((owner) => owner.controllers.includes(controller ?? '')) ? controller : null;
}
