import { cutBigList } from './big-list';
import { DocumentError, MAX_ALIASED_VALUES, readJson } from './document';
import type { AliasBudget, YamlDocument } from './document';
import { fullYaml } from './load-full-yaml';
import { PlainDocuments, readPlainText } from './plain/plain-documents';
import type { Place } from './positions';
import { isFilled, isObject } from '../resource-of';
import { documentIn, DotsFinder, isBlank, splitJsonStream, splitYamlStream } from './stream';
import type { Piece, Span } from './stream';
import { Texts } from './texts';

/** What is in a text of manifests, in order. */
export type Found =
  | { readonly type: 'document'; readonly value: unknown; readonly place: Place }
  /** An item of a List that was read piece by piece. */
  | { readonly type: 'item'; readonly value: unknown; readonly place: Place; readonly list: { readonly apiVersion: string; readonly kind: string } }
  | { readonly type: 'error'; readonly error: unknown; readonly span: Span };

/**
 * So much text is parsed in one go, in UTF-16 units: a parser run costs as much as a small document, and the events of a long text do not
 * fit into the processor's caches.
 */
const BATCH = 32_768;

/** A longer document is read piece by piece if it is a List. */
const BIG_DOCUMENT = 8 * BATCH;

/** The parser needs up to a hundred times a document's size. The API server refuses requests of more than 3 MB. */
export const MAX_DOCUMENT = 16 * 1024 * 1024;

const NO_STEPS: Place['base'] = [];

/** Reads documents that it is sure of. */
export type QuickReader = Pick<PlainDocuments, 'read'>;

/**
 * Reads the documents of a text; what cannot be read becomes an error that stands for its document alone.
 *
 * @param quick reads what js-yaml need not read; all documents read the same without it
 */
export function* readDocuments(text: string, quick: QuickReader = new PlainDocuments(text)): Iterable<Found> {
  const reader = new DocumentReader(text, quick);
  const dots = new DotsFinder(text);
  const batch: Span[] = [];
  let size = 0;
  for (const whole of splitYamlStream(text)) {
    const json = startsWithBrace(text, whole);
    const plain = json || isBig(whole) || dots.next(whole.start, whole.end) !== -1 ? null : quick.read(whole.start, whole.end);
    if (plain !== null) {
      if (batch.length > 0) yield* reader.readBatch(batch.splice(0));
      if (plain.root !== -1) yield yamlDocument(plain, whole);
      continue;
    }
    if (batch.length === 0) {
      size = 0;
      if (isBareMarker(text, whole)) continue;
    }
    const piece: Piece = json ? { kind: 'document', span: whole, alone: true } : documentIn(text, whole, dots);
    const span = piece.kind === 'document' ? piece.span : whole;
    const big = isBig(span);
    if (piece.kind === 'refused' || piece.alone || big || size > BATCH) {
      yield* reader.readBatch(batch.splice(0));
      size = 0;
    }
    if (piece.kind === 'refused') {
      yield { type: 'error', error: new DocumentError(piece.offset - whole.start, piece.message), span: whole };
    } else if (json) {
      yield* reader.readJson(span);
    } else if (big) {
      yield* reader.readBig(span);
    } else if (piece.alone) {
      yield* reader.readBatch([span]);
    } else {
      batch.push(span);
      size += span.end - span.start;
    }
  }
  yield* reader.readBatch(batch);
}

/** What is said of a document that is not read for its size. */
export function tooLarge(): DocumentError {
  return new DocumentError(0, `a document of more than ${MAX_DOCUMENT / 1024 / 1024} MB, which is larger than any object may be`);
}

class DocumentReader {
  private readonly budget: AliasBudget = { remaining: MAX_ALIASED_VALUES };
  private readonly texts = new Texts();

  constructor(private readonly text: string, private readonly quick: QuickReader) {}

  /** Reads one piece if it uses no more of YAML than most do, else null. */
  readPlain({ start, end }: Span): YamlDocument | null {
    return this.quick.read(start, end);
  }

  /** Reads neighboring pieces together; where that fails, each alone. */
  * readBatch(spans: readonly Span[]): Iterable<Found> {
    if (spans.length === 0) return;
    const start = spans[0].start;
    let documents: readonly YamlDocument[];
    try {
      documents = this.readYaml({ start, end: spans[spans.length - 1].end });
    } catch (error) {
      if (spans.length === 1) yield { type: 'error', error, span: spans[0] };
      else for (const span of spans) yield* this.readBatch([span]);
      return;
    }
    let piece = 0;
    for (const { value, root } of documents) {
      if (root === -1) continue;
      while (piece < spans.length - 1 && start + root > spans[piece].end) piece += 1;
      yield yamlDocument({ value, root: start + root }, spans[piece]);
    }
  }

  * readJson(span: Span): Iterable<Found> {
    const source = this.text.slice(span.start, span.end);
    try {
      const value = readJson(source);
      const found = value === undefined ? jsonStream(source, span.start) : [jsonDocument(value, span, span.start + source.search(/\S/))];
      if (found !== null) yield* found;
      // what is not JSON may still be YAML that starts with a brace
      else if (source.length <= MAX_DOCUMENT) yield* this.readOne(span);
      else yield { type: 'error', error: jsonError(source), span };
    } catch (error) {
      yield { type: 'error', error, span };
    }
  }

  * readBig(span: Span): Iterable<Found> {
    const items = this.readBigList(span);
    if (items !== null) yield* items;
    else if (span.end - span.start <= MAX_DOCUMENT) yield* this.readOne(span);
    else yield { type: 'error', error: tooLarge(), span };
  }

  private* readOne(span: Span): Iterable<Found> {
    const plain = this.readPlain(span);
    if (plain === null) yield* this.readBatch([span]);
    else if (plain.root !== -1) yield yamlDocument(plain, span);
  }

  /** The items of a List, null where the document is none or cannot be read so. */
  private readBigList(span: Span): readonly Found[] | null {
    const cut = cutBigList(this.text, span, BATCH);
    if (cut === null) return null;
    const budget = { ...this.budget };
    try {
      const list = listType(cut.frame);
      if (list === null) return null;
      const found: Found[] = [];
      for (const { span: piece, items } of cut.pieces) {
        const { value, root } = this.readPlain(piece) ?? this.firstDocument(piece);
        if (!Array.isArray(value) || value.length !== items) return null;
        value.forEach((item: unknown, i) => {
          const place = { span: piece, root, json: false, base: [{ name: String(i), bracket: true }] };
          found.push({ type: 'item', value: item, place, list });
        });
      }
      return found;
    } catch {
      this.budget.remaining = budget.remaining;
      return null;
    }
  }

  private firstDocument(span: Span): YamlDocument {
    const [{ value, root }] = this.readYaml(span);
    return { value, root: span.start + root };
  }

  private readYaml({ start, end }: Span): readonly YamlDocument[] {
    return fullYaml().readYaml(this.text.slice(start, end), this.budget, this.texts);
  }
}

/** The type of a List that is shown without its items, null where it is something else. */
function listType(frame: string): { readonly apiVersion: string; readonly kind: string } | null {
  if (frame.length > BIG_DOCUMENT) return null;
  const plain = readPlainText(frame);
  const documents = plain === null ? fullYaml().readYaml(frame, { remaining: 0 }) : [plain];
  const value = documents.length === 1 ? documents[0].value : null;
  if (!isObject(value) || !isFilled(value.apiVersion) || !isFilled(value.kind) || !value.kind.endsWith('List')) return null;
  return Object.hasOwn(value, 'items') ? null : { apiVersion: value.apiVersion, kind: value.kind };
}

/** JSON texts one after the other, as `jq` writes them; null where the text is something else. */
function jsonStream(source: string, offset: number): readonly Found[] | null {
  const spans = splitJsonStream(source);
  if (spans === null || spans.length < 2) return null;
  const values = spans.map(({ start, end }) => readJson(source.slice(start, end)));
  if (values.includes(undefined)) return null;
  return values.map((value, i) => {
    const span = { start: offset + spans[i].start, end: offset + spans[i].end };
    return jsonDocument(value, span, span.start);
  });
}

/** Why a long text is not JSON, at the first of its texts that is none. */
function jsonError(source: string): DocumentError {
  for (const { start, end } of splitJsonStream(source) ?? [{ start: 0, end: source.length }]) {
    try {
      JSON.parse(source.slice(start, end));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const offset = start + Number(/at position (\d+)/.exec(reason)?.[1] ?? 0);
      return new DocumentError(offset, `a document of more than ${MAX_DOCUMENT / 1024 / 1024} MB that is not JSON: ${reason}`);
    }
  }
  return tooLarge();
}

function jsonDocument(value: unknown, span: Span, root: number): Found {
  return { type: 'document', value, place: { span, root, json: true, base: NO_STEPS } };
}

/** @param document its root is an offset of the whole text */
function yamlDocument({ value, root }: YamlDocument, span: Span): Found {
  return { type: 'document', value, place: { span, root, json: false, base: NO_STEPS } };
}

function isBig({ start, end }: Span): boolean {
  return end - start > BIG_DOCUMENT;
}

function isBareMarker(text: string, { start, end }: Span): boolean {
  return end - start === 4 && text.startsWith('---\n', start);
}

function startsWithBrace(text: string, span: Span): boolean {
  let at = span.start;
  while (isBlank(text.charCodeAt(at))) at += 1;
  return text.charCodeAt(at) === 0x7B && at < span.end;
}
