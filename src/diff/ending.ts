import { describe } from '../kubernetes/resource';
import type { Destination, Hop } from '../trace/model';
import type { Ending } from '../trace/trail';

/**
 * How far a request gets: to pods or addresses (`arrives`), to something that the manifests do not describe (`elsewhere`), to another URL
 * (`redirected`), nowhere (`nowhere`), or that can't be told (`open`).
 */
export type Reach = 'arrives' | 'elsewhere' | 'redirected' | 'nowhere' | 'open';

/** How a request ends, with what it takes to compare it with another end. */
export interface ComparableEnding extends Ending {
  readonly reach: Reach;
  /** Where requests go that do not arrive at pods: the name outside, the URL of a redirect; null for others. */
  readonly leadsTo: string | null;
  /** Whether it ends at what a router asks of clients: credentials, a certificate, an address. */
  readonly refusedAtGate: boolean;
  /**
   * Equal for ends that are the same to clients and operators.
   *
   * Pod names and numbers of replicas do not count, nor whether a router that has no rule is there to say so.
   */
  readonly key: string;
  /** As `key`, whatever the shares. */
  readonly servicesKey: string;
  /** Equal for ends at the same ports of the same pods, whichever Service led there. */
  readonly podsKey: string;
}

const GATES: ReadonlySet<string> = new Set(['credentials-required', 'client-certificate-required', 'access-denied']);

/** Nothing of the manifests serves the request. */
export const UNSERVED: ComparableEnding = comparable({ outcome: 'unknown', status: null, reason: 'leaves-cluster', destinations: [] }, []);

export function comparable(ending: Ending, hops: readonly Hop[]): ComparableEnding {
  const reach = reachOf(ending, hops);
  const leadsTo = ending.redirect ?? (reach === 'elsewhere' || reach === 'redirected' ? hops[hops.length - 1]?.decision ?? null : null);
  const unserved = reach === 'nowhere' && (ending.reason === 'no-matching-rule' || ending.reason === 'leaves-cluster');
  const state = unserved ? 'unserved' : [ending.outcome, ending.status ?? '', reasonClass(ending.reason), leadsTo ?? ''].join(' ');
  const { destinations } = ending;
  const services = `${state}\n${listed(destinations, (each) => `${serviceOf(each)} ${podsOf(each)}`)}`;
  return {
    ...ending,
    reach,
    leadsTo,
    refusedAtGate: GATES.has(ending.reason ?? ''),
    key: `${services}\n${sharesOf(destinations)}`,
    servicesKey: services,
    podsKey: `${state}\n${listed(destinations, podsOf)}`,
  };
}

/** Whether the request ends within what the manifests describe, so that hops are not needed to tell where. */
export function isWithin({ outcome, status }: Ending): boolean {
  return outcome !== 'unknown' && !(outcome === 'answered' && status !== null && status >= 300 && status < 400);
}

function reachOf({ outcome, status, reason }: Ending, hops: readonly Hop[]): Reach {
  if (outcome === 'delivered') return 'arrives';
  if (outcome === 'answered' && status !== null && status >= 300 && status < 400) return 'redirected';
  if (outcome !== 'unknown') return 'nowhere';
  if (reason === 'leaves-cluster') return hops.some((hop) => hop.path === 'spec.externalName') ? 'elsewhere' : 'nowhere';
  return reason === 'depends-on-cluster' || reason === 'not-http' ? 'open' : 'elsewhere';
}

/** Whether pods are missing or not yet ready changes with every deployment, and is the same to clients. */
function reasonClass(reason: string | null): string {
  return reason === 'no-ready-endpoints' ? 'no-endpoints' : reason ?? '';
}

function listed(destinations: readonly Destination[], textOf: (destination: Destination) => string): string {
  return destinations.length === 1 ? textOf(destinations[0]) : [...new Set(destinations.map(textOf))].sort().join('\n');
}

function serviceOf({ service }: Destination): string {
  return service === null ? '-' : `${service.namespace}/${service.name}:${service.port}`;
}

function podsOf({ workload, addresses, port, protocol }: Destination): string {
  return `${workload === null ? [...addresses].sort().join(',') : describe(workload)} ${port}/${protocol}`;
}

/** How requests are shared among Services; within one, shares follow from the numbers of replicas. */
function sharesOf(destinations: readonly Destination[]): string {
  const shares = new Map<string, number>();
  for (const each of destinations) shares.set(serviceOf(each), (shares.get(serviceOf(each)) ?? 0) + each.share);
  return shares.size < 2 ? '' : [...shares].map(([service, share]) => `${service} ${share.toFixed(4)}`).sort().join('\n');
}
