import { evaluateTemplate, type TemplateInputs } from '../routers/index/template';
import type { Pattern, Template } from '../routers/model';

/** What a template makes of a request for a path. */
export function sampled(template: Template, path: string, options: { readonly pattern?: Pattern; readonly scheme?: 'http' | 'https'; readonly query?: string } = {}): string {
  const { pattern, scheme = 'http', query = '' } = options;
  const inputs: TemplateInputs = {
    request: { scheme, authority: SAMPLE_HOST, port: scheme === 'http' ? 80 : 443, query },
    host: SAMPLE_HOST,
    path,
    rawPath: path,
    sentPath: path,
    groups: pattern?.groups(path) ?? [],
  };
  return evaluateTemplate(template, inputs);
}

export const SAMPLE_HOST = 'sample.example.com';

/** Paths that show how a template goes on behind a prefix. */
export function pathsBelow(prefix: string): readonly string[] {
  return ['/x', '/x/', '/x/y', '/X.y-z~1/a'].map((rest) => `${prefix}${rest}`);
}

/** How the paths behind a prefix go on in place of it: `/v1` where `/api/x` becomes `/v1/x`; null where they go on otherwise. */
export function prefixReplacement(prefix: string, changed: (path: string) => string): string | null {
  const [first] = pathsBelow(prefix);
  const rest = first.slice(prefix.length);
  const example = changed(first);
  if (!example.endsWith(rest)) return null;
  const replacement = example.slice(0, -rest.length);
  return pathsBelow(prefix).every((path) => changed(path) === `${replacement}${path.slice(prefix.length)}`) ? replacement : null;
}
