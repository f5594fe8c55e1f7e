import { hostText, type CoverageItem, type CoverageItems, type PortItem, type RouteItem, type RuleItem } from './coverage-items';
import type { TestRequest } from './requests';
import type { Cluster, Workload } from '../cluster/model';
import type { Service, ServicePort } from '../kubernetes/service';
import type { HostMatcher, PathMatcher } from '../routers/route-table';

/** Requests that may go through an item, the most natural first. Whether they do is for a trace to say. */
export function* requestsFor(items: CoverageItems, item: CoverageItem): Iterable<TestRequest> {
  switch (item.kind) {
    case 'rule': return yield* forRule(item);
    case 'service-port':
    case 'external-name': return yield* forPort(items, item);
    default: return yield* forRoute(items, item);
  }
}

function* forRoute(items: CoverageItems, { route }: RouteItem): Iterable<TestRequest> {
  const served = items.hostsOf(route);
  // the virtual host of every other host is the last, and the one that a default backend is for
  const hosts = route.path.kind !== 'any' ? [route.host] : served.map((each) => each.host).reverse();
  const paths = pathsFor(route.path);
  for (const scheme of served.some((each) => each.tls.length > 0) ? ['https', 'http'] : ['http', 'https']) {
    for (const host of hosts) {
      for (const name of namesFor(host)) {
        for (const path of paths) yield outside(`${scheme}://${name}${path}`);
      }
    }
  }
}

function* forRule({ host }: RuleItem): Iterable<TestRequest> {
  const matcher: HostMatcher = host === '' ? { kind: 'any' } : host.startsWith('*.') ? { kind: 'wildcard', suffix: host.slice(1), labels: 'one' } : { kind: 'exact', host };
  for (const name of namesFor(matcher)) {
    for (const path of pathsFor({ kind: 'any' })) yield outside(`http://${name}${path}`);
  }
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

function* forPort(items: CoverageItems, { service, port }: PortItem): Iterable<TestRequest> {
  const { cluster } = items.simulation;
  for (const client of clientsOf(cluster, service)) {
    const short = client.namespace === service.namespace ? service.name : `${service.name}.${service.namespace}`;
    for (const name of [short, `${service.name}.${service.namespace}.svc.${cluster.settings.clusterDomain}`]) {
      yield { method: 'GET', url: urlTo(name, port), headers: [], from: `${client.namespace}/${client.kind}/${client.name}` };
    }
  }
  if (port === null) return;
  for (const { ip, hostname } of service.loadBalancerIngress) yield outside(urlTo(addressText(hostname ?? ip ?? ''), port));
  for (const ip of service.externalIPs) yield outside(urlTo(addressText(ip), port));
  if (port.nodePort !== null) yield outside(urlTo('<node>', { ...port, port: port.nodePort }));
}

/** Clients of the Service's namespace first; its own pods after others, for they rarely ask themselves. */
function* clientsOf(cluster: Cluster, { namespace, selector }: Service): Iterable<Workload> {
  const own = new Set(selector === null ? [] : cluster.workloadsMatching(namespace, selector));
  yield* some(cluster.workloads.inNamespace(namespace), (each) => !own.has(each));
  yield* some(own, () => true);
  yield* some(cluster.workloads.all, (each) => each.namespace !== namespace);
}

/** No more clients than these are tried: what one cannot reach, its neighbours cannot either. */
const MOST_CLIENTS = 4;

function* some(workloads: Iterable<Workload>, wanted: (workload: Workload) => boolean): Iterable<Workload> {
  let count = 0;
  for (const workload of workloads) {
    if (workload.pods.length === 0 || !wanted(workload)) continue;
    yield workload;
    count += 1;
    if (count === MOST_CLIENTS) return;
  }
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
