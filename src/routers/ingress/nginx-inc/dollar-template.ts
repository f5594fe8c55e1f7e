import type { Template, TemplatePart } from '../../model';

const VARIABLE = /\$(?:(\d)|\{(\d)\})/;

/** The replacement of nginx's `rewrite` as a template: `$1` to `$9` are groups. */
export function dollarTemplate(text: string): Template {
  const parts: TemplatePart[] = [];
  let rest = text;
  for (let found = VARIABLE.exec(rest); found !== null; found = VARIABLE.exec(rest)) {
    if (found.index > 0) parts.push(rest.slice(0, found.index));
    parts.push({ of: 'group', index: Number(found[1] ?? found[2]) });
    rest = rest.slice(found.index + found[0].length);
  }
  return rest === '' && parts.length > 0 ? parts : [...parts, rest];
}
