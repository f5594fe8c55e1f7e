import type { Template, TemplatePart } from '../../../model';

/** A text of nginx's configuration as a template. */
export interface NginxText {
  readonly template: Template;
  /** Variables that it names and that are not known here. */
  readonly unknown: readonly string[];
}

/** `$1` to `$9` are groups; a second digit is text. */
const PIECES = /\$\{(\w+)\}|\$([1-9])|\$(\w+)/g;

/** @param own variables besides those of every request: `namespace` */
export function nginxText(text: string, own: Readonly<Record<string, string>> = {}): NginxText {
  const template: TemplatePart[] = [];
  const unknown: string[] = [];
  let end = 0;
  for (const match of text.matchAll(PIECES)) {
    if (match.index > end) template.push(text.slice(end, match.index));
    end = match.index + match[0].length;
    if (match[2] !== undefined) {
      template.push({ of: 'group', index: Number(match[2]) });
      continue;
    }
    const name = match[1] ?? match[3];
    const known = Object.hasOwn(VARIABLES, name) ? VARIABLES[name] : Object.hasOwn(own, name) ? [own[name]] : null;
    if (known === null) unknown.push(name);
    else template.push(...known);
  }
  if (end < text.length) template.push(text.slice(end));
  return { template, unknown };
}

/** @see https://nginx.org/en/docs/http/ngx_http_core_module.html#variables */
const VARIABLES: Readonly<Record<string, Template>> = {
  uri: [{ of: 'path' }],
  document_uri: [{ of: 'path' }],
  request_uri: [{ of: 'raw-path' }, { of: 'query' }],
  scheme: [{ of: 'scheme' }],
  pass_access_scheme: [{ of: 'scheme' }],
  host: [{ of: 'host' }],
  http_host: [{ of: 'authority' }],
  best_http_host: [{ of: 'authority' }],
  server_port: [{ of: 'port' }],
  escaped_request_uri: [{ of: 'changed', by: 'encode-component', parts: [{ of: 'raw-path' }, { of: 'query' }] }],
};
