import type { EndpointSlice, Workload } from '../../cluster/model';
import { podSpecObject } from '../../cluster/workloads/pod-spec-fields';
import { objectsAt, stringsAt } from '../../kubernetes/fields';
import { describe } from '../../kubernetes/resource';
import type { Service } from '../../kubernetes/service';
import { traceRequest } from '../../trace/trace';
import { writtenAddresses, type WrittenAddress } from '../addresses';
import type { RuleContext } from '../context';
import type { Rule } from '../rule';
import { podSpecOf } from '../service-pods';

/** A Service that a container is told to call, at an address that does not reach it. */
export const ADDRESS_UNREACHABLE: Rule = {
  id: 'address-unreachable',
  severity: 'warning',
  title: 'A container is told to call a Service at a name or port that does not lead to it.',
  why: 'A short name means a Service of the pod\'s own namespace, and a Service is reached at its own port; with another name or port the call fails.',
  fix: 'Write <service>.<namespace> for a Service of another namespace, and the port of the Service (of the pods, if it is headless).',
  sources: ['https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#namespaces-of-services'],
  * check(simulation, context) {
    for (const workload of simulation.cluster.workloads.all) {
      const asked = new Set<string>();
      for (const address of writtenAddresses(workload)) {
        const target = targetOf(context, workload, address);
        if (target === null || isOtherProtocol(target, address) || isPlain(context, workload, target, address)) continue;
        const port = address.port ?? target.ports[0]?.port ?? null;
        const url = `${address.scheme}://${address.host}:${port}${address.scheme === 'tcp' ? '' : '/'}`;
        if (port === null || asked.has(url)) continue;
        asked.add(url);
        const { kind, namespace, name } = workload;
        const trace = traceRequest(simulation, { method: 'GET', url, headers: {}, from: { kind, namespace, name } });
        const last = trace.hops[trace.hops.length - 1];
        if (trace.outcome !== 'failed' || last === undefined || !ADDRESS_REASONS.has(trace.reason ?? '')) continue;
        // Where only the host is written, the port is the client's own
        if (address.port === null && trace.reason !== 'name-not-found') continue;
        yield {
          resource: workload.resource,
          path: address.path,
          severity: !address.portWritten && trace.reason === 'port-not-open' ? 'info' : 'warning',
          message: `${address.host}${address.port === null ? '' : `:${address.port}`} does not reach ${describe(target.resource)}: ${last.decision}; ${last.because}`,
          fix: trace.reason === 'policy-blocks' ? admit(workload, target) : fixFor(workload, target),
        };
      }
    }
  },
};

/** Failures that are the address's fault, or that of a policy; that a Service leads nowhere is told at the Service. */
const ADDRESS_REASONS: ReadonlySet<string> = new Set(['name-not-found', 'port-not-open', 'port-not-served', 'policy-blocks']);

function admit(workload: Workload, target: Service): string {
  const { namespace, template } = workload;
  const labels = Object.entries(template.labels).slice(0, 3).map(([key, value]) => `${key}: ${value}`).join(', ');
  const from = namespace === target.namespace ? '' : `namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: ${namespace} } }, `;
  return `admit ${describe(workload.resource)} in a NetworkPolicy of the pods behind ${describe(target.resource)}: { from: [{ ${from}podSelector: { matchLabels: { ${labels} } } }] }, unless it is not to call them`;
}

/** A Service without endpoints is told by other rules, whatever the address. */
function leadsNowhere(context: RuleContext, service: Service): boolean {
  const { cluster } = context.simulation;
  return service.type !== 'ExternalName' && !cluster.slicesOf(service.namespace, service.name).some(hasEndpoints);
}

function hasEndpoints({ endpoints }: EndpointSlice): boolean {
  return endpoints.length > 0;
}

/** The Service of the manifests that an address means; null where it may be anything else's. */
function targetOf(context: RuleContext, workload: Workload, { host, port }: WrittenAddress): Service | null {
  const { services, settings } = context.simulation.cluster;
  const [name, namespace = workload.namespace, ...rest] = host.split('.');
  const suffix = rest.join('.');
  if (suffix !== '' && suffix !== 'svc' && suffix !== `svc.${settings.clusterDomain}`) return null;
  if (context.declaresService(namespace, name) || isHostAlias(workload, host)) return null;
  const service = services.get(namespace, name);
  if (service !== undefined) return leadsNowhere(context, service) ? null : service;
  if (host.includes('.')) return null;
  const other = context.otherNamespaceOfService(namespace, name);
  if (other !== null) return services.get(other, name) ?? null;
  const meant = services.names(namespace).misspelled(name);
  return meant === null ? generatedService(context, namespace, name, port) : services.get(namespace, meant) ?? null;
}

/** A suffix that tools make of a hash: letters and digits, and some of both. */
const HASH = /-(?=[a-z]*\d)(?=\d*[a-z])[a-z0-9]{6,10}$/;

/** The one Service with a generated name that the written name is a part of, at the same port: `shop-cart-c8d1f2a3` for `cart`. */
function generatedService({ simulation }: RuleContext, namespace: string, name: string, port: number | null): Service | null {
  if (name.length < SHORTEST_PART) return null;
  const found = simulation.cluster.services.inNamespace(namespace).filter((service) => HASH.test(service.name) && `-${service.name}-`.includes(`-${name}-`)
    && (port === null || service.ports.some((each) => each.port === port)));
  return found.length === 1 && !isOnlyHash(found[0].name, name) ? found[0] : null;
}

const SHORTEST_PART = 3;

function isOnlyHash(service: string, name: string): boolean {
  return service.endsWith(`-${name}`) && HASH.test(`-${name}`);
}

/**
 * Whether the address is the Service's cluster IP and a port of it, asked for as most pods do, and no policy restricts them: there is no need to follow it.
 *
 * Whether its pods answer is another rule's question.
 */
function isPlain({ policies }: RuleContext, workload: Workload, service: Service, { host, port }: WrittenAddress): boolean {
  if (!policies.none) return false;
  const { hostNetwork, dnsPolicy, dnsConfig } = podSpecOf(workload);
  if (hostNetwork || dnsPolicy !== 'ClusterFirst' || dnsConfig !== null) return false;
  if (service.headless || service.type === 'ExternalName' || !service.ports.some((each) => each.port === port && each.protocol === 'TCP')) return false;
  if (host === service.name) return workload.namespace === service.namespace;
  return host.startsWith(`${service.name}.${service.namespace}`);
}

/** Whether a port that is written without a protocol is one of the Service, whatever the protocol: `statsd:8125` is UDP. */
function isOtherProtocol(service: Service, { scheme, port }: WrittenAddress): boolean {
  return scheme === 'tcp' && service.ports.some((each) => each.protocol !== 'TCP' && (each.port === port || each.targetPort === port));
}

/** Names that the pods look up in their own `/etc/hosts`, before DNS. */
function isHostAlias(workload: Workload, host: string): boolean {
  return objectsAt(podSpecObject(workload), 'hostAliases').some(({ object }) => stringsAt(object, 'hostnames').includes(host));
}

function fixFor(workload: Workload, target: Service): string {
  const spec = podSpecOf(workload);
  if (spec.hostNetwork && spec.dnsPolicy === 'ClusterFirst') return 'set dnsPolicy: ClusterFirstWithHostNet in the pod template, so that its pods ask the cluster DNS';
  const name = target.namespace === workload.namespace ? target.name : `${target.name}.${target.namespace}`;
  const ports = target.ports.map((port) => (target.headless && typeof port.targetPort === 'number' ? port.targetPort : port.port));
  return `call ${name}${ports.length === 0 ? '' : ` at port ${[...new Set(ports)].slice(0, 5).join(' or ')}`}`;
}
