import type { DialectInputs } from './dialect';
import { possibleService } from '../../cluster/services/absent-service';
import { externalService } from '../../manifests/externals';

/**
 * Whether a Service is plainly missing from the cluster: the manifests have other Services of its namespace, or have it in another one,
 * nobody declares it, and nothing in sight makes it at run time.
 */
export function isMissing(namespace: string, name: string, { cluster, externals }: DialectInputs): boolean {
  const isDeclared = externalService(externals, namespace, name) !== undefined;
  if (isDeclared || cluster.services.get(namespace, name) !== undefined) return false;
  const known = cluster.services.inNamespace(namespace).length > 0 || cluster.services.all.some((each) => each.name === name);
  return known && possibleService(cluster, namespace, name) === null;
}
