import { withoutPort } from './host-steps';
import type { RouterRequest, Template, TemplateChange, TemplatePart } from '../model';

/** What a template is put together from. */
export interface TemplateInputs {
  readonly request: Pick<RouterRequest, 'scheme' | 'authority' | 'port' | 'query'>;
  /** Normal. */
  readonly host: string;
  /** Normal. */
  readonly path: string;
  /** As it was sent. */
  readonly rawPath: string;
  /** As filters find it. */
  readonly sentPath: string;
  /** Of a pattern, the whole match first; groups that took no part are empty. */
  readonly groups: readonly string[];
}

export function evaluateTemplate(template: Template, inputs: TemplateInputs): string {
  let text = '';
  for (const part of template) text += partText(part, inputs);
  return text;
}

function partText(part: TemplatePart, inputs: TemplateInputs): string {
  if (typeof part === 'string') return part;
  switch (part.of) {
    case 'scheme': return inputs.request.scheme;
    case 'host': return inputs.host;
    case 'raw-host': return withoutPort(inputs.request.authority);
    case 'authority': return inputs.request.authority;
    case 'path': return inputs.path;
    case 'raw-path': return inputs.rawPath;
    case 'sent-path': return inputs.sentPath;
    case 'query': return inputs.request.query;
    case 'port': return String(inputs.request.port);
    case 'rest': return inputs.path.slice(part.skip);
    case 'group': return inputs.groups[part.index] ?? '';
    case 'replaced': return replaced(part, inputs);
    case 'changed': return CHANGES[part.by](evaluateTemplate(part.parts, inputs), inputs);
  }
}

/** A pattern that cannot be run changes nothing; whether it can is the compilation's to say. */
function replaced({ parts, pattern, by }: Extract<TemplatePart, { readonly of: 'replaced' }>, inputs: TemplateInputs): string {
  const text = evaluateTemplate(parts, inputs);
  return pattern.replaceAll(text, (groups) => evaluateTemplate(by, { ...inputs, groups })) ?? text;
}

const CHANGES: Readonly<Record<TemplateChange, (text: string, inputs: TemplateInputs) => string>> = {
  'strip-one-final-slash': (text) => text.endsWith('/') ? text.slice(0, -1) : text,
  'join-slashes': (text) => text.replace(/\/{2,}/g, '/'),
  'encode-path': encodePath,
  // nginx encodes what it has decoded: of a path without any escape nothing
  'encode-decoded-path': (text, { rawPath }) => rawPath.includes('%') ? encodePath(text) : text,
  'encode-component': (text) => text.replace(NOT_UNRESERVED, (each) => encodeURIComponent(each).replace(/[!'()*]/, escapeMark)),
  'root-if-empty': (text) => text === '' ? '/' : text,
  'leading-slash': (text) => text === '' || text.startsWith('/') ? text : `/${text}`,
  'strip-default-port': (text) => text.replace(/^(http:\/\/[^/?]*):80(?=[/?]|$)|^(https:\/\/[^/?]*):443(?=[/?]|$)/, '$1$2'),
};

function encodePath(text: string): string {
  return text.replace(NOT_IN_PATH, (each) => encodeURIComponent(each));
}

/** What nginx escapes when it proxies a changed URI (`ngx_escape_uri`, NGX_ESCAPE_URI); half of a surrogate pair has no encoding. */
const NOT_IN_PATH = /[\u0000-\u0020"#%<>?\\^`{|}\u007f]|[\u0080-\ud7ff\ue000-\uffff]|[\ud800-\udbff][\udc00-\udfff]/g;

/** Of RFC 3986; half of a surrogate pair has no encoding. */
const NOT_UNRESERVED = /[^\w\-.~\ud800-\udfff]|[\ud800-\udbff][\udc00-\udfff]/g;

/** What `encodeURIComponent` leaves. */
function escapeMark(mark: string): string {
  return `%${mark.charCodeAt(0).toString(16).toUpperCase()}`;
}
