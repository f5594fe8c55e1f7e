import type { IngressPath } from '../../../kubernetes/ingress';
import { compilePattern, patternError } from '../../index/pattern';
import type { PathMatcher } from '../../model';

/** How a path becomes a match of Envoy. */
export interface PathMatch {
  readonly kind: 'exact' | 'pattern' | 'segment' | 'string';
  readonly text: string;
}

/** The characters that make an ImplementationSpecific path a pattern; `( ) | ? $ . { }` alone do not. */
const PATTERN_CHARACTERS = /[\^+*[\]%]/;

/**
 * A path as Contour matches it. Prefix `/foo/` is `/foo`, and Prefix `/` is a prefix of characters.
 *
 * @see https://github.com/projectcontour/contour/blob/v1.33.0/internal/dag/ingress_processor.go route
 */
export function pathMatch({ path, pathType }: Pick<IngressPath, 'path' | 'pathType'>): PathMatch {
  const text = path === '' ? '/' : path;
  if (pathType === 'Exact') return { kind: 'exact', text };
  if (pathType === 'Prefix') return text === '/' ? { kind: 'string', text } : { kind: 'segment', text: text.replace(/\/+$/, '') };
  return { kind: PATTERN_CHARACTERS.test(text) ? 'pattern' : 'string', text };
}

/** Why a pattern is not valid; null where it is, or where the match is not a pattern. */
export function matchError({ kind, text }: PathMatch): string | null {
  return kind === 'pattern' ? patternError(text) : null;
}

/** Envoy refuses a whole route table in which an element prefix has one of these (`path_separated_prefix`). */
export function isRefusedByEnvoy({ kind, text }: PathMatch): boolean {
  return kind === 'segment' && /[?#]/.test(text);
}

export function matcherOf({ kind, text }: PathMatch): PathMatcher {
  switch (kind) {
    case 'exact': return { kind: 'exact', path: text };
    case 'segment': return { kind: 'element-prefix', path: text };
    case 'string': return { kind: 'string-prefix', path: text };
    // the whole path must match
    case 'pattern': return { kind: 'pattern', pattern: compilePattern(`^(?:${text})$`) };
  }
}
