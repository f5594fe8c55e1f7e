import type { YamlDocument } from '../document';
import { LINE_FEED, SPACE } from './characters';
import type { Places } from './places';
import { PlainReader } from './reader';
import { GIVE_UP } from './scalars';

const NO_DOCUMENT: YamlDocument = { value: null, root: -1 };

/**
 * Reads the documents of a text that use no more of YAML than nearly all manifests do: block mappings and lists, scalars of all styles, `[...]` and
 * `{...}`. No tags, anchors, aliases and merge keys, no explicit keys, no tabs but in texts, no carriage returns.
 *
 * One pass, from the text to the values. It reads these documents as js-yaml does, several times as fast, and leaves all others to it, those with a
 * fault above all: what it is not sure of it does not read.
 */
export class PlainDocuments {
  private readonly reader = new PlainReader();

  constructor(private readonly text: string) {}

  /**
   * One document, null where it is not of the subset. Its root is an offset of the whole text.
   *
   * @param start where the document starts, be it with `---`
   * @param end where it ends; no line in between is a marker of documents
   */
  read(start: number, end: number): YamlDocument | null {
    return readWith(this.reader, this.text, start, end, null);
  }
}

function readWith(reader: PlainReader, text: string, start: number, end: number, places: Places | null): YamlDocument | null {
  if (start >= end) return NO_DOCUMENT;
  const last = text.charCodeAt(end - 1);
  // blanks at the end of a text may belong to a block scalar
  if (last === SPACE) return null;
  try {
    if (last === LINE_FEED) return reader.read(text, start, end, places);
    const { value, root } = reader.read(`${text.slice(start, end)}\n`, 0, end - start + 1, places);
    return { value, root: root === -1 ? -1 : root + start };
  } catch (error) {
    if (error === GIVE_UP) return null;
    throw error;
  }
}

/** The document of a text that has no more than one; null where it has, or is not of the subset. */
export function readPlainText(text: string, places: Places | null = null): YamlDocument | null {
  if (text.includes('\n---') || text.includes('\n...') || text.startsWith('...')) return null;
  return readWith(new PlainReader(), text, 0, text.length, places);
}
