import type { EndpointSlice } from '../../cluster/model';
import { objectAt } from '../../kubernetes/fields';
import { describe } from '../../kubernetes/resource';
import type { Service } from '../../kubernetes/service';
import type { Rule, RuleFinding } from '../rule';

/** A Service without a selector that nobody writes endpoints for. */
export const SERVICE_WITHOUT_ENDPOINTS: Rule = {
  id: 'service-without-endpoints',
  severity: 'warning',
  title: 'A Service has no selector, and the manifests have no endpoints for it.',
  why: 'Without a selector nothing looks for pods: unless something writes EndpointSlices for it, every connection is refused.',
  fix: 'Set a selector, or add an EndpointSlice with the label kubernetes.io/service-name.',
  sources: ['https://kubernetes.io/docs/concepts/services-networking/service/#services-without-selectors'],
  * check({ cluster }, context) {
    for (const service of cluster.services.all) {
      const { namespace, name } = service;
      if (service.selector !== null || service.type === 'ExternalName' || isBuiltIn(namespace, name)) continue;
      const slices = cluster.slicesOf(namespace, name).filter((slice) => slice.endpoints.length > 0);
      if (context.declaresService(namespace, name)) continue;
      if (slices.length > 0) {
        if (!service.headless && slices.every(({ addressType }) => addressType === 'FQDN')) yield namesOnly(service, slices);
        continue;
      }
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

/**
 * Endpoints that are names: kube-proxy takes those of its own address family alone (`EndpointsChangeTracker.EndpointSliceUpdate`).
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/endpoint-slices/#address-types
 */
function namesOnly({ name, resource }: Service, slices: readonly EndpointSlice[]): RuleFinding {
  const names = [...new Set(slices.flatMap(({ endpoints }) => endpoints.flatMap(({ addresses }) => addresses)))];
  const [host] = names;
  const fix = `make Service ${name} one of type ExternalName${names.length === 1 ? ` with externalName: ${host}` : ''}, which DNS answers with the name, or write addresses into the slice`;
  return {
    resource,
    path: 'spec',
    severity: 'warning',
    message: `nothing is forwarded to ${names.slice(0, 3).join(', ')}: the endpoints in ${describe(slices[0].resource)} are names (addressType FQDN), and kube-proxy accepts addresses only`,
    fix,
    ...(names.length === 1 ? { edits: [{ path: 'spec.type', value: 'ExternalName' }, { path: 'spec.externalName', value: host }] } : {}),
  };
}
