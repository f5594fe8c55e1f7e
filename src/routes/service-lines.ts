import { evidenceOf } from './evidence';
import type { ServiceLine } from './model';
import type { Service, ServicePort } from '../kubernetes/service';
import { askFromPod } from '../trace/asked';
import type { Simulation } from '../trace/simulation';
import { Trail } from '../trace/trail';

/** Every port of every Service, by namespace and name. */
export function serviceLines(simulation: Simulation): readonly ServiceLine[] {
  const services = [...simulation.cluster.services.all].sort((a, b) => compare(a.namespace, b.namespace) || compare(a.name, b.name));
  return services.flatMap((service) => service.ports.map((port) => serviceLine(simulation, service, port)));
}

function serviceLine(simulation: Simulation, service: Service, port: ServicePort): ServiceLine {
  const host = `${service.name}.${service.namespace}.svc.${simulation.cluster.settings.clusterDomain}`;
  const trail = new Trail(true);
  const { outcome, reason, destinations } = askFromPod(simulation, service.namespace, { host, port: port.port, protocol: port.protocol }, trail);
  return { service, port, addresses: addressesOf(service), outcome, reason, destinations, ...evidenceOf(trail) };
}

/** Whether something outside the cluster can reach a Service without a router. */
export function isReachedFromOutside({ service, port }: ServiceLine): boolean {
  return service.type === 'NodePort' || service.type === 'LoadBalancer' || port.nodePort !== null || service.externalIPs.length > 0;
}

function addressesOf({ externalIPs, loadBalancerIngress, externalName, type }: Service): readonly string[] {
  const balanced = loadBalancerIngress.map(({ ip, hostname }) => ip ?? hostname).filter((each) => each !== null);
  const named = type === 'ExternalName' && externalName !== null ? [externalName] : [];
  return [...new Set([...externalIPs, ...balanced, ...named])];
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
