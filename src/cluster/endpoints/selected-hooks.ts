import { HOOK_ANNOTATION } from '../../kubernetes/helm-hook';
import { describe } from '../../kubernetes/resource';
import type { Service } from '../../kubernetes/service';
import type { LabelIndex } from '../label-index';
import type { Notice, Workload } from '../model';

/** Says once that Services select pods of Helm hooks, which get no requests since they are not in the running cluster. */
export function selectedHooks(services: readonly Service[], hooks: Pick<LabelIndex<Workload>, 'match'>): readonly Notice[] {
  const found = new Map<Workload, Service>();
  for (const service of services) {
    if (service.selector === null || service.type === 'ExternalName') continue;
    for (const hook of hooks.match(service.namespace, service.selector)) if (!found.has(hook)) found.set(hook, service);
  }
  const [first] = found;
  if (first === undefined) return [];
  const [{ resource, hooks: when = [] }, service] = first;
  const more = found.size === 1 ? '' : `, like ${found.size - 1} more`;
  const message = `is a hook of Helm (${when.join(', ')})${more}: its pods are not in the running cluster, so that ${describe(service.resource)} sends them nothing`;
  return [{ kind: 'hook', resource, path: `metadata.annotations[${HOOK_ANNOTATION}]`, message }];
}
