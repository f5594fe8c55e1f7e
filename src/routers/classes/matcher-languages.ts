import { PATH_CHARACTERS } from './automaton';
import type { Literal } from './literal-automaton';
import { partitionTexts, type TextMatcher } from './partition';
import type { PathMatcher, Pattern } from '../model';

/** A path matcher as a language; null: every path. */
export function pathLanguage(matcher: PathMatcher): TextMatcher | null {
  switch (matcher.kind) {
    case 'any': return null;
    case 'pattern': return literalOf(matcher.pattern) ?? patternLanguage(matcher.pattern);
    case 'glob': return { kind: 'pattern', text: globPattern(matcher.path, '*?'), ignoreCase: matcher.ignoreCase === true };
    default: return matcher.ignoreCase === true ? withoutCase(matcher.kind, matcher.path) : { kind: matcher.kind, text: matcher.path };
  }
}

/** A pattern as a language. */
export function patternLanguage({ text, ignoreCase, lookahead }: Pattern): TextMatcher & { readonly kind: 'pattern' } {
  return { kind: 'pattern', text, ignoreCase, ...lookahead === undefined ? {} : { lookahead } };
}

function withoutCase(kind: Literal['kind'], path: string): TextMatcher {
  const text = kind === 'element-prefix' && path.endsWith('/') ? path.slice(0, -1) : path;
  const end = { 'exact': '$', 'string-prefix': '', 'element-prefix': '(?:/|$)' }[kind];
  return { kind: 'pattern', text: `^${quoted(text)}${end}`, ignoreCase: true };
}

/** A glob as an expression for the whole text. */
export function globPattern(glob: string, wild: '' | '*?'): string {
  const body = wild === '' ? quoted(glob) : quoted(glob).replaceAll('\\*', '.*').replaceAll('\\?', '.');
  return `(?s)^${body}$`;
}

function quoted(text: string): string {
  return text.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&');
}

const LITERALS = new WeakMap<Pattern, Literal | null>();

/**
 * The literal that a pattern is another way to write, proved by their languages: `^/api(/|$)(.*)` is `/api` by elements; null where there is none.
 *
 * They are equal for all paths that can be typed; escapes that a router decodes to line breaks may part them.
 */
export function literalOf(pattern: Pattern): Literal | null {
  let literal = LITERALS.get(pattern);
  if (literal === undefined) LITERALS.set(pattern, literal = findLiteral(pattern));
  return literal;
}

const SPECIAL = /[\\^$.|?*+()[\]{}]/;

function findLiteral(pattern: Pattern): Literal | null {
  const { text, ignoreCase } = pattern;
  if (!text.startsWith('^/')) return null;
  const end = text.slice(1).search(SPECIAL);
  const start = end < 0 ? text.slice(1) : text.slice(1, end + 1);
  // a literal with letters has a case
  if (ignoreCase && /[a-z]/i.test(start)) return null;
  const shorter = start.endsWith('/') ? [start.slice(0, -1)] : [];
  // a quantifier is of the character before it
  const starts = [start, ...shorter, ...(start.length > 1 ? [start.slice(0, -1)] : [])].filter((each) => each !== '');
  for (const literal of starts.flatMap((each) => KINDS.map((kind): Literal => ({ kind, text: each })))) {
    if (isSame(literal, patternLanguage(pattern))) return literal;
  }
  return null;
}

const KINDS: readonly Literal['kind'][] = ['element-prefix', 'string-prefix', 'exact'];

function isSame(a: TextMatcher, b: TextMatcher): boolean {
  const { classes, refused, cut } = partitionTexts([a, b], { beginning: '/', characters: PATH_CHARACTERS, mostStates: 500 });
  return !cut && refused.length === 0 && classes.every(({ matched }) => matched.length !== 1);
}
