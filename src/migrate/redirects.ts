import type { MigrationNote } from './model';
import { prefixReplacement, sampled, SAMPLE_HOST } from './samples';
import type { Source } from '../kubernetes/open-question';
import type { JsonObject } from '../kubernetes/resource';
import type { Pattern, Template } from '../routers/model';

/** The statuses that a RequestRedirect may have. */
const STATUSES: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

interface Redirect {
  readonly status: number;
  readonly statusOfOtherMethods?: number;
  readonly location: Template;
  readonly source: Source;
}

export interface ConvertedRedirect {
  /** null where there is no equal. */
  readonly filter: JsonObject | null;
  /** For requests with the method GET, where they get another status than all others. */
  readonly filterOfGet?: JsonObject;
  readonly notes: readonly MigrationNote[];
  /** It replaces the prefix that was matched. */
  readonly ofPrefix: boolean;
}

/**
 * A redirect as a RequestRedirect: what it makes of examples says which parts of the URL change.
 *
 * @param matched what the rule matches: its prefix, or its one path
 * @param methods the only ones that it takes; absent: all
 */
export function convertRedirect(
  { status, statusOfOtherMethods, location, source }: Redirect,
  matched: { readonly prefix: string | null; readonly exact: string | null; readonly pattern?: Pattern },
  methods?: readonly string[],
): ConvertedRedirect {
  const none = (code: string, reason: string, action: string): ConvertedRedirect => (
    { filter: null, notes: [{ code, source, reason, action }], ofPrefix: false }
  );
  const ofOthers = statusOfOtherMethods ?? status;
  const wrong = [status, ofOthers].find((each) => !STATUSES.has(each));
  if (wrong !== undefined) return none('redirect-status', `a RequestRedirect cannot have status ${wrong}`, 'use 301, 302, 303, 307 or 308');
  const at = (path: string, scheme: 'http' | 'https' = 'http', query = ''): Parts => partsOf(sampled(location, path, { pattern: matched.pattern, scheme, query }), scheme);
  const examples = matched.exact === null ? [`${matched.prefix ?? ''}/x`, `${matched.prefix ?? ''}/x/y`] : [matched.exact];
  const [first, second = first] = examples.map((path) => at(path));
  const path = pathModifier(examples, [first.path, second.path], matched.prefix, (each) => at(each).path);
  if (path === null) return none('redirect-path', 'the Location is made of parts of the path, which a RequestRedirect cannot pick out', 'redirect in the application, or with an extension of your controller');
  const overTls = at(examples[0], 'https');
  const scheme = first.scheme === 'http' && overTls.scheme === 'https' ? {} : { scheme: first.scheme };
  if (!/^https?$/.test(first.scheme) || !/^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/.test(first.host)) {
    return none('redirect-location', `a RequestRedirect cannot lead to ${sampled(location, examples[0])}`, 'redirect in the application');
  }
  const own = { http: '80', https: '443' }[first.scheme];
  const port = first.port !== null && first.port !== own ? { port: Number(first.port) } : {};
  const requestRedirect = { ...scheme, ...(first.host === SAMPLE_HOST ? {} : { hostname: first.host }), ...port, ...path.fields };
  const filterWith = (statusCode: number): JsonObject => ({ type: 'RequestRedirect', requestRedirect: { ...requestRedirect, statusCode } });
  const [get, others] = [methods?.includes('GET') !== false, methods?.every((each) => each === 'GET') !== true];
  const withQuery = sampled(location, examples[0], { pattern: matched.pattern, query: '?q=1' });
  const notes: MigrationNote[] = [
    ...(sampled(location, examples[0], { pattern: matched.pattern }).includes('?') ? [{
      code: 'redirect-own-query', source, reason: 'the Location has a query of its own, which a RequestRedirect cannot have', action: 'redirect in the application, or with an extension of your controller',
    }] : []),
    ...(withQuery.includes('?q=1') ? [] : [{
      code: 'redirect-query', source, reason: 'the query of the request is left out of the Location here; Gateways keep it', action: 'check that the target does not mind it',
    }]),
    ...(isSlashDropped(location) ? [{
      code: 'redirect-slash', source, reason: 'one slash at the end of the URL is left out of the Location here; Gateways keep it', action: 'nothing, unless clients compare URLs: the target is asked for with its slash',
    }] : []),
  ];
  const filterOfGet = get && others && status !== ofOthers ? { filterOfGet: filterWith(status) } : {};
  return { filter: filterWith(others ? ofOthers : status), ...filterOfGet, notes, ofPrefix: path.ofPrefix };
}

interface Parts {
  readonly scheme: string;
  readonly host: string;
  readonly port: string | null;
  readonly path: string;
}

/** A Location without scheme and host has those of the request. */
function partsOf(location: string, scheme: string): Parts {
  const match = /^(?:([a-zA-Z][-+.a-zA-Z0-9]*):)?(?:\/\/([^/?#:]*)(?::(\d+))?)?([^?#]*)/.exec(location);
  return { scheme: match?.[1] ?? scheme, host: match?.[2] ?? SAMPLE_HOST, port: match?.[3] ?? null, path: match?.[4] ?? '' };
}

interface PathModifier {
  readonly fields: JsonObject;
  readonly ofPrefix: boolean;
}

function pathModifier(
  asked: readonly string[], [first, second]: readonly [string, string], prefix: string | null, changed: (path: string) => string,
): PathModifier | null {
  if (first === asked[0] && second === (asked[1] ?? asked[0])) return { fields: {}, ofPrefix: false };
  if (first === second) return { fields: { path: { type: 'ReplaceFullPath', replaceFullPath: first === '' ? '/' : first } }, ofPrefix: false };
  const replacement = prefix === null ? null : prefixReplacement(prefix, changed);
  return replacement === null ? null : { fields: { path: { type: 'ReplacePrefixMatch', replacePrefixMatch: replacement === '' ? '/' : replacement } }, ofPrefix: true };
}

function isSlashDropped(location: Template): boolean {
  const made = sampled(location, '/x');
  return made.endsWith('/x') && sampled(location, '/x/') === made;
}
