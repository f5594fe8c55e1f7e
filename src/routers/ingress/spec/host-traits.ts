import { hasEffects } from './annotations';
import type { SpecHost, SpecRoutes } from './model';

/** What about a host makes answers depend on more than on its name and scheme; of most hosts nothing does. */
export interface HostTraits {
  /** Paths that are listed twice, or by several Ingress objects. */
  readonly rivals: boolean;
  readonly severalOwners: boolean;
  readonly implementationSpecific: boolean;
  /** `/foo` Exact beside `/foo/` Prefix. */
  readonly exactBesidePrefix: boolean;
  /** Annotations that may do something to a request. */
  readonly effects: boolean;
}

const TRAITS = new WeakMap<SpecHost, HostTraits>();

export function traitsOf(host: SpecHost): HostTraits {
  let traits = TRAITS.get(host);
  if (traits === undefined) TRAITS.set(host, traits = readTraits(host));
  return traits;
}

function readTraits({ paths, owners, fallback }: SpecHost): HostTraits {
  const { candidates } = paths;
  return {
    rivals: candidates.some(({ rivals }) => rivals.length > 0),
    severalOwners: owners.length > 1,
    implementationSpecific: paths.implementationSpecific.length > 0,
    exactBesidePrefix: candidates.some(({ pathType, path }) => pathType === 'Exact' && (paths.prefixAt(path)?.path.length ?? 0) > path.length),
    effects: owners.some(hasEffects) || (fallback !== null && hasEffects(fallback.ingress)),
  };
}

/**
 * Whether all plain requests of a host that a path takes have the same questions, and all that none takes: its paths have nothing to ask of their own, and
 * what no path takes goes nowhere else.
 */
export function asksAlike(host: SpecHost | null, { hosts }: SpecRoutes, name: string): boolean {
  if (host === null) return true;
  const { rivals, severalOwners, implementationSpecific, exactBesidePrefix, effects } = traitsOf(host);
  if (rivals || severalOwners || implementationSpecific || exactBesidePrefix || effects) return false;
  return host.fallback === null && hosts.matching(name).length === 1;
}
