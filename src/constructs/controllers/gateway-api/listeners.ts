import { covers, hostWord, uniqueWords, widerHosts } from './hosts';
import type { JsonObject } from '../../../kubernetes/resource';
import { defined } from '../../emit';
import type { GatewayOptions } from '../../gateway-ref';
import type { RouterTls } from '../../path-router/options';
import { hostMatches } from '../../path-router/tls';

/** A listener of the Gateway that a router makes. */
export interface MadeListener {
  readonly name: string;
  readonly scheme: 'http' | 'https';
  /** Empty = every host. */
  readonly host: string;
  readonly port: number;
  readonly secretName: string | undefined;
}

export const DEFAULT_HTTPS_PORT = 443;

/**
 * The listeners of a Gateway: one for http; one for https for each host that has a certificate; and one each for the hosts that wider ones must not
 * answer for.
 *
 * @param apart those hosts
 */
export function listenersOf(options: GatewayOptions, tls: readonly RouterTls[], apart: readonly string[]): readonly MadeListener[] {
  const { httpPort = 80, httpsPort = DEFAULT_HTTPS_PORT } = options;
  const unique = uniqueWords();
  const nameOf = (scheme: string, host: string) => unique(host === '' ? scheme : `${scheme}-${hostWord(host)}`);
  const http = ['', ...apart].map((host): MadeListener => ({ name: nameOf('http', host), scheme: 'http', host, port: httpPort, secretName: undefined }));
  const certificates = new Map(tls.flatMap(({ hosts = [], secretName }) => (hosts.length === 0 ? [''] : hosts).map((host) => [host, secretName])));
  for (const host of apart) {
    const secretName = certificateFor(tls, host);
    if (secretName !== undefined && !certificates.has(host)) certificates.set(host, secretName);
  }
  const https = [...certificates].map(([host, secretName]): MadeListener => ({ name: nameOf('https', host), scheme: 'https', host, port: httpsPort, secretName }));
  return [...http, ...https];
}

/** The certificate that is good for every name of a host, the most specific one: a wildcard of a certificate stands for one label. */
function certificateFor(tls: readonly RouterTls[], host: string): string | undefined {
  const all = tls.flatMap(({ hosts = [], secretName }) => (hosts.length === 0 ? [''] : hosts).map((name) => ({ name, secretName })));
  return all.filter(({ name }) => name === '' || hostMatches(name, host)).sort((a, b) => b.name.length - a.name.length)[0]?.secretName;
}

/** Whether there is a certificate for every name of a host. */
export function isSecure(tls: readonly RouterTls[], host: string): boolean {
  return certificateFor(tls, host) !== undefined;
}

/**
 * The listeners that the routes of a host attach to: those for wider hosts, and those for narrower ones that no routes of a more specific host are
 * for. There, routes of a wider host would count as routes for just the listener's host.
 *
 * @param hosts of all routes
 * @see https://gateway-api.sigs.k8s.io/reference/spec/#httproutespec (hostnames: the intersection takes part in precedence)
 */
export function listenersFor(host: string, listeners: readonly MadeListener[], hosts: ReadonlySet<string>): readonly MadeListener[] {
  return listeners.filter((listener) => covers(listener.host, host) || widerHosts(listener.host).find((each) => hosts.has(each)) === host);
}

export function listenerJson({ name, scheme, host, port, secretName }: MadeListener, { allNamespaces = false }: GatewayOptions): JsonObject {
  return defined({
    name,
    hostname: host === '' ? undefined : host,
    port,
    protocol: scheme.toUpperCase(),
    allowedRoutes: allNamespaces ? { namespaces: { from: 'All' } } : undefined,
    tls: secretName === undefined ? undefined : { certificateRefs: [{ name: secretName }] },
  });
}
