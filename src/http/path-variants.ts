/** What one way of normalising makes of a path, and who does it that way. */
export interface PathVariant {
  readonly path: string;
  readonly by: string;
}

const SUSPICIOUS = /\/\/|\/\.|%/;
const UNRESERVED = /%(?:2[de]|3\d|4[1-9a-f]|5[0-9af]|6[1-9a-f]|7[0-9ae])/gi;

/**
 * What routers make of a path before they match it; empty where there is nothing to normalise.
 *
 * The Ingress text says nothing about `//`, `.`, `..` and percent-encoding, and controllers differ.
 *
 * @see https://www.rfc-editor.org/rfc/rfc3986#section-6.2.2
 */
export function pathVariants(path: string): readonly PathVariant[] {
  if (!SUSPICIOUS.test(path)) return [];
  const cleaned = clean(path.replace(UNRESERVED, (encoded) => String.fromCharCode(parseInt(encoded.slice(1), 16))));
  const decoded = clean(decode(path));
  const variants: PathVariant[] = [];
  if (cleaned !== path) variants.push({ path: cleaned, by: 'ingress-nginx, Traefik and Contour' });
  if (decoded !== path && decoded !== cleaned) variants.push({ path: decoded, by: 'ingress-nginx' });
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
