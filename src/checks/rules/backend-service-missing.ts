import { possibleService } from '../../cluster/services/absent-service';
import { isObject } from '../../kubernetes/fields';
import type { Resource } from '../../kubernetes/resource';
import { consequenceOf } from '../controller-faults';
import { isPseudoBackend } from '../routes';
import type { Rule, RuleFinding } from '../rule';

/** An Ingress backend whose Service is not there. */
export const BACKEND_SERVICE_MISSING: Rule = {
  id: 'backend-service-missing',
  severity: 'error',
  title: 'An Ingress sends requests to a Service that does not exist in its namespace.',
  why: 'Controllers answer such requests with 503 or 404, or do not load the Ingress at all.',
  fix: 'Name a Service of the Ingress\'s own namespace; an Ingress cannot reach into another one.',
  sources: ['https://kubernetes.io/docs/reference/kubernetes-api/service-resources/ingress-v1/#IngressBackend'],
  * check({ cluster }, context) {
    for (const each of context.routeBackends) {
      const { resource, backend } = each;
      const { namespace, service, fieldPath } = backend;
      if (cluster.services.get(namespace, service) !== undefined) continue;
      if (context.declaresService(namespace, service) || isPseudoBackend(each)) continue;
      const finding: Omit<RuleFinding, 'message' | 'fix'> = { resource, path: `${fieldPath}.service.name` };
      const consequence = consequenceOf(each);
      const other = context.otherNamespaceOfService(namespace, service);
      if (other !== null) {
        yield {
          ...finding,
          ...namesNamespace(resource) ? {} : { severity: 'warning' },
          message: `backend Service ${namespace}/${service} does not exist; Service ${other}/${service} does, and an Ingress reaches its own namespace only${
            namesNamespace(resource) ? '' : `: it names none, and is one of ${namespace} unless it is applied with another`}${consequence}`,
          fix: `${moveTo(other, resource)}, or add a Service ${service} of type ExternalName to ${namespace} where the controller takes those`,
        };
        continue;
      }
      const names = cluster.services.names(namespace);
      const near = names.nearest(service);
      const possible = possibleService(cluster, namespace, service);
      if (possible !== null) {
        yield {
          ...finding,
          severity: 'info',
          message: `backend Service ${namespace}/${service} is not in the manifests; ${possible.because}`,
          fix: 'declare it under externals.services, or correct the name',
        };
        continue;
      }
      yield {
        ...finding,
        // Where the manifests have no Service of the namespace at all, they describe only a part of it
        severity: names.all.length > 0 ? 'error' : 'warning',
        message: `backend Service ${namespace}/${service} does not exist${near === null ? thereIs(names.all) : `; there is ${near}`}${consequence}`,
        fix: near === null
          ? `create Service ${service} in namespace ${namespace}, or declare it under externals.services if something else creates it`
          : `set ${fieldPath}.service.name to ${near}`,
        ...(near === null ? {} : { edits: [{ path: `${fieldPath}.service.name`, value: near }] }),
      };
    }
  },
};

/** What `helm template` writes often names no namespace, and is applied with `--namespace`: then it is the check that was asked wrongly. */
function namesNamespace({ object: { metadata } }: Resource): boolean {
  return isObject(metadata) && typeof metadata.namespace === 'string' && metadata.namespace !== '';
}

function moveTo(namespace: string, resource: Resource): string {
  return namesNamespace(resource) ? `move the Ingress to namespace ${namespace}` : `set metadata.namespace to ${namespace}, or check with --namespace ${namespace} if it is applied with that`;
}

function thereIs(names: readonly string[]): string {
  if (names.length === 0) return '; the manifests have no Service in that namespace';
  return names.length <= 5 ? `; there is ${names.join(', ')}` : '';
}
