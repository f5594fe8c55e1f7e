import type { RouterTls } from './options';

/** The part of a host after its first label; null where there is none. */
function parentDomain(host: string): string | null {
  const dot = host.indexOf('.');
  return dot < 0 ? null : host.slice(dot + 1);
}

/** Whether a wildcard (`*.example.com`) stands for a host: exactly one label in its place. */
function isUnder(host: string, wildcard: string): boolean {
  return wildcard.startsWith('*.') && !host.startsWith('*.') && parentDomain(host) === wildcard.slice(2);
}

/**
 * Whether a host, possibly a wildcard, takes requests for a host of the other kind or for itself.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/ingress/#hostname-wildcards
 */
export function hostMatches(pattern: string, host: string): boolean {
  return pattern === host || isUnder(host, pattern);
}

/**
 * Whether a certificate may be shown for requests that a route takes.
 *
 * @param host the route's; empty = every host
 */
export function tlsTouches({ hosts = [] }: RouterTls, host: string): boolean {
  return host === '' || hosts.length === 0 || hosts.some((name) => hostMatches(name, host) || hostMatches(host, name));
}
