import { PREFIX } from './facts';

/** What annotations under a prefix may say: the fields by their names in lower case. */
export type LabelSchema = Readonly<Record<string, LabelField>>;

export type LabelField =
  | 'text' | 'texts' | 'integer' | 'boolean'
  /** Fields that users may name and that are never read. */
  | 'unread'
  /** `mayBeEmpty`: the annotation of the group itself switches it on, with any value but one that is neither empty nor `true`. */
  | { readonly fields: LabelSchema; readonly mayBeEmpty: boolean; readonly list?: true };

/** A field that annotations set. */
export interface Label {
  readonly name: string;
  /** The annotation that set its value; of a group without a value of its own, one that set a part of it. */
  annotation: string;
  value: string;
  /** By name in lower case. */
  readonly parts: Map<string, Label>;
}

export interface LabelError {
  readonly annotation: string;
  /** One sentence without full stop. */
  readonly reason: string;
}

export type DecodedLabels = { readonly kind: 'labels'; readonly labels: ReadonlyMap<string, Label> } | { readonly kind: 'error'; readonly error: LabelError };

const NUMBERED = /^(.+)\.(\w+)\.(\d+)\.(.+)$/;

/**
 * The annotations of one section (`router`, `service`) as fields; one that is unknown or malformed makes the whole section invalid.
 *
 * @see https://github.com/traefik/traefik/blob/v3.7.9/pkg/provider/kubernetes/ingress/annotations.go convertAnnotations
 * @see https://github.com/traefik/paerser/blob/v0.2.2/parser/labels_decode.go DecodeToNode, nodes_metadata.go AddMetadata, element_fill.go Fill
 */
export function decodeLabels(annotations: Readonly<Record<string, string>>, section: string, schema: LabelSchema): DecodedLabels {
  const root: Label = { name: section, annotation: '', value: '', parts: new Map() };
  const entries = Object.keys(annotations).filter((key) => key.startsWith(PREFIX))
    .map((annotation) => ({ annotation, key: annotation.slice(PREFIX.length).replace(NUMBERED, '$1.$2[$3].$4') }))
    .filter(({ key }) => key.slice(0, section.length + 1).toLowerCase() === `${section}.`)
    .sort((a, b) => a.key < b.key ? -1 : 1);
  for (const { annotation, key } of entries) {
    const reason = place(root, key, annotation, annotations[annotation]);
    if (reason !== null) return { kind: 'error', error: { annotation, reason } };
  }
  const error = checkGroup(root, schema);
  return error === null ? { kind: 'labels', labels: root.parts } : { kind: 'error', error };
}

/** @returns why the name is malformed; null where it is not */
function place(root: Label, key: string, annotation: string, value: string): string | null {
  let at = root;
  for (const word of key.split('.').slice(1)) {
    if (word === '') return `the name ${key} has an empty part`;
    if (word.startsWith('[')) return `the name ${key} has an index without a field`;
    const index = word.endsWith(']') ? word.indexOf('[') : -1;
    const names = index < 0 ? [word] : [word.slice(0, index), word.slice(index)];
    for (const name of names) at = partOf(at, name, annotation);
  }
  at.value = value;
  at.annotation = annotation;
  return null;
}

function partOf(label: Label, name: string, annotation: string): Label {
  const key = name.toLowerCase();
  let part = label.parts.get(key);
  if (part === undefined) label.parts.set(key, part = { name, annotation, value: '', parts: new Map() });
  return part;
}

function checkGroup(group: Label, schema: LabelSchema): LabelError | null {
  for (const [name, label] of group.parts) {
    const field = Object.hasOwn(schema, name) ? schema[name] : undefined;
    const error = field === undefined ? { annotation: label.annotation, reason: `there is no field ${label.name}` } : checkField(label, field);
    if (error !== null) return error;
  }
  return null;
}

function checkField(label: Label, field: LabelField): LabelError | null {
  const { annotation, name, value, parts } = label;
  if (field === 'unread') return null;
  if (typeof field === 'string') {
    if (parts.size > 0 && field !== 'texts') return { annotation, reason: `${name} has no fields` };
    if (field === 'integer' && !isInteger(value)) return { annotation, reason: `${name} is '${value}', which is not a whole number` };
    if (field === 'boolean' && booleanOf(value) === null) return { annotation, reason: `${name} is '${value}', which is neither true nor false` };
    return null;
  }
  if (parts.size === 0 && !field.mayBeEmpty) return { annotation, reason: `${name} needs fields` };
  if (field.list !== true) return checkGroup(label, field.fields);
  for (const item of parts.values()) {
    const error = checkGroup(item, field.fields);
    if (error !== null) return error;
  }
  return null;
}

/** Whether a group that may be empty is on: `Disabled` of AddMetadata. */
export function isOn(label: Label | undefined): label is Label {
  return label !== undefined && (label.value === '' || label.value.toLowerCase() === 'true');
}

function isInteger(value: string): boolean {
  return /^[+-]?\d+$/.test(value) && BigInt.asIntN(64, BigInt(value.replace('+', ''))) === BigInt(value.replace('+', ''));
}

/** `strconv.ParseBool`; null where it is neither. */
export function booleanOf(value: string): boolean | null {
  if (/^(?:1|t|T|TRUE|true|True)$/.test(value)) return true;
  return /^(?:0|f|F|FALSE|false|False)$/.test(value) ? false : null;
}

/** A list: elements between commas, without the spaces around them; null where it is not set. */
export function textsOf(label: Label | undefined): readonly string[] | null {
  return label === undefined || label.value === '' ? null : label.value.split(',').map((each) => each.trim());
}
