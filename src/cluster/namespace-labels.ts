import type { Cluster } from './model';
import { newStringMap, objectAt, stringMapAt } from '../kubernetes/fields';

/** Every namespace carries its own name as a label (`kubernetes.io/metadata.name`, set by the API server). */
export function namespaceLabels(find: Cluster['find']): Cluster['namespaceLabels'] {
  return (namespace) => {
    const resource = find('Namespace', null, namespace);
    const labels = resource === undefined ? {} : stringMapAt(objectAt(resource.object, 'metadata'), 'labels');
    return Object.assign(newStringMap(), labels, { 'kubernetes.io/metadata.name': namespace });
  };
}
