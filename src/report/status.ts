import { columns, type Cell } from './columns';
import { jsonText, painter, reportText, type Paint } from './paint';
import { placeOf } from './place';
import type { Refusal } from '../cluster/model';
import { describe, type Resource } from '../kubernetes/resource';
import type { Condition } from '../routers/gateway/model';
import type { GatewayStatus, ListenerStatus, PolicyStatus, RouteStatus } from '../routers/gateway/status';

/** The status of Gateways and routes as JSON, version 1. */
export function statusJson(status: GatewayStatus, refused: ReadonlyMap<Resource, Refusal>): string {
  return jsonText(statusFields(status, refused));
}

/**
 * The document of the command, as plain data.
 *
 * @param refused objects that the API server does not take: their conditions are what they would be if it did
 */
export function statusFields(status: GatewayStatus, refused: ReadonlyMap<Resource, Refusal>): unknown {
  const placed = (resource: Resource): PlaceFields => placeFields(resource, refused);
  return {
    version: 1,
    gatewayClasses: status.gatewayClasses.map(({ name, controller }) => ({ name, controller })),
    gateways: status.gateways.map(({ gateway, attachedListenerSets, conditions, listeners }) => ({
      ...named(gateway.resource),
      attachedListenerSets,
      conditions: conditions.map(conditionFields),
      listeners: listeners.map(listenerFields),
      ...placed(gateway.resource),
    })),
    routes: status.routes.map((each) => ({ ...routeFields(each), ...placed(each.route.resource) })),
    listenerSets: status.listenerSets.map(({ set, conditions, listeners }) => ({
      kind: set.kind,
      ...named(set.resource),
      conditions: conditions.map(conditionFields),
      listeners: listeners.map(listenerFields),
      ...placed(set.resource),
    })),
    policies: status.policies.map((each) => ({ ...policyFields(each), ...placed(each.policy.policy.resource) })),
  };
}

function named({ namespace, name }: Resource): { readonly namespace: string | null; readonly name: string } {
  return { namespace, name };
}

interface PlaceFields {
  readonly file: string | null;
  readonly line: number | null;
  /** Why the API server does not take the object; absent: it does. */
  readonly refused?: string;
}

function placeFields(resource: Resource, refused: ReadonlyMap<Resource, Refusal>): PlaceFields {
  const { file, line } = placeOf(resource, '');
  const violation = refused.get(resource);
  return { file, line, ...(violation === undefined ? {} : { refused: refusalText(violation) }) };
}

function refusalText({ path, message }: { readonly path: string; readonly message: string }): string {
  return `the API server refuses it: ${path}: ${message}`;
}

function conditionFields({ type, status, reason, message }: Condition): unknown {
  return { type, status, reason, message };
}

function listenerFields({ name, attachedRoutes, supportedKinds, conditions }: ListenerStatus): unknown {
  return { name, attachedRoutes, supportedKinds, conditions: conditions.map(conditionFields) };
}

type NamedParent = Pick<RouteStatus['parents'][number], 'parentRef' | 'namespace'>;

function routeFields({ route, parents, parentsWithoutStatus }: RouteStatus): object {
  const refFields = ({ parentRef: { group, kind, name, sectionName, port }, namespace }: NamedParent): unknown =>
    ({ group, kind, namespace, name, sectionName, port });
  return {
    kind: route.kind,
    ...named(route.resource),
    parents: parents.map((parent) => ({ parentRef: refFields(parent), conditions: parent.conditions.map(conditionFields) })),
    parentsWithoutStatus: parentsWithoutStatus.map((parent) => ({ parentRef: refFields(parent), because: parent.because })),
  };
}

function policyFields({ policy: { policy }, ancestors }: PolicyStatus): object {
  return {
    kind: 'BackendTLSPolicy',
    ...named(policy.resource),
    ancestors: ancestors.map(({ gateway, conditions }) => ({ ancestorRef: { kind: 'Gateway', ...named(gateway.resource) }, conditions: conditions.map(conditionFields) })),
  };
}

/** The status of Gateways and routes, for people: tables as `kubectl get` prints them, and why a condition is not true. */
export function statusText(status: GatewayStatus, refused: ReadonlyMap<Resource, Refusal>, color: boolean): string {
  const paint = painter(color);
  const tables = [gatewayTable(status), listenerTable(status), routeTable(status), policyTable(status)].filter(({ rows }) => rows.length > 0);
  if (tables.length === 0) return `${paint('warning', 'no Gateways, routes or policies of the Gateway API')}\n`;
  const refusals = [...refused].filter(([resource]) => isShown(status, resource)).map(([resource, violation]) => paint('error', `${describe(resource)}: ${refusalText(violation)}`));
  const blocks = [...tables.map((table) => tableText(table, paint)), ...(refusals.length === 0 ? [] : [refusals.join('\n')])];
  return reportText([blocks.join('\n\n'), '']);
}

function isShown({ gateways, listenerSets, routes, policies }: GatewayStatus, resource: Resource): boolean {
  return gateways.some(({ gateway }) => gateway.resource === resource) || listenerSets.some(({ set }) => set.resource === resource)
    || routes.some(({ route }) => route.resource === resource) || policies.some(({ policy: { policy } }) => policy.resource === resource);
}

interface Table {
  readonly header: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

function tableText({ header, rows }: Table, paint: Paint): string {
  return columns([header.map((text) => ({ style: 'strong' as const, text })), ...rows], paint).join('\n');
}

function gatewayTable({ gateways, listenerSets }: GatewayStatus): Table {
  const rows = [
    ...gateways.map(({ gateway, conditions }) => [gateway.namespace, nameCell(`Gateway/${gateway.name}`), gateway.className, ...cells(conditions, ['Accepted', 'Programmed'])]),
    ...listenerSets.map(({ set, conditions }) => [set.namespace, nameCell(`${set.kind}/${set.name}`), '-', ...cells(conditions, ['Accepted', 'Programmed'])]),
  ];
  return { header: ['NAMESPACE', 'NAME', 'CLASS', 'ACCEPTED', 'PROGRAMMED', 'NOTE'], rows };
}

function listenerTable({ gateways, listenerSets }: GatewayStatus): Table {
  const owners = [
    ...gateways.map(({ gateway, listeners }) => ({ owner: gateway, listeners })),
    ...listenerSets.map(({ set, listeners }) => ({ owner: set, listeners })),
  ];
  const rows = owners.flatMap(({ owner, listeners }) => listeners.map((listener) => [
    owner.namespace, nameCell(`${owner.name}/${listener.name}`), `${listener.port ?? '-'}`, listener.protocol, listener.hostname ?? '*', `${listener.attachedRoutes}`,
    ...cells(listener.conditions, ['Accepted', 'ResolvedRefs', 'Programmed']),
  ]));
  return { header: ['NAMESPACE', 'LISTENER', 'PORT', 'PROTOCOL', 'HOSTNAME', 'ROUTES', 'ACCEPTED', 'RESOLVEDREFS', 'PROGRAMMED', 'NOTE'], rows };
}

function routeTable({ routes }: GatewayStatus): Table {
  const rows = routes.flatMap(({ route, parents, parentsWithoutStatus }) => [
    ...parents.map((parent) => [route.namespace, nameCell(`${route.kind}/${route.name}`), parentText(parent), ...cells(parent.conditions, ['Accepted', 'ResolvedRefs'])]),
    ...parentsWithoutStatus.map((parent): readonly Cell[] =>
      [route.namespace, nameCell(`${route.kind}/${route.name}`), parentText(parent), { style: 'warning', text: 'no status' }, '-', parent.because]),
    ...(parents.length + parentsWithoutStatus.length === 0 ? [[route.namespace, nameCell(`${route.kind}/${route.name}`), '-', '-', '-', 'it names no parent']] : []),
  ]);
  return { header: ['NAMESPACE', 'ROUTE', 'PARENT', 'ACCEPTED', 'RESOLVEDREFS', 'NOTE'], rows };
}

function policyTable({ policies }: GatewayStatus): Table {
  const rows = policies.flatMap(({ policy: { policy }, ancestors }) => (ancestors.length === 0
    ? [[policy.namespace, nameCell(`BackendTLSPolicy/${policy.name}`), '-', '-', '-', 'no route of a Gateway leads to its target']]
    : ancestors.map(({ gateway, conditions }) =>
      [policy.namespace, nameCell(`BackendTLSPolicy/${policy.name}`), `${gateway.namespace}/${gateway.name}`, ...cells(conditions, ['Accepted', 'ResolvedRefs'])])));
  return { header: ['NAMESPACE', 'POLICY', 'ANCESTOR', 'ACCEPTED', 'RESOLVEDREFS', 'NOTE'], rows };
}

function nameCell(text: string): Cell {
  return { style: 'name', text };
}

function parentText({ parentRef: { kind, name: parent, sectionName, port }, namespace }: NamedParent): string {
  const section = sectionName === null ? '' : ` section ${sectionName}`;
  return `${kind === 'Gateway' ? '' : `${kind} `}${namespace}/${parent}${section}${port === null ? '' : ` port ${port}`}`;
}

/** A cell for each condition, and why the first of them that is not true is not. */
function cells(conditions: readonly Condition[], types: readonly string[]): readonly Cell[] {
  const chosen = types.map((type) => conditions.find((condition) => condition.type === type));
  const note = [...chosen, ...conditions].find((condition) => condition !== undefined && condition.message !== '');
  return [...chosen.map(conditionCell), note?.message ?? ''];
}

function conditionCell(condition: Condition | undefined): Cell {
  if (condition === undefined) return '-';
  const { status, reason } = condition;
  if (status === 'True') return { style: 'good', text: status };
  return { style: status === 'False' ? 'error' : 'warning', text: reason === '' ? status : `${status} (${reason})` };
}
