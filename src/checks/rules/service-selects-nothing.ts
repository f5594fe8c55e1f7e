import { undecidedSelector } from '../../cluster/endpoints/undecided-labels';
import type { Workload } from '../../cluster/model';
import { describe } from '../../kubernetes/resource';
import type { Service } from '../../kubernetes/service';
import { labelText, noPodHas } from '../labels';
import type { Rule } from '../rule';
import { declares, podSpecOf, runsToEnd } from '../service-pods';

/** A Service whose selector no pod has the labels for. */
export const SERVICE_SELECTS_NOTHING: Rule = {
  id: 'service-selects-nothing',
  severity: 'error',
  title: 'The selector of a Service matches no pods.',
  why: 'The Service gets no endpoints, so every connection to it is refused, and an Ingress in front of it answers 503.',
  fix: 'Make the selector equal to labels of the pod template (not of the workload itself), in the Service\'s own namespace.',
  sources: ['https://kubernetes.io/docs/concepts/services-networking/service/#services-in-kubernetes'],
  * check({ cluster }, context) {
    for (const service of cluster.services.all) {
      const { namespace, name, selector, resource } = service;
      if (selector === null || service.type === 'ExternalName') continue;
      // Labels whose values controllers choose (`pod-template-hash`) can't be told from the manifests
      const matching = cluster.workloadsMatching(namespace, selector);
      const job = matching.length > 0 && isLeftToJobs(matching, service) ? matching[0] : null;
      if ((matching.length > 0 && job === null) || undecidedSelector(cluster, service) !== null) continue;
      if (job === null && cluster.slicesOf(namespace, name).some((slice) => slice.endpoints.length > 0)) continue;
      const absent = context.absentPods(namespace, selector, name);
      // A Service for a Job alone may be meant, unless other pods are in sight
      if (absent === null || (job !== null && absent.meant === undefined)) continue;
      const [hook] = cluster.hooksMatching(namespace, selector);
      yield {
        resource,
        path: 'spec.selector',
        severity: job === null ? absent.severity : 'warning',
        message: `${whatItSelects(namespace, selector, job, hook)}; ${absent.because}`,
        fix: absent.fix ?? `change spec.selector, or add the labels ${labelText(selector)} to the pods that are meant`,
        ...(absent.meant === undefined ? {} : { edits: [{ path: 'spec.selector', value: absent.meant }] }),
      };
    }
  },
};

/** Whether nothing but Jobs, which run to completion, carries the labels of a Service that balances requests, and none declares its ports. */
function isLeftToJobs(matching: readonly Workload[], service: Service): boolean {
  return !service.headless && matching.every((each) => runsToEnd(each) && !service.ports.some((port) => declares(podSpecOf(each), port)));
}

function whatItSelects(namespace: string, selector: Service['selector'], job: Workload | null, hook: Workload | undefined): string {
  if (job !== null) return `selector matches no pods but those of ${describe(job)}, which run to completion`;
  const besides = hook === undefined ? '' : ` but those of ${describe(hook)}, which Helm runs once (${hook.hooks?.join(', ') ?? ''})`;
  return `selector matches no pods: ${noPodHas(namespace, selector ?? {})}${besides}`;
}
