/** What stands before the first special character of a pattern is all that is looked at: patterns of manifests are not run, since some take for ever. */
const SPECIAL = /[*?+^$()[\]{}|\\%]/;
/** Where paths are certainly regular expressions, a full stop is any character. */
const SPECIAL_OR_DOT = /[*?+^$()[\]{}|\\.]/;

/** Whether a path holds characters that have a meaning in patterns. */
export function looksLikePattern(path: string): boolean {
  return SPECIAL.test(path);
}

/**
 * The texts with one of which a path that the pattern matches must begin, one for each alternative.
 *
 * @param isRegex whether the path is certainly a regular expression
 */
export function literalPrefixes(pattern: string, isRegex: boolean): readonly string[] {
  return alternatives(pattern).map((each) => literalPrefix(each, isRegex ? SPECIAL_OR_DOT : SPECIAL));
}

/** What is not optional: `*`, `?` and `{` make the character before them so; a full stop before a quantifier is any character. */
function literalPrefix(pattern: string, special: RegExp): string {
  const at = pattern.search(special);
  if (at < 0) return pattern;
  const literal = pattern.slice(0, at);
  const isOptional = at > 1 && '?{'.includes(pattern[at]);
  return isOptional || (literal.endsWith('.') && '*+?{'.includes(pattern[at])) ? literal.slice(0, -1) : literal;
}

/** The parts between the `|` that stand in no group. */
function alternatives(pattern: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern[at];
    if (character === '\\') {at += 1;} else if (character === '(' || character === '[') {depth += 1;} else if (character === ')' || character === ']') {depth -= 1;} else if (character === '|' && depth === 0) {
      parts.push(pattern.slice(start, at));
      start = at + 1;
    }
  }
  return [...parts, pattern.slice(start)];
}
