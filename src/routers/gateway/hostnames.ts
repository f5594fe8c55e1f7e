import type { HostMatcher } from '../model';

/** A hostname of a listener or route; null is every host. */
export type Hostname = string | null;

/**
 * Which requests both hostnames take: the narrower of the two; undefined where there is none.
 *
 * A wildcard stands for one label or more, so that `*.example.com` takes `a.b.example.com` and not `example.com`.
 *
 * @see https://gateway-api.sigs.k8s.io/concepts/hostnames/
 */
export function intersect(a: Hostname, b: Hostname): Hostname | undefined {
  if (a === null || a === b) return b;
  if (b === null) return a;
  if (covers(a, b)) return b;
  return covers(b, a) ? a : undefined;
}

/** Whether every host of the second is one of the first. */
export function covers(wide: Hostname, narrow: Hostname): boolean {
  if (wide === null || wide === narrow) return true;
  if (narrow === null || !wide.startsWith('*.')) return false;
  return narrow.endsWith(wide.slice(1)) && narrow.length > wide.length - 1;
}

/** The hosts that a route has on a listener; empty where no hostname of the two meets. */
export function effectiveHostnames(listener: Hostname, route: readonly string[]): readonly Hostname[] {
  if (route.length === 0) return [listener];
  const found = new Set<Hostname>();
  for (const hostname of route) {
    const both = intersect(listener, hostname);
    if (both !== undefined) found.add(both);
  }
  return [...found];
}

export function hostMatcher(hostname: Hostname): HostMatcher {
  if (hostname === null) return { kind: 'any' };
  return hostname.startsWith('*.') ? { kind: 'wildcard', suffix: hostname.slice(1), labels: 'many' } : { kind: 'exact', host: hostname };
}

/** How messages name it. */
export function describeHostname(hostname: Hostname): string {
  return hostname ?? 'every host';
}
