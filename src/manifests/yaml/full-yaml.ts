import { constructFromEvents, YAMLException } from 'js-yaml';
import type { Event } from 'js-yaml';
import { DocumentError } from './document';
import { readEvents } from './events';
import type { ReadEvents } from './events';
import type { FieldTree } from './field-tree';
import { KUBECTL_SCHEMA } from './kubectl-schema';
import { YamlTree } from './yaml-tree';

export { dump } from 'js-yaml';
export { readYaml } from './events';

/** The fields of a text; null where it cannot be read. */
export function openYamlTree(text: string): FieldTree | null {
  const read = tryEvents(text);
  return read === null ? null : new YamlTree(read);
}

/** The first key that a mapping of the text has twice; null where none is, or the text cannot be read. */
export function duplicateKey(text: string): DocumentError | null {
  const read = tryEvents(text);
  if (read === null) return null;
  try {
    constructFromEvents(read.events as Event[], { source: read.source, schema: KUBECTL_SCHEMA, json: false, maxTotalMergeKeys: 100_000 });
    return null;
  } catch (error) {
    if (!(error instanceof YAMLException) || !error.reason.includes('duplicate')) return null;
    return new DocumentError(read.toOriginal(error.mark?.position ?? 0), 'the key is listed more than once in one mapping; the first value would be lost');
  }
}

function tryEvents(text: string): ReadEvents | null {
  try {
    return readEvents(text);
  } catch {
    return null;
  }
}
