import type { Context, InsideClient } from './context';
import { declaresService, explainDeclared } from './declared';
import { dialEndpoints, dialPod } from './direct';
import { enterAddress, enterPlaceholder, enterPublicName, explainLeaving } from './outside';
import { asksDns, leavesPodFor } from './policies';
import { enterService } from './service-entry';
import { podsElsewhere, recordAbsence } from './service-port';
import { failed, unknown, type Ending } from './trail';
import { resolveName } from '../cluster/dns/dns';
import type { DnsAnswer, DnsTarget } from '../cluster/dns/model';
import { inZone } from '../cluster/dns/zone';
import { SOMEWHERE } from '../cluster/policies/party';
import { possibleService } from '../cluster/services/absent-service';
import type { Service } from '../kubernetes/service';
import { parseIp } from '../kubernetes/validation/addresses';

/** A request that a pod makes: DNS first, then what the address belongs to. */
export function followFromPod(context: Context, client: InsideClient): Ending {
  const { target, cluster } = context;
  if (target.kind === 'placeholder') return enterPlaceholder(context);
  if (target.kind === 'address') return isLoopback(target.host) ? dialSelf(context, client) : enterAddress(context, target.host);
  const known = knownHost(context, client);
  if (known !== null) return isLoopback(known) ? dialSelf(context, client) : enterAddress(context, known);
  const stopped = asksDns(context);
  if (stopped !== null) return stopped;
  const answer = resolveName(cluster, target.host, { namespace: client.workload.namespace, pod: client });
  explainAnswer(context, answer);
  if (answer.target !== null && answer.outcome !== 'NXDOMAIN' && (answer.records.length > 0 || answer.outcome === 'unknown')) {
    return dialTarget(context, client, answer.target);
  }
  if (answer.outcome === 'unknown') return unknown('depends-on-cluster');
  const [service, namespace] = answer.fqdn.split('.');
  if (inZone(cluster, answer.fqdn) && declaresService(context, namespace, service, target.port)) return explainDeclared(context, null, `Service ${namespace}/${service}`);
  const empty = emptyHeadless(context, answer);
  const other = empty === null ? null : podsElsewhere(context, empty);
  if (other !== null) return other;
  if (empty !== null) recordAbsence(context, empty, null);
  const made = empty === null && inZone(cluster, answer.fqdn) ? madeAtRunTime(context, namespace, service) : null;
  if (made !== null) return made;
  return failed(answer.loop ? 'name-loop' : 'name-not-found');
}

/**
 * The address that the containers' `/etc/hosts` has for the name; null where it has none. It is asked before DNS, and for the name as it stands.
 *
 * @see https://kubernetes.io/docs/tasks/network/customize-hosts-file-for-pods/
 */
function knownHost({ target, trail }: Context, { spec, workload }: InsideClient): string | null {
  const name = target.host.toLowerCase();
  const index = spec.hostAliases.findIndex(({ ip, hostnames }) => parseIp(ip)?.strict === true && hostnames.includes(name));
  if (index < 0) return null;
  const { ip } = spec.hostAliases[index];
  const path = `${workload.template.path === '' ? '' : `${workload.template.path}.`}spec.hostAliases[${index}]`;
  trail.hop(workload.resource, path, `${target.host} is ${ip}`, 'hostAliases are in /etc/hosts, which takes precedence over DNS');
  return ip;
}

/** Aliases on the way, and the answer; names of the search path that do not exist are passed over. */
function explainAnswer({ trail }: Context, { steps, questions }: DnsAnswer): void {
  if (!trail.isRecorded) return;
  steps.forEach((step, i) => {
    if (step.outcome === 'NOERROR' || i === steps.length - 1) trail.hop(step.resource, step.path, `DNS: ${step.decision}`, step.because);
  });
  trail.dependsOn(questions);
}

/** The name of a Service that is not in the manifests, and that something in the cluster may make. */
function madeAtRunTime({ cluster, trail }: Context, namespace: string | undefined, name: string): Ending | null {
  if (namespace === undefined || cluster.find('Service', namespace, name) !== undefined) return null;
  const possible = possibleService(cluster, namespace, name);
  if (possible === null) return null;
  trail.hop(null, null, `Service ${namespace}/${name} is not in the manifests`, possible.because);
  trail.open('service-made-at-run-time', { name }, [], () => `whether Service ${namespace}/${name} exists: ${possible.because}`);
  return unknown('depends-on-cluster');
}

/** The headless Service whose name does not exist because it has no ready endpoints; null where that is not why. */
function emptyHeadless({ cluster }: Context, { outcome, steps, fqdn }: DnsAnswer): Service | null {
  const { resource } = steps[steps.length - 1];
  if (outcome !== 'NXDOMAIN' || !inZone(cluster, fqdn) || resource === null || resource.namespace === null) return null;
  const service = cluster.services.get(resource.namespace, resource.name);
  return service?.headless === true && service.resource === resource && fqdn.startsWith(`${service.name}.`) ? service : null;
}

function dialTarget(context: Context, client: InsideClient, target: DnsTarget): Ending {
  const { trail, target: { port } } = context;
  switch (target.kind) {
    case 'cluster-ip': return enterService(context, target.service, { what: 'cluster IP' });
    case 'endpoints': return dialEndpoints(context, target.service, target.hostname);
    case 'address': return isLoopback(target.address) ? dialSelf(context, client) : enterAddress(context, target.address);
    case 'outside': return enterPublicName(context, target.name);
    case 'built-in': {
      const name = `Service ${target.namespace}/${target.name}`;
      if (!target.ports.includes(port)) {
        trail.hop(null, null, `nothing serves port ${port} at the cluster IP of ${name}`, `it has ${target.ports.join(', ')}`);
        return failed('port-not-open');
      }
      const stopped = leavesPodFor(context, SOMEWHERE, name);
      if (stopped !== null) return stopped;
      trail.hop(null, null, `${name} comes with the cluster`, 'its endpoints are not in the manifests');
      trail.open('built-in-service', { namespace: target.namespace, name: target.name }, [], () => `what the cluster runs behind ${name}`);
      return unknown('built-in-service');
    }
  }
}

function dialSelf(context: Context, client: InsideClient): Ending {
  if (client.pod !== null) return dialPod(context, client.pod, 'the address is the pod itself');
  return explainLeaving(context, context.target.host, 'the address is the pod itself, and the workload makes no pods');
}

function isLoopback(address: string): boolean {
  return address === '::1' || /^127\.\d/.test(address);
}
