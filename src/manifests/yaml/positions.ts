import { parseFieldPath } from './field-path';
import type { FieldStep } from './field-path';
import { locateField } from './field-tree';
import type { FieldTree } from './field-tree';
import { JsonTree } from './json-tree';
import { Lines } from './lines';
import { fullYaml } from './load-full-yaml';
import { openPlainTree } from './plain/plain-tree';
import type { Span } from './stream';
import type { Origin, Position } from '../../kubernetes/resource';

/** How many documents of one text are kept open for positions. */
const OPEN_DOCUMENTS = 4;

/** A text of manifests: finds lines and fields in it when somebody asks. */
export class ManifestText {
  private lines: Lines | null = null;
  /** By offset; the most recently used last. */
  private readonly open = new Map<number, FieldTree | null>();

  constructor(readonly text: string) {}

  /** The line and column of an offset. */
  position(offset: number): Position {
    this.lines ??= new Lines(this.text);
    return this.lines.position(offset);
  }

  /** The offset of a field of an object, or of its nearest parent that exists. */
  offsetOf({ root, span, json, base }: Place, steps: readonly FieldStep[]): number {
    const all = [...base, ...steps];
    if (all.length === 0) return root;
    const tree = this.tree(span, json);
    return tree === null ? root : span.start + locateField(tree, root - span.start, all);
  }

  private tree({ start, end }: Span, json: boolean): FieldTree | null {
    let tree = this.open.get(start);
    if (tree === undefined) {
      const text = this.text.slice(start, end);
      tree = json ? new JsonTree(text) : openPlainTree(text) ?? fullYaml().openYamlTree(text);
      if (this.open.size >= OPEN_DOCUMENTS) this.open.delete(this.open.keys().next().value ?? 0);
    } else {
      this.open.delete(start);
    }
    this.open.set(start, tree);
    return tree;
  }
}

/** Where an object stands in a text. */
export interface Place {
  /** The piece of the text that holds its document. */
  readonly span: Span;
  /** Where the content of its document starts. */
  readonly root: number;
  /** Whether the piece was read as JSON. */
  readonly json: boolean;
  /** The way from the document to the object; empty unless it stands in a List. */
  readonly base: readonly FieldStep[];
}

/** The origin of an object that was read from text. Reads its document again when a position is asked for. */
export class TextOrigin implements Origin {
  // the parts of its place by themselves: there are as many origins as objects
  private readonly start: number;
  private readonly end: number;
  private readonly root: number;
  private readonly json: boolean;
  private readonly base: Place['base'];

  constructor(
    private readonly manifest: ManifestText,
    { span, root, json, base }: Place,
    readonly file: string | null,
    readonly construct: string | null = null,
  ) {
    this.start = span.start;
    this.end = span.end;
    this.root = root;
    this.json = json;
    this.base = base;
  }

  locate(path: string): Position {
    return this.manifest.position(this.manifest.offsetOf(this.place, parseFieldPath(path)));
  }

  withConstruct(construct: string): TextOrigin {
    return new TextOrigin(this.manifest, this.place, this.file, construct);
  }

  private get place(): Place {
    const { start, end, root, json, base } = this;
    return { span: { start, end }, root, json, base };
  }
}
