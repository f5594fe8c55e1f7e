import { normalHost } from './host-steps';
import { compareHosts, hostMatches, HostTable } from './host-table';
import type { Listener, Router, RouterRequest } from '../model';

/** So few listeners are looked at one by one, which costs less than a look-up. */
const FEW_LISTENERS = 8;

/**
 * Of the listeners on the port that speak the scheme, the closest by host: the name of the TLS handshake where there is one.
 *
 * @param protocol of no other protocol than this; null: of any
 */
export function listenerFor(router: Router, request: RouterRequest, hostName: string, protocol: Listener['protocol'] | null): Listener | null {
  const { listeners } = router;
  const name = request.scheme === 'https' && request.sni !== null ? normalHost(['lower-case', 'strip-final-dot'], request.sni) : hostName;
  if (listeners.length > FEW_LISTENERS) return lookUpListener(router, request, name, protocol);
  let best: Listener | null = null;
  for (const listener of listeners) {
    if (!takes(listener, request, protocol) || hostMatches(listener.host, name) !== true) continue;
    if (best === null || compareHosts(listener.host, best.host) < 0) best = listener;
  }
  return best;
}

function takes(listener: Listener, { port, scheme }: RouterRequest, protocol: Listener['protocol'] | null): boolean {
  return listener.port === port && speaks(listener, scheme) && (protocol === null || listener.protocol === protocol);
}

const LISTENERS = new WeakMap<Router, Map<string, HostTable<Listener>>>();

function lookUpListener(router: Router, request: RouterRequest, name: string, protocol: Listener['protocol'] | null): Listener | null {
  let tables = LISTENERS.get(router);
  if (tables === undefined) LISTENERS.set(router, tables = new Map());
  const key = `${request.port} ${request.scheme} ${protocol ?? ''}`;
  let table = tables.get(key);
  if (table === undefined) {
    table = new HostTable(router.listeners.filter((each) => takes(each, request, protocol)), (each) => each.host);
    tables.set(key, table);
  }
  let closest: Listener | null = null;
  table.visit(name, (listener, sure) => {
    if (sure === true) closest = listener;
    return sure === true;
  });
  return closest;
}

/** Whether a listener takes requests of a scheme. */
export function speaks({ protocol }: Listener, scheme: RouterRequest['scheme']): boolean {
  switch (scheme) {
    case 'http': return protocol === 'HTTP';
    case 'https': return protocol === 'HTTPS' || protocol === 'TLS';
    default: return protocol.toLowerCase() === scheme;
  }
}
