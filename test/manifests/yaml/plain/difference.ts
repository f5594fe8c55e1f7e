import { DocumentError } from '../../../../src/manifests/yaml/document';
import { readDocuments, type Found, type QuickReader } from '../../../../src/manifests/yaml/documents';
import { locateField } from '../../../../src/manifests/yaml/field-tree';
import { fullYaml } from '../../../../src/manifests/yaml/load-full-yaml';
import { PlainDocuments } from '../../../../src/manifests/yaml/plain/plain-documents';
import { openPlainTree } from '../../../../src/manifests/yaml/plain/plain-tree';

const JS_YAML_ALONE: QuickReader = { read: () => null };

/** How many documents were read at all, and how many of these without js-yaml. */
export interface Counts {
  documents: number;
  plain: number;
}

/** What the quick reader makes of a text that js-yaml alone does not; null where they agree on everything: values, order of keys, places, faults. */
export function readingDifference(text: string, counts: Counts = { documents: 0, plain: 0 }): string | null {
  const plain = new PlainDocuments(text);
  const counting: QuickReader = {
    read: (start, end) => {
      const document = plain.read(start, end);
      counts.documents += 1;
      if (document !== null) counts.plain += 1;
      return document;
    },
  };
  const ours = [...readDocuments(text, counting)];
  const theirs = [...readDocuments(text, JS_YAML_ALONE)];
  if (ours.length !== theirs.length) return `${ours.length} documents and faults, js-yaml ${theirs.length}`;
  for (let i = 0; i < ours.length; i += 1) {
    const difference = foundDifference(ours[i], theirs[i]) ?? placeDifference(text, ours[i]);
    if (difference !== null) return `document ${i + 1}: ${difference}`;
  }
  return null;
}

function foundDifference(ours: Found, theirs: Found): string | null {
  if (ours.type === 'error' || theirs.type === 'error') {
    const [one, other] = [ours, theirs].map((found) => found.type === 'error' ? errorText(found.error) + JSON.stringify(found.span) : 'no fault');
    return one === other ? null : `${one}, js-yaml ${other}`;
  }
  const { value, ...rest } = ours;
  const { value: wanted, ...wantedRest } = theirs;
  if (JSON.stringify(rest) !== JSON.stringify(wantedRest)) return `${JSON.stringify(rest)}, js-yaml ${JSON.stringify(wantedRest)}`;
  return valueDifference(value, wanted, '');
}

function errorText(error: unknown): string {
  return error instanceof DocumentError ? `${error.offset} ${error.message}` : `not a DocumentError: ${String(error)}`;
}

/** As `isDeepStrictEqual`, with the order of keys; where it is. */
function valueDifference(ours: unknown, theirs: unknown, path: string): string | null {
  if (typeof ours !== 'object' || typeof theirs !== 'object' || ours === null || theirs === null) {
    return Object.is(ours, theirs) ? null : `${path}: ${JSON.stringify(ours)}, js-yaml ${JSON.stringify(theirs)}`;
  }
  if (Object.getPrototypeOf(ours) !== Object.getPrototypeOf(theirs)) return `${path}: another prototype`;
  const keys = Object.keys(ours);
  const wanted = Object.keys(theirs);
  if (keys.length !== wanted.length || keys.some((key, i) => key !== wanted[i])) return `${path}: keys ${JSON.stringify(keys)}, js-yaml ${JSON.stringify(wanted)}`;
  for (const key of keys) {
    const difference = valueDifference((ours as Record<string, unknown>)[key], (theirs as Record<string, unknown>)[key], `${path}/${key}`);
    if (difference !== null) return difference;
  }
  return null;
}

type Step = Parameters<typeof locateField>[2][number];

/** So many fields of a document are looked for. */
const MOST_FIELDS = 60;

/** A field that the quick reader finds in another place than js-yaml. */
function placeDifference(text: string, found: Found): string | null {
  if (found.type === 'error' || found.place.json) return null;
  const { span, root } = found.place;
  const source = text.slice(span.start, span.end);
  const plain = openPlainTree(source);
  const full = plain === null ? null : fullYaml().openYamlTree(source);
  if (plain === null || full === null) return null;
  for (const steps of pathsOf(found.value, [], [])) {
    const [ours, theirs] = [plain, full].map((tree) => locateField(tree, root - span.start, steps));
    if (ours !== theirs) return `${steps.map(({ name }) => name).join('/')} is at ${ours}, js-yaml ${theirs}`;
  }
  return null;
}

function pathsOf(value: unknown, path: readonly Step[], found: (readonly Step[])[]): readonly (readonly Step[])[] {
  if (found.length >= MOST_FIELDS) return found;
  found.push(path, [...path, { name: 'nowhere', bracket: false }]);
  if (typeof value !== 'object' || value === null) return found;
  for (const key of Object.keys(value)) {
    pathsOf((value as Record<string, unknown>)[key], [...path, { name: key, bracket: Array.isArray(value) }], found);
  }
  return found;
}
