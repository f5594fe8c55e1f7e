import { objectAt } from '../../kubernetes/fields';
import type { Rule } from '../rule';

/** A Service without a selector that nobody writes endpoints for. */
export const SERVICE_WITHOUT_ENDPOINTS: Rule = {
  id: 'service-without-endpoints',
  severity: 'warning',
  title: 'A Service has no selector, and the manifests have no endpoints for it.',
  why: 'Without a selector nothing looks for pods: unless something writes EndpointSlices for it, every connection is refused.',
  mend: 'Give it a selector, or an EndpointSlice with the label kubernetes.io/service-name.',
  sources: ['https://kubernetes.io/docs/concepts/services-networking/service/#services-without-selectors'],
  * check({ cluster }, context) {
    for (const service of cluster.services.all) {
      const { namespace, name } = service;
      if (service.selector !== null || service.type === 'ExternalName' || isBuiltIn(namespace, name)) continue;
      if (context.declaresService(namespace, name) || cluster.slicesOf(namespace, name).some((slice) => slice.endpoints.length > 0)) continue;
      // An empty selector was written by somebody who wanted to select; without one, endpoints may well be written at run time
      const empty = objectAt(objectAt(service.resource.object, 'spec'), 'selector') !== undefined;
      yield {
        resource: service.resource,
        path: empty ? 'spec.selector' : 'spec',
        severity: empty ? 'warning' : 'info',
        message: `${empty ? 'the selector is empty, which selects nothing' : 'there is no selector'}, and no EndpointSlice or Endpoints of the manifests belongs to it`,
        fix: `set spec.selector to labels of the pods, or add an EndpointSlice with the label kubernetes.io/service-name: ${name};`
          + ' if something writes the endpoints at run time, declare the Service under externals.services',
      };
    }
  },
};

function isBuiltIn(namespace: string, name: string): boolean {
  return namespace === 'default' && name === 'kubernetes';
}
