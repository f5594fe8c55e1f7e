import { integer } from './fields';
import type { Report } from './report';
import { allocatesNodePorts, needsHealthCheck, type PortFields, type ServiceFields } from './service-fields';

/** The default of the API server's `--service-node-port-range`. */
const LOWEST_NODE_PORT = 30000;
const HIGHEST_NODE_PORT = 32767;

/** The node port that a Service's port ends up with: the number asked for, a stand-in for one that the server will choose, or none. */
export type NodePort = number | `chosen for port ${number}` | null;

/**
 * The node ports after allocation (`initNodePorts` and `allocHealthCheckNodePort`, registry/core/service/storage/alloc.go).
 *
 * Ports of one number share one node port; a number asked for twice otherwise is refused.
 */
export function allocateNodePorts(service: ServiceFields, report: Report): readonly NodePort[] {
  if (service.type !== 'NodePort' && service.type !== 'LoadBalancer') {
    return service.ports.map(port => port.nodePort === 0 ? null : port.nodePort);
  }
  const allocator = new NodePortAllocator(service.ports);
  const nodePorts: NodePort[] = [];
  for (const port of service.ports) {
    if (port.nodePort === 0 && !allocatesNodePorts(service)) {
      nodePorts.push(null);
      continue;
    }
    const nodePort = allocator.allocate(port);
    if (nodePort === null) {
      report.invalid(`${port.path}.nodePort`, port.nodePort, 'node port is used by another port of this Service');
      return nodePorts;
    }
    nodePorts.push(nodePort);
  }
  const healthCheckNodePort = integer(service.spec, 'healthCheckNodePort');
  if (needsHealthCheck(service) && healthCheckNodePort !== 0 && !allocator.take(healthCheckNodePort)) {
    report.invalid('spec.healthCheckNodePort', healthCheckNodePort, 'node port is used by a port of this Service');
  }
  return nodePorts;
}

class NodePortAllocator {
  private readonly requested = new Map<number, number>();
  private readonly byPort = new Map<number, NodePort>();
  private readonly taken = new Set<number>();

  constructor(ports: readonly PortFields[]) {
    for (const port of ports) {
      if (port.nodePort !== 0 && port.port !== null && !this.requested.has(port.port)) {
        this.requested.set(port.port, port.nodePort);
      }
    }
  }

  /** The node port of the next port; null where the one asked for is taken. */
  allocate(port: PortFields): NodePort {
    const number = port.port ?? 0;
    const shared = this.byPort.get(number);
    if (shared === undefined) {
      return this.first(number);
    }
    if (port.nodePort === 0 || port.nodePort === shared) {
      return shared;
    }
    return this.take(port.nodePort) ? port.nodePort : null;
  }

  take(nodePort: number): boolean {
    return !this.taken.has(nodePort) && this.taken.add(nodePort) !== undefined;
  }

  private first(number: number): NodePort {
    const requested = this.requested.get(number);
    const nodePort: NodePort = requested ?? `chosen for port ${number}`;
    if (requested !== undefined && !this.take(requested)) {
      return null;
    }
    this.byPort.set(number, nodePort);
    return nodePort;
  }
}

/**
 * Node ports outside the range that API servers have by default.
 *
 * The range is a setting of the cluster (`--service-node-port-range`), which is why the message names it.
 */
export function validateNodePortRange(service: ServiceFields, report: Report): void {
  if (service.type === 'NodePort' || service.type === 'LoadBalancer') {
    for (const port of service.ports) {
      checkRange(port.nodePort, `${port.path}.nodePort`, report);
    }
  }
  if (needsHealthCheck(service)) {
    checkRange(integer(service.spec, 'healthCheckNodePort'), 'spec.healthCheckNodePort', report);
  }
}

function checkRange(nodePort: number, path: string, report: Report): void {
  if (nodePort !== 0 && (nodePort < LOWEST_NODE_PORT || nodePort > HIGHEST_NODE_PORT)) {
    report.invalidByDefault(path, nodePort, `outside the default range of node ports, ${LOWEST_NODE_PORT}-${HIGHEST_NODE_PORT} (--service-node-port-range); `
      + 'choose one inside or leave it out');
  }
}
