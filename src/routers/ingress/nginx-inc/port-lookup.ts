import type { Cluster } from '../../../cluster/model';
import type { Service, ServicePort } from '../../../kubernetes/service';
import { resolveBackendPort } from '../backend-port';

/**
 * The port that a backend names: by number, or by name. A number that is not there is served by the first port without name.
 *
 * @see https://github.com/nginx/kubernetes-ingress/blob/0eb3072d14f04931824bb74c99a6566d8c108f3c/internal/k8s/controller.go getEndpointsForIngressBackend
 */
export function lookUpPort(service: Service, port: number | string | null): ReturnType<typeof resolveBackendPort> {
  const found = resolveBackendPort(service, port);
  if (found.kind === 'found' || typeof port !== 'number' || service.type === 'ExternalName') return found;
  const unnamed = service.ports.find((each) => each.protocol === 'TCP' && each.name === '');
  return unnamed === undefined ? found : { kind: 'found', port: unnamed };
}

/** The number of a Service port's targetPort; of a name that of the first pod alone, so that pods with another number get nothing. Null where there is no pod with it. */
export function targetNumber(cluster: Cluster, service: Service, { targetPort }: ServicePort): number | null {
  if (typeof targetPort === 'number') return targetPort;
  const [pod] = service.selector === null ? [] : cluster.podsMatching(service.namespace, service.selector);
  if (pod === undefined) return null;
  return pod.spec.containers.flatMap((each) => each.ports).find((each) => each.name === targetPort)?.containerPort ?? null;
}
