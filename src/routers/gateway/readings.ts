import type { CompiledRoute } from './compiled-route';
import type { BuiltListener, BuiltRouter } from './gateway-router';
import { hostMatcher, type Hostname } from './hostnames';
import { TRAEFIK } from './implementations';
import { traefikReading } from './traefik';
import type { Listener, Reading, Router, VirtualHost } from '../model';

/**
 * How the controller of a Gateway may read it otherwise than the text, as far as that can be worked out.
 *
 * @param sameController the listeners of all Gateways that its controller serves, which some controllers mix
 */
export function readingsOf(built: BuiltRouter, sameController: () => readonly BuiltListener[]): readonly Reading[] {
  const { implementation, router } = built;
  if (implementation?.title === TRAEFIK) return [traefikReading(built, sameController())];
  const supports = implementation?.supports;
  const who = implementation?.title ?? 'not every controller';
  const knows = implementation === null ? 'does' : 'does not';
  const readings: Reading[] = [];
  if (supports?.has('listener-isolation') !== true && built.listeners.length > 1) {
    readings.push({
      code: 'listener-isolation',
      facts: { controller: implementation?.title ?? null },
      title: `${who} ${implementation === null ? 'keeps' : 'does not keep'} listeners of a port apart (GatewayHTTPListenerIsolation)`,
      router: withoutIsolation(built),
    });
  }
  if (supports?.has('misdirected-requests') !== true && built.listeners.filter(({ listener }) => listener.protocol === 'HTTPS').length > 1) {
    readings.push({
      code: 'misdirected-requests',
      facts: { controller: implementation?.title ?? null },
      title: `${who} ${knows} answer 421 to a Host of another listener (GatewayHTTPSListenerDetectMisdirectedRequests)`,
      router: { ...router, misdirected: undefined },
    });
  }
  readings.push({
    code: 'path-normalization',
    facts: {},
    title: 'controllers may clean or decode paths before they match them',
    router: { ...router, pathSteps: ['decode-unreserved', 'merge-slashes', 'dot-segments'] },
    appliesTo: (path) => /\/\/|\/\.\.?(\/|$)|%/.test(path),
  });
  return readings;
}

/** All listeners of a port and protocol as one: their routes compete by host and rank alone. */
function withoutIsolation({ router, listeners }: BuiltRouter): Router {
  const merged = new Map<string, { readonly first: Listener; readonly hosts: Map<Hostname, Set<CompiledRoute>> }>();
  for (const { listener, hosts } of listeners) {
    // the server name of a connection that is passed on chooses its listener, whoever keeps those of HTTP apart
    const key = isHttp(listener) ? `${listener.port}/${listener.protocol}` : listener.name;
    const known = merged.get(key) ?? { first: listener, hosts: new Map<Hostname, Set<CompiledRoute>>() };
    for (const { hostname, routes } of hosts) {
      const set = known.hosts.get(hostname) ?? new Set();
      for (const route of routes) set.add(route);
      known.hosts.set(hostname, set);
    }
    merged.set(key, known);
  }
  return {
    ...router,
    misdirected: undefined,
    listeners: [...merged.values()].map(({ first, hosts }) => isHttp(first) ? { ...first, host: { kind: 'any' }, hosts: [...hosts].map(mergedHost) } : first),
  };
}

function isHttp({ protocol }: Listener): boolean {
  return protocol === 'HTTP' || protocol === 'HTTPS';
}

function mergedHost([hostname, routes]: readonly [Hostname, ReadonlySet<CompiledRoute>]): VirtualHost {
  const [made, possible] = [false, true].map((each) => [...routes].filter((route) => route.possible === each).map(({ route }) => route));
  return { host: hostMatcher(hostname), routes: made, ...(possible.length === 0 ? {} : { possible }), onMiss: 'next-host', sources: [] };
}
