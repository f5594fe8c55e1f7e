import type { Hover } from 'vscode-languageserver';
import { isWithin, referenceAt, type Cursor } from './cursor';
import { hoverMarkdown, paragraph, portList, reachedList, routeList, title, type HoverBlock } from './hover-texts';
import type { Target } from './references';
import type { Workload } from '../../cluster/model';
import { integerAt, objectAt, objectsAt } from '../../kubernetes/fields';
import type { Resource } from '../../kubernetes/resource';
import type { Service } from '../../kubernetes/service';
import type { RouteLine, ServiceLine } from '../../routes/model';
import { leadingTo } from '../../routes/overview';
import { explainAbsence } from '../../trace/absence';
import type { Analysis } from '../workspace/analysis';

/** Who reaches what is under the cursor, and where it leads; null where that is nothing of routing. */
export function hover(cursor: Cursor): Hover | null {
  const blocks = cursor.analysis.isHuge ? namesOnly(cursor) : [...ownBlocks(cursor), ...targetBlocks(cursor)];
  if (blocks.length === 0) return null;
  const { token } = cursor.field;
  return { contents: { kind: 'markdown', value: hoverMarkdown(blocks) }, range: cursor.file.source.range(token.start, token.end) };
}

/** Following every route of very many objects takes seconds, in which nothing else is answered. */
function namesOnly(cursor: Cursor): readonly HoverBlock[] {
  const targets = referenceAt(cursor)?.targets.slice(0, MOST_TARGETS) ?? [];
  if (targets.length === 0) return [];
  return [...targets.map(({ resource }) => title(resource)), paragraph('There are so many objects that routes are not followed here; cdk8s-routing trace follows one.')];
}

/** What the field says of its own object. */
function ownBlocks(cursor: Cursor): readonly HoverBlock[] {
  const { analysis, resource, field: { path } } = cursor;
  if (path === 'kind' || path === 'metadata.name') return objectBlocks(analysis, resource);
  const routes = routesAt(analysis, resource, path);
  if (routes.length > 0) return [routeList(routes)];
  const port = /^spec\.ports\[\d+\]/.exec(path)?.[0];
  if (resource.kind === 'Service' && port !== undefined) {
    return serviceLines(analysis, resource).filter((line) => line.port?.path === port).flatMap((line) => serviceBlocks(analysis, resource, [line]));
  }
  const workload = workloadOf(analysis, resource);
  if (workload !== null && isPodIdentity(path, workload)) return objectBlocks(analysis, resource);
  const listener = /^spec\.listeners\[\d+\]/.exec(path)?.[0];
  if (listener !== undefined) return gatewayBlocks(analysis, resource, portOf(resource, listener));
  return [];
}

function portOf({ object }: Resource, listener: string): number | null {
  const index = Number(/\d+/.exec(listener)?.[0]);
  const found = objectsAt(objectAt(object, 'spec'), 'listeners').find((each) => each.index === index);
  return integerAt(found?.object, 'port') ?? null;
}

/** Labels of the pods, by which Services find them, and ports of their containers. */
function isPodIdentity(path: string, { template }: Workload): boolean {
  const base = template.path === '' ? '' : `${template.path}.`;
  return isWithin(path, `${base}metadata.labels`) || (path.startsWith(`${base}spec.`) && /\.ports(?:\[\d+\](?:\.\w+)?)?$/.test(path));
}

/** What the field means. */
function targetBlocks(cursor: Cursor): readonly HoverBlock[] {
  const { analysis } = cursor;
  const reference = referenceAt(cursor);
  if (reference === null) return selectorBlocks(cursor);
  return reference.targets.slice(0, MOST_TARGETS).flatMap((target) => targetBlock(analysis, target));
}

const MOST_TARGETS = 3;

function targetBlock(analysis: Analysis, { resource, path }: Target): readonly HoverBlock[] {
  const workload = workloadOf(analysis, resource);
  if (workload !== null) return [workloadTitle(workload)];
  if (resource.kind !== 'Service') return objectBlocks(analysis, resource);
  const lines = serviceLines(analysis, resource);
  const port = lines.filter((line) => line.port !== null && isWithin(path, line.port.path));
  return serviceBlocks(analysis, resource, port.length > 0 ? port : lines);
}

/** A selector that means nothing: why. */
function selectorBlocks({ analysis, resource, field: { path } }: Cursor): readonly HoverBlock[] {
  return resource.kind === 'Service' && isWithin(path, 'spec.selector') ? absenceBlocks(analysis, serviceLines(analysis, resource)) : [];
}

function objectBlocks(analysis: Analysis, resource: Resource): readonly HoverBlock[] {
  if (resource.kind === 'Service') return serviceBlocks(analysis, resource, serviceLines(analysis, resource), true);
  const routes = analysis.overview.routes.filter(({ source }) => source.resource === resource);
  if (routes.length > 0) return [title(resource), routeList(routes)];
  const workload = workloadOf(analysis, resource);
  if (workload !== null) return workloadBlocks(analysis, workload);
  return resource.kind === 'Gateway' ? gatewayBlocks(analysis, resource) : [title(resource)];
}

/** @param withRoutes whether the routes that lead to it are listed */
function serviceBlocks(analysis: Analysis, resource: Resource, lines: readonly ServiceLine[], withRoutes = false): readonly HoverBlock[] {
  const service = serviceOf(analysis, resource);
  if (service === undefined) return [title(resource)];
  const type = service.headless ? `${service.type}, headless` : service.type;
  const routes = withRoutes ? routesTo(analysis, service) : [];
  return [
    title(resource, type),
    ...lines.length === 0 ? [] : [portList(lines)],
    ...absenceBlocks(analysis, lines),
    ...routes.length === 0 ? [] : [paragraph('Reached through'), routeList(routes)],
  ];
}

/** Why ports of a Service have no endpoints. */
function absenceBlocks({ simulation: { cluster } }: Analysis, lines: readonly ServiceLine[]): readonly HoverBlock[] {
  const without = lines.filter(({ service, reason }) => service.type !== 'ExternalName' && (reason === 'no-endpoints' || reason === 'no-ready-endpoints'));
  const reasons = new Set(without.map(({ service, port }) => explainAbsence(cluster, service, port).because));
  return [...reasons].map((because) => paragraph(`No ready endpoints: ${because}`));
}

function routesTo({ overview: { routes } }: Analysis, { namespace, name }: Service): readonly RouteLine[] {
  return routes.filter(({ aims }) => aims.some((aim) => aim.namespace === namespace && aim.name === name));
}

function workloadBlocks(analysis: Analysis, workload: Workload): readonly HoverBlock[] {
  const { kind, namespace, name } = workload;
  const { routes, services } = leadingTo(analysis.overview, { kind, namespace, name });
  const leads = new Set(services);
  // those that select the pods and lead nowhere are what somebody looks for who looks here
  const selecting = analysis.overview.services.filter((line) => !leads.has(line) && selectsPods(analysis, line.service, workload));
  const all = [...services, ...selecting];
  const reached = routes.length + all.length === 0 ? [paragraph('No route and no Service leads to it.')]
    : [paragraph('Reached through'), reachedList(routes, all)];
  return [workloadTitle(workload), ...reached];
}

/** Whether a Service selects pods of a workload, though none of its ports leads to them. */
function selectsPods({ simulation: { cluster } }: Analysis, { namespace, selector }: Service, workload: Workload): boolean {
  return selector !== null && namespace === workload.namespace && cluster.workloadsMatching(namespace, selector).includes(workload);
}

function workloadTitle({ resource, replicas }: Workload): HoverBlock {
  return title(resource, replicas === 1 ? '1 pod' : `${replicas} pods`);
}

/** @param port that of a listener; null: all of them */
function gatewayBlocks({ overview: { routes } }: Analysis, resource: Resource, port: number | null = null): readonly HoverBlock[] {
  const name = `${resource.namespace}/${resource.name}`;
  const of = routes.filter(({ router, ports }) => router.gateway === name && (port === null || ports.includes(port)));
  return [title(resource), of.length === 0 ? paragraph('No route leads anywhere through it.') : routeList(of)];
}

/** The routes that a field writes, or is a part of. */
function routesAt({ overview: { routes } }: Analysis, resource: Resource, path: string): readonly RouteLine[] {
  const own = routes.filter(({ source }) => source.resource === resource && source.field !== '');
  const exact = own.filter(({ source: { field } }) => isWithin(path, field));
  // a host, or a whole rule, has the routes that are written in it
  return exact.length > 0 ? exact : /^spec\.rules\[\d+\]|^spec\.hostnames/.test(path) ? own.filter(({ source: { field } }) => isWithin(field, ruleOf(path))) : [];
}

const ruleOf = (path: string): string => /^spec\.rules\[\d+\]/.exec(path)?.[0] ?? 'spec';

function serviceOf({ simulation: { cluster } }: Analysis, { namespace, name }: Resource): Service | undefined {
  return cluster.services.get(namespace ?? '', name);
}

function serviceLines({ overview: { services } }: Analysis, resource: Resource): readonly ServiceLine[] {
  return services.filter(({ service }) => service.resource === resource);
}

function workloadOf({ simulation: { cluster } }: Analysis, { kind, namespace, name }: Resource): Workload | null {
  return cluster.findWorkload(kind, namespace ?? '', name) ?? null;
}
