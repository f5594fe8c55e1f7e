import { traitsOf } from './host-traits';
import type { SpecHost } from './model';
import type { Candidate } from './path-index';
import { prefixKey } from '../../index/path-elements';
import { annotation } from '../ingress-class';
import { REWRITE_TARGET, USE_REGEX } from '../ingress-nginx/facts';

const QUIET = new WeakMap<SpecHost, ReadonlySet<Candidate>>();

/**
 * Whether nothing but scheme, port and certificate is open about requests in normal form that a path takes: none of the questions about paths
 * (`openQuestions`, `deviations`) can find anything. For most paths that is so; it is worked out once for each host.
 */
export function isQuiet(host: SpecHost, candidate: Candidate): boolean {
  return quietPaths(host).has(candidate);
}

function quietPaths(host: SpecHost): ReadonlySet<Candidate> {
  let quiet = QUIET.get(host);
  if (quiet === undefined) QUIET.set(host, quiet = new Set(isQuietHost(host) ? host.paths.candidates.filter(isQuietIn(host)) : []));
  return quiet;
}

function isQuietHost(host: SpecHost): boolean {
  const { rivals, severalOwners, implementationSpecific, exactBesidePrefix, effects } = traitsOf(host);
  if (rivals || severalOwners || implementationSpecific || exactBesidePrefix || effects || host.virtualHost.host.kind === 'any') return false;
  return host.owners.every((each) => annotation(each, USE_REGEX) === null && annotation(each, REWRITE_TARGET) === null);
}

/** No path that is longer begins with its characters, it has no slash at its end, and no Prefix matches an Exact one. */
function isQuietIn({ paths }: SpecHost): (candidate: Candidate) => boolean {
  const prefixes = paths.candidates.filter(({ pathType }) => pathType !== 'Exact').map(({ path }) => path).sort();
  return ({ pathType, path }) => {
    if (pathType === 'Exact') return paths.matching(path).length === 1;
    const key = prefixKey(path);
    return (path === '/' || !path.endsWith('/')) && !hasLonger(prefixes, key, path.length);
  };
}

/** @param sorted texts that begin alike stand together */
function hasLonger(sorted: readonly string[], beginning: string, length: number): boolean {
  for (let at = firstFrom(sorted, beginning); at < sorted.length && sorted[at].startsWith(beginning); at++) {
    if (sorted[at].length > length) return true;
  }
  return false;
}

/** The place of the first text that is not before another. */
function firstFrom(sorted: readonly string[], text: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (sorted[middle] < text) low = middle + 1;
    else high = middle;
  }
  return low;
}
