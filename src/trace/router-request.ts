import type { Context } from './context';
import { normalHost } from '../routers/index/host-steps';
import { speaks } from '../routers/index/listeners';
import type { Router, RouterRequest } from '../routers/model';

/** A request as a router gets it. */
export function routerRequest({ method, target, headers }: Context): RouterRequest {
  const { authority, port, path, query } = target;
  const scheme = target.scheme === 'sctp' ? 'tcp' : target.scheme;
  return { method, scheme, authority, port, path, query, headers, sni: scheme === 'https' || scheme === 'tls' ? serverName(target) : null };
}

/** Clients name the host that they dial in the TLS handshake, unless it is an address; a placeholder stands for an address of the host. */
function serverName({ kind, host, httpHost }: Context['target']): string | null {
  if (kind === 'name') return host;
  return kind === 'placeholder' && !httpHost.startsWith('<') && !httpHost.includes(':') ? httpHost : null;
}

/** The port whose listener takes a request: its own, or that of its scheme where the router leaves other ports open. */
export function listenerPort({ listeners, otherPorts }: Router, { port, scheme }: RouterRequest): number {
  if (otherPorts !== 'by-scheme' || listeners.some((each) => each.port === port)) return port;
  return listeners.find((each) => speaks(each, scheme))?.port ?? port;
}

/** The name that the certificate is chosen by. */
export function certificateName(router: Router, { sni, authority }: RouterRequest): string {
  return sni ?? normalHost(router.hostSteps, authority);
}
