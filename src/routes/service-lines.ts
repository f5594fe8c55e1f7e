import { evidenceOf } from './evidence';
import type { ServiceLine } from './model';
import type { Service, ServicePort } from '../kubernetes/service';
import { askFromPod } from '../trace/asked';
import type { Simulation } from '../trace/simulation';
import { Trail } from '../trace/trail';

/** DNS decides alone where connections to an external name go, whatever their port. */
const ANY_PORT = 80;

/** Every port of every Service, and external names that declare none, by namespace and name. */
export function serviceLines(simulation: Simulation): readonly ServiceLine[] {
  const services = [...simulation.cluster.services.all].sort((a, b) => compare(a.namespace, b.namespace) || compare(a.name, b.name));
  return services.flatMap((service) => portsOf(service).map((port) => serviceLine(simulation, service, port)));
}

function portsOf({ type, ports }: Service): readonly (ServicePort | null)[] {
  return type === 'ExternalName' && ports.length === 0 ? [null] : ports;
}

function serviceLine(simulation: Simulation, service: Service, port: ServicePort | null): ServiceLine {
  const host = `${service.name}.${service.namespace}.svc.${simulation.cluster.settings.clusterDomain}`;
  const trail = new Trail(true);
  const { outcome, reason, destinations } = askFromPod(simulation, service.namespace, { host, port: port?.port ?? ANY_PORT, protocol: port?.protocol ?? 'TCP' }, trail);
  return { service, port, addresses: addressesOf(service), outcome, reason, destinations, ...evidenceOf(trail) };
}

/** Whether something outside the cluster can reach a Service without a router. */
export function isReachedFromOutside({ service, port }: ServiceLine): boolean {
  return service.type === 'NodePort' || service.type === 'LoadBalancer' || (port?.nodePort ?? null) !== null || service.externalIPs.length > 0;
}

function addressesOf({ externalIPs, loadBalancerIngress, externalName, type }: Service): readonly string[] {
  const balanced = loadBalancerIngress.map(({ ip, hostname }) => ip ?? hostname).filter((each) => each !== null);
  const named = type === 'ExternalName' && externalName !== null ? [externalName] : [];
  return [...new Set([...externalIPs, ...balanced, ...named])];
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
