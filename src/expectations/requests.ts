import { shown, type FieldReader } from './field-reader';
import type { RouteTest } from './model';
import { isObject } from '../kubernetes/fields';
import type { Json, JsonObject } from '../kubernetes/resource';
import { parseRequest } from '../trace/request';

export type TestRequest = RouteTest['request'];

/** A request, and the field that it is in. */
export interface PlacedRequest {
  readonly request: TestRequest;
  readonly path: string;
}

const REQUEST_FIELDS: readonly string[] = ['url', 'method', 'headers', 'scheme', 'query', 'from'];

/** Methods that mean the same in any case, as `fetch` has it; others are sent as they are. */
const KNOWN_METHODS: ReadonlySet<string> = new Set(['CONNECT', 'DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT', 'TRACE']);

/** The requests of a test: `request` alone, `request` with a table of `paths`, or a table of `requests`. */
export function readRequests(test: JsonObject, path: string, reader: FieldReader): readonly PlacedRequest[] {
  if (test.requests !== undefined) {
    if (test.request !== undefined || test.paths !== undefined) {
      reader.problem(`${path}.requests`, `got requests and ${test.request === undefined ? 'paths' : 'request'}; specify a request, a request with paths, or requests`);
    }
    return reader.list(test.requests, `${path}.requests`, 'requests').flatMap(({ item, path: at }) => place(readRequest(item, at, reader), at));
  }
  if (test.request === undefined) {
    reader.problem(path, 'the test has no request; specify one: request: GET http://api.example.com/quote');
    return [];
  }
  const at = `${path}.request`;
  const request = readRequest(test.request, at, reader);
  if (test.paths === undefined || request === null) return place(request, at);
  return readPaths(test.paths, path, request, reader);
}

function place(request: TestRequest | null, path: string): readonly PlacedRequest[] {
  return request === null ? [] : [{ request, path }];
}

/** A table of paths under the request's URL, which has none itself. */
function readPaths(value: Json, path: string, base: TestRequest, reader: FieldReader): readonly PlacedRequest[] {
  const [, origin, rest] = /^((?:[a-z][a-z0-9+.-]*:\/\/)?[^/?#]*)([^]*)$/i.exec(base.url) ?? ['', base.url, ''];
  if (rest !== '' && rest !== '/') {
    reader.problem(`${path}.request`, `got '${base.url}' with a table of paths; specify the URL without a path: ${origin}`);
    return [];
  }
  return reader.list(value, `${path}.paths`, 'paths').flatMap(({ item, path: at }) => {
    const text = reader.text(item, at, 'a path such as /quote');
    if (text === null) return [];
    if (!text.startsWith('/')) {
      reader.problem(at, `got '${text}', expected a path that starts with /`);
      return [];
    }
    return place(checked({ ...base, url: `${origin}${text}` }, at, reader), at);
  });
}

/** `GET http://api.example.com/quote`, `http://api.example.com/quote`, or a mapping. */
export function readRequest(value: Json | undefined, path: string, reader: FieldReader): TestRequest | null {
  if (typeof value === 'string') return readLine(value, path, reader);
  if (!isObject(value)) return reader.problem(path, `got ${shown(value)}, expected METHOD URL, a URL, or a mapping with ${REQUEST_FIELDS.join(', ')}`);
  const fields = reader.mapping(value, path, REQUEST_FIELDS) ?? {};
  const url = reader.text(fields.url, `${path}.url`, 'a URL');
  const method = fields.method === undefined ? 'GET' : reader.text(fields.method, `${path}.method`, 'a method such as GET');
  const from = fields.from === undefined || fields.from === null ? null : reader.text(fields.from, `${path}.from`, 'KIND/NAME or NAMESPACE/KIND/NAME');
  const headers = readHeaders(fields.headers, `${path}.headers`, reader);
  const query = readQuery(fields.query, `${path}.query`, reader);
  const scheme = fields.scheme === undefined ? null : reader.text(fields.scheme, `${path}.scheme`, 'http or https');
  if (url === null || method === null) return null;
  const schemed = withScheme(url, scheme, `${path}.scheme`, reader);
  return schemed === null ? null : checked({ method: normalMethod(method), url: withQuery(schemed, query), headers, from }, path, reader);
}

function readLine(text: string, path: string, reader: FieldReader): TestRequest | null {
  const words = text.trim().split(/\s+/);
  if (words.length > 2 || words[0] === '' || (words.length === 2 && !/^[A-Za-z-]+$/.test(words[0]))) return reader.problem(path, `got '${text.slice(0, 100)}', expected METHOD URL or a URL: GET http://api.example.com/quote`);
  const [method, url] = words.length === 2 ? words : ['GET', words[0]];
  return checked({ method: normalMethod(method), url, headers: [], from: null }, path, reader);
}

function normalMethod(method: string): string {
  const upper = method.toUpperCase();
  return KNOWN_METHODS.has(upper) ? upper : method;
}

/** A request that can be sent; the rest of the rules are those of `trace`. */
function checked(request: TestRequest, path: string, reader: FieldReader): TestRequest | null {
  const { error } = parseRequest({ ...request, namespace: 'default' });
  return error === null ? request : reader.problem(path, error);
}

function withScheme(url: string, scheme: string | null, path: string, reader: FieldReader): string | null {
  if (scheme === null) return url;
  const given = /^([a-z][a-z0-9+.-]*):\/\//i.exec(url)?.[1];
  if (given === undefined) return `${scheme}://${url}`;
  return given.toLowerCase() === scheme.toLowerCase() ? url : reader.problem(path, `got ${scheme}, and the URL has ${given}; specify it once`);
}

/** A mapping of names to values, or a list of `Name: value`. */
function readHeaders(value: Json | undefined, path: string, reader: FieldReader): readonly string[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) {
    return reader.list(value, path, 'Name: value').map(({ item, path: at }) => reader.text(item, at, "'Name: value'")).filter((each) => each !== null);
  }
  return pairs(value, path, reader).map(([name, text]) => `${name}: ${text}`);
}

/** A mapping of names to values, or the text after the `?`. */
function readQuery(value: Json | undefined, path: string, reader: FieldReader): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return value.replace(/^\?/, '');
  return pairs(value, path, reader).map(([name, text]) => `${encodeURIComponent(name)}=${encodeURIComponent(text)}`).join('&');
}

/** The entries of a mapping of texts; a list is the same name several times. */
function pairs(value: Json, path: string, reader: FieldReader): readonly (readonly [string, string])[] {
  if (!isObject(value)) {
    reader.problem(path, `got ${shown(value)}, expected a mapping of names to values`);
    return [];
  }
  return Object.keys(value).flatMap((name) => {
    const given = value[name];
    const values: readonly (Json | undefined)[] = Array.isArray(given) ? given as readonly Json[] : [given];
    return values.flatMap((each): readonly (readonly [string, string])[] => {
      if (typeof each === 'string' || typeof each === 'number' || typeof each === 'boolean') return [[name, String(each)]];
      reader.problem(`${path}[${name}]`, `got ${shown(each)}, expected a text`);
      return [];
    });
  });
}

function withQuery(url: string, query: string): string {
  if (query === '') return url;
  const [, address, fragment] = /^([^#]*)(#[^]*)?$/.exec(url) ?? ['', url, ''];
  return `${address}${address.includes('?') ? '&' : '?'}${query}${fragment ?? ''}`;
}

/** How reports and names show a request. */
export function describeRequest({ method, url, from, headers }: TestRequest): string {
  const sent = (headers ?? []).map((header) => ` -H '${header}'`).join('');
  const sentBy = /^(?:tcp|udp|sctp):/i.test(url) ? '' : `${method ?? 'GET'} `;
  return `${sentBy}${url}${sent}${from == null ? '' : ` from ${from}`}`;
}

/** What reports call a test. */
export function titleOf({ name, row }: Pick<RouteTest, 'name' | 'row'>): string {
  return row === null ? name : `${name} (${row})`;
}
