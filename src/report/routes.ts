import { columns, plural, type Cell } from './columns';
import { csvText } from './csv';
import { escapeMarkdown } from './markdown';
import { jsonText, painter, type Paint } from './paint';
import { placeOf, placeText } from './place';
import { destinationJson } from './trace';
import { describe } from '../kubernetes/resource';
import type { ServicePort } from '../kubernetes/service';
import type { NamedCondition, RouteLine, RouteOverview, ServiceLine } from '../routes/model';
import type { Destination } from '../trace/model';

/** Every way in as JSON, version 1. */
export function routesJson({ routes, services }: RouteOverview): string {
  return jsonText({ version: 1, routes: routes.map(routeFields), services: services.map(serviceFields) });
}

/** A route as documents hold it. */
export function routeFields(line: RouteLine): Readonly<Record<string, unknown>> {
  const {
    router, schemes, host, path, pathType, method, headers, query, outcome, status, reason, redirect, rewrittenPath, destinations, source,
  } = line;
  const { kind, namespace, name } = source.resource;
  const { file, line: at } = placeOf(source.resource, source.field);
  return {
    router,
    schemes,
    host,
    path,
    pathType,
    method,
    headers,
    query,
    outcome,
    status,
    reason,
    redirect,
    rewrittenPath,
    destinations: destinations.map(destinationJson),
    object: { kind, namespace, name },
    field: source.field,
    file,
    line: at,
  };
}

/** A Service port as documents hold it. */
export function serviceFields({ service, port, addresses, outcome, reason, destinations }: ServiceLine): Readonly<Record<string, unknown>> {
  const { namespace, name, type } = service;
  return {
    namespace,
    name,
    type,
    port: port?.port ?? null,
    protocol: port?.protocol ?? null,
    nodePort: port?.nodePort ?? null,
    addresses,
    outcome,
    reason,
    destinations: destinations.map(destinationJson),
  };
}

/**
 * Every way in for people: by router and host, then Services.
 *
 * @param places whether it says where each route is written
 */
export function routesText({ routes, services }: RouteOverview, color: boolean, places = true): string {
  const paint = painter(color);
  if (routes.length + services.length === 0) return `${paint('warning', 'no routes and no Services')}\n`;
  const lines = [...byRouter(routes)].flatMap(([name, group]) => [paint('strong', name), ...routerQuestions(group, paint), ...routerText(group, paint, places), '']);
  return `${[...lines, ...servicesText(services, paint)].join('\n').trimEnd()}\n`;
}

function byRouter(routes: readonly RouteLine[]): ReadonlyMap<string, readonly RouteLine[]> {
  const groups = new Map<string, RouteLine[]>();
  for (const route of routes) {
    const { controller } = route.router;
    const name = controller === null || controller === 'spec' || route.router.kind === 'Gateway' ? route.routerName : `${route.routerName} (${controller})`;
    groups.set(name, [...groups.get(name) ?? [], route]);
  }
  return groups;
}

/** What all answers of a router depend on, once. */
function routerQuestions([first]: readonly RouteLine[], paint: Paint): readonly string[] {
  return first.routerDependsOn.map((each) => `${paint('warning', '  depends on:')} ${each}`);
}

function routerText(routes: readonly RouteLine[], paint: Paint, places: boolean): readonly string[] {
  const header: Cell[] = ['  HOST', 'SCHEMES', 'PATH', 'TYPE', 'LEADS TO'].map((text) => ({ style: 'strong', text }));
  let before: string | null = null;
  const rows = routes.map((route): Cell[] => {
    const host = route.host === '' ? '*' : route.host;
    const shown = host === before ? '' : host;
    before = host;
    return [
      { style: 'name', text: `  ${shown}` }, schemesText(route), `${route.path ?? '*'}${conditionsText(route)}`, route.pathType ?? '',
      endCell(route, places ? placeText(placeOf(route.source.resource, route.source.field)) : ''),
    ];
  });
  return columns([header, ...rows], paint);
}

function schemesText({ schemes, ports }: RouteLine): string {
  const usual = ports.every((port) => port === 80 || port === 443);
  return `${schemes.join(',')}${usual ? '' : `:${ports.join(',')}`}`;
}

/** `[POST, header x=1]`, with a blank before it; empty where there are none. */
export function conditionsText({ method, headers, query }: RouteLine): string {
  const named = (mark: string, conditions: readonly NamedCondition[]): string[] => conditions.map(({ name, value }) => `${mark}${name}=${value}`);
  const texts = [...method === null ? [] : [method], ...named('header ', headers), ...named('?', query)];
  return texts.length === 0 ? '' : ` [${texts.join(', ')}]`;
}

function endCell(route: RouteLine, place: string): Cell {
  const { outcome, status, dependsOn, routerDependsOn } = route;
  const uncertain = dependsOn.some((each) => !routerDependsOn.includes(each));
  const where = place === '' ? '' : `  (${place})`;
  const style = outcome === 'delivered' ? 'plain' : outcome === 'unknown' ? 'warning' : status !== null && status < 400 ? 'info' : 'error';
  return { style, text: `${endText(route)}${uncertain && !isTold(route) ? ' (depends: see trace)' : ''}${where}` };
}

/** What becomes of requests, in few words. */
export function endText(line: RouteLine): string {
  const { outcome, status, redirect, rewrittenPath, destinations, aims } = line;
  if (outcome === 'delivered') return `${destinationsText(destinations)}${rewrittenPath === null ? '' : `, path rewritten (${rewrittenPath})`}`;
  if (redirect !== null) return `${status ?? ''} redirect to ${redirect}`;
  const aimed = aims.map(({ namespace, name, port }) => `${namespace}/${name}${port === null ? '' : `:${port}`}`).join(', ');
  return `${aimed === '' ? '' : `${aimed} -> `}${status === null ? outcome : `answered ${status}`}${reasonText(line, line.routerDependsOn)}`;
}

/** A code says little of what no manifest decides: its questions are told. */
function reasonText({ reason, dependsOn }: Pick<RouteLine, 'reason' | 'dependsOn'>, known: readonly string[] = []): string {
  if (reason === null) return '';
  const questions = dependsOn.filter((each) => !known.includes(each));
  return isTold({ reason }) && questions.length > 0 ? `: depends on ${questions.join('; ')}` : ` ${reason}`;
}

function isTold({ reason }: Pick<RouteLine, 'reason'>): boolean {
  return reason === 'depends-on-cluster';
}

/** What becomes of connections to a Service, in few words. */
export function serviceEndText(line: ServiceLine): string {
  return line.outcome === 'delivered' ? destinationsText(line.destinations) : `${line.outcome}${reasonText(line)}`;
}

/** `kiada/quote:80 -> Deployment/quote:8080`, with shares where there are several. */
export function destinationsText(destinations: readonly Destination[]): string {
  return destinations.map(({ service, workload, addresses, port, share }) => {
    const through = service === null ? '' : `${service.namespace}/${service.name}:${service.port} -> `;
    const at = workload === null ? `${addresses.join(', ')}:${port}` : `${workload.kind}/${workload.name}:${port}`;
    return `${through}${at}${share < 1 ? ` (${Math.round(share * 100)} %)` : ''}`;
  }).join(', ');
}

function servicesText(services: readonly ServiceLine[], paint: Paint): readonly string[] {
  if (services.length === 0) return [];
  const header: Cell[] = ['NAMESPACE', 'SERVICE', 'TYPE', 'PORT', 'NODE PORT', 'ADDRESSES', 'LEADS TO'].map((text) => ({ style: 'strong', text }));
  const rows = services.map((line) => ({ ...line, end: serviceEndText(line) })).map(({ service, port, addresses, outcome, end }): Cell[] => [
    service.namespace, { style: 'name', text: service.name }, service.headless ? `${service.type} (headless)` : service.type,
    portText(port), `${port?.nodePort ?? '-'}`, addresses.length === 0 ? '-' : addresses.join(','),
    outcome === 'delivered' ? end : { style: outcome === 'failed' ? 'error' : 'warning', text: end },
  ]);
  return columns([header, ...rows], paint);
}

function portText(port: ServicePort | null): string {
  return port === null ? 'any' : `${port.port}/${port.protocol}`;
}

/** Every way in as tables of a Markdown document. */
export function routesMarkdown({ routes, services }: RouteOverview): string {
  const head = `### Routes: ${plural(routes.length, 'way')} in by routers, ${plural(services.length, 'Service port')}\n`;
  const cell = (text: string): string => escapeMarkdown(text);
  const code = (text: string): string => cell(`\`${text.replaceAll('`', '\'')}\``);
  const routeRows = routes.map((route) => `| ${[
    cell(route.routerName), code(route.host === '' ? '*' : route.host), code(`${route.path ?? '*'}${conditionsText(route)}`), cell(route.pathType ?? ''),
    cell(schemesText(route)), cell(endText(route)), cell(describe(route.source.resource)),
  ].join(' | ')} |`);
  const serviceRows = services.map((line) => ({ ...line, end: serviceEndText(line) })).map(({ service, port, addresses, end }) => `| ${[
    code(`${service.namespace}/${service.name}`), cell(service.type), cell(portText(port)), cell(`${port?.nodePort ?? ''}`),
    cell(addresses.join(', ')), cell(end),
  ].join(' | ')} |`);
  return [
    head,
    ...routeRows.length === 0 ? [] : ['| router | host | path | type | schemes | leads to | object |', '| --- | --- | --- | --- | --- | --- | --- |', ...routeRows, ''],
    ...serviceRows.length === 0 ? [] : ['| Service | type | port | node port | addresses | leads to |', '| --- | --- | --- | --- | --- | --- |', ...serviceRows, ''],
  ].join('\n');
}

/** Routes and Services as rows of one table (RFC 4180). */
export function routesCsv({ routes, services }: RouteOverview): string {
  const header = ['kind', 'router', 'schemes', 'host', 'path', 'pathType', 'method', 'outcome', 'status', 'redirect', 'leadsTo', 'object', 'file', 'line'];
  const routeRows = routes.map((route) => {
    const { file, line } = placeOf(route.source.resource, route.source.field);
    return ['route', route.routerName, route.schemes.join(' '), route.host, route.path ?? '', route.pathType ?? '', route.method ?? '', route.outcome,
      route.status ?? '', route.redirect ?? '', destinationsText(route.destinations), describe(route.source.resource), file ?? '', line ?? ''];
  });
  const serviceRows = services.map(({ service, port, outcome, destinations }) => {
    const { file, line } = placeOf(service.resource, port?.path ?? 'spec.externalName');
    return ['service', '', port?.protocol ?? '', `${service.name}.${service.namespace}`, `${port?.port ?? ''}`, service.type, '', outcome, '', '', destinationsText(destinations),
      describe(service.resource), file ?? '', line ?? ''];
  });
  return csvText([header, ...routeRows, ...serviceRows]);
}
