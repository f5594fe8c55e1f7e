import type { IngressPath } from '../../../kubernetes/ingress';
import type { PathMatcher } from '../../model';

/**
 * The patterns of a path in the URL map; null where a wildcard stands in a path that has none.
 *
 * @see https://github.com/kubernetes/ingress-gce/blob/acbcf5d66dd9d31297a2a52a2d7d83d4c1a94539/pkg/controller/translator/translator.go
 */
export function pathPatterns({ path, pathType }: Pick<IngressPath, 'path' | 'pathType'>): readonly string[] | null {
  if (pathType === 'ImplementationSpecific') return [path === '' ? '/*' : path];
  if (path.includes('*')) return null;
  if (pathType === 'Exact') return [path];
  if (path === '/' || path === '') return ['/*'];
  const prefix = path.replace(/\/$/, '');
  return [prefix, `${prefix}/*`];
}

/**
 * Whether the compute API refuses a pattern: a star is the last character, behind a slash.
 *
 * @see https://cloud.google.com/compute/docs/reference/rest/v1/urlMaps pathMatchers[].pathRules[].paths[]
 */
export function isRefused(pattern: string): boolean {
  const star = pattern.indexOf('*');
  return /[?#]/.test(pattern) || (star >= 0 && (star !== pattern.length - 1 || pattern[star - 1] !== '/'));
}

export function matcherOf(pattern: string): PathMatcher {
  return pattern.endsWith('*') ? { kind: 'string-prefix', path: pattern.slice(0, -1) } : { kind: 'exact', path: pattern };
}

/** The literal part of a pattern, whose length decides. */
export function literalLength(pattern: string): number {
  return pattern.replace(/\*$/, '').length;
}
