import type { Cluster } from '../../cluster/model';
import { describe } from '../../kubernetes/resource';
import { PREFIX } from '../../routers/ingress/alb/facts';
import { NO_NODE_PORT, NO_NODE_PORT_BY_DEFAULT } from '../../routers/ingress/alb/target-groups';
import type { Fault, Router } from '../../routers/model';
import type { Severity } from '../finding';
import type { Rule } from '../rule';

/** A Service without node ports behind an AWS load balancer that connects to node ports. */
export const ALB_WITHOUT_NODE_PORT: Rule = {
  id: 'alb-without-node-port',
  severity: 'warning',
  title: 'An AWS load balancer is to connect to node ports of a Service that has none.',
  why: 'The target type is `instance` unless the controller is told otherwise: the load balancer then connects to node ports. With a ClusterIP Service the controller '
    + 'fails, and updates none of the Ingress objects of the group.',
  fix: `Write the annotation \`${PREFIX}target-type: ip\`, or set the type of the Service to NodePort.`,
  sources: [
    'https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/#target-type',
    'https://github.com/kubernetes-sigs/aws-load-balancer-controller/issues/1695',
  ],
  * check({ cluster, routers }) {
    const told = new Set<string>();
    for (const router of routers) {
      for (const fault of router.faults) {
        if (fault.code !== NO_NODE_PORT && fault.code !== NO_NODE_PORT_BY_DEFAULT) continue;
        const { resource, field, kind } = fault.source;
        const key = `${describe(resource)} ${field} ${fault.reason}`;
        if (told.has(key)) continue;
        told.add(key);
        yield { resource, path: kind === 'backend' ? `${field}.service.name` : field, severity: severityOf(fault, router, cluster), message: fault.reason, fix: fault.fix };
      }
    }
  },
};

/** The controller's flag `--default-target-type` may make it `ip`. */
function severityOf({ code }: Fault, { id: { className } }: Router, cluster: Cluster): Severity {
  if (code === NO_NODE_PORT) return 'error';
  return cluster.ingressClasses.some((each) => each.name === className) ? 'warning' : 'info';
}
