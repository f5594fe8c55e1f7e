import { constructFromEvents, YAMLException } from 'js-yaml';
import type { Event } from 'js-yaml';
import type { ExpectationProblem } from './model';
import type { Json, Origin } from '../kubernetes/resource';
import { MAX_ALIASED_VALUES } from '../manifests/aliases';
import { DocumentError, readEvents, readJson, readYaml } from '../manifests/document';
import { KUBECTL_SCHEMA } from '../manifests/kubectl-schema';
import { ManifestText, TextOrigin } from '../manifests/positions';
import { splitYamlStream, type Span } from '../manifests/stream';

/** A document of an expectation file. */
export interface ExpectationDocument {
  readonly value: Json;
  readonly origin: Origin;
}

/**
 * The documents of a text, read as manifests are, so that one set of rules (what has to be quoted) holds for all files of a project. A key that
 * comes twice is refused: the first of two `expect` would be lost without a word.
 */
export function readDocuments(
  text: string, file: string | null,
): { readonly documents: readonly ExpectationDocument[]; readonly problems: readonly ExpectationProblem[] } {
  const source = text.charCodeAt(0) === 0xFEFF ? text.slice(1) : text;
  const manifest = new ManifestText(source);
  const documents: ExpectationDocument[] = [];
  const problems: ExpectationProblem[] = [];
  const budget = { remaining: MAX_ALIASED_VALUES };
  for (const span of splitYamlStream(source)) {
    const piece = source.slice(span.start, span.end);
    try {
      for (const { value, root } of readPiece(piece, budget)) {
        if (root >= 0) documents.push({ value: value as Json, origin: new TextOrigin(manifest, { span, root: span.start + root, base: [] }, file) });
      }
    } catch (error) {
      problems.push({ file, ...manifest.position(span.start + offsetOf(error, span)), message: error instanceof Error ? error.message : String(error) });
    }
  }
  return { documents, problems };
}

function readPiece(text: string, budget: { remaining: number }): readonly { readonly value: unknown; readonly root: number }[] {
  const json = /^\s*\{/.test(text) ? readJson(text) : undefined;
  if (json !== undefined) {
    refuseDuplicateKeys(text);
    return [{ value: json, root: text.search(/\S/) }];
  }
  const documents = readYaml(text, budget);
  refuseDuplicateKeys(text);
  return documents;
}

function refuseDuplicateKeys(text: string): void {
  let events: readonly Event[];
  let source: string;
  let toOriginal: (offset: number) => number;
  try {
    ({ events, source, toOriginal } = readEvents(text));
  } catch {
    return; // JSON that is no YAML
  }
  try {
    constructFromEvents(events as Event[], { source, schema: KUBECTL_SCHEMA, json: false, maxTotalMergeKeys: 100_000 });
  } catch (error) {
    if (!(error instanceof YAMLException) || !/duplicate/.test(error.reason)) return;
    throw new DocumentError(toOriginal(error.mark?.position ?? 0), 'the key comes twice in one mapping; the first value would be lost');
  }
}

function offsetOf(error: unknown, span: Span): number {
  const offset = error instanceof DocumentError ? error.offset : 0;
  return Math.min(Math.max(offset, 0), span.end - span.start);
}
