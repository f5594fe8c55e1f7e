import { compact } from '../../kubernetes/fields';
import type { Container, PodSpec } from '../../kubernetes/pod-template';
import type { Service, ServicePort } from '../../kubernetes/service';
import type { EndpointPort } from '../model';

/** The ports of a pod's endpoint, and a key that is equal for equal ports. */
export interface ResolvedPorts {
  readonly key: string;
  readonly ports: readonly EndpointPort[];
}

/**
 * The endpoint ports of a Service in a pod (`getEndpointPorts`): a port that does not resolve is left out, the pod stays.
 *
 * The name is that of the Service's port, never that of the container's.
 */
export function endpointPorts(service: Service, spec: PodSpec): ResolvedPorts {
  const ports: EndpointPort[] = [];
  let key = '';
  for (const servicePort of service.ports) {
    const port = findPort(servicePort, spec);
    if (port === null) continue;
    ports.push({ name: servicePort.name, port, protocol: servicePort.protocol, appProtocol: servicePort.appProtocol });
    key += `${servicePort.name}/${port}/${servicePort.protocol},`;
  }
  return { key, ports: compact(ports) };
}

/**
 * The number of a target port in a pod (`FindPort`); null where no container has it.
 *
 * A number is taken as it is, whether a container declares it or not. A name is looked up with its protocol in the containers, then in the
 * restartable init containers; ordinary init containers do not count.
 */
export function findPort(servicePort: Pick<ServicePort, 'targetPort' | 'protocol'>, spec: PodSpec): number | null {
  const { targetPort } = servicePort;
  if (typeof targetPort === 'number') return targetPort;
  return portNamed(targetPort, servicePort, spec.containers) ?? portNamed(targetPort, servicePort, spec.sidecars);
}

function portNamed(name: string, { protocol }: Pick<ServicePort, 'protocol'>, containers: readonly Container[]): number | null {
  for (const container of containers) {
    for (const port of container.ports) {
      if (port.name === name && port.protocol === protocol) return port.containerPort;
    }
  }
  return null;
}
