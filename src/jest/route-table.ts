import { routing, type RoutingSubject } from './routing';
import type { Cluster } from '../cluster/model';
import { destinationsOf } from '../cluster/services/destinations';
import { distinctTargets, endpointsForPort, usableTargets } from '../cluster/services/endpoint-targets';
import { hostText } from '../expectations/coverage-items';
import type { Service, ServicePort } from '../kubernetes/service';
import { columns } from '../report/columns';
import { painter } from '../report/paint';
import { resolveBackendPort } from '../routers/ingress/backend-port';
import type { Route, RouteTable, VirtualHost, WeightedBackend } from '../routers/route-table';

const plain = painter(false);

/**
 * Every route as a line, for snapshots: what a person reviews instead of the manifests. How many pods there are does not show.
 *
 * @param subject a construct, paths, text, or objects
 */
export function routeTable(subject: RoutingSubject): string {
  const { simulation: { cluster, tables } } = routing(subject);
  const services = [...cluster.services.all].sort((a, b) => compare(`${a.namespace}/${a.name}`, `${b.namespace}/${b.name}`));
  return [
    ...tables.flatMap((router) => [router.name, ...routerLines(cluster, router), '']),
    ...(services.length === 0 ? [] : ['Services', ...columns(services.flatMap((service) => serviceRows(cluster, service)), plain)]),
  ].join('\n');
}

function routerLines(cluster: Cluster, { virtualHosts }: RouteTable): readonly string[] {
  const shown = virtualHosts.filter(({ routes }) => routes.length > 0);
  const rows = shown.map(({ routes }) => columns(routes.map((route) => ['   ', pathText(route), '->', actionText(cluster, route)]), plain));
  return shown.flatMap((host, i) => [`  ${headText(host)}`, ...rows[i]]);
}

function headText({ host, tls }: VirtualHost): string {
  const secrets = [...new Set(tls.map((each) => each.tls.secretName ?? 'default certificate'))];
  return `${host.kind === 'any' ? 'every other host' : hostText(host)}${secrets.length === 0 ? '' : ` (TLS: ${secrets.join(', ')})`}`;
}

function pathText({ label }: Route): string {
  return label.replaceAll('`', '');
}

function actionText(cluster: Cluster, { action }: Route): string {
  switch (action.kind) {
    case 'status': return `${action.status} (${action.reason})`;
    case 'unknown': return action.what;
    case 'backends': return action.backends.map((backend) => backendText(cluster, backend)).join('; ');
  }
}

function backendText(cluster: Cluster, { namespace, service: name, port, share }: WeightedBackend): string {
  const service = cluster.services.get(namespace, name);
  const part = share === 1 ? '' : `${Math.round(share * 1000) / 10} % `;
  const head = `${part}${namespace}/${name}:${port ?? ''}`;
  if (service === undefined) return `${head} -> no such Service`;
  if (service.type === 'ExternalName') return `${head} -> ${service.externalName ?? ''}`;
  const lookup = resolveBackendPort(service, port);
  return `${head} -> ${lookup.kind === 'found' ? endsText(cluster, service, lookup.port) : 'no such port'}`;
}

function serviceRows(cluster: Cluster, service: Service): readonly (readonly string[])[] {
  const name = `  ${service.namespace}/${service.name}`;
  const type = service.headless ? 'headless' : service.type;
  if (service.type === 'ExternalName') return [[name, type, '', '->', service.externalName ?? '']];
  return service.ports.map((port) => [name, type, portText(port), '->', endsText(cluster, service, port)]);
}

function portText({ port, name, protocol, nodePort }: ServicePort): string {
  return [`${port}${protocol === 'TCP' ? '' : `/${protocol}`}`, ...(name === '' ? [] : [`(${name})`]), ...(nodePort === null ? [] : [`node port ${nodePort}`])].join(' ');
}

/** Where the ready endpoints of a port are. */
function endsText(cluster: Cluster, service: Service, port: ServicePort): string {
  const ends = destinationsOf(usableTargets(distinctTargets(endpointsForPort(cluster, service, port))));
  const texts = ends.map(({ workload, addresses, port: number }) =>
    (workload === null ? `${[...addresses].sort().join(', ')} port ${number}` : `${workload.kind} ${workload.name} port ${number}`));
  return texts.length === 0 ? 'nothing' : [...new Set(texts)].sort().join('; ');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
