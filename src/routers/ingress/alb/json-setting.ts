import { settingOf, settingSource } from './annotations';
import { JsonTypeError } from './go-json';
import { Unbuildable } from './unbuildable';
import type { Json } from '../../../kubernetes/resource';
import type { Annotated } from '../annotation-settings';

/**
 * An annotation that holds JSON; null where there is none.
 *
 * @param read what makes sense of it; a `JsonTypeError` of it is an error of the annotation
 * @throws Unbuildable when the text is not what the controller reads
 */
export function jsonSetting<T>(holder: Annotated, name: string, read: (value: Json) => T): T | null {
  const text = settingOf(holder, name);
  if (text === null) return null;
  try {
    return read(JSON.parse(text) as Json);
  } catch (error) {
    if (error instanceof Unbuildable) throw error;
    const why = error instanceof JsonTypeError ? error.message : 'it is not JSON';
    throw new Unbuildable('annotation-invalid', settingSource(holder, name), `the annotation ${name} cannot be read: ${why}`, 'write the annotation as the controller documents it');
  }
}
