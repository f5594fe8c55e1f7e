import { DocumentError, MAX_ALIASED_VALUES } from './document';
import type { YamlDocument } from './document';
import { MAX_DOCUMENT, tooLarge } from './documents';
import { fullYaml } from './load-full-yaml';
import type { InputProblem } from './parse';
import { readPlainText } from './plain/plain-documents';
import { ManifestText, TextOrigin } from './positions';
import { NO_ORIGIN } from '../../kubernetes/resource';
import type { Json, Origin } from '../../kubernetes/resource';

/** The one document of a file that is no manifest: a config, a file of route tests. */
export interface SingleDocument {
  /** null where the file is empty or cannot be read. */
  readonly value: Json;
  /** Tells the place of every field. */
  readonly origin: Origin;
  readonly problems: readonly InputProblem[];
}

/** Reads YAML or JSON text with at most one document, by the rules by which manifests are read. Never throws. */
export function parseSingleDocument(text: string, file: string | null): SingleDocument {
  const manifest = new ManifestText(text);
  const problem = (offset: number, message: string): SingleDocument => ({
    value: null, origin: { ...NO_ORIGIN, file }, problems: [{ file, ...manifest.position(offset), message, kind: 'syntax' }],
  });
  // one parser run reads it, and that needs up to a hundred times its size
  if (text.length > MAX_DOCUMENT) return problem(0, tooLarge().message);
  try {
    const [first, second] = readAll(text).filter((document) => document.root !== -1);
    if (second !== undefined) return problem(second.root, 'expected one document, got a second one');
    if (first === undefined) return { value: null, origin: { ...NO_ORIGIN, file }, problems: [] };
    const place = { span: { start: 0, end: text.length }, root: first.root, json: false, base: [] };
    return { value: first.value as Json, origin: new TextOrigin(manifest, place, file), problems: [] };
  } catch (error) {
    return problem(error instanceof DocumentError ? error.offset : 0, error instanceof Error ? error.message : String(error));
  }
}

function readAll(text: string): readonly YamlDocument[] {
  const plain = readPlainText(text);
  return plain === null ? fullYaml().readYaml(text, { remaining: MAX_ALIASED_VALUES }) : [plain];
}
