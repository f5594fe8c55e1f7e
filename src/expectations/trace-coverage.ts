import type { CoverageItems } from './coverage-items';
import type { CoverageItem, PortItem, RuleItem } from './coverage-model';
import { pickRouter } from '../routers/entry';
import { hostText } from '../routers/index/host-table';
import { indexRouter } from '../routers/index/router-index';
import type { RouterRequest } from '../routers/model';
import type { Hop, Trace } from '../trace/model';
import { parseTarget, type Target } from '../trace/target';

/** The items that a request went through, as its hops tell. */
export function coveredBy(items: CoverageItems, trace: Trace): ReadonlySet<CoverageItem> {
  const covered = new Set<CoverageItem>();
  const { target } = parseTarget(trace.request.url, trace.request.headers);
  if (target === null) return covered;
  for (const hop of trace.hops) {
    for (const item of coveredByHop(items, hop, target, trace)) covered.add(item);
  }
  for (const { service: via, protocol } of trace.destinations) {
    const service = via === null ? undefined : items.simulation.cluster.services.get(via.namespace, via.name);
    const port = service?.ports.find((each) => each.port === via?.port && each.protocol === protocol);
    const item = service === undefined || port === undefined ? null : items.at(service.resource, port.path);
    if (item !== null) covered.add(item);
  }
  for (const item of pathlessRules(items, trace, target)) covered.add(item);
  return covered;
}

function coveredByHop(items: CoverageItems, { resource, path }: Hop, target: Target, trace: Trace): readonly CoverageItem[] {
  if (resource === null || path === null) return [];
  const covered: CoverageItem[] = [];
  const item = items.at(resource, path);
  if (item !== null) covered.push(item);
  if (item !== null && 'places' in item) {
    const rule = items.ruleOf(item);
    if (rule !== null) covered.push(rule);
    // a redirect ends the request before it comes to a Service
    if (trace.redirect === undefined) for (const each of items.portsBehind(item)) covered.push(each);
  }
  if (item === null && resource.kind === 'Service' && trace.request.from !== null) covered.push(...dialledByName(items, resource, target));
  return covered;
}

/** Names of headless Services and aliases lead past the Service's ports: the one that was meant has the number that was dialled. */
function dialledByName(items: CoverageItems, resource: Exclude<Hop['resource'], null>, target: Target): readonly CoverageItem[] {
  const service = items.simulation.cluster.services.get(resource.namespace ?? '', resource.name);
  if (service === undefined || service.resource !== resource || (!service.headless && service.type !== 'ExternalName')) return [];
  const port = service.ports.find((each) => each.port === target.port && each.protocol === target.protocol);
  const item = port === undefined ? null : items.at(resource, port.path);
  return item === null ? [] : [item];
}

/** A rule without paths claims a host, and leaves its requests to the default backend or to nobody. */
function pathlessRules(items: CoverageItems, trace: Trace, target: Target): readonly RuleItem[] {
  const pathless = items.pathlessRules;
  if (pathless.length === 0 || !endedUnmatched(trace)) return [];
  const router = pickRouter(items.simulation.routers, target.httpHost)?.router;
  const host = router === undefined ? undefined : indexRouter(router).find(routerRequest(trace, target)).host?.host;
  if (router === undefined || host === undefined) return [];
  const name = host.kind === 'any' ? '' : hostText(host);
  return pathless.filter((item) => item.host.toLowerCase() === name && router.resources.includes(item.resource));
}

function endedUnmatched(trace: Trace): boolean {
  return trace.reason === 'no-matching-rule' || trace.hops.some(({ path }) => path === 'spec.defaultBackend');
}

function routerRequest(trace: Trace, target: Target): RouterRequest {
  const headers = Object.fromEntries(Object.entries(trace.request.headers).map(([name, value]) => [name.toLowerCase(), value]));
  const isSecure = target.scheme === 'https';
  return {
    method: trace.request.method,
    scheme: isSecure ? 'https' : 'http',
    authority: target.httpHost,
    port: isSecure ? 443 : 80,
    path: target.path,
    query: target.query,
    headers,
    sni: isSecure ? target.httpHost : null,
  };
}

/** Whether an item is a port or name of a Service. */
export function isPort(item: CoverageItem): item is PortItem {
  return item.kind === 'service-port' || item.kind === 'external-name';
}
