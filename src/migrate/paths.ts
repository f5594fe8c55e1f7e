import { literalOfPattern } from './effective-routes';
import type { MigrationNote } from './model';
import type { Source } from '../kubernetes/open-question';
import type { PathMatcher, Pattern } from '../routers/model';

export interface GatewayPath {
  readonly type: 'Exact' | 'PathPrefix' | 'RegularExpression';
  readonly value: string;
}

/** A path matcher in the words of an HTTPRoute. */
export interface ConvertedPath {
  /** Any of them; empty where nothing says the same. */
  readonly paths: readonly GatewayPath[];
  readonly notes: readonly MigrationNote[];
  /** A prefix without its exact path: `/p/` and all below, but not `/p`. */
  readonly withoutBare?: string;
}

/** @param replaces whether the prefix is to be replaced, which an HTTPRoute does for PathPrefix alone */
export function convertPath(matcher: PathMatcher, source: Source, replaces: boolean): ConvertedPath {
  switch (matcher.kind) {
    case 'any': return single('PathPrefix', '/');
    case 'exact': return literalPath(matcher.kind, matcher.path, matcher.ignoreCase === true, source, replaces);
    case 'element-prefix':
    case 'string-prefix': return literalPath(matcher.kind, matcher.path, matcher.ignoreCase === true, source, replaces);
    case 'glob': return globPath(matcher.path, matcher.ignoreCase === true, source);
    case 'pattern': return patternPath(matcher.pattern, source, replaces);
  }
}

type LiteralKind = 'exact' | 'element-prefix' | 'string-prefix';

function single(type: GatewayPath['type'], value: string): ConvertedPath {
  return { paths: [{ type, value }], notes: [] };
}

function literalPath(kind: LiteralKind, path: string, ignoreCase: boolean, source: Source, replaces: boolean): ConvertedPath {
  const text = kind === 'exact' ? path : withoutSlash(path);
  const value = escaped(text === '' ? '/' : text);
  if (!isValid(value)) return expression(kind, path, ignoreCase, [unusualPath(path, source)]);
  const plain = exactOrPrefix(kind, path, value, source);
  const wide = ignoreCase && /[a-z]/i.test(path) ? anyCase(path, source) : null;
  const notes = [...plain.notes, ...(wide === null ? [] : [wide])];
  if (notes.length === 0) return plain;
  if (replaces) return { ...plain, notes };
  // the expression beside it takes the spellings that the prefix leaves out, and as far as can be said no others: their order is open
  const rest: GatewayPath = { type: 'RegularExpression', value: `^${quoted(path)}[^/].*$` };
  const paths = [...plain.paths, ...wide === null && kind === 'string-prefix' ? [rest] : expression(kind, path, ignoreCase, []).paths];
  return { ...plain, paths, notes: notes.map((each) => ({ ...each, action: ODD_SPELLINGS })) };
}

const ODD_SPELLINGS = 'the RegularExpression match takes these; delete it where nobody asks for them, since controllers differ in regular expressions';

/** The rest of a path behind a literal text without a slash at its end is of the same element. */
function exactOrPrefix(kind: LiteralKind, path: string, value: string, source: Source): ConvertedPath {
  if (kind === 'exact') return single('Exact', value);
  if (kind === 'element-prefix' || path === '' || path === '/') return single('PathPrefix', value);
  if (path.endsWith('/')) return { ...single('PathPrefix', `${value}/`), withoutBare: withoutSlash(path) };
  return {
    ...single('PathPrefix', value),
    notes: [{
      code: 'character-prefix',
      source,
      reason: `\`${path}\` also matches paths that go on in the same element, such as ${path}more, which a PathPrefix does not`,
      action: 'add the paths that are asked for as rules of their own',
    }],
  };
}

function anyCase(path: string, source: Source): MigrationNote {
  const other = path.replace(/[a-z]/i, (letter) => letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase());
  return {
    code: 'case-insensitive-path',
    source,
    reason: `\`${path}\` is matched in any case here, ${other} included; Exact and PathPrefix match the case as it is written`,
    action: 'have clients use the case of the rule',
  };
}

function expression(kind: LiteralKind, path: string, ignoreCase: boolean, notes: readonly MigrationNote[]): ConvertedPath {
  const text = kind === 'element-prefix' ? withoutSlash(path) : path;
  const end = { 'exact': '', 'string-prefix': '.*', 'element-prefix': '(?:/.*)?' }[kind];
  return { paths: [{ type: 'RegularExpression', value: `${ignoreCase ? '(?i)' : ''}^${quoted(text)}${end}$` }], notes };
}

function unusualPath(path: string, source: Source): MigrationNote {
  return {
    code: 'unusual-path',
    source,
    reason: `\`${path}\` has characters that a path of the Gateway API may not have`,
    action: 'check how your controller runs regular expressions, or name a path without them',
  };
}

function globPath(path: string, ignoreCase: boolean, source: Source): ConvertedPath {
  const { kind, text } = /[*?]/.test(path.replace(/\*$/, '')) ? { kind: null, text: path }
    : path.endsWith('*') ? { kind: 'string-prefix' as const, text: path.slice(0, -1) } : { kind: 'exact' as const, text: path };
  if (kind !== null) return literalPath(kind, text, ignoreCase, source, false);
  const body = quoted(path).replaceAll('\\*', '.*').replaceAll('\\?', '.');
  return { paths: [{ type: 'RegularExpression', value: `${ignoreCase ? '(?i)' : ''}^${body}$` }], notes: [regularExpression(path, source)] };
}

function patternPath(pattern: Pattern, source: Source, replaces: boolean): ConvertedPath {
  const literal = literalOfPattern(pattern);
  if (literal !== null) return literalPath(literal.kind, literal.path, literal.ignoreCase, source, replaces);
  if (pattern.test('/') === null || pattern.lookahead === true) {
    return {
      paths: [],
      notes: [{
        code: 'pattern-not-linear',
        source,
        reason: `\`${pattern.text}\` uses syntax that the regular expressions of most Gateways do not have (look-around, back-references)`,
        action: 'write the paths as Exact or PathPrefix matches',
      }],
    };
  }
  return { paths: [{ type: 'RegularExpression', value: wholeText(pattern) }], notes: [regularExpression(pattern.text, source)] };
}

/** Most controllers match the whole path: what is not anchored is written out. */
function wholeText({ text, ignoreCase }: Pattern): string {
  const flags = ignoreCase ? '(?i)' : '';
  const isSimple = !text.includes('|') && !/^\(\?[a-zA-Z]+\)/.test(text);
  if (!isSimple) return `${flags}.*(?:${text}).*`;
  const start = text.startsWith('^') ? text : `^.*${text}`;
  return `${flags}${start.endsWith('$') && !start.endsWith('\\$') ? start : `${start.replace(/(?<!\\)\.\*$/, '')}.*$`}`;
}

function regularExpression(text: string, source: Source): MigrationNote {
  return {
    code: 'regular-expression',
    source,
    reason: `\`${text}\` is not the same as any prefix or exact path, and how Gateways run RegularExpression matches is left to their controllers`,
    action: 'check that your controller supports them, and in which order it takes them, or write the paths as prefixes',
  };
}

export function withoutSlash(path: string): string {
  return path.endsWith('/') ? path.slice(0, -1) : path;
}

function quoted(text: string): string {
  return text.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&');
}

/** What a path may not have as it is becomes escapes. */
function escaped(path: string): string {
  return path.replace(/[^-A-Za-z0-9/._~!$&'()*+,;=:@\ud800-\udfff]|[\ud800-\udbff][\udc00-\udfff]/g, (each) => encodeURIComponent(each));
}

/** @see https://github.com/kubernetes-sigs/gateway-api/blob/v1.6.1/apis/v1/httproute_types.go HTTPPathMatch */
function isValid(path: string): boolean {
  return path.startsWith('/') && path.length <= 1024 && !/\/\/|\/\.\.?(?:\/|$)|%2f|#|[\ud800-\udfff]/i.test(path);
}
