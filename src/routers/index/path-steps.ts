import type { PathStep } from '../model';

/** Without any of these a path stays as it is, whatever the steps but `encode-invalid`. */
const SUSPICIOUS = /\/\/|\/\.|%/;
const UNUSUAL = /\/\/|\/\.|[^A-Za-z0-9\-._~!$&'()*+,;=:@/]/;

/** A path as a router matches it; null where it refuses the request (400) before any route is looked for. */
export function normalPath(steps: readonly PathStep[], path: string): string | null {
  if (steps.length === 0 || !(steps.includes('encode-invalid') ? UNUSUAL : SUSPICIOUS).test(path)) return path;
  let normal = path;
  for (const step of steps) {
    const next = STEPS[step](normal);
    if (next === null) return null;
    normal = next;
  }
  return normal;
}

const ESCAPE = /%[0-9a-f]{2}/gi;
const ESCAPES = /(?:%[0-9a-f]{2})+/gi;
const UNRESERVED = /%(?:2[de]|3\d|4[1-9a-f]|5[0-9af]|6[1-9a-f]|7[0-9ae])/gi;

/** @see https://www.rfc-editor.org/rfc/rfc3986#section-6.2.2 */
const STEPS: Readonly<Record<PathStep, (path: string) => string | null>> = {
  'clean': (path) => clean(path),
  'decode-all-but-reserved': (path) => path.replace(ESCAPES, decodeUnlessReserved),
  'encode-invalid': (path) => path.replace(INVALID, (each) => encodeURIComponent(each)),
  'merge-slashes': (path) => path.replace(/\/{2,}/g, '/'),
  'dot-segments': removeDotSegments,
  'decode-unreserved': (path) => path.replace(UNRESERVED, (escape) => String.fromCharCode(parseInt(escape.slice(1), 16))),
  'decode-all': (path) => path.replace(ESCAPES, decode),
  'decode-all-but-slash': (path) => path.split(/(%2f)/i).map((part, i) => i % 2 === 1 ? part : part.replace(ESCAPES, decode)).join(''),
  'upper-case-escapes': (path) => path.replace(ESCAPE, (escape) => escape.toUpperCase()),
  'reject-bad-escapes': (path) => /%(?![0-9a-f]{2})/i.test(path) ? null : path,
  'reject-escaped-nul': (path) => /%00/.test(path) ? null : path,
  'reject-parent-of-root': (path) => leavesRoot(path) ? null : path,
};

/** What a path may not have as it is, but for brackets (`validEncoded` of Go); half of a surrogate pair has no encoding. */
const INVALID = /[^A-Za-z0-9\-._~!$&'()*+,;=:@/%[\]\ud800-\udfff]|[\ud800-\udbff][\udc00-\udfff]|%(?![0-9a-f]{2})/gi;

/** Reserved characters and `%` (RFC 3986, 2.2) as escapes. */
const RESERVED = /(%(?:2[1346789abcf]|3[abdf]|40|5[bd]|25))/i;

function decodeUnlessReserved(escapes: string): string {
  return (escapes.match(ESCAPE) ?? []).reduce<string[]>((runs, escape) => {
    const last = runs[runs.length - 1];
    if (RESERVED.test(escape) || last === undefined || RESERVED.test(last)) runs.push(escape);
    else runs[runs.length - 1] = last + escape;
    return runs;
  }, []).map((run) => RESERVED.test(run) ? run : decode(run)).join('');
}

/** `path.Clean` of Go, which http servers call with the trailing slash kept. */
function clean(path: string): string {
  const cleaned = removeDotSegments(path.replace(/\/{2,}/g, '/'));
  if (path.endsWith('/') || !cleaned.endsWith('/') || cleaned === '/') return cleaned;
  return cleaned.slice(0, -1);
}

/** Bytes that are not UTF-8 become one character each. */
function decode(escapes: string): string {
  try {
    return decodeURIComponent(escapes);
  } catch {
    return escapes.replace(ESCAPE, (escape) => String.fromCharCode(parseInt(escape.slice(1), 16)));
  }
}

/** @see https://www.rfc-editor.org/rfc/rfc3986#section-5.2.4 */
function removeDotSegments(path: string): string {
  if (!path.includes('/.')) return path;
  const elements = path.split('/');
  const kept: string[] = [];
  for (const element of elements.slice(1)) {
    if (element === '..') kept.pop();
    else if (element !== '.') kept.push(element);
  }
  const last = elements[elements.length - 1];
  if ((last === '.' || last === '..') && kept.length > 0) kept.push('');
  return `/${kept.join('/')}`;
}

function leavesRoot(path: string): boolean {
  let depth = 0;
  for (const element of path.split('/').slice(1)) {
    if (element === '..') depth--;
    else if (element !== '.') depth++;
    if (depth < 0) return true;
  }
  return false;
}
