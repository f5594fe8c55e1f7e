import type { ScalarNode } from './nodes';
import type { Json } from '../../kubernetes/resource';
import { parseNumber } from '../../manifests/yaml/plain-scalar';

/** A scalar as YAML, in the quotes that were there before if that is possible. */
export function scalarText(value: null | boolean | number | string, style: ScalarNode['style'] | null = null): string {
  if (typeof value !== 'string') return String(value);
  if (style === 'double-quoted' || needsEscapes(value)) return JSON.stringify(value);
  if (style === 'single-quoted') return `'${value.replaceAll("'", "''")}'`;
  return isPlain(value) ? value : JSON.stringify(value);
}

/**
 * A value in one line: `{ app: quote }`, `[80]`.
 *
 * @param json whether it must be JSON
 */
export function flowText(value: Json | undefined, json: boolean): string {
  if (json || value === undefined) return JSON.stringify(value ?? null);
  if (Array.isArray(value)) return `[${(value as readonly Json[]).map((item) => flowText(item, json)).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value).map(([key, field]) => `${scalarText(key)}: ${flowText(field, json)}`);
    return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`;
  }
  return scalarText(value as null | boolean | number | string);
}

/** The fields of a mapping as lines of a block. */
export function blockLines(fields: Readonly<Record<string, Json | undefined>>, indent: string, step: string): readonly string[] {
  return Object.entries(fields).flatMap(([key, value]) => {
    const name = `${indent}${scalarText(key)}:`;
    if (typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length > 0) {
      return [name, ...blockLines(value as Readonly<Record<string, Json | undefined>>, `${indent}${step}`, step)];
    }
    return [`${name} ${flowText(value, false)}`];
  });
}

/** Words that YAML 1.1 takes for booleans and null. */
const WORDS = /^(?:~|null|y|yes|on|true|n|no|off|false|<<|=)$/i;

/** Whether a string needs no quotes, in a block or in brackets. */
function isPlain(text: string): boolean {
  return /^[A-Za-z0-9_./][^\n#,[\]{}"'`&*!|>%@:]*(?::[^\s,[\]{}"'`#][^\n#,[\]{}"'`&*!|>%@:]*)*$/.test(text) && text === text.trim()
    && !WORDS.test(text) && parseNumber(text) === null && !/^\d{4}-\d/.test(text) && !/^[\d:.]+$/.test(text) && text !== '---' && text !== '...';
}

function needsEscapes(text: string): boolean {
  return /[^\x20-\x7E\u00A0-\uFFFF]/.test(text) || /[\u0080-\u009F\u2028\u2029\uFEFF]/.test(text);
}
