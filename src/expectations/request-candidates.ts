import { hostText, type CoverageItem, type CoverageItems, type PortItem, type RouteItem, type RuleItem } from './coverage-items';
import type { TestRequest } from './requests';
import type { Workload } from '../cluster/model';
import type { HostMatcher, PathMatcher } from '../http/route-table';
import type { ServicePort } from '../kubernetes/service';

/** Requests that may go through an item, the most natural first. Whether they do is for a trace to say. */
export function* requestsFor(items: CoverageItems, item: CoverageItem): Iterable<TestRequest> {
  switch (item.kind) {
    case 'rule': return yield* forRule(item);
    case 'service-port':
    case 'external-name': return yield* forPort(items, item);
    default: return yield* forRoute(item);
  }
}

function* forRoute(item: RouteItem): Iterable<TestRequest> {
  const { route, router } = item;
  // a default backend serves every virtual host that falls back to it
  const hosts = route.path.kind !== 'any' ? [route.host] : router.virtualHosts.filter((each) => each.routes.includes(route)).map((each) => each.host);
  const paths = pathsFor(route.path);
  for (const scheme of ['http', 'https']) {
    for (const host of [...hosts].reverse()) {
      for (const name of namesFor(host)) {
        for (const path of paths) yield outside(`${scheme}://${name}${path}`);
      }
    }
  }
}

function* forRule({ host }: RuleItem): Iterable<TestRequest> {
  const matcher: HostMatcher = host === '' ? { kind: 'any' } : host.startsWith('*.') ? { kind: 'wildcard', suffix: host.slice(1), labels: 'one' } : { kind: 'exact', host };
  for (const name of namesFor(matcher)) yield outside(`http://${name}/`);
}

function outside(url: string): TestRequest {
  return { method: 'GET', url, headers: [], from: null };
}

/** Hosts that a matcher takes; some of them may have rules of their own. */
function namesFor(host: HostMatcher): readonly string[] {
  const text = hostText(host).toLowerCase();
  if (host.kind === 'exact') return [text];
  if (host.kind === 'wildcard') return ['www', 'any', 'some', 'x-1'].map((label) => `${label}${text.slice(1)}`);
  return ['any-host.example', 'some.host.example', 'x-1.x-2.x-3.invalid'];
}

/** Paths that a matcher takes; longer or exact ones may go before it. */
function pathsFor(path: PathMatcher): readonly string[] {
  if (path.kind === 'any') return ['/', '/anything', '/some/path', '/x-1/x-2'];
  if (path.kind === 'exact') return [path.path];
  const prefix = path.path.endsWith('/') ? path.path.slice(0, -1) : path.path;
  const ends = ['/', '/anything', '/some/path', '/x-1/x-2'];
  return [path.path, ...(path.kind === 'string-prefix' ? [`${path.path}x-1`] : []), ...ends.map((end) => `${prefix}${end}`)];
}

/** No more clients than these are tried for one port: what one cannot reach, its neighbours cannot either. */
const MOST_CLIENTS = 4;

function* forPort(items: CoverageItems, { service, port }: PortItem): Iterable<TestRequest> {
  const { cluster } = items.simulation;
  const neighbours = cluster.workloads.inNamespace(service.namespace);
  const others = cluster.workloads.all.filter((each) => each.namespace !== service.namespace).slice(0, MOST_CLIENTS);
  for (const client of [...strangersFirst(neighbours, items, service.selector, service.namespace), ...others]) {
    const local = client.namespace === service.namespace;
    const short = local ? service.name : `${service.name}.${service.namespace}`;
    for (const name of [short, `${service.name}.${service.namespace}.svc.${cluster.settings.clusterDomain}`]) {
      yield { method: 'GET', url: urlTo(name, port), headers: [], from: `${client.namespace}/${client.kind}/${client.name}` };
    }
  }
  if (port === null) return;
  for (const { ip, hostname } of service.loadBalancerIngress) yield outside(urlTo(addressText(hostname ?? ip ?? ''), port));
  for (const ip of service.externalIPs) yield outside(urlTo(addressText(ip), port));
  if (port.nodePort !== null) yield outside(urlTo('<node>', { ...port, port: port.nodePort }));
}

/** Clients of the namespace; the Service's own pods last, for they rarely ask themselves. */
function strangersFirst(workloads: readonly Workload[], items: CoverageItems, selector: Readonly<Record<string, string>> | null, namespace: string): readonly Workload[] {
  const own = new Set(selector === null ? [] : items.simulation.cluster.workloadsMatching(namespace, selector));
  const withPods = workloads.filter((each) => each.pods.length > 0);
  return [...withPods.filter((each) => !own.has(each)).slice(0, MOST_CLIENTS), ...withPods.filter((each) => own.has(each)).slice(0, MOST_CLIENTS)];
}

function urlTo(host: string, port: ServicePort | null): string {
  if (port === null) return `http://${host}/`;
  const scheme = schemeOf(port);
  const usual = scheme === 'http' ? 80 : scheme === 'https' ? 443 : null;
  return `${scheme}://${host}${port.port === usual ? '' : `:${port.port}`}${usual === null ? '' : '/'}`;
}

/** What clients of a port most likely speak, from its number, name and `appProtocol`. */
function schemeOf({ protocol, port, name, appProtocol }: ServicePort): string {
  if (protocol !== 'TCP') return protocol.toLowerCase();
  const said = `${appProtocol ?? ''} ${name}`;
  if (port === 443 || /https/.test(said)) return 'https';
  return port === 80 || port === 8080 || /http|grpc|ws\b|web/.test(said) ? 'http' : 'tcp';
}

function addressText(address: string): string {
  return address.includes(':') ? `[${address}]` : address;
}
