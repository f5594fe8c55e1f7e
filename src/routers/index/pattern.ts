import { LinearPattern } from './linear-pattern';
import { lookaheadPattern } from './lookahead-pattern';
import { re2 } from './re2';
import type { Pattern } from '../model';

export interface PatternOptions {
  readonly ignoreCase?: boolean;
  /** Its controller has PCRE: look-ahead behind a literal beginning is run. */
  readonly pcre?: true;
}

/**
 * A regular expression of the manifests, run in linear time whatever it says: RE2, the engine of Go and Envoy.
 *
 * Other look-around, back-references and possessive quantifiers, which PCRE knows (nginx, HAProxy), are refused: `test` is null then.
 *
 * @see https://github.com/google/re2/wiki/Syntax
 */
export function compilePattern(text: string, { ignoreCase = false, pcre }: PatternOptions = {}): Pattern {
  return (pcre === true ? lookaheadPattern(text, ignoreCase) : null) ?? new LinearPattern(text, ignoreCase);
}

/** What the engine says of a pattern that it refuses; null where it runs it. */
export function patternError(text: string): string | null {
  try {
    re2().compile(text);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
