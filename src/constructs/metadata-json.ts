import { type ApiObject, App, ImplicitTokenResolver, LazyResolver, NumberStringUnionResolver } from 'cdk8s';
import type { JsonObject } from '../kubernetes/resource';

/**
 * The metadata of an object as it will be written, except that what is empty is there.
 *
 * cdk8s renders metadata value by value, asking the app for its resolvers each time, which takes half of the time that a check of an object takes. What is
 * plain text no resolver of cdk8s changes.
 */
export function metadataJson(object: ApiObject): JsonObject {
  const { metadata } = object;
  const { name, namespace } = metadata;
  const isText = (value: unknown): boolean => value === undefined || typeof value === 'string';
  const plain = isText(name) && isText(namespace) && App.of(object).resolvers.every(isBuiltIn) ? plainFields(metadata) : null;
  return plain === null ? metadata.toJson() as JsonObject : { ...plain, name, namespace };
}

function isBuiltIn({ constructor }: object): boolean {
  return constructor === LazyResolver || constructor === ImplicitTokenResolver || constructor === NumberStringUnionResolver;
}

/** What the fields of this class are is nowhere promised: null where they, or their values, are others than expected. */
function plainFields(metadata: object): Record<string, Record<string, string>> | null {
  const { _additionalAttributes: given, labels, annotations, finalizers, ownerReferences } = metadata as Readonly<Record<string, unknown>>;
  if (!isPlain(given) || !isEmpty(finalizers) || !isEmpty(ownerReferences) || !isTexts(labels) || !isTexts(annotations)) return null;
  return Object.keys(given).every((key) => KNOWN.has(key)) ? { labels, annotations } : null;
}

/** Fields that are not additional, though they are listed there. */
const KNOWN: ReadonlySet<string> = new Set(['name', 'namespace', 'labels', 'annotations', 'finalizers', 'ownerReferences']);

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && value.constructor === Object;
}

function isEmpty(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

/** cdk8s leaves out what is called `__proto__`: it assigns. */
function isTexts(value: unknown): value is Record<string, string> {
  return isPlain(value) && !Object.hasOwn(value, '__proto__') && Object.values(value).every((each) => typeof each === 'string');
}
