import { TextOrigin } from './yaml/positions';
import type { Resource } from '../kubernetes/resource';

/** The file that cdk8s writes beside the manifests: which construct made which object. */
export const CONSTRUCT_METADATA = 'construct-metadata.json';

/** Construct paths by object name. */
export type ConstructPaths = ReadonlyMap<string, string>;

/** Reads the text of a `construct-metadata.json`; what does not fit is left out, for it only adorns messages. */
export function parseConstructMetadata(text: string): ConstructPaths {
  const paths = new Map<string, string>();
  let metadata: unknown;
  try {
    metadata = JSON.parse(text);
  } catch {
    return paths;
  }
  for (const [name, entry] of Object.entries(field(metadata, 'resources') ?? {})) {
    const path = field(entry, 'path');
    if (typeof path === 'string') paths.set(name, path);
  }
  return paths;
}

/**
 * Tells the objects of one `cdk8s synth` which construct made them.
 *
 * The file is keyed by name alone, and the last object of a name wins: of objects that share a name in one file, the last has the path; of those
 * in several files, none, since their order is not known.
 *
 * @param files the objects by file; all of them were written beside one `construct-metadata.json`
 */
export function withConstructs(files: readonly (readonly Resource[])[], paths: ConstructPaths): Resource[][] {
  const owners = new Map<string, Resource | null>();
  for (const resources of files) {
    const last = new Map(resources.map((resource) => [resource.name, resource]));
    for (const [name, resource] of last) owners.set(name, owners.has(name) ? null : resource);
  }
  return files.map((resources) => resources.map((resource) => {
    const path = owners.get(resource.name) === resource ? paths.get(resource.name) : undefined;
    if (path === undefined || !(resource.origin instanceof TextOrigin)) return resource;
    return { ...resource, origin: resource.origin.withConstruct(path) };
  }));
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
}
