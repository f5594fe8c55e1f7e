import type { CoverageItems } from './coverage-items';
import type { CoverageItem, PortItem, RouteItem, RoutePlace, RuleItem } from './coverage-model';
import type { TestRequest } from './requests';
import type { Cluster, Workload } from '../cluster/model';
import { oncePerCluster } from '../cluster/once-per-cluster';
import { describe, type Resource } from '../kubernetes/resource';
import type { Service, ServicePort } from '../kubernetes/service';
import { requestClasses } from '../routers/classes/request-classes';
import { certificateFor } from '../routers/index/certificates';
import { hostText } from '../routers/index/host-table';
import { indexRouter } from '../routers/index/router-index';
import type { HostMatcher, PathMatcher, Router, RouterRequest } from '../routers/model';

/** Requests that may go through an item, the most natural first. Whether they do is for a trace to say. */
export function* requestsFor(items: CoverageItems, item: CoverageItem): Iterable<TestRequest> {
  switch (item.kind) {
    case 'rule': return yield* forRule(item, items);
    case 'service-port':
    case 'external-name': return yield* forPort(items, item);
    default: return yield* forRoute(item);
  }
}

function* forRoute({ places, resource, path: field, router }: RouteItem): Iterable<TestRequest> {
  const plain = places.filter(({ route: { conditions: { methods, named } } }) => methods === undefined && named === undefined);
  // hosts of their own first, and the virtual host of every other host, which a default backend is for, before those that fall back to it
  const ordered = [...plain].sort((a, b) => Number(servesTls(b)) - Number(servesTls(a)) || Number(b.host.kind === 'any') - Number(a.host.kind === 'any'));
  for (const { listener, host, route } of ordered) {
    const scheme = listener.protocol === 'HTTPS' ? 'https' : 'http';
    if (listener.protocol !== 'HTTPS' && listener.protocol !== 'HTTP') continue;
    const at = listener.port === (scheme === 'https' ? 443 : 80) ? '' : `:${listener.port}`;
    for (const name of namesFor(host)) {
      for (const path of pathsFor(route.conditions.path ?? { kind: 'any' })) yield outside(`${scheme}://${name}${at}${path}`);
    }
  }
  yield* fromClasses(router, resource, field);
}

/** Whether https is served there with a certificate that is for the host. */
function servesTls({ listener, host }: RoutePlace): boolean {
  return listener.protocol === 'HTTPS' && namesFor(host).slice(0, 1).some((name) => certificateFor(listener, name) !== null);
}

/** So many requests of a route are tried. */
const MOST_EXAMPLES = 8;

const EXAMPLES = new WeakMap<Router, ReadonlyMap<string, readonly TestRequest[]>>();

/** Requests that take a route for what it asks of methods, headers, query parameters, cookies and patterns. */
function fromClasses(router: Router, resource: Resource, field: string): readonly TestRequest[] {
  let examples = EXAMPLES.get(router);
  if (examples === undefined) EXAMPLES.set(router, examples = examplesOf(router));
  return examples.get(`${describe(resource)} ${field}`) ?? [];
}

function examplesOf(router: Router): ReadonlyMap<string, readonly TestRequest[]> {
  const examples = new Map<string, TestRequest[]>();
  const index = indexRouter(router);
  for (const { classes } of requestClasses([router])) {
    for (const { request } of classes) {
      const { route } = index.find(request);
      if (route === null) continue;
      const redirects = [route.action, ...route.filters].flatMap((each) => each.kind === 'redirect' ? [each.source] : []);
      for (const source of [route.source, ...redirects]) {
        const key = `${describe(source.resource)} ${source.field}`;
        const known = examples.get(key);
        if (known === undefined) examples.set(key, [testRequest(request)]);
        else if (known.length < MOST_EXAMPLES) known.push(testRequest(request));
      }
    }
  }
  return examples;
}

function testRequest({ scheme, authority, port, path, query, method, headers }: RouterRequest): TestRequest {
  const at = port === (scheme === 'https' ? 443 : 80) ? '' : `:${port}`;
  return { method, url: `${scheme}://${authority}${at}${path}${query}`, headers: Object.entries(headers).map(([name, value]) => `${name}: ${value}`), from: null };
}

function* forRule({ host, resource, paths }: RuleItem, items: CoverageItems): Iterable<TestRequest> {
  for (const path of paths) {
    const item = items.at(resource, path);
    if (item !== null && 'places' in item) yield* forRoute(item);
  }
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
  if (host.kind === 'pattern') return [];
  const text = hostText(host).toLowerCase();
  if (host.kind === 'exact') return [text];
  if (host.kind === 'wildcard') return ['www', 'any', 'some', 'x-1'].map((label) => `${label}${text.slice(1)}`);
  return ['any-host.example', 'some.host.example', 'x-1.x-2.x-3.invalid'];
}

/** Paths that a matcher takes; longer or exact ones may go before it. */
function pathsFor(path: PathMatcher): readonly string[] {
  if (path.kind === 'any') return ['/', '/anything', '/some/path', '/x-1/x-2'];
  if (path.kind === 'exact') return [path.path];
  if (path.kind === 'glob' || path.kind === 'pattern') return [];
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
  const own = selector === null ? NO_WORKLOADS : cluster.workloadsMatching(namespace, selector);
  const lists = clientLists(cluster);
  yield* lists.beside(namespace, own);
  yield* some(own, () => true);
  yield* lists.elsewhere(namespace);
}

const NO_WORKLOADS: readonly Workload[] = [];

const clientLists = oncePerCluster((cluster) => new ClientLists(cluster));

/** The clients that are tried: thousands of Services may have the same pods, and so the same clients. */
class ClientLists {
  private readonly others = new Map<string, readonly Workload[]>();
  private readonly notOwn = new WeakMap<readonly Workload[], Map<string, readonly Workload[]>>();

  constructor(private readonly cluster: Cluster) {}

  /** Those of a namespace that a Service does not select. */
  beside(namespace: string, own: readonly Workload[]): readonly Workload[] {
    let known = this.notOwn.get(own);
    if (known === undefined) this.notOwn.set(own, known = new Map());
    let found = known.get(namespace);
    if (found === undefined) {
      const selected = new Set(own);
      known.set(namespace, found = some(this.cluster.workloads.inNamespace(namespace), (each) => !selected.has(each)));
    }
    return found;
  }

  /** Those of other namespaces. */
  elsewhere(namespace: string): readonly Workload[] {
    let found = this.others.get(namespace);
    if (found === undefined) this.others.set(namespace, found = some(this.cluster.workloads.all, (each) => each.namespace !== namespace));
    return found;
  }
}

/** No more clients than these are tried: what one cannot reach, its neighbours cannot either. */
const MOST_CLIENTS = 4;

/** The first of some workloads that have pods. */
function some(workloads: Iterable<Workload>, wanted: (workload: Workload) => boolean): readonly Workload[] {
  const found: Workload[] = [];
  for (const workload of workloads) {
    if (workload.pods.length === 0 || !wanted(workload)) continue;
    found.push(workload);
    if (found.length === MOST_CLIENTS) break;
  }
  return found;
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
