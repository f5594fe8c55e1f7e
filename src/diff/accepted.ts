import { CHANGE_KINDS, type ChangeKind } from './compare';
import type { RequestClass } from './scopes';
import type { AcceptedDifference } from '../manifests/config';
import type { RequestClass as RouterRequests } from '../routers/classes/request-classes';

/** The first accepted difference whose kind there is not; undefined where all are known. */
export function unknownDifference(accepted: readonly AcceptedDifference[]): AcceptedDifference | undefined {
  return accepted.find(({ kind }) => !CHANGE_KINDS.some((each) => each === kind));
}

/** The first entry of the config that accepts a difference of some requests; undefined where none does. */
export function acceptedBy(accepted: readonly AcceptedDifference[], kind: ChangeKind, requests: RequestClass): AcceptedDifference | undefined {
  return accepted.find((each) => each.kind === kind && covers(each, requests));
}

/** Whether requests are meant. Connections past the routers have a host at most, and no path. */
function covers({ host, path }: AcceptedDifference, requests: RequestClass): boolean {
  if (requests.entry === 'router') {
    return (host === null || isHost(host, requests.at.host.pattern)) && (path === null || isUnder(path, requests.of, requests.request.path));
  }
  if (path !== null) return false;
  return host === null || (requests.entry !== 'node' && requests.entry !== 'load-balancer' && isHost(host, requests.host));
}

/** `*.example.com` means every host under it. */
function isHost(pattern: string, host: string): boolean {
  return pattern === host || (pattern.startsWith('*.') && host.endsWith(pattern.slice(1)));
}

/** By elements, as a prefix. */
function isUnder(path: string, { area }: RouterRequests, example: string): boolean {
  const prefix = path.endsWith('/') ? path.slice(0, -1) : path;
  const { base, part } = area ?? { base: example, part: 'at' };
  return base.startsWith(`${prefix}/`) || (base === prefix && part !== 'beside') || prefix === '';
}
