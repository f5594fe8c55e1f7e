import type { PathType } from '../../../kubernetes/ingress';
import type { PathMatcher, Rank } from '../../model';

/** What places of `Route.rank` compare. */
export const PRECEDENCE = [
  'route-acl goes before paths, and paths before the default backend', 'Exact takes precedence over others', 'longer', 'smaller backend name, without annotations first',
];

/** Where a route stands among those of its host. */
export interface PathKey {
  readonly matcher: PathMatcher;
  readonly rank: Rank;
  /** Routes of one host with the same key are one line of a map file: the smaller backend name wins. */
  readonly key: string;
}

const ACL = 0;
const PATH = 1;
const DEFAULT = 2;

/** The rank of the default backend. */
export const DEFAULT_RANK: Rank = [DEFAULT];

/** The rank of a path with a route-acl: its condition is evaluated before the maps, those of later rules first. */
export function aclRank(position: number): Rank {
  return [ACL, -position];
}

/**
 * The lines of the map files that a path makes: one for the path as a whole and one for what is below it.
 *
 * Exact is looked up first, then whole paths, then the longest prefix: `/p/` of Prefix, `/p` of ImplementationSpecific, whose trailing slash is
 * dropped. A map file is sorted as text, so that of two lines for one path the smaller backend name wins, whatever the age of the Ingress.
 *
 * @see https://github.com/haproxytech/kubernetes-ingress/blob/fc1206761aa7948e051eebd56c736802e1d7e226/pkg/route/route.go AddHostPathRoute
 */
export function pathKeys(path: string, type: PathType, backendName: string, hasRules: boolean): readonly PathKey[] {
  const name: Rank = [hasRules ? `${backendName}.` : backendName];
  if (type === 'Exact') return [{ matcher: { kind: 'exact', path }, rank: [PATH, 0, 0, ...name], key: `= ${path}` }];
  const text = trimmed(path);
  const whole: PathKey = { matcher: { kind: 'exact', path: text }, rank: [PATH, 1, -text.length - 1, ...name], key: `${text}` };
  if (text === '') return [{ matcher: { kind: 'string-prefix', path: '/' }, rank: [PATH, 1, -1, ...name], key: '/' }];
  if (type === 'Prefix') return [{ matcher: { kind: 'element-prefix', path: text }, rank: [PATH, 1, -text.length - 1, ...name], key: text }];
  return [whole, { matcher: { kind: 'string-prefix', path: text }, rank: [PATH, 1, -text.length, ...name], key: `${text}*` }];
}

/** What a path with a route-acl matches: Prefix by elements. */
export function aclMatcher(path: string, type: PathType): PathMatcher {
  if (type === 'Exact') return { kind: 'exact', path };
  const text = trimmed(path);
  if (text === '') return { kind: 'any' };
  return { kind: type === 'Prefix' ? 'element-prefix' : 'string-prefix', path: text };
}

/** One trailing slash has no meaning. */
function trimmed(path: string): string {
  return path.endsWith('/') ? path.slice(0, -1) : path;
}
