import type { Json, JsonObject } from '../../resource';
import { isObject } from '../fields';
import type { NameRule } from '../metadata';
import { dns1123Label, labelValue, portName, qualifiedName } from '../names';

/*
 * Nearly all objects have a few fields of their kind, and nothing is wrong with them. What is here says so of an object by loads of named fields, which take V8
 * a fraction of what a walk along a schema takes in a fresh process. A field that is not looked at makes an object not plain: the rules of its kind judge it.
 *
 * Whatever is plain is accepted without a warning by every release. The reverse does not hold.
 */

/** The annotations that are certainly below the server's limit of 256 KiB. */
const MOST_ANNOTATION_CHARACTERS = 80_000;

/** How many fields there are; compared with how many of the known ones are given. */
export function fieldCount(object: JsonObject): number {
  let count = 0;
  for (const key in object) {
    // own or not, an object with a field that nobody asks for is not plain
    if (key !== undefined) count += 1;
  }
  return count;
}

/** 1 where a field is given. */
export function given(value: Json | undefined): number {
  return value === undefined ? 0 : 1;
}

export function isAbsentOrText(value: Json | undefined): boolean {
  return value === undefined || typeof value === 'string';
}

export function isAbsentOrFlag(value: Json | undefined): boolean {
  return value === undefined || typeof value === 'boolean';
}

/** An int32 that is not negative. */
export function isAbsentOrCount(value: Json | undefined): boolean {
  return value === undefined || (typeof value === 'number' && value >= 0 && value <= 0x7fffffff && Number.isInteger(value));
}

export function isPort(value: Json | undefined): value is number {
  return typeof value === 'number' && value >= 1 && value <= 65535 && Number.isInteger(value);
}

/** The number of a port, or a name that one may have. */
export function isPortOrName(value: Json | undefined): boolean {
  return typeof value === 'string' ? portName(value) === null : isPort(value);
}

export function isAbsentOrProtocol(value: Json | undefined): boolean {
  return value === undefined || value === 'TCP' || value === 'UDP' || value === 'SCTP';
}

/** A list of texts; how many there are is another question. */
export function isTextList(value: Json | undefined): value is readonly string[] {
  if (!Array.isArray(value)) return false;
  for (let i = 0; i < value.length; i++) {
    if (typeof value[i] !== 'string') return false;
  }
  return true;
}

export function isAbsentOrTextList(value: Json | undefined): boolean {
  return value === undefined || isTextList(value);
}

/** Labels that are valid, of an object or of a selector. */
export function isPlainLabels(labels: Json | undefined): labels is JsonObject {
  if (!isObject(labels)) return false;
  for (const key in labels) {
    const value = labels[key];
    if (typeof value !== 'string' || qualifiedName(key) !== null || labelValue(value) !== null) return false;
  }
  return true;
}

/** A key that is valid as it stands is valid in lower case, as the server looks at it. */
export function isPlainAnnotations(annotations: Json | undefined): annotations is JsonObject {
  if (!isObject(annotations)) return false;
  let characters = 0;
  for (const key in annotations) {
    const value = annotations[key];
    if (typeof value !== 'string' || qualifiedName(key) !== null) return false;
    characters += key.length + value.length;
  }
  return characters <= MOST_ANNOTATION_CHARACTERS;
}

/** Metadata of an object that has a namespace. */
export function isPlainMetadata(metadata: Json | undefined, nameRule: NameRule): metadata is JsonObject {
  if (!isObject(metadata)) return false;
  const { name, namespace, labels, annotations } = metadata;
  return typeof name === 'string' && name !== '' && nameRule(name) === null
    && (namespace === undefined || (typeof namespace === 'string' && dns1123Label(namespace) === null))
    && (labels === undefined || isPlainLabels(labels))
    && (annotations === undefined || isPlainAnnotations(annotations))
    && fieldCount(metadata) === 1 + given(namespace) + given(labels) + given(annotations);
}
