import type { Route } from './text-table';
import type { Ingress, PathType } from '../../../kubernetes/ingress';
import { elementCount, prefixKey } from '../../index/path-elements';

/** A route of one virtual host while it competes with the others. */
export interface Candidate {
  readonly route: Route;
  readonly ingress: Ingress;
  readonly pathType: PathType;
  readonly path: string;
  /** Routes with the same host, path and type whose backend is another; the first of them all won. */
  readonly rivals: Candidate[];
}

/**
 * Whether a path of a rule matches the path of a request; ImplementationSpecific is read as Prefix.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/ingress/#path-types
 */
export function pathMatches(pathType: PathType, rulePath: string, path: string): boolean {
  if (pathType === 'Exact') return path === rulePath;
  const prefix = prefixKey(rulePath);
  const asked = prefixKey(path);
  return asked.startsWith(prefix) && (asked.length === prefix.length || asked.charCodeAt(prefix.length) === SLASH);
}

const SLASH = 47;

/**
 * Which of two paths takes precedence when both match: the longest, counted in elements; then Exact before Prefix; then the longer
 * text, so that `/foo/` goes before `/foo`; then the type whose meaning is settled.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/ingress/#multiple-matches
 * @see https://github.com/kubernetes/api/blob/v0.36.1/networking/v1/types.go HTTPIngressRuleValue
 */
export function comparePrecedence(a: Candidate, b: Candidate): number {
  return elementCount(b.path) - elementCount(a.path)
    || Number(b.pathType === 'Exact') - Number(a.pathType === 'Exact')
    || b.path.length - a.path.length
    || Number(a.pathType === 'ImplementationSpecific') - Number(b.pathType === 'ImplementationSpecific');
}

/** Most hosts have no path of one of the types. */
const NONE: ReadonlyMap<string, Candidate> = new Map();

/** The paths of one virtual host, found in as many look-ups as the request's path has elements. */
export class PathIndex {
  private readonly exact: ReadonlyMap<string, Candidate>;
  private readonly prefix = new Map<string, Candidate>();
  /** Those whose type is up to the controller, in order of precedence. */
  readonly implementationSpecific: readonly Candidate[];
  private longestPrefix = 0;
  private everyPrefix: ReadonlyMap<string, readonly Candidate[]> | undefined;

  /** @param candidates in order of precedence, one for each path and type */
  constructor(readonly candidates: readonly Candidate[]) {
    this.implementationSpecific = candidates.filter((each) => each.pathType === 'ImplementationSpecific');
    const exact = candidates.filter((each) => each.pathType === 'Exact');
    this.exact = exact.length === 0 ? NONE : new Map(exact.map((each) => [each.path, each]));
    for (const candidate of candidates) {
      if (candidate.pathType === 'Exact') continue;
      const key = prefixKey(candidate.path);
      if (this.prefix.has(key)) continue;
      this.prefix.set(key, candidate);
      if (key.length > this.longestPrefix) this.longestPrefix = key.length;
    }
  }

  /** The candidate that takes precedence of all that match. */
  find(path: string): Candidate | null {
    const exact = this.exact.get(path);
    if (exact !== undefined) return exact;
    let end = path.endsWith('/') ? path.length - 1 : path.length;
    if (end > this.longestPrefix) end = path.lastIndexOf('/', this.longestPrefix);
    for (; end >= 0; end = end === 0 ? -1 : path.lastIndexOf('/', end - 1)) {
      const found = this.prefix.get(path.slice(0, end));
      if (found !== undefined) return found;
    }
    return null;
  }

  /** The first of the prefixes whose elements are those of a path. */
  prefixAt(path: string): Candidate | null {
    return this.prefix.get(prefixKey(path)) ?? null;
  }

  /** All candidates that match, the winner first: of one path the prefixes differ in length, and an Exact one is the longest. */
  matching(path: string): readonly Candidate[] {
    const exact = this.exact.get(path);
    const found = exact === undefined ? [] : [exact];
    for (let key = prefixKey(path); ; key = key.slice(0, key.lastIndexOf('/'))) {
      for (const each of this.prefixes.get(key) ?? []) found.push(each);
      if (key === '') return found;
    }
  }

  /** The longest Prefix whose text begins a path, whole elements or not; null where none is longer than so many characters. */
  longestByCharacters(path: string, longerThan: number): Candidate | null {
    for (let end = Math.min(path.length, this.longestPrefix + 1); end > longerThan; end--) {
      const text = path.slice(0, end);
      const found = this.prefixes.get(prefixKey(text))?.find((each) => each.pathType === 'Prefix' && each.path === text);
      if (found !== undefined) return found;
    }
    return null;
  }

  /** All but the Exact ones, by their elements and in order of precedence: for explanations, which few requests need. */
  private get prefixes(): ReadonlyMap<string, readonly Candidate[]> {
    if (this.everyPrefix !== undefined) return this.everyPrefix;
    const prefixes = new Map<string, Candidate[]>();
    for (const candidate of this.candidates) {
      if (candidate.pathType === 'Exact') continue;
      const key = prefixKey(candidate.path);
      const known = prefixes.get(key);
      if (known === undefined) prefixes.set(key, [candidate]);
      else known.push(candidate);
    }
    return this.everyPrefix = prefixes;
  }
}
