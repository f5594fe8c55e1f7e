import { dnsIndex } from './name-index';
import type { Resolver } from './resolver';
import { inZone } from './zone';
import type { Cluster } from '../model';
import { endsLikePublic } from './top-level-domains';

/** A name that the resolver asks for, and why. */
export interface Candidate {
  /** Absolute, in lower case, without last dot. */
  readonly name: string;
  /** The search domain that was added, null for the name as it stands. */
  readonly searchDomain: string | null;
}

/**
 * The names that a resolver asks for, in order: with fewer dots than `ndots` the search path first, else the name as it stands first;
 * a last dot turns the search path off.
 *
 * @see https://man7.org/linux/man-pages/man5/resolv.conf.5.html
 */
export function* candidates(query: string, resolver: Resolver): Iterable<Candidate> {
  const absolute = query.endsWith('.');
  const name = absolute ? query.slice(0, -1) : query;
  const asIs: Candidate = { name, searchDomain: null };
  const first = absolute || name.split('.').length - 1 >= resolver.ndots;
  if (first) yield asIs;
  if (absolute) return;
  for (const domain of resolver.search) yield { name: domain === '' ? name : `${name}.${domain}`, searchDomain: domain };
  if (!first) yield asIs;
}

/** The name that was most likely meant, for answers that found none. */
export function likelyName(cluster: Cluster, query: string, namespace: string): string {
  const name = query.endsWith('.') ? query.slice(0, -1) : query;
  const zone = cluster.settings.clusterDomain;
  if (query.endsWith('.') || inZone(cluster, name)) return name;
  const labels = name.split('.');
  if (labels.length === 1) return `${name}.${namespace}.svc.${zone}`;
  const last = labels[labels.length - 1];
  if (last === 'svc') return `${name}.${zone}`;
  return looksInternal(cluster, name) ? `${name}.svc.${zone}` : name;
}

/**
 * Whether a name outside the zone was meant for the cluster, and is none that servers elsewhere know: a single label, a name that ends
 * with `.svc`, a Service or namespace of the manifests followed or preceded by what does not exist.
 *
 * @param first it is asked for as it stands, without or before the search path
 */
export function looksInternal(cluster: Cluster, name: string, first = false): boolean {
  const labels = name.split('.');
  const last = labels[labels.length - 1];
  if (labels.length === 1 || last === 'svc' || last === 'pod') return true;
  if (labels.length > 3 || (first && endsLikePublic(name))) return false;
  const { namespaces, servicesByName } = dnsIndex(cluster);
  const isService = servicesByName.has(labels[labels.length - 2]);
  return endsLikePublic(name) ? isService && namespaces.has(last) : isService || namespaces.has(last);
}

/** Why a name cannot be asked for; null where it can (RFC 1035 2.3.4, with underscores as in SRV names). */
export function invalidName(query: string): string | null {
  const name = query.endsWith('.') ? query.slice(0, -1) : query;
  if (name === '') return 'an empty name';
  if (name.length > 253) return `a name of ${name.length} characters, which may have 253`;
  const bad = name.split('.').find((label) => label === '' || label.length > 63 || !/^[a-z0-9_-]+$/i.test(label));
  if (bad === undefined) return null;
  return bad === '' ? 'a name with an empty label' : `a name with the label '${bad.slice(0, 80)}'; labels have at most 63 letters, digits and hyphens`;
}
