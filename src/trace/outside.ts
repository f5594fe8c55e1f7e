import type { Context } from './context';
import { dialEndpoints, dialPod } from './direct';
import { entryIndex } from './entry-index';
import { enterNode } from './node';
import { leavesPod } from './policies';
import { enterRouter } from './router';
import { enterService } from './service-entry';
import { label } from './service-port';
import { failed, unknown, type Ending } from './trail';
import { dnsIndex } from '../cluster/dns/name-index';
import { inZone } from '../cluster/dns/zone';
import { canonical, servicesByAddress, servicesByNodePort, type ServiceAddress } from '../cluster/services/service-addresses';
import { openQuestion, sourceIn, type OpenQuestion } from '../kubernetes/open-question';
import type { Service } from '../kubernetes/service';
import { pickRouter } from '../routers/entry';
import { claimsOf, isNamedByRouter } from '../routers/index/claims';
import { isAddress } from '../routers/index/host-index';
import type { Router } from '../routers/model';

/** A placeholder stands for an address that the reader knows: `<node>` for any node, `<lb>` for a load balancer, others for the router's. */
export function enterPlaceholder(context: Context): Ending {
  const { target, cluster, simulation, trail } = context;
  const named = simulation.routers.filter(({ placeholders }) => placeholders?.includes(target.host) === true);
  if (named.length > 0) return routerAmong(context, named, []);
  const [balanced, ...others] = balancedServices(context);
  if (balanced !== undefined) {
    if (others.length > 0) {
      trail.open('which-load-balancer', {}, [balanced, ...others].map(({ resource }) => sourceIn(resource, 'spec.ports')),
        () => `which load balancer ${target.host} is: Services ${[balanced, ...others].map(label).join(', ')} have port ${target.port}`);
    }
    return enterService(context, balanced, { what: 'load balancer' });
  }
  if (target.host.includes('node') || servicesByNodePort(cluster, target.port, target.protocol).length > 0) return enterNode(context, null);
  if (simulation.routers.length === 0) return leave(context, target.host, 'no router is in the manifests');
  return routerFor(context, target.httpHost, []);
}

/** The Services whose load balancer a placeholder may stand for; with a Host header it is the router that is meant. */
function balancedServices({ target: { host, hostGiven, port, protocol }, cluster }: Context): readonly Service[] {
  if (hostGiven || !/\blb\b|balancer/.test(host)) return [];
  return cluster.services.all.filter(({ type, ports }) => type === 'LoadBalancer' && ports.some((each) => each.port === port && each.protocol === protocol));
}

/** A request to an address: of a router, a Service, a pod, a node, or of something unknown. */
export function enterAddress(context: Context, address: string): Ending {
  const { cluster, simulation, client, trail, target } = context;
  const index = entryIndex(simulation);
  const router = index.routersByAddress.get(address);
  if (router !== undefined) return enterRouter(context, { router, because: `${address} is the address in the status of ${statusOwner(router)}`, questions: [] });
  const owners = servicesByAddress(cluster, address);
  if (owners.length > 0) return enterServiceAddress(context, address, owners);
  const node = index.nodes.get(address) ?? null;
  const pod = dnsIndex(cluster).podsByAddress.get(canonical(address));
  if (pod !== undefined && !(pod.spec.hostNetwork && node !== null)) {
    if (client !== null || pod.spec.hostNetwork) return dialPod(context, pod, `${address} is its address`);
    trail.hop(pod.resource, 'status.podIP', `${address} is the address of pod ${pod.name}`, 'pods are not reached from outside the cluster, only through a Service or a router');
    trail.open('pod-addresses-routed', {}, [sourceIn(pod.resource, 'status.podIP')], () => 'whether the network outside routes pod addresses, as some cloud networks do');
    return failed('address-not-public');
  }
  if (node !== null) return enterNode(context, node);
  if (servicesByNodePort(cluster, target.port, target.protocol).length > 0) {
    trail.open('is-node', { host: address }, [], () => `whether ${address} is a node`);
    return enterNode(context, null);
  }
  const routed = client === null ? simulation.routers.length > 0 : target.hostGiven && claims(context, target.httpHost);
  if (routed) return routerFor(context, target.httpHost, [openQuestion('address-of-router', { address }, [], () => `whether ${address} is the address of the router`)]);
  return leave(context, address, `${address} belongs to nothing in the manifests`);
}

function enterServiceAddress(context: Context, address: string, owners: readonly ServiceAddress[]): Ending {
  const { client, trail, target } = context;
  const fits = owners.filter(({ service }) => service.ports.some((port) => port.port === target.port && port.protocol === target.protocol));
  const { service, role, ipMode, given } = fits[0] ?? owners[0];
  if (fits.length > 1) {
    trail.open('address-of-several-services', { address }, fits.map((each) => sourceIn(each.service.resource)),
      () => `${fits.map((each) => `Service ${label(each.service)}`).join(' and ')} have the address ${address}: which of them gets it`);
  }
  const family = address.includes(':') ? 'IPv6' : isAddress(address) ? 'IPv4' : undefined;
  if (role === 'cluster-ip') {
    if (client !== null) return enterService(context, service, { what: 'cluster IP', family });
    trail.hop(service.resource, 'spec.clusterIP', `${address} is the cluster IP of Service ${label(service)}`,
      'cluster IPs exist inside the cluster only; from outside a Service needs a node port, a load balancer or an Ingress');
    return failed('address-not-public');
  }
  if (!given) {
    trail.open('address-asked-for', { address }, [sourceIn(service.resource, 'spec.loadBalancerIP')], () => `whether the load balancer gives Service ${label(service)} the address ${address} that it asks for`);
  }
  if (role === 'external-ip' && client === null) {
    trail.open('external-ip-routed', { address }, [sourceIn(service.resource, 'spec.externalIPs')], () => `whether the network leads ${address} to a node: Kubernetes leaves external IPs to others`);
  }
  // kube-proxy serves only addresses with ipMode VIP on the nodes: to all others pods go by way of the load balancer, like clients outside
  const shortCircuit = role === 'external-ip' || (role === 'load-balancer-ip' && ipMode !== 'Proxy');
  return enterService(context, service, { what: role === 'external-ip' ? 'external IP' : 'load balancer', family, shortCircuit });
}

/** A request from outside to a name. */
export function enterName(context: Context): Ending {
  const { target, simulation } = context;
  const name = target.host.endsWith('.') ? target.host.slice(0, -1) : target.host;
  const known = enterKnownName(context, name);
  if (known !== null) return known;
  const inside = insideName(context, name);
  if (inside !== null) {
    context.trail.hop(null, null, `${name} has no address outside the cluster`, inside);
    return failed('name-not-public');
  }
  if (servicesByNodePort(context.cluster, target.port, target.protocol).length > 0) {
    context.trail.open('is-node', { host: name }, [], () => `whether ${name} is a node`);
    return enterNode(context, null);
  }
  if (simulation.routers.length === 0) return leave(context, name, 'no Ingress, load balancer or node of the manifests has this name');
  const isRouter = openQuestion('name-of-router', { name, named: target.hostGiven }, [],
    () => target.hostGiven ? `whether ${name} resolves to the router` : `whether ${name} resolves to the router (no rule has this host)`);
  return routerFor(context, target.httpHost, [isRouter]);
}

/** A request from inside to a name that the cluster does not answer for; null where nothing in the manifests has it. */
export function enterPublicName(context: Context, name: string): Ending {
  return enterKnownName(context, name) ?? leave(context, name, `${name} is a name outside the cluster, and nothing in the manifests serves it`);
}

/** Names that the manifests give to something: load balancers, rules of routers, external-dns, nodes. */
function enterKnownName(context: Context, name: string): Ending | null {
  const { cluster, simulation, target } = context;
  const index = entryIndex(simulation);
  const owners = servicesByAddress(cluster, name);
  if (owners.length > 0) return enterServiceAddress(context, name, owners);
  const router = index.routersByAddress.get(name);
  if (router !== undefined) return enterRouter(context, { router, because: `${name} is the name in the status of ${statusOwner(router)}`, questions: [] });
  if (isNamedByRouter(simulation.routers, name)) {
    const choice = pickRouter(simulation.routers, name);
    if (choice !== null) return enterRouter(context, choice);
  }
  const byDns = index.servicesByHost.get(name) ?? index.servicesByHost.get(`*${name.slice(Math.max(0, name.indexOf('.')))}`);
  if (byDns !== undefined) return enterByExternalDns(context, name, byDns);
  const node = index.nodes.get(name);
  if (node !== undefined) return enterNode(context, node);
  return target.protocol !== 'TCP' && simulation.routers.length > 0 ? leave(context, name, 'routers serve TCP only') : null;
}

const EXTERNAL_DNS = 'external-dns.alpha.kubernetes.io/hostname';

/** external-dns points a name at the load balancer of a Service, at the nodes for a node port, and at addresses of the cluster for others. */
function enterByExternalDns(context: Context, name: string, service: Service): Ending {
  const { trail, client } = context;
  trail.hop(service.resource, `metadata.annotations[${EXTERNAL_DNS}]`, `${name} leads to Service ${label(service)}`, 'external-dns is asked to');
  trail.open('external-dns-runs', { name }, [sourceIn(service.resource, `metadata.annotations[${EXTERNAL_DNS}]`, 'annotation')], () => 'whether external-dns runs, and serves the zone of the name');
  if (service.type === 'NodePort') return enterNode(context, null);
  if (service.type === 'LoadBalancer') return enterService(context, service, { what: 'load balancer' });
  if (client !== null) return service.headless ? dialEndpoints(context, service, null) : enterService(context, service, { what: 'cluster IP' });
  trail.hop(service.resource, 'spec.type', 'its addresses exist inside the cluster only', 'from outside a Service needs a node port, a load balancer or an Ingress');
  return failed('address-not-public');
}

function claims({ simulation }: Context, host: string): boolean {
  return claimsOf(simulation.routers, host).length > 0;
}

/** A router of one object is named itself, one of many is called by their kind. */
function statusOwner({ name, resources, addresses }: Router): string {
  return addresses === undefined ? `its ${resources[0]?.kind ?? ''} objects` : name;
}

function routerFor(context: Context, host: string, questions: readonly OpenQuestion[]): Ending {
  if (context.simulation.routers.length === 0) return leave(context, host, 'no router is in the manifests');
  return routerAmong(context, context.simulation.routers, questions);
}

/** Of routers that are meant, the one whose rules are closest to the host. */
function routerAmong(context: Context, routers: readonly Router[], questions: readonly OpenQuestion[]): Ending {
  const choice = pickRouter(routers, context.target.httpHost);
  if (choice === null) return leave(context, context.target.host, 'no router is in the manifests');
  return enterRouter(context, { ...choice, questions: [...questions, ...choice.questions] });
}

/** Why a name is one that only pods can resolve; null where it is not. */
function insideName({ cluster }: Context, name: string): string | null {
  if (inZone(cluster, name)) return `names of the zone ${cluster.settings.clusterDomain} are answered inside the cluster only; ask from a pod, or use an Ingress host`;
  const labels = name.split('.');
  const services = dnsIndex(cluster).servicesByName.get(labels[0]) ?? [];
  const fits = labels.length === 1 ? services[0] : labels.length <= 3 ? services.find((each) => each.namespace === labels[1]) : undefined;
  if (fits !== undefined && (labels.length < 3 || labels[2] === 'svc')) {
    return `it is the name of Service ${label(fits)} for pods; from outside the Service needs a node port, a load balancer or an Ingress`;
  }
  return labels.length > 1 && labels[labels.length - 1] === 'svc' ? 'names under svc are answered inside the cluster only' : null;
}

/** The request goes where the manifests say nothing, unless policies keep the client from it. */
function leave(context: Context, host: string, because: string): Ending {
  return leavesPod(context, host) ?? explainLeaving(context, host, because);
}

export function explainLeaving({ trail, target }: Context, host: string, because: string): Ending {
  trail.hop(null, null, `leaves what the manifests describe, to ${host} port ${target.port}`, because);
  trail.open('outside-manifests', { host, port: target.port }, [], () => `what answers at ${host} port ${target.port}`);
  return unknown('leaves-cluster');
}
