import { whyNotMirrored } from '../../cluster/endpoints/mirroring';
import type { Cluster } from '../../cluster/model';
import { readEndpoints } from '../../kubernetes/endpoints';
import { isKind, objectAt, textAt } from '../../kubernetes/fields';
import type { Resource } from '../../kubernetes/resource';
import type { RuleContext } from '../context';
import type { Rule, RuleFinding } from '../rule';

/** Hand-written endpoints that no Service uses. */
export const ENDPOINTS_WITHOUT_SERVICE: Rule = {
  id: 'endpoints-without-service',
  severity: 'warning',
  title: 'Hand-written endpoints belong to no Service.',
  why: 'An EndpointSlice belongs to the Service that its label kubernetes.io/service-name names, Endpoints to the Service of the same name;'
    + ' without it nobody uses them.',
  fix: 'Set the label kubernetes.io/service-name of the EndpointSlice to the name of the Service, or rename the Endpoints to it.',
  sources: ['https://kubernetes.io/docs/concepts/services-networking/service/#services-without-selectors'],
  * check({ cluster }, context) {
    for (const slice of cluster.slices) {
      if (slice.source === 'manual' && !isObserved(slice.resource)) yield* judgeSlice(cluster, context, slice.resource, slice.service);
    }
    for (const resource of cluster.resources) {
      if (isKind(resource, '', 'Endpoints') && !isObserved(resource)) yield* judgeEndpoints(cluster, context, resource);
    }
  },
};

/** What is in the cluster already was written by whom it belongs to. */
function isObserved(resource: Resource): boolean {
  return textAt(objectAt(resource.object, 'metadata'), 'uid') !== null;
}

function* judgeSlice(cluster: Cluster, context: RuleContext, resource: Resource, service: string | null): Iterable<RuleFinding> {
  const namespace = resource.namespace ?? '';
  const { services } = cluster;
  if (service === null || service === '') {
    const meant = services.get(namespace, resource.name) !== undefined ? resource.name : services.names(namespace).nearest(resource.name);
    yield {
      resource,
      path: 'metadata.labels',
      message: 'has no label kubernetes.io/service-name, so no Service uses it; its own name counts for nothing',
      fix: `add the label kubernetes.io/service-name: ${meant ?? '<the Service>'}`,
      ...(meant === null ? {} : { edits: [{ path: 'metadata.labels[kubernetes.io/service-name]', value: meant }] }),
    };
    return;
  }
  if (services.get(namespace, service) !== undefined || context.declaresService(namespace, service)) return;
  const near = services.names(namespace).nearest(service);
  yield {
    resource,
    path: 'metadata.labels[kubernetes.io/service-name]',
    message: `belongs to Service ${namespace}/${service}, which is not in the manifests${near === null ? '' : `; there is ${near}`}`,
    fix: near === null ? `create Service ${service}, or declare it under externals.services` : `set the label kubernetes.io/service-name to ${near}`,
    ...(near === null ? {} : { edits: [{ path: 'metadata.labels[kubernetes.io/service-name]', value: near }] }),
  };
}

function* judgeEndpoints(cluster: Cluster, context: RuleContext, resource: Resource): Iterable<RuleFinding> {
  const endpoints = readEndpoints(resource);
  const { namespace, name } = endpoints;
  if (whyNotMirrored(endpoints, cluster.services.get(namespace, name)) !== 'no-service' || context.declaresService(namespace, name)) return;
  const near = cluster.services.names(namespace).nearest(name);
  yield {
    resource,
    path: 'metadata.name',
    message: `there is no Service ${namespace}/${name} that it could belong to${near === null ? '' : `; there is ${near}`}`,
    fix: near === null ? `create Service ${name} without a selector` : `name it ${near}`,
    ...(near === null ? {} : { edits: [{ path: 'metadata.name', value: near }] }),
  };
}
