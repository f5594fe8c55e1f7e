import type { Location, Server } from './servers';

/** A location as it stands in the configuration of nginx. */
export interface EmittedLocation {
  readonly location: Location;
  /** The path of a prefix ends with `/`. */
  readonly path: string;
  readonly exact: boolean;
}

/**
 * The locations of a server in their order: longer paths first, then by text, the greater first. A prefix `/p` becomes `/p/` and, unless
 * there is an exact `/p` already, an exact `/p`.
 *
 * @see https://github.com/kubernetes/ingress-nginx/blob/controller-v1.15.1/internal/ingress/controller/location.go updateServerLocations
 */
export function emitLocations({ locations }: Server): readonly EmittedLocation[] {
  const sorted = [...locations].sort((a, b) => byteLength(b.path) - byteLength(a.path) || (a.path < b.path ? 1 : a.path > b.path ? -1 : 0));
  const exact = new Set(locations.filter((each) => each.type === 'Exact').map((each) => each.path));
  const emitted: EmittedLocation[] = [];
  for (const location of sorted) {
    const { path, type } = location;
    if (path === '/' || type === 'Exact' || isRewritten(location, path) || rewriteOf(location).useRegex) {
      emitted.push({ location, path, exact: type === 'Exact' });
      continue;
    }
    emitted.push({ location, path: path.endsWith('/') ? path : `${path}/`, exact: false });
    if (!exact.has(path)) emitted.push({ location, path, exact: true });
  }
  return emitted;
}

/** Whether nginx matches all paths of the server as patterns: one of its locations asks for it, or is rewritten. */
export function isRegexServer(emitted: readonly EmittedLocation[]): boolean {
  return emitted.some(({ location, path }) => isRewritten(location, path) || rewriteOf(location).useRegex);
}

/** `needsRewrite`: the path is compared as it stands in the configuration, so that `/api` is not the same as a prefix `/api`. */
export function isRewritten(location: Location, path: string): boolean {
  const { target } = rewriteOf(location);
  return target !== '' && target !== path;
}

/** A default backend for every host has the annotations of its Ingress without redirects and rewrites. */
export function rewriteOf({ read, catchAll }: Location): { readonly target: string; readonly useRegex: boolean } {
  return read === null || catchAll ? NO_REWRITE : read.settings.rewrite;
}

const NO_REWRITE = { target: '', useRegex: false };

/** Go compares lengths in bytes. */
function byteLength(text: string): number {
  return /^[\x00-\x7f]*$/.test(text) ? text.length : new TextEncoder().encode(text).length;
}
