import type { Route, WeightedBackend } from './text-table';
import type { Cluster } from '../../../cluster/model';
import { objectAt, stringMapAt } from '../../../kubernetes/fields';

/**
 * Where a route leads, as a fact: equal for Services that select the same pods, whatever they are called.
 *
 * A Service that is not in the manifests is its name.
 */
export function destinationFact({ action }: Route, { find }: Pick<Cluster, 'find'>): string {
  if (action.kind === 'unknown') return action.what;
  if (action.kind === 'status') return `${action.status}`;
  return action.backends.map((backend) => backendFact(backend, find)).join(' ');
}

function backendFact({ namespace, service, port, share }: WeightedBackend, find: Cluster['find']): string {
  const spec = objectAt(find('Service', namespace, service)?.object, 'spec');
  const selector = Object.entries(stringMapAt(spec, 'selector')).map(([key, value]) => `${key}=${value}`).sort().join(',');
  return `${selector === '' ? `${namespace}/${service}` : `${namespace} ${selector}`} ${port} ${share}`;
}
