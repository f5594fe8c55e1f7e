import type { Template, TemplatePart } from '../model';

/**
 * The replacement of an HAProxy expression as a template: `\1` to `\9` are groups, `\0` is the whole match, any other character behind a backslash stands for itself.
 *
 * @see https://docs.haproxy.org/3.2/configuration.html replace-path, exp_replace()
 */
export function backslashTemplate(text: string): Template {
  const parts: TemplatePart[] = [];
  let literal = '';
  for (let i = 0; i < text.length; i++) {
    const next = text[i] === '\\' ? text[i + 1] : undefined;
    if (next === undefined) {
      literal += text[i];
      continue;
    }
    i++;
    if (next < '0' || next > '9') {
      literal += next;
      continue;
    }
    if (literal !== '') parts.push(literal);
    literal = '';
    parts.push({ of: 'group', index: Number(next) });
  }
  return literal === '' && parts.length > 0 ? parts : [...parts, literal];
}
