import { arriveAt } from './arrival';
import { throughNode } from './caller';
import type { Context } from './context';
import { destinationsOfPods } from './destinations';
import { enterServicePort } from './service-entry';
import { label } from './service-port';
import { failed, type Ending } from './trail';
import type { Pod } from '../cluster/model';
import { servicesByNodePort } from '../cluster/services/service-addresses';
import { openQuestion, sourceIn, type OpenQuestion } from '../kubernetes/open-question';
import type { Protocol } from '../kubernetes/service';

/**
 * A connection to a node: its node ports are those of Services, on every node; other ports are those of pods that use the node's network.
 *
 * @param node its name, null where any node may be meant
 */
export function enterNode(context: Context, node: string | null): Ending {
  const { cluster, trail, target: { port, protocol } } = context;
  const [nodePort, ...others] = servicesByNodePort(cluster, port, protocol);
  if (nodePort !== undefined) {
    if (others.length > 0) {
      trail.open('node-port-of-several-services', { port, protocol }, [nodePort, ...others].map((each) => sourceIn(each.service.resource, each.port.path)),
        () => `node port ${port} is in ${[nodePort, ...others].map((each) => `Service ${label(each.service)}`).join(' and ')}: only one of them can have it`);
    }
    return enterServicePort(context, nodePort.service, nodePort.port, { what: 'node port', node });
  }
  const pods = cluster.pods.filter((pod) => usesNodePort(pod, port, protocol) && (node === null || pod.node === null || pod.node === node));
  if (pods.length > 0) return enterHostPort(context, node, pods);
  if (trail.isRecorded) {
    trail.hop(null, null, `nothing serves port ${port} of ${node === null ? 'the nodes' : `node ${node}`}`, whyClosed(context));
    trail.dependsOn([...unassignedNodePorts(context), ...routerOnNode(context)]);
  }
  return failed('port-not-open');
}

/** A `hostPort`, or a port of a pod in the node's network. */
function usesNodePort({ spec }: Pod, port: number, protocol: Protocol): boolean {
  return [...spec.containers, ...spec.sidecars].some((container) => container.ports.some((each) =>
    each.protocol === protocol && (spec.hostNetwork ? each.containerPort === port : each.hostPort === port)));
}

function enterHostPort(context: Context, node: string | null, pods: readonly Pod[]): Ending {
  const { trail, target: { port, protocol } } = context;
  const [first] = pods;
  const field = first.spec.hostNetwork ? 'hostNetwork' : 'containers';
  trail.hop(first.resource, first.templatePath === '' ? `spec.${field}` : `${first.templatePath}.spec.${field}`,
    `port ${port} of ${node === null ? 'a node' : `node ${node}`} is that of a pod on it`, first.spec.hostNetwork ? 'the pod uses the network of its node' : 'a container has it as hostPort');
  if (node === null || pods.some((pod) => pod.node === null)) {
    trail.open('pod-on-node', {}, [sourceIn(first.resource)], () => 'whether such a pod runs on the node: others refuse the connection');
  }
  return arriveAt(throughNode(context), null, destinationsOfPods(pods, protocol, (pod) => portInPod(pod, port, protocol)));
}

function portInPod({ spec }: Pod, port: number, protocol: Protocol): number {
  if (spec.hostNetwork) return port;
  const ports = [...spec.containers, ...spec.sidecars].flatMap((container) => container.ports);
  return ports.find((each) => each.hostPort === port && each.protocol === protocol)?.containerPort ?? port;
}

/** Ingress controllers that are not in the manifests often use the network of their nodes. */
function routerOnNode({ simulation, target: { port } }: Context): readonly OpenQuestion[] {
  if (simulation.routers.length === 0 || (port !== 80 && port !== 443)) return [];
  return [openQuestion('router-on-node', { port }, [], () => `whether the Ingress controller itself listens on port ${port} of the nodes (hostNetwork or hostPort)`)];
}

function whyClosed({ cluster, target: { port } }: Context): string {
  const known = cluster.services.all.flatMap((service) => service.ports.filter((each) => each.nodePort !== null).map((each) => `${each.nodePort} (${label(service)})`));
  const asPort = cluster.services.all.find((service) => service.type !== 'ClusterIP' && service.ports.some((each) => each.port === port));
  const nodePort = asPort?.ports.find((each) => each.port === port)?.nodePort ?? null;
  if (asPort !== undefined && nodePort !== null) return `${port} is the port of Service ${label(asPort)}, and its node port is ${nodePort}`;
  return known.length === 0 ? 'no Service of the manifests has a node port' : `the node ports of the manifests are ${known.slice(0, 5).join(', ')}`;
}

/** Services whose node port the cluster will choose. */
function unassignedNodePorts({ cluster, target: { port } }: Context): readonly OpenQuestion[] {
  if (port < 30000 || port > 32767) return [];
  const waiting = cluster.services.all.filter((service) =>
    (service.type === 'NodePort' || (service.type === 'LoadBalancer' && service.allocateLoadBalancerNodePorts)) && service.ports.some((each) => each.nodePort === null));
  return waiting.slice(0, 5).map((service) => openQuestion('node-port-to-be-chosen', {}, [sourceIn(service.resource, 'spec.ports')],
    () => `which node port the cluster gives to Service ${label(service)}`));
}
