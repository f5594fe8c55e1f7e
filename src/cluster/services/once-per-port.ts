import type { Service, ServicePort } from '../../kubernetes/service';
import type { Cluster } from '../model';

type OfPort<T> = (cluster: Cluster, service: Service, port: ServicePort) => T;

/** Remembers what does not change from one request to the next: a cluster is never changed, and a port belongs to one. */
export function oncePerPort<T>(work: OfPort<T>): OfPort<T> {
  const known = new WeakMap<ServicePort, { readonly cluster: Cluster; readonly result: T }>();
  return (cluster, service, port) => {
    const found = known.get(port);
    if (found !== undefined && found.cluster === cluster) return found.result;
    const result = work(cluster, service, port);
    known.set(port, { cluster, result });
    return result;
  };
}
