import { undecidedSelector } from '../../cluster/endpoints/undecided-labels';
import { judgeAbsentPods } from '../absent-pods';
import { labelText, noPodHas } from '../labels';
import type { Rule } from '../rule';

/** A Service whose selector no pod has the labels for. */
export const SERVICE_SELECTS_NOTHING: Rule = {
  id: 'service-selects-nothing',
  severity: 'error',
  title: 'The selector of a Service matches no pods.',
  why: 'The Service gets no endpoints, so every connection to it is refused, and an Ingress in front of it answers 503.',
  mend: 'Make the selector equal to labels of the pod template (not of the workload itself), in the Service\'s own namespace.',
  sources: ['https://kubernetes.io/docs/concepts/services-networking/service/#services-in-kubernetes'],
  * check({ cluster }, context) {
    for (const service of cluster.services.all) {
      const { namespace, name, selector, resource } = service;
      if (selector === null || service.type === 'ExternalName') continue;
      // Labels whose values controllers choose (`pod-template-hash`) can't be told from the manifests
      if (cluster.workloadsMatching(namespace, selector).length > 0 || undecidedSelector(cluster, service) !== null) continue;
      if (cluster.slicesOf(namespace, name).some((slice) => slice.endpoints.length > 0)) continue;
      const absent = judgeAbsentPods(context, namespace, selector, name);
      if (absent === null) continue;
      yield {
        resource,
        path: 'spec.selector',
        severity: absent.severity,
        message: `selects no pods: ${noPodHas(namespace, selector)}; ${absent.because}`,
        fix: absent.mend ?? `change spec.selector, or give the pods that are meant the labels ${labelText(selector)}`,
      };
    }
  },
};
