import { groupOf } from '../../kubernetes/fields';
import type { Resource } from '../../kubernetes/resource';
import { unsimulatedKind } from '../../routers/unsimulated-routes';
import type { Rule } from '../rule';

/** Objects that decide where requests go, of a kind that is not simulated: told once a kind. */
export const KIND_NOT_SIMULATED: Rule = {
  id: 'kind-not-simulated',
  severity: 'info',
  title: 'Objects of a kind that routes requests are not simulated.',
  why: 'Silence of the rules, and answers about the hosts that these objects claim, leave out what their controller makes of them.',
  fix: 'There is nothing to fix; ask the controller itself about the requests that such objects match.',
  sources: ['https://kubernetes.io/docs/concepts/extend-kubernetes/api-extension/custom-resources/'],
  * check({ cluster }) {
    const byKind = new Map<string, Resource[]>();
    for (const resource of cluster.resources) {
      if (unsimulatedKind(resource) === undefined) continue;
      const key = `${groupOf(resource.apiVersion)}/${resource.kind}`;
      const known = byKind.get(key);
      if (known === undefined) byKind.set(key, [resource]);
      else known.push(resource);
    }
    for (const [first, ...more] of byKind.values()) {
      yield {
        resource: first,
        path: '',
        message: `${more.length === 0 ? 'is' : `is, like ${more.length} more,`} of kind ${first.kind} (${groupOf(first.apiVersion)}), which routes requests and is not simulated`,
        fix: 'ask its controller about the requests that it takes; traces name it where it claims their host',
      };
    }
  },
};
