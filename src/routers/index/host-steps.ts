import type { HostStep } from '../model';

/** A Host header as a router compares it. */
export function normalHost(steps: readonly HostStep[], authority: string): string {
  let host = authority;
  for (const step of steps) {
    if (step === 'lower-case') host = host.toLowerCase();
    else if (step === 'strip-port') host = withoutPort(host);
    else if (step === 'cut-at-colon') host = host.split(':', 1)[0];
    else if (host.endsWith('.')) host = host.slice(0, -1);
  }
  return host;
}

/** The colons of an IPv6 address are in brackets. */
export function withoutPort(authority: string): string {
  const colon = authority.lastIndexOf(':');
  return colon < 0 || colon < authority.lastIndexOf(']') ? authority : authority.slice(0, colon);
}
