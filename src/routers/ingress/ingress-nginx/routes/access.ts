import { clientAddress, credentials, externalDecision, rateLimit } from './questions';
import { signInRedirect } from './redirects';
import type { OpenQuestion } from '../../../../kubernetes/open-question';
import type { Action, Filter, NamedMatcher } from '../../../model';
import { PREFIX } from '../facts';
import type { AccessSettings, BasicAuth } from '../settings/access-settings';
import { annotationSource } from '../settings/annotations';
import { toBase64 } from '../settings/base64';
import type { ReadIngress } from '../settings/settings';
import { haveClient, haveEveryClient } from '../settings/source-ranges';

/** What a location does with a request under further conditions; the first that holds is taken. */
export interface Phase {
  readonly scheme?: 'http' | 'https';
  readonly methods?: readonly string[];
  readonly named?: readonly NamedMatcher[];
  readonly action: Action;
  readonly filters: readonly Filter[];
  readonly open: readonly OpenQuestion[];
}

/** Those who are refused, and what is not known of the others. */
export interface AccessPhases {
  readonly refusals: readonly Phase[];
  readonly open: readonly OpenQuestion[];
}

/**
 * The access phase: limits, addresses, the external decision, passwords.
 *
 * @see https://github.com/kubernetes/ingress-nginx/blob/controller-v1.15.1/rootfs/etc/nginx/template/nginx.tmpl
 */
export function accessPhases(read: ReadIngress): AccessPhases {
  const { access, limits } = read.settings;
  const open: OpenQuestion[] = limits === null ? [] : [rateLimit(read, limits.annotation)];
  const address = addressOf(read, access);
  if (address.open !== null) open.push(address.open);
  const asked = [access.basic, access.external].some((each) => each !== null);
  if (access.satisfyAny && asked && access.allow.length + access.deny.length > 0) {
    if (address.passes) return { refusals: [], open };
  } else if (!address.passes) {
    return { refusals: [respond(read, 403, address.annotation, 'the client has an address that may not pass', open)], open };
  }
  const refusals: Phase[] = [];
  if (access.external !== null) {
    const { url, signIn } = access.external;
    open.push(externalDecision(read, url));
    if (signIn !== '') {
      const action: Action = { kind: 'redirect', status: 302, location: signInRedirect(access.external), source: annotationSource(read.ingress, 'auth-signin') };
      refusals.push({ named: ANONYMOUS, filters: [], open: [externalDecision(read, url)], action });
    }
  }
  if (access.basic !== null) {
    refusals.push(...basicRefusals(read, access.basic));
    if (isHashed(access.basic)) open.push(credentials(read));
  }
  return { refusals, open };
}

/** A client that has shown nothing is not taken to be signed in. */
const ANONYMOUS: readonly NamedMatcher[] = [
  { of: 'header', name: 'cookie', value: { kind: 'absent' } },
  { of: 'header', name: 'authorization', value: { kind: 'absent' } },
];

interface AddressDecision {
  readonly passes: boolean;
  readonly annotation: string;
  readonly open: OpenQuestion | null;
}

function addressOf(read: ReadIngress, { allow, deny }: AccessSettings): AddressDecision {
  const allowAnnotation = read.ingress.annotations[`${PREFIX}allowlist-source-range`] ? 'allowlist-source-range' : 'whitelist-source-range';
  if (deny.length > 0) {
    const annotation = 'denylist-source-range';
    const open = haveEveryClient(deny) ? null : clientAddress(read, annotation, deny);
    if (haveClient(deny)) return { passes: false, annotation, open };
    if (allow.length === 0) return { passes: true, annotation, open };
  }
  if (allow.length === 0) return { passes: true, annotation: allowAnnotation, open: null };
  const open = haveEveryClient(allow) ? null : clientAddress(read, allowAnnotation, allow);
  return { passes: haveClient(allow), annotation: allowAnnotation, open };
}

function isHashed({ digest, passwords }: BasicAuth): boolean {
  return digest || passwords === null || [...passwords.values()].some((each) => !each.startsWith(PLAIN));
}

const PLAIN = '{PLAIN}';

/** Passwords that are stored as they are can be compared; where some are not, any credentials may be right. */
function basicRefusals(read: ReadIngress, basic: BasicAuth): readonly Phase[] {
  const absent: readonly NamedMatcher[] = [{ of: 'header', name: 'authorization', value: { kind: 'absent' } }];
  const without = respond(read, 401, 'auth-type', 'the request has no credentials', [], absent);
  if (isHashed(basic) || basic.passwords === null) return [without];
  const rights = [...basic.passwords].map(([user, password]) => `Basic ${toBase64(`${user}:${password.slice(PLAIN.length)}`)}`);
  const none = rights.map((value): NamedMatcher => ({ of: 'header', name: 'authorization', value: { kind: 'not', value: { kind: 'exact', value } } }));
  return [without, respond(read, 401, 'auth-type', 'the credentials are not those of a user', [], none)];
}

function respond(
  read: ReadIngress, status: 401 | 403, annotation: string, reason: string, open: readonly OpenQuestion[], named?: readonly NamedMatcher[],
): Phase {
  const code = status === 401 ? 'credentials-required' : 'access-denied';
  return { named, filters: [], open, action: { kind: 'respond', status, code, reason, source: annotationSource(read.ingress, annotation) } };
}
