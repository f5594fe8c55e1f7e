import type { Cluster } from '../cluster/model';
import type { Externals } from '../manifests/config';

/** Whether the configuration declares the Secret under `externals`. */
export function isDeclaredSecret({ secrets }: Pick<Externals, 'secrets'>, namespace: string, name: string): boolean {
  return secrets.some((each) => each.namespace === namespace && each.name === name);
}

/** Whether the Secret is among the manifests, or declared under `externals`. */
export function hasSecret(
  { cluster, externals }: { readonly cluster: Cluster; readonly externals: Externals }, namespace: string, name: string,
): boolean {
  return cluster.find('Secret', namespace, name) !== undefined || isDeclaredSecret(externals, namespace, name);
}
