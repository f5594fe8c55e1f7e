import type { Range } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { entryOf, findField, last, targetOf } from './fields';
import { readNodes, type FieldNode } from './nodes';
import type { Resource } from '../../kubernetes/resource';
import { parseFieldPath } from '../../manifests/yaml/field-path';
import { splitYamlStream, type Span } from '../../manifests/yaml/stream';

/** A document of a text: its nodes have offsets of the whole text. */
interface Piece {
  readonly span: Span;
  root: FieldNode | null | undefined;
}

/** A text of manifests as an editor sees it: which range a field has, and which field is at a position. */
export class SourceText {
  private readonly document: TextDocument;
  private pieces: readonly Piece[] | undefined;

  constructor(readonly text: string) {
    this.document = TextDocument.create('', 'yaml', 0, text);
  }

  offsetAt(position: Range['start']): number {
    return this.document.offsetAt(position);
  }

  range(start: number, end: number): Range {
    return { start: this.document.positionAt(start), end: this.document.positionAt(end) };
  }

  /** The document at an offset; null where it cannot be read. */
  rootAt(offset: number): FieldNode | null {
    const piece = this.pieceAt(offset);
    if (piece === undefined) return null;
    const { span: { start, end } } = piece;
    if (piece.root === undefined) piece.root = readNodes(this.text.slice(start, end), start);
    return piece.root;
  }

  /** Where an object that was read from this text begins. */
  startOf({ origin }: Pick<Resource, 'origin'>): number {
    const position = origin.locate('');
    return position === null ? 0 : this.document.offsetAt({ line: position.line - 1, character: position.column - 1 });
  }

  /** The document at an offset, its marker included. */
  documentAt(offset: number): Span {
    return this.pieceAt(offset)?.span ?? { start: 0, end: this.text.length };
  }

  isInOneDocument(offset: number, other: number): boolean {
    return this.pieceAt(offset) === this.pieceAt(other);
  }

  /** The node of an object that was read from this text; null where the reader of editors cannot find it. */
  nodeOf(resource: Pick<Resource, 'origin'>): FieldNode | null {
    const offset = this.startOf(resource);
    const root = this.rootAt(offset);
    if (root === null || root.start === offset) return root;
    const items = targetOf(entryOf(root, 'items')?.value ?? root);
    return items?.kind === 'sequence' ? items.items.find(({ start }) => start === offset) ?? null : null;
  }

  /** What to underline for a field of an object: the value where that is a scalar, else the key; of the object itself its name. */
  rangeOf(resource: Resource, path: string): Range {
    const root = this.nodeOf(resource);
    if (root === null) return this.lineRange(resource, path);
    const steps = parseFieldPath(path);
    const { way, entry, taken } = findField(root, steps);
    const node = way[way.length - 1];
    if (taken === 0) return this.nameRange(root);
    if (node.kind === 'scalar' && node.style !== 'absent' && node.style !== 'block' && taken === steps.length) return this.range(node.start, node.end);
    if (entry !== null) return this.range(entry.key.start, entry.key.end);
    return this.firstRange(node);
  }

  /** The name of an object, else what it begins with. */
  nameRange(root: FieldNode): Range {
    const { way, taken } = findField(root, [{ name: 'metadata', bracket: false }, { name: 'name', bracket: false }]);
    const name = way[way.length - 1];
    return taken === 2 && name.kind === 'scalar' && name.end > name.start ? this.range(name.start, name.end) : this.firstRange(root);
  }

  private firstRange(node: FieldNode): Range {
    const key = node.kind === 'mapping' ? node.entries[0]?.key : undefined;
    return key === undefined ? this.range(node.start, Math.max(node.end, node.start)) : this.range(key.start, key.end);
  }

  /** The line from a place on, for a text of which only the place is known. */
  lineRange({ origin }: Pick<Resource, 'origin'>, path: string): Range {
    const { line, column } = origin.locate(path) ?? { line: 1, column: 1 };
    return this.restOfLine(line, column);
  }

  /** @param line counts from 1, as does `column` */
  restOfLine(line: number, column: number): Range {
    const from = this.document.offsetAt({ line: line - 1, character: column - 1 });
    const end = this.document.offsetAt({ line: line - 1, character: Number.MAX_SAFE_INTEGER });
    const rest = this.text.slice(from, end).trimEnd().length;
    // at the end of a line all of it is underlined: nothing could not be seen
    return rest > 0 ? this.range(from, from + rest) : this.range(this.document.offsetAt({ line: line - 1, character: 0 }), end);
  }

  private pieceAt(offset: number): Piece | undefined {
    this.pieces ??= [...splitYamlStream(this.text)].map((span): Piece => ({ span, root: undefined }));
    return last(this.pieces, ({ span }) => span.start <= offset);
  }
}
