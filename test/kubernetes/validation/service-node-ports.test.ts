import type { JsonObject } from '../../../src/kubernetes/resource';
import { Report } from '../../../src/kubernetes/validation/report';
import { serviceFields } from '../../../src/kubernetes/validation/service-fields';
import { allocateNodePorts, validateNodePortRange } from '../../../src/kubernetes/validation/service-node-ports';

function allocate(spec: JsonObject): { readonly nodePorts: unknown; readonly causes: string[] } {
  const report = new Report();
  const nodePorts = allocateNodePorts(serviceFields({ spec }), report);
  return { nodePorts, causes: report.violations.map(violation => violation.path) };
}

function outOfRange(spec: JsonObject): string[] {
  const report = new Report();
  validateNodePortRange(serviceFields({ spec }), report);
  return report.violations.map(violation => `${violation.path}: ${violation.message}`);
}

test('every port of a NodePort Service gets a node port', () => {
  expect(allocate({ type: 'NodePort', ports: [{ port: 80 }, { port: 81, nodePort: 30081 }] })).toEqual({
    nodePorts: ['chosen for port 80', 30081], causes: [],
  });
});

test('ports of one number share the node port that any of them asks for', () => {
  expect(allocate({ type: 'NodePort', ports: [{ port: 53 }, { port: 53, protocol: 'UDP', nodePort: 30053 }] }).nodePorts).toEqual([30053, 30053]);
});

test('a load balancer may do without node ports', () => {
  expect(allocate({ type: 'LoadBalancer', allocateLoadBalancerNodePorts: false, ports: [{ port: 80 }, { port: 81, nodePort: 30081 }] }).nodePorts)
    .toEqual([null, 30081]);
});

test('ports of two numbers cannot share a node port', () => {
  expect(allocate({ type: 'NodePort', ports: [{ port: 80, nodePort: 30080 }, { port: 81, nodePort: 30080, protocol: 'UDP' }] }).causes)
    .toEqual(['spec.ports[1].nodePort']);
});

test('a health check needs a node port of its own', () => {
  const spec = { type: 'LoadBalancer', externalTrafficPolicy: 'Local', ports: [{ port: 80, nodePort: 31500 }] };
  expect(allocate({ ...spec, healthCheckNodePort: 31500 }).causes).toEqual(['spec.healthCheckNodePort']);
  expect(allocate({ ...spec, healthCheckNodePort: 31501 }).causes).toEqual([]);
});

test('node ports are allocated for no other type', () => {
  expect(allocate({ ports: [{ port: 80, nodePort: 1 }, { port: 81, nodePort: 1 }] })).toEqual({ nodePorts: [1, 1], causes: [] });
});

test('a node port outside the default range is told with the range', () => {
  expect(outOfRange({ type: 'NodePort', ports: [{ port: 80, nodePort: 80 }] }))
    .toEqual([expect.stringMatching(/^spec\.ports\[0\]\.nodePort: .*outside the default range of node ports, 30000-32767/)]);
  expect(outOfRange({ type: 'NodePort', ports: [{ port: 80, nodePort: 30000 }, { port: 81, nodePort: 32767 }, { port: 82 }] })).toEqual([]);
  expect(outOfRange({ type: 'ExternalName', ports: [{ port: 80, nodePort: 80 }] })).toEqual([]);
});

test('the range holds for health checks too', () => {
  expect(outOfRange({ type: 'LoadBalancer', externalTrafficPolicy: 'Local', healthCheckNodePort: 32768 })).toHaveLength(1);
});
