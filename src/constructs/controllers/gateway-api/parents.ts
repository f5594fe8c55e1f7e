import { intersect, widerHosts } from './hosts';
import { DEFAULT_HTTPS_PORT, listenersFor, listenersOf, type MadeListener } from './listeners';
import type { JsonObject } from '../../../kubernetes/resource';
import { defined } from '../../emit';
import type { GatewayRef } from '../../gateway-ref';
import type { RouterTls } from '../../path-router/options';

/** Which requests a group of rules is for. */
export type Scheme = 'http' | 'https' | 'both';

/** Where the routes of a router attach. */
export interface Parents {
  /** The `parentRefs` of routes of a host. */
  refs(host: string, scheme: Scheme): readonly JsonObject[];
  readonly httpsPort: number;
  /** Of the Gateway that the router makes; empty where it makes none. */
  readonly listeners: readonly MadeListener[];
}

/** The hosts of a router whose requests that no route takes would be taken by routes of wider hosts, which an Ingress does not do. */
export function hostsApart(hosts: ReadonlySet<string>, takesAll: (host: string) => boolean): readonly string[] {
  return [...hosts].filter((host) => !takesAll(host) && widerHosts(host).some((other) => other !== host && hosts.has(other)));
}

/**
 * @param name of the Gateway
 * @param hosts of all routes
 * @param apart those of them that need listeners of their own
 */
export function parentsOf(
  gateway: GatewayRef, name: string, tls: readonly RouterTls[], hosts: ReadonlySet<string>, apart: readonly string[],
): Parents {
  const { _made: made, _where: where } = gateway;
  const ref = (sectionName?: string): JsonObject => defined({ name, namespace: where.namespace, sectionName });
  if (made === undefined) {
    const { section, httpSection, httpsSection } = where;
    const ofScheme = { http: [httpSection], https: [httpsSection], both: [httpSection, httpsSection] };
    return {
      httpsPort: DEFAULT_HTTPS_PORT,
      listeners: [],
      refs: (_, scheme) => {
        const sections = [section, ...ofScheme[scheme]].filter((each) => each !== undefined);
        return sections.length === 0 ? [ref()] : sections.map(ref);
      },
    };
  }
  const listeners = listenersOf(made, tls, apart);
  return {
    httpsPort: made.httpsPort ?? DEFAULT_HTTPS_PORT,
    listeners,
    refs: (host, scheme) => {
      const taken = listenersFor(host, listeners, hosts);
      const whole = scheme === 'both' && taken.length === listeners.filter((each) => intersect(each.host, host)).length;
      return whole ? [ref()] : taken.filter((each) => scheme === 'both' || each.scheme === scheme).map((each) => ref(each.name));
    },
  };
}
