import { compilePattern, patternError } from '../../../index/pattern';
import type { Template, TemplatePart } from '../../../model';

/** A text in which every match of a pattern is replaced: `Regexp.ReplaceAllString` of Go. */
export function replaceAll(parts: Template, pattern: string, replacement: string): TemplatePart {
  return { of: 'replaced', parts, pattern: compilePattern(pattern), by: expansion(pattern, replacement) };
}

/** Why Go does not compile a pattern; null where it does. */
export function goPatternError(pattern: string): string | null {
  const error = patternError(pattern);
  return error === null ? null : `${pattern} is not a valid regular expression (${error})`;
}

/**
 * A replacement as a template: `$1`, `${1}`, `$name`, `$$`. The name is as long as it can be, so that `$1x` is the group `1x`, which there is not.
 *
 * @see https://pkg.go.dev/regexp#Regexp.Expand
 */
export function expansion(pattern: string, replacement: string): Template {
  const parts: TemplatePart[] = [];
  let end = 0;
  for (const match of replacement.matchAll(/\$(?:(\$)|\{(\w+)\}|(\w+))/g)) {
    if (match.index > end) parts.push(replacement.slice(end, match.index));
    end = match.index + match[0].length;
    if (match[1] !== undefined) parts.push('$');
    else parts.push(...groupPart(pattern, match[2] ?? match[3]));
  }
  if (end < replacement.length) parts.push(replacement.slice(end));
  return parts;
}

function groupPart(pattern: string, name: string): Template {
  if (/^\d+$/.test(name)) return [{ of: 'group', index: Number(name) }];
  const index = groupNames(pattern).indexOf(name);
  return index < 0 ? [] : [{ of: 'group', index: index + 1 }];
}

/** Names of the groups in order; of those without one the empty text. */
function groupNames(pattern: string): readonly string[] {
  const names: string[] = [];
  for (const match of pattern.matchAll(/\\.|\[\^?\]?(?:\\.|\[:\w+:\]|[^\]\\])*\]|\((\?(?:P?<(\w+)>)?)?/g)) {
    if (!match[0].startsWith('(')) continue;
    if (match[2] !== undefined) names.push(match[2]);
    else if (match[1] === undefined) names.push('');
  }
  return names;
}

/** A pattern of text as it is, in which a character may stand as its escape. */
export function literalPath(text: string): string {
  return [...text].map((each) => {
    const escape = encodeURIComponent(each) === each ? `%${each.charCodeAt(0).toString(16).padStart(2, '0')}` : encodeURIComponent(each);
    return `(?:${each.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&')}|(?i:${escape}))`;
  }).join('');
}
