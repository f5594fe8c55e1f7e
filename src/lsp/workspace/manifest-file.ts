import type { Resource } from '../../kubernetes/resource';
import { isNoManifest } from '../../manifests/files';
import { parseManifests, type InputProblem } from '../../manifests/yaml/parse';
import { SourceText } from '../text/source-text';

/** A file of manifests, as it is on disk or in the editor. */
export interface ManifestFile {
  /** As URIs name it, so that two files of two folders are two. */
  readonly uri: string;
  /** As messages name it. */
  readonly name: string;
  readonly source: SourceText;
  readonly resources: readonly Resource[];
  /** Objects of documents that cannot be read at the moment, as they were when they could: others name them, and nothing is said of them. */
  readonly remembered: readonly Resource[];
  readonly problems: readonly InputProblem[];
}

/** Larger files are no manifests that somebody edits. */
export const MOST_CHARACTERS = 8 * 1024 * 1024;

/**
 * Reads a file.
 *
 * Templates are passed over, and so is what is no manifest; a document that cannot be read is a problem, and its objects stay what they were before.
 *
 * @param before the file as it was
 */
export function readManifestFile(uri: string, name: string, given: string, namespace: string, before: ManifestFile | null): ManifestFile {
  const text = given.charCodeAt(0) === 0xFEFF ? given.slice(1) : given;
  const source = new SourceText(text);
  const empty: ManifestFile = { uri, name, source, resources: [], remembered: [], problems: [] };
  if (text.length > MOST_CHARACTERS) return { ...empty, problems: [{ file: name, line: 1, column: 1, kind: 'unreadable', message: `it is larger than ${MOST_CHARACTERS / 1024 / 1024} MB, and is not read` }] };
  const { resources, problems } = parseManifests(text, name, { namespace });
  const broken = problems.some(({ kind }) => kind === 'syntax');
  if (broken && text.includes('{{')) return empty;
  if (resources.length === 0 && isNoManifest(text, problems)) return empty;
  return { ...empty, resources, problems, remembered: broken ? rememberedObjects(resources, before) : [] };
}

function rememberedObjects(resources: readonly Resource[], before: ManifestFile | null): readonly Resource[] {
  if (before === null) return [];
  const key = ({ apiVersion, kind, namespace, name }: Resource): string => [apiVersion, kind, namespace ?? '', name].join('\n');
  const known = new Set(resources.map(key));
  return [...before.resources, ...before.remembered].filter((each) => !known.has(key(each)));
}
