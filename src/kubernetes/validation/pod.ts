import { child, list, text } from './fields';
import type { KindRules } from './kind-rules';
import { TYPE_META, validateMetadata } from './metadata';
import { dns1123Subdomain } from './names';
import { podContext } from './pod-context';
import { POD_SPEC } from './pod-schema';
import { validatePodSpec } from './pod-spec';
import { warnOfName, warnOfPodSpec } from './pod-warnings';
import { ANY, object } from './schema';

/** `ValidatePodCreate` (core/validation/validation.go) and the warnings of the registry strategy. */
export const POD: KindRules = {
  schema: object({ ...TYPE_META, spec: POD_SPEC, status: ANY }),
  validate: (pod, report, options) => {
    const spec = child(pod, 'spec');
    const context = podContext(spec, 'spec', 'pod', options);
    validateMetadata(pod, dns1123Subdomain, report);
    validatePodSpec(spec, context, report);
    // A pod that has an identity was read from a cluster: ephemeral containers and a node are given to pods that exist.
    if (text(child(pod, 'metadata'), 'uid') === '') {
      if (list(spec, 'ephemeralContainers').length > 0) {
        report.forbidden('spec.ephemeralContainers', 'cannot be set on create');
      }
      if (text(spec, 'nodeName') !== '' && list(spec, 'schedulingGates').length > 0) {
        report.forbidden('spec.nodeName', 'cannot be set until all schedulingGates have been cleared');
      }
    }
    if (report.violations.length === 0) {
      warnOfName(pod, 'the Pod\'s hostname', report);
      warnOfPodSpec(spec, context, report);
    }
  },
};
