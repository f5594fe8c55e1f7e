import { DocumentError } from './document';
import { readDocuments } from './documents';
import { ManifestText, TextOrigin } from './positions';
import type { Place } from './positions';
import { isFilled, isObject, resourceOf } from '../resource-of';
import type { Span } from './stream';
import type { JsonObject, Resource } from '../../kubernetes/resource';

/** Why a part of the input could not be used. */
export interface InputProblem {
  /** The file as the user named it; null where the text had no name. */
  readonly file: string | null;
  /** Counts from 1; null where the problem is the file itself. */
  readonly line: number | null;
  readonly column: number | null;
  /** Lower case, no full stop. */
  readonly message: string;
  /**
   * `not-a-manifest`: the text can be read, and nothing says that it was meant as a Kubernetes object.
   * `no-objects`: everything was read, and there is no object in it.
   */
  readonly kind: 'unreadable' | 'syntax' | 'not-an-object' | 'not-a-manifest' | 'no-objects';
}

export interface ParsedManifests {
  /** In input order, of known and unknown kinds; an object that is listed more than once stands here twice. */
  readonly resources: readonly Resource[];
  readonly problems: readonly InputProblem[];
}

export interface ParseOptions {
  /** The namespace of namespaced objects that name none. */
  readonly namespace: string;
}

/**
 * Reads YAML or JSON text as kubectl reads it: documents that follow each other, Lists opened up, empty documents skipped.
 *
 * Never throws: what cannot be used becomes a problem, and the rest is read.
 */
export function parseManifests(text: string, file: string | null, options: Partial<ParseOptions> = {}): ParsedManifests {
  const reader = new ManifestReader(withoutByteOrderMark(text), file, options.namespace ?? 'default');
  reader.read();
  return { resources: reader.resources, problems: reader.problems };
}

function withoutByteOrderMark(text: string): string {
  return text.charCodeAt(0) === 0xFEFF ? text.slice(1) : text;
}

/** Nobody fixes more than these before the next try. */
const MOST_PROBLEMS = 1_000;

class ManifestReader {
  readonly resources: Resource[] = [];
  readonly problems: InputProblem[] = [];
  private readonly manifest: ManifestText;

  constructor(private readonly text: string, private readonly file: string | null, private readonly namespace: string) {
    this.manifest = new ManifestText(text);
  }

  read(): void {
    for (const found of readDocuments(this.text)) {
      if (this.problems.length >= MOST_PROBLEMS) {
        const last = this.problems[this.problems.length - 1];
        this.problems.push({ ...last, message: `so many problems (${MOST_PROBLEMS}) that the rest of the file was not read` });
        return;
      }
      if (found.type === 'document') this.addDocument(found.value, found.place);
      else if (found.type === 'item') this.addItem(found.value, found.list.apiVersion, found.list.kind, found.place);
      else this.addSyntaxError(found.error, found.span);
    }
  }

  private addDocument(value: unknown, place: Place): void {
    if (value === null || value === undefined) return;
    if (!isObject(value)) {
      this.addProblem(place, 'not-a-manifest', `${article(value)} is not a Kubernetes object; an object is a mapping with apiVersion and kind`);
      return;
    }
    this.addObject(value, place);
  }

  private addObject(object: JsonObject, place: Place): void {
    const { apiVersion, kind } = object;
    if (!isFilled(apiVersion) || !isFilled(kind)) {
      const meant = place.base.length > 0 || looksLikeManifest(object);
      this.addProblem(place, meant ? 'not-an-object' : 'not-a-manifest', missingType(object));
      return;
    }
    if (kind.endsWith('List') && Array.isArray(object.items)) {
      this.addItems(object.items, apiVersion, kind, place);
      return;
    }
    if (kind === 'List') {
      if (object.items !== undefined && object.items !== null) {
        this.addProblem(place, 'not-an-object', `items of a List must be a list, got ${article(object.items)}`, 'items');
      }
      return;
    }
    const resource = resourceOf(object, this.namespace, new TextOrigin(this.manifest, place, this.file));
    if (resource !== null) this.resources.push(resource);
  }

  private addItems(items: readonly unknown[], apiVersion: string, kind: string, place: Place): void {
    items.forEach((item, i) => {
      const base = [...place.base, { name: 'items', bracket: false }, { name: String(i), bracket: true }];
      this.addItem(item, apiVersion, kind, { ...place, base });
    });
  }

  /** Items of a typed list (`ServiceList`) may leave out their type, which then follows from the list's (apimachinery `decodeToList`). */
  private addItem(item: unknown, apiVersion: string, listKind: string, place: Place): void {
    const kind = listKind.slice(0, -'List'.length);
    if (!isObject(item)) this.addProblem(place, 'not-an-object', `${article(item)} in a list of objects is not a Kubernetes object`);
    // apimachinery's Unstructured.IsList: what has a list of items is a List, whatever its kind
    else if (Array.isArray(item.items)) this.addProblem(place, 'not-an-object', 'a List in a List: kubectl refuses it; put the items into one List', 'items');
    else if (kind !== '' && item.kind === undefined && item.apiVersion === undefined) this.addObject({ ...item, apiVersion, kind }, place);
    else this.addObject(item, place);
  }

  private addProblem(place: Place, kind: InputProblem['kind'], message: string, field?: string): void {
    const offset = this.manifest.offsetOf(place, field === undefined ? [] : [{ name: field, bracket: false }]);
    this.problems.push({ file: this.file, ...this.manifest.position(offset), message, kind });
  }

  private addSyntaxError(error: unknown, { start, end }: Span): void {
    const source = this.text.slice(start, end);
    const reason = error instanceof Error ? error.message : String(error);
    const template = source.indexOf('{{');
    const message = template === -1
      ? reason
      : `${reason}; this looks like a Helm template: render it first (helm template) and check the result`;
    const offset = (error instanceof DocumentError ? error.offset : 0) || Math.max(template, 0);
    this.problems.push({ file: this.file, ...this.manifest.position(start + offset), message, kind: 'syntax' });
  }
}

function looksLikeManifest(object: JsonObject): boolean {
  return (object.apiVersion !== undefined || object.kind !== undefined) && isObject(object.metadata);
}

function missingType(object: JsonObject): string {
  const wrong = (['apiVersion', 'kind'] as const).filter((field) => !isFilled(object[field]));
  const [first] = wrong;
  if (wrong.length === 2 && object.apiVersion === undefined && object.kind === undefined) {
    return 'no Kubernetes object: it has neither apiVersion nor kind';
  }
  return object[first] === undefined
    ? `no Kubernetes object: it has no ${first}`
    : `no Kubernetes object: ${first} must be a string that is not empty, got ${article(object[first])}`;
}

function article(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a mapping';
  return value === '' ? 'an empty string' : `a ${typeof value}`;
}
