/** What one way of normalising makes of a path, and who does it that way. */
export interface PathVariant {
  readonly path: string;
  readonly by: string;
}

const SUSPICIOUS = /\/\/|\/\.|%/;
const UNRESERVED = /%(?:2[de]|3\d|4[1-9a-f]|5[0-9af]|6[1-9a-f]|7[0-9ae])/gi;

/**
 * The path that most routers match: slashes merged, `.` and `..` resolved, what need not be percent-encoded decoded.
 *
 * The Ingress text says nothing about it; ingress-nginx, NGINX Inc., Traefik and Contour do so.
 *
 * @see https://www.rfc-editor.org/rfc/rfc3986#section-6.2.2
 */
export function normalPath(path: string): string {
  return SUSPICIOUS.test(path) ? clean(path.replace(UNRESERVED, (encoded) => String.fromCharCode(parseInt(encoded.slice(1), 16)))) : path;
}

/** Whether every router matches the path as it is. */
export function isMatchedAlike(path: string): boolean {
  return !SUSPICIOUS.test(path);
}

/** What other routers match instead; empty where all agree. */
export function pathVariants(path: string): readonly PathVariant[] {
  if (!SUSPICIOUS.test(path)) return [];
  const normal = normalPath(path);
  const decoded = clean(decode(path));
  const variants: PathVariant[] = [];
  if (normal !== path) variants.push({ path, by: 'the HAProxy controllers' });
  if (decoded !== normal) variants.push({ path: decoded, by: 'ingress-nginx and NGINX Inc.' });
  return variants;
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** Merges slashes and resolves `.` and `..` (RFC 3986, 5.2.4). */
function clean(path: string): string {
  const kept: string[] = [];
  const elements = path.split('/');
  for (const element of elements) {
    if (element === '..') kept.pop();
    else if (element !== '' && element !== '.') kept.push(element);
  }
  const last = elements[elements.length - 1];
  const folder = kept.length > 0 && (last === '' || last === '.' || last === '..');
  return `/${kept.join('/')}${folder ? '/' : ''}`;
}
