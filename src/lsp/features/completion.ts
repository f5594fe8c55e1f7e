import type { CompletionItem, Position } from 'vscode-languageserver';
import { objectAt as objectAtOffset } from './cursor';
import { containerPorts } from './ports';
import { NAMED_OBJECTS, STRING_FIELDS } from './reference-kinds';
import type { Cluster } from '../../cluster/model';
import { isObject, objectAt, stringAt, textAt } from '../../kubernetes/fields';
import type { Json, JsonObject, Resource } from '../../kubernetes/resource';
import { parseFieldPath } from '../../manifests/yaml/field-path';
import { fieldAt } from '../text/fields';
import { scalarText } from '../text/yaml-value';
import type { Analysis } from '../workspace/analysis';
import type { ManifestFile } from '../workspace/manifest-file';

/** What can be written in a field, and what that is. */
interface Candidate {
  readonly value: string | number;
  readonly detail: string;
}

/** Names and ports that a reference to another object can have, where the cursor is in one. */
export function completions(analysis: Analysis, file: ManifestFile, position: Position): readonly CompletionItem[] {
  const { source } = file;
  const offset = source.offsetAt(position);
  const resource = objectAtOffset(file, offset);
  const root = resource === null ? null : source.nodeOf(resource);
  // a value that is yet to be written is at its colon
  const field = root === null ? null : fieldAt(root, offset) ?? fieldAt(root, source.text.slice(0, offset).trimEnd().length);
  if (resource === null || field === null || field.on === 'key') return [];
  const { token } = field;
  const range = token.style === 'absent' ? source.range(offset, offset) : source.range(token.start, token.end);
  const glued = token.style === 'absent' && source.text[offset - 1] === ':' ? ' ' : '';
  return candidates(analysis.unrefused.cluster, resource, field.path).map(({ value, detail }) => {
    const text = `${glued}${scalarText(value, token.style)}`;
    // `CompletionItemKind.Reference`; the filter is what is there, quotes and all
    return { label: String(value), detail, kind: 18, filterText: text.trimStart(), textEdit: { range, newText: text } };
  });
}

function candidates(cluster: Cluster, resource: Resource, path: string): readonly Candidate[] {
  const steps = parseFieldPath(path);
  const last = steps.at(-1)?.name ?? '';
  const keys = steps.filter(({ name }) => !/^\d+$/.test(name)).map(({ name }) => name);
  const parent = keys.at(-2) ?? '';
  const own = objectIn(resource.object, path, 1);
  if (last === 'targetPort' && resource.kind === 'Service') return targetPorts(cluster, resource);
  if (last === 'name' && Object.hasOwn(NAMED_OBJECTS, parent)) return names(cluster, stringAt(own, 'kind') ?? NAMED_OBJECTS[parent].kind, namespaceOf(own, resource));
  if (Object.hasOwn(STRING_FIELDS, last)) return names(cluster, STRING_FIELDS[last], resource.namespace);
  if (parent === 'port' && keys.at(-3) === 'service') return portsOf(cluster, resource, objectIn(resource.object, path, 2), last === 'name');
  if (last === 'port' && /^backendRefs?$/.test(parent)) return portsOf(cluster, resource, own, false);
  return last === 'sectionName' ? sections(cluster, resource, own) : [];
}

function namespaceOf(reference: JsonObject | undefined, { namespace }: Resource): string | null {
  return textAt(reference, 'namespace') ?? namespace;
}

/** The objects of a kind that a namespace has, or that have none. */
function names({ resources }: Cluster, kind: string | null, namespace: string | null): readonly Candidate[] {
  const fitting = resources.filter((each) => each.kind === kind && each.name !== '' && (each.namespace === null || each.namespace === namespace));
  return fitting.map(({ name }) => ({ value: name, detail: kind ?? '' }));
}

function portsOf(cluster: Cluster, resource: Resource, reference: JsonObject | undefined, byName: boolean): readonly Candidate[] {
  const service = cluster.services.get(namespaceOf(reference, resource) ?? '', stringAt(reference, 'name') ?? '');
  const ports = (service?.ports ?? []).filter(({ name }) => !byName || name !== '');
  return ports.map(({ name, port, protocol }) => (byName ? { value: name, detail: `port ${port}/${protocol}` } : { value: port, detail: name }));
}

function targetPorts(cluster: Cluster, { namespace, name }: Resource): readonly Candidate[] {
  const service = cluster.services.get(namespace ?? '', name);
  if (service === undefined || service.selector === null) return [];
  const ports = cluster.workloadsMatching(service.namespace, service.selector).flatMap((workload) => containerPorts(workload));
  const found = new Map<string | number, string>();
  for (const { name: portName, containerPort, protocol } of ports) {
    if (portName !== '') found.set(portName, `port ${containerPort}/${protocol}`);
    found.set(containerPort, portName);
  }
  return [...found].map(([value, detail]) => ({ value, detail }));
}

/** The listeners of a Gateway, and the ports of a Service. */
function sections(cluster: Cluster, resource: Resource, reference: JsonObject | undefined): readonly Candidate[] {
  const kind = stringAt(reference, 'kind') ?? 'Gateway';
  if (kind === 'Service') return portsOf(cluster, resource, reference, true);
  const target = cluster.find(kind, namespaceOf(reference, resource), stringAt(reference, 'name') ?? '');
  const listeners = objectAt(target?.object, 'spec')?.listeners;
  if (!Array.isArray(listeners)) return [];
  return (listeners as readonly Json[]).filter(isObject).flatMap((listener) => {
    const name = stringAt(listener, 'name');
    return name === undefined ? [] : [{ value: name, detail: `${String(listener.protocol)} ${String(listener.port)}` }];
  });
}

/** The object that is some steps above a field. */
function objectIn(object: JsonObject, path: string, above: number): JsonObject | undefined {
  let at: Json | undefined = object;
  for (const { name } of parseFieldPath(path).slice(0, -above)) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, name)) return undefined;
    at = (at as Readonly<Record<string, Json>>)[name];
  }
  return isObject(at) ? at : undefined;
}
