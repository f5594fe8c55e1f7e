import * as path from 'node:path';
import { isObject } from './resource-of';
import { readTextFile } from './text-file';
import { parseSingleDocument } from './yaml/single-document';
import type { Json, JsonObject } from '../kubernetes/resource';

/** A file that tells kustomize what to make of manifests. */
export interface Kustomization {
  /** The folder that `kubectl kustomize` takes. */
  readonly folder: string;
  /** Fields by which what comes out differs from the files, sorted; empty where the files are all of it. */
  readonly changes: readonly string[];
  /** Files and folders that its manifests come from; absolute. */
  readonly resources: readonly string[];
  /** Files that say how manifests change, and are none; absolute. */
  readonly patches: readonly string[];
}

/** `kustomization.yaml` and its two other names (kustomize `RecognizedKustomizationFileNames`). */
export function isKustomizationName(name: string): boolean {
  return name === 'kustomization.yaml' || name === 'kustomization.yml' || name === 'Kustomization';
}

/** Fields that change nothing of the objects. */
const PLAIN: ReadonlySet<string> = new Set(['apiVersion', 'kind', 'metadata', 'resources', 'crds', 'configurations', 'openapi', 'buildMetadata', 'sortOptions']);

/**
 * Reads a file that has such a name.
 *
 * @returns null where it is none, such as an object of Flux, or cannot be read
 * @see https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/
 */
export function readKustomization(file: string): Kustomization | null {
  let text: string;
  try {
    text = readTextFile(file);
  } catch {
    return null;
  }
  const { value, problems } = parseSingleDocument(text.replace(/^\ufeff/, ''), file);
  if (problems.length > 0 || !isObject(value)) return null;
  const { apiVersion } = value;
  if (apiVersion !== undefined && !(typeof apiVersion === 'string' && apiVersion.startsWith('kustomize.config.k8s.io/'))) return null;
  return kustomizationOf(value, path.dirname(file));
}

function kustomizationOf(value: JsonObject, folder: string): Kustomization {
  const local = (names: readonly string[]): string[] => names.filter((name) => !isRemote(name)).map((name) => path.resolve(folder, name));
  const named = [...texts(value.resources), ...texts(value.bases), ...texts(value.components)];
  const changes = Object.keys(value).filter((field) => !PLAIN.has(field) && !isEmpty(value[field]));
  if (texts(value.resources).some(isRemote)) changes.push('resources');
  const patches = [
    ...texts(value.patchesStrategicMerge).filter((text) => !text.includes('\n')), ...texts(value.configurations),
    ...[value.patches, value.patchesJson6902, value.replacements].flatMap(paths), ...paths([value.openapi ?? null]),
  ];
  return { folder, changes: changes.sort(), resources: local(named), patches: local(patches) };
}

const texts = (value: Json | undefined): readonly string[] => (Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : []);

function paths(value: Json | undefined): readonly string[] {
  return Array.isArray(value) ? texts(value.map((each: Json) => (isObject(each) ? each.path ?? null : null))) : [];
}

/** A URL or a repository, which kustomize fetches. */
const isRemote = (name: string): boolean => /:\/\/|^git@|^(?:github|gitlab|bitbucket)\.[a-z]+\/|\?ref=/.test(name);

const isEmpty = (value: Json | undefined): boolean => value === null || value === undefined || (typeof value === 'object' && Object.keys(value).length === 0);
