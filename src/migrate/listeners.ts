import type { HostEntry, RoutedHost } from './hosts';
import type { JsonObject } from '../kubernetes/resource';
import { HostTable } from '../routers/index/host-table';

/** A listener of the Gateway, for a host set and a certificate. */
export interface PlannedListener {
  readonly name: string;
  /** `tls`: connections are passed on undecrypted. */
  readonly scheme: 'http' | 'https' | 'tls';
  readonly port: number;
  readonly hostname: string | null;
  /** null: the certificate of hosts without one, or none. */
  readonly secret: { readonly namespace: string; readonly name: string } | null;
}

/** The most that one Gateway may have. */
export const MOST_LISTENERS = 64;

/** Listeners by name, and which one serves an entry of a host. */
export interface ListenerPlan {
  readonly listeners: readonly PlannedListener[];
  listenerOf(entry: HostEntry): string;
}

/**
 * Hosts share a listener where they need none of their own: for a certificate, or because rules of a wider host would take what their own rules do not
 * (a closer listener keeps its requests to itself).
 *
 * @param hosts those for which there are rules
 */
export function planListeners(hosts: readonly RoutedHost[]): ListenerPlan {
  const listeners = new Map<string, PlannedListener>();
  const names = new Map<HostEntry, string>();
  const overlapping = overlappingHosts(hosts);
  for (const host of hosts) {
    const overlaps = overlapping.has(host);
    for (const entry of host.entries) {
      const secret = entry.certificate?.secret ?? null;
      const scheme = entry.passthrough === null ? entry.scheme : 'tls';
      const hostname = host.hostname !== null && (overlaps || secret !== null || scheme === 'tls') ? host.hostname : null;
      const port = entry.listener.port;
      const base = `${scheme}${port === PORTS[scheme] ? '' : `-${port}`}`;
      const name = hostname === null ? base : `${base}-${slug(hostname)}`;
      names.set(entry, name);
      // of hosts that share one, only a host of its own has a certificate
      if (!listeners.has(name)) listeners.set(name, { name, scheme, port, hostname, secret });
    }
  }
  const ordered = [...listeners.values()].sort(
    (a, b) => a.scheme.localeCompare(b.scheme) || Number(a.hostname !== null) - Number(b.hostname !== null),
  );
  return { listeners: ordered, listenerOf: (entry) => names.get(entry) ?? entry.scheme };
}

const PORTS: Readonly<Record<string, number>> = { http: 80, https: 443, tls: 443 };
const PROTOCOLS: Readonly<Record<PlannedListener['scheme'], string>> = { http: 'HTTP', https: 'HTTPS', tls: 'TLS' };

/** Hosts that take names of another one, or the other way round. */
function overlappingHosts(hosts: readonly RoutedHost[]): ReadonlySet<RoutedHost> {
  if (hosts.length > 1 && hosts.some(({ hostname }) => hostname === null)) return new Set(hosts);
  const table = new HostTable(hosts, ({ matcher }) => matcher);
  const found = new Set<RoutedHost>();
  for (const host of hosts) {
    table.visit((host.hostname ?? '').replace(/^\*/, 'x'), (other, sure) => {
      if (sure === true && other !== host) found.add(host).add(other);
      return false;
    });
  }
  return found;
}

/** `*.example.com` as part of a name. */
export function slug(host: string): string {
  return host.replace(/^\*/, 'wildcard').replace(/[^a-z0-9]+/g, '-');
}

/** @param namespaces of the routes */
export function listenerObject(
  listener: PlannedListener, gatewayNamespace: string, defaultSecret: string, namespaces: readonly string[],
): JsonObject {
  const { name, scheme, port, hostname, secret } = listener;
  const { namespace, name: secretName } = secret ?? { namespace: gatewayNamespace, name: defaultSecret };
  const certificate = { name: secretName, ...(namespace === gatewayNamespace ? {} : { namespace }) };
  return {
    name,
    port,
    protocol: PROTOCOLS[scheme],
    ...(hostname === null ? {} : { hostname }),
    ...(scheme === 'https' ? { tls: { mode: 'Terminate', certificateRefs: [certificate] } } : scheme === 'tls' ? { tls: { mode: 'Passthrough' } } : {}),
    allowedRoutes: { namespaces: allowed(gatewayNamespace, namespaces) },
  };
}

function allowed(own: string, namespaces: readonly string[]): JsonObject {
  if (namespaces.every((each) => each === own)) return { from: 'Same' };
  return { from: 'Selector', selector: { matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'In', values: [...namespaces].sort() }] } };
}
