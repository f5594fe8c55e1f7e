import { prefixKey } from '../index/path-elements';
import type { PathMatcher } from '../model';

/** Paths that are compared as texts. */
type LiteralPath = Exclude<PathMatcher, { readonly kind: 'glob' | 'pattern' }>;

/**
 * Where a request's path lies, seen from a path of the rules, its base: the same (`/foo`), with a slash at its end (`/foo/`),
 * below it (`/foo/x`), or longer within the element (`/foox`); in each case as far as no longer base is nearer.
 */
export type PathPart = 'at' | 'slash' | 'below' | 'beside';

/** Paths that all matchers treat alike, and one of them. */
export interface PathClass {
  /** Without its trailing slash; the root is the empty string. */
  readonly base: string;
  readonly part: PathPart;
  readonly example: string;
}

/** From here on the path of an ImplementationSpecific rule may be a pattern: what stands before is a boundary, too. */
const PATTERN = /[*?+^$()[\]{}|\\%]/;

/**
 * Divides all paths in normal form into classes that each of the matchers accepts as a whole or not at all.
 *
 * Of two paths with the same longest base, which go on in the same way (not at all, by a slash, by an element, by other characters), no
 * matcher can tell the one from the other.
 */
export function pathClasses(matchers: Iterable<LiteralPath>): readonly PathClass[] {
  const literals = literalsOf(matchers);
  const bases = new Set([...literals].map(prefixKey)).add('');
  const beginnings = beginningsOf(literals);
  const classes: PathClass[] = [];
  for (const base of [...bases].sort()) {
    classes.push({ base, part: 'at', example: base === '' ? '/' : base });
    if (base !== '' && literals.has(`${base}/`)) classes.push({ base, part: 'slash', example: `${base}/` });
    const below = continuation(`${base}/`, beginnings, bases);
    if (below !== null) classes.push({ base, part: 'below', example: below });
    const beside = base === '' ? null : continuation(base, beginnings, bases);
    if (beside !== null) classes.push({ base, part: 'beside', example: beside });
  }
  return classes;
}

function literalsOf(matchers: Iterable<LiteralPath>): ReadonlySet<string> {
  const literals = new Set<string>();
  for (const matcher of matchers) {
    if (matcher.kind === 'any') continue;
    const { path } = matcher;
    literals.add(path);
    const special = path.search(PATTERN);
    if (special > 0) literals.add(path.slice(0, special));
  }
  return literals;
}

function beginningsOf(literals: ReadonlySet<string>): ReadonlySet<string> {
  const beginnings = new Set<string>();
  for (const literal of literals) {
    for (let end = literal.length; end > 0; end--) {
      const beginning = literal.slice(0, end);
      // all shorter ones are there, too
      if (beginnings.has(beginning)) break;
      beginnings.add(beginning);
    }
  }
  return beginnings;
}

/** Words that read well in an example, each with a first letter of its own. */
const WORDS = ['anything', 'other', 'some', 'x', 'unlisted', 'new', 'me', 'page', 'home', 'q', 'z', '0', '9', '_', '~'];
const CHARACTERS = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-_~';

/** A path that begins with this one and with none of the longer literals; null where there is practically none. */
function continuation(start: string, beginnings: ReadonlySet<string>, bases: ReadonlySet<string>): string | null {
  const word = WORDS.find((each) => !beginnings.has(start + each[0]));
  if (word !== undefined) return start + word;
  for (const first of CHARACTERS) {
    if (!beginnings.has(start + first)) return start + first;
    if (bases.has(start + first)) continue;
    const second = [...CHARACTERS].find((each) => !beginnings.has(start + first + each));
    if (second !== undefined) return start + first + second;
  }
  return null;
}
