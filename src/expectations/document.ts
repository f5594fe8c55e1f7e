import type { ExpectationProblem } from './model';
import type { Json, Origin } from '../kubernetes/resource';
import { DocumentError } from '../manifests/yaml/document';
import { MAX_DOCUMENT, readDocuments, tooLarge } from '../manifests/yaml/documents';
import { fullYaml } from '../manifests/yaml/load-full-yaml';
import { ManifestText, TextOrigin } from '../manifests/yaml/positions';
import type { Span } from '../manifests/yaml/stream';

/** A document of an expectation file. */
export interface ExpectationDocument {
  readonly value: Json;
  readonly origin: Origin;
}

/**
 * The documents of a text, read as manifests are, so that one set of rules (what has to be quoted) holds for all files of a project. A key that
 * is listed more than once is refused: the first of two `expect` would be lost without a word.
 */
export function readExpectationDocuments(
  given: string, file: string | null,
): { readonly documents: readonly ExpectationDocument[]; readonly problems: readonly ExpectationProblem[] } {
  const text = given.charCodeAt(0) === 0xFEFF ? given.slice(1) : given;
  const manifest = new ManifestText(text);
  const documents: ExpectationDocument[] = [];
  const problems: ExpectationProblem[] = [];
  const complain = (error: unknown, { start }: Span): void => {
    const offset = error instanceof DocumentError ? error.offset : 0;
    problems.push({ file, ...manifest.position(start + offset), message: error instanceof Error ? error.message : String(error) });
  };
  for (const found of readDocuments(text)) {
    if (found.type === 'error') {
      complain(found.error, found.span);
      continue;
    }
    const { place } = found;
    const { start, end } = place.span;
    const duplicate = end - start > MAX_DOCUMENT ? tooLarge() : fullYaml().duplicateKey(text.slice(start, end));
    if (duplicate === null) documents.push({ value: found.value as Json, origin: new TextOrigin(manifest, place, file) });
    else complain(duplicate, place.span);
  }
  return { documents, problems };
}
