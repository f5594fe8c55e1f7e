import type { Ingress } from '../../../../kubernetes/ingress';
import type { Source } from '../../../../kubernetes/open-question';
import { PREFIX } from '../facts';

/** Every annotation that the controller reads begins with it. */

/**
 * A value as the controller reads it. `empty`: it is set to an empty text, which is neither a value nor missing; `invalid`: it does not pass
 * its validation.
 */
export type Value<T> = { readonly kind: 'missing' | 'empty' | 'invalid' } | { readonly kind: 'value'; readonly value: T };

/** Whether a text passes; spaces are taken out before where the controller does so. */
export type Validator = (text: string) => boolean;

const INVALID: Value<never> = { kind: 'invalid' };
const EMPTY: Value<never> = { kind: 'empty' };
const MISSING: Value<never> = { kind: 'missing' };

/**
 * Annotations of one Ingress as the controller reads them: validated first, then parsed.
 *
 * @see https://github.com/kubernetes/ingress-nginx/blob/controller-v1.15.1/internal/ingress/annotations/parser/validators.go checkAnnotation
 */
export class Annotations {
  /** The key whose value makes the controller refuse the whole Ingress; null: none. */
  refused: string | null = null;

  constructor(readonly ingress: Ingress) {}

  /** @param aliases names that are read where the first has no value */
  text(name: string, validate: Validator, ...aliases: readonly string[]): Value<string> {
    const key = this.keyOf(name, aliases);
    const text = own(this.ingress.annotations, key);
    if (text === undefined) return MISSING;
    if (text !== '' && !validate(text)) return INVALID;
    const value = text.split('\n').map((line) => line.trim()).join('\n');
    return value === '' ? EMPTY : { kind: 'value', value };
  }

  bool(name: string): Value<boolean> {
    return mapped(this.text(name, (text) => parseBool(text) !== undefined), (text) => parseBool(text) === true);
  }

  int(name: string): Value<number> {
    return mapped(this.text(name, (text) => INTEGER.test(text)), Number);
  }

  /** Refuses the whole Ingress where the value does not pass. */
  strict<T>(name: string, value: Value<T>): Value<T> {
    if (value.kind === 'invalid') this.refused ??= PREFIX + name;
    return value;
  }

  has(name: string): boolean {
    return own(this.ingress.annotations, PREFIX + name) !== undefined;
  }

  private keyOf(name: string, aliases: readonly string[]): string {
    const isSet = (each: string): boolean => (own(this.ingress.annotations, PREFIX + each) ?? '') !== '';
    return PREFIX + (isSet(name) ? name : aliases.find(isSet) ?? name);
  }
}

/** The value, or what the controller takes instead of a missing or wrong one. */
export function valueOr<T>(value: Value<T>, instead: T): T {
  return value.kind === 'value' ? value.value : instead;
}

export function annotationSource(ingress: Ingress, name: string): Source {
  return { resource: ingress.resource, field: annotationField(PREFIX + name), kind: 'annotation' };
}

export function annotationField(key: string): string {
  return `metadata.annotations[${key}]`;
}

/** Keys are the user's: `constructor` must not be found. */
function own(annotations: Readonly<Record<string, string>>, key: string): string | undefined {
  return Object.prototype.hasOwnProperty.call(annotations, key) ? annotations[key] : undefined;
}

function mapped<T>(value: Value<string>, change: (text: string) => T): Value<T> {
  return value.kind === 'value' ? { kind: 'value', value: change(value.value) } : value;
}

/** Go's `strconv.Atoi`. */
const INTEGER = /^[+-]?\d{1,15}$/;

/** Go's `strconv.ParseBool`. */
export function parseBool(text: string): boolean | undefined {
  if (/^(?:1|t|T|TRUE|true|True)$/.test(text)) return true;
  return /^(?:0|f|F|FALSE|false|False)$/.test(text) ? false : undefined;
}
