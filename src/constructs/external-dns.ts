/** Up to 0.21, and from 0.22 on. Neither reads the other's by default, so both are written. */
const PREFIXES = ['external-dns.alpha.kubernetes.io/', 'external-dns.kubernetes.io/'];

/**
 * An annotation for external-dns, under each prefix that a version of it reads.
 *
 * @see https://kubernetes-sigs.github.io/external-dns/latest/docs/annotations/annotations/
 */
export function externalDnsAnnotation(name: 'hostname' | 'target' | 'ttl', value: string): Record<string, string> {
  return Object.fromEntries(PREFIXES.map((prefix) => [prefix + name, value]));
}
