import type { Location, Server } from './servers';
import { isPlainSettings } from '../settings/settings';

/** Hosts and paths that stand in requests as they are written here, whatever is made normal. */
const HOST = /^[a-z0-9][-a-z0-9.]*[a-z0-9]$/;
const PATH = /^(?:\/[\w-][\w.-]*)+$/;

/**
 * Whether nothing but its own name and paths decides where the requests of a server go: no annotation changes them, no pattern, no canary,
 * and no path is written twice. Then nginx loads it, and each location takes the requests for its path.
 */
export function isPlainServer({ host, owners, locations }: Server): boolean {
  return HOST.test(host)
    && owners.every(({ read }) => isPlainSettings(read.settings))
    && locations.every(isPlainLocation)
    && (locations.length === 1 || new Set(locations.map(({ path }) => path)).size === locations.length);
}

function isPlainLocation({ path, upstream }: Location): boolean {
  return (path === '/' || PATH.test(path)) && (upstream === null || upstream.alternatives.length === 0);
}
