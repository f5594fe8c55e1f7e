import { findPort } from '../../cluster/endpoints/endpoint-ports';
import type { Workload } from '../../cluster/model';
import { isCustomWorkload } from '../../cluster/workloads/workload-kinds';
import { describe } from '../../kubernetes/resource';
import type { Service } from '../../kubernetes/service';
import type { Rule } from '../rule';
import { declaredPorts, declares, podSpecOf, runsToEnd, workloadsBehind } from '../service-pods';

/** A Service that selects pods which do not serve its ports, beside those that do. */
export const SELECTOR_TOO_BROAD: Rule = {
  id: 'selector-too-broad',
  severity: 'warning',
  title: 'A Service selects pods of another component besides those that serve its ports.',
  why: 'A share of the connections goes to pods that do not listen on the port, or to a job that answers something else: errors now and then.',
  fix: 'Add a label to the selector that only the pods that are meant carry.',
  sources: ['https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/'],
  * check({ cluster }) {
    for (const service of cluster.services.all) {
      const behind = workloadsBehind(cluster, service);
      if (behind.length < 2) continue;
      const meant = behind.filter((workload) => servesAll(workload, service));
      if (meant.length === 0 || meant.length === behind.length) continue;
      const isMeant = new Set(meant);
      const unrelated = behind.filter((workload) => !isMeant.has(workload) && isUnrelated(workload, service, meant[0]));
      if (unrelated.length === 0) continue;
      const [first] = unrelated;
      const more = unrelated.length > 1 ? ` and ${unrelated.length - 1} more` : '';
      const label = distinctiveLabel(meant, unrelated);
      yield {
        resource: service.resource,
        path: 'spec.selector',
        message: `also selects the pods of ${describe(first)}${more}, ${whyUnrelated(first)}; ${describe(meant[0])} is what serves its ports`,
        fix: label === null
          ? `add a label that the others lack to the pods of ${describe(meant[0])} and to spec.selector`
          : `add ${label} to spec.selector`,
      };
    }
  },
};

function servesAll(workload: Workload, service: Service): boolean {
  return service.ports.length > 0 && !runsToEnd(workload) && service.ports.every((port) => declares(podSpecOf(workload), port));
}

/**
 * A job that gets a share, or pods that declare ports and none that the Service leads to.
 *
 * Pods that declare nothing may serve anything, unless a label says that they are another component than those that are meant.
 */
function isUnrelated(workload: Workload, service: Service, meant: Workload | undefined): boolean {
  const spec = podSpecOf(workload);
  // With a named targetPort, pods without that name get no share
  if (service.ports.some((port) => declares(spec, port)) || service.ports.every((port) => findPort(port, spec) === null)) return false;
  if (isCustomWorkload(workload.resource)) return false;
  if (runsToEnd(workload) || declaredPorts(spec).length > 0) return true;
  const { labels } = workload.template;
  return meant !== undefined && COMPONENT_LABELS.some((key) => labels[key] !== undefined && labels[key] !== meant.template.labels[key]);
}

/** Labels that tell one component from another, and not a version or a release from the next. */
const COMPONENT_LABELS: readonly string[] = ['app.kubernetes.io/component', 'component', 'role', 'tier', 'app.kubernetes.io/name', 'app', 'k8s-app', 'name', 'service'];

function whyUnrelated(workload: Workload): string {
  if (runsToEnd(workload)) return 'which run to completion';
  const ports = declaredPorts(podSpecOf(workload)).map((port) => `${port.containerPort}/${port.protocol}`);
  return ports.length === 0 ? 'which declare no ports' : `which serve ${ports.slice(0, 6).join(', ')}`;
}

/** A label that all the pods that are meant carry, and none of the others. */
function distinctiveLabel(meant: readonly Workload[], unrelated: readonly Workload[]): string | null {
  const labels = meant[0].template.labels;
  const key = Object.keys(labels).find((each) => meant.every((workload) => workload.template.labels[each] === labels[each])
    && unrelated.every((workload) => workload.template.labels[each] !== labels[each]));
  return key === undefined ? null : `${key}: ${labels[key]}`;
}
