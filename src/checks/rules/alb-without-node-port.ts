import type { Cluster } from '../../cluster/model';
import { objectIn } from '../../kubernetes/fields';
import { describe, type Resource } from '../../kubernetes/resource';
import type { Service } from '../../kubernetes/service';
import type { RouteTable } from '../../routers/route-table';
import type { Severity } from '../finding';
import { annotationsOf, isPseudoBackend } from '../routes';
import type { Rule } from '../rule';

const TARGET_TYPE = 'alb.ingress.kubernetes.io/target-type';

/** Of the AWS Load Balancer Controller; that of EKS Auto Mode takes the pods' addresses by default. */
const CONTROLLER = 'ingress.k8s.aws/alb';

/** A Service without node ports behind an AWS load balancer that connects to node ports. */
export const ALB_WITHOUT_NODE_PORT: Rule = {
  id: 'alb-without-node-port',
  severity: 'warning',
  title: 'An AWS load balancer is to connect to node ports of a Service that has none.',
  why: 'The target type is `instance` unless the controller is told otherwise: the load balancer then connects to node ports. With a ClusterIP Service the controller '
    + 'fails, and updates none of the Ingress objects of the group.',
  mend: 'Write the annotation `alb.ingress.kubernetes.io/target-type: ip`, or give the Service the type NodePort.',
  sources: [
    'https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/#target-type',
    'https://github.com/kubernetes-sigs/aws-load-balancer-controller/issues/1695',
  ],
  * check({ cluster }, { routeBackends }) {
    for (const { resource, backend, router } of routeBackends) {
      if (!isAlb(router, cluster)) continue;
      const service = cluster.services.get(backend.namespace, backend.service);
      if (service?.type !== 'ClusterIP' || isPseudoBackend(resource, backend)) continue;
      const asked = targetType(resource, service);
      if (asked === null ? mayBeSetElsewhere(router, cluster) : asked !== 'instance') continue;
      yield {
        resource,
        path: `${backend.fieldPath}.service.name`,
        severity: severityOf(asked, router, cluster),
        message: `the load balancer connects to node ports, and ${describe(service.resource)} has none: `
          + `its type is ClusterIP, and the target type is instance${asked === null ? ' by default' : ''}`,
        fix: `add the annotation ${TARGET_TYPE}: ip to ${describe(resource)}, or set type: NodePort in ${describe(service.resource)}`,
      };
    }
  },
};

/** By the IngressClass, or by the name that it is usually given where the manifests have none. */
function isAlb(router: RouteTable, cluster: Cluster): boolean {
  const declared = ingressClass(router, cluster);
  return declared === undefined ? router.className === 'alb' : declared.controller === CONTROLLER;
}

function ingressClass(router: RouteTable, cluster: Cluster): Cluster['ingressClasses'][number] | undefined {
  return cluster.ingressClasses.find((each) => each.name === router.className);
}

/** What the Service asks for, which goes before what the Ingress asks for; null where neither says anything. */
function targetType(ingress: Resource, service: Service): string | null {
  return annotationsOf(service.resource)[TARGET_TYPE] ?? annotationsOf(ingress)[TARGET_TYPE] ?? null;
}

/** IngressClassParams may set the target type of all objects of a class. */
function mayBeSetElsewhere(router: RouteTable, cluster: Cluster): boolean {
  const declared = ingressClass(router, cluster);
  return declared !== undefined && objectIn(declared.resource.object, 'spec', 'parameters') !== undefined;
}

/** The controller's flag `--default-target-type` may make it `ip`. */
function severityOf(asked: string | null, router: RouteTable, cluster: Cluster): Severity {
  if (asked !== null) return 'error';
  return ingressClass(router, cluster) === undefined ? 'info' : 'warning';
}
