import type { Position } from 'vscode-languageserver';
import { referencesIn, type Reference, type Target } from './references';
import type { Resource } from '../../kubernetes/resource';
import { fieldAt, type FieldAtOffset } from '../text/fields';
import type { FieldNode } from '../text/nodes';
import type { Analysis } from '../workspace/analysis';
import type { ManifestFile } from '../workspace/manifest-file';

/** The field of an object that a user points at. */
export interface Cursor {
  readonly analysis: Analysis;
  readonly file: ManifestFile;
  readonly resource: Resource;
  readonly root: FieldNode;
  readonly field: FieldAtOffset;
}

/** What is at a position; null where that is no field of an object. */
export function cursorAt(analysis: Analysis, file: ManifestFile, position: Position): Cursor | null {
  const offset = file.source.offsetAt(position);
  const resource = objectAt(file, offset);
  const root = resource === null ? null : file.source.nodeOf(resource);
  const field = root === null ? null : fieldAt(root, offset);
  return resource === null || root === null || field === null ? null : { analysis, file, resource, root, field };
}

/** The object at an offset, its whole text. */
export function objectAt({ resources, source }: ManifestFile, offset: number): Resource | null {
  const starts = resources.map((resource) => ({ resource, start: source.startOf(resource) })).filter(({ start }) => start <= offset);
  const last = starts.reduce<typeof starts[number] | null>((best, each) => (best === null || each.start >= best.start ? each : best), null);
  if (last === null || !source.isInOneDocument(last.start, offset)) return null;
  return last.resource;
}

/** What the field under the cursor means; null where it means no object. */
export function referenceAt({ analysis, resource, field }: Cursor): Reference | null {
  const around = referencesIn(analysis.simulation.cluster, resource).filter(({ path }) => isWithin(field.path, path));
  return around.reduce<Reference | null>((best, each) => (best === null || each.path.length > best.path.length ? each : best), null);
}

/** Whether a field is another one, or a part of it. */
export function isWithin(path: string, outer: string): boolean {
  return path === outer || (path.startsWith(outer) && /^[.[]/.test(path.slice(outer.length)));
}

/** Fields that say which object this is. */
const IDENTITY: readonly string[] = ['kind', 'metadata', 'metadata.name'];

/** What the field itself declares: the object by its name, a port of a Service or a container, a listener; null for all others. */
export function declaredAt({ resource, field: { path } }: Pick<Cursor, 'resource' | 'field'>): Target | null {
  if (IDENTITY.includes(path)) return { resource, path: '' };
  return /^spec\.ports\[\d+\]\.(?:name|port)$|^spec\.listeners\[\d+\]\.(?:name|port)$|\.containers\[\d+\]\.ports\[\d+\]\.(?:name|containerPort)$/.test(path) ? { resource, path } : null;
}
