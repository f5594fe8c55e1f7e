import { nginxText } from './nginx-text';
import { unknownVariable, withoutSlash } from './questions';
import { rewriteRedirect } from './redirects';
import type { OpenQuestion } from '../../../../kubernetes/open-question';
import { compilePattern } from '../../../index/pattern';
import type { Action, Filter, Pattern, Template } from '../../../model';
import { isRewritten, type EmittedLocation } from '../servers/locations';
import { annotationSource } from '../settings/annotations';
import type { ReadIngress } from '../settings/settings';

/** What `rewrite-target` and the other annotations about the request make of it before it goes to the pods. */
export interface Rewritten {
  /** Instead of going to the pods. */
  readonly instead: Action | null;
  readonly filters: readonly Filter[];
  readonly open: readonly OpenQuestion[];
}

/**
 * `rewrite "(?i)<path>" <target> break`: the whole path becomes the target, and is encoded anew.
 *
 * @see https://github.com/kubernetes/ingress-nginx/blob/controller-v1.15.1/internal/ingress/controller/template/template.go buildProxyPass
 */
export function rewrittenRequest(read: ReadIngress, { location, path }: EmittedLocation): Rewritten {
  const { upstreamVhost, forwardedPrefix, rewrite: { target } } = read.settings;
  const rewritten = !location.catchAll && isRewritten(location, path);
  const host = upstreamVhost === '' ? null : nginxText(upstreamVhost, { namespace: read.ingress.namespace, ingress_name: read.ingress.name, service_name: location.upstream?.service ?? '' });
  const open: OpenQuestion[] = (host?.unknown ?? []).map((each) => unknownVariable(read, 'upstream-vhost', each));
  const filters: Filter[] = [];
  if (!rewritten) {
    if (host !== null) filters.push({ kind: 'rewrite', host: host.template, source: annotationSource(read.ingress, 'upstream-vhost') });
    return { instead: null, filters, open };
  }
  const { template, unknown } = nginxText(target);
  const source = annotationSource(read.ingress, 'rewrite-target');
  open.push(...unknown.map((each) => unknownVariable(read, 'rewrite-target', each)));
  const instead = insteadOf(target, template, read);
  if (instead !== null) return { instead, filters: [], open };
  if (!target.startsWith('/')) open.push(withoutSlash(read));
  filters.push({ kind: 'rewrite', path: [{ of: 'changed', by: 'encode-decoded-path', parts: template }], pattern: rewritePattern(path), ...(host === null ? {} : { host: host.template }), source });
  if (forwardedPrefix !== '') filters.push({ kind: 'headers', on: 'request', set: { 'X-Forwarded-Prefix': forwardedPrefix }, add: {}, remove: [], source: annotationSource(read.ingress, 'x-forwarded-prefix') });
  return { instead, filters, open };
}

/**
 * It may match anywhere. Look-ahead that the location has run at the beginning finds its first match there again; elsewhere it is not run.
 */
function rewritePattern(path: string): Pattern {
  const atBeginning = compilePattern(`^${path}`, { ignoreCase: true, pcre: true });
  return atBeginning.lookahead === true ? atBeginning : compilePattern(path, { ignoreCase: true });
}

/** A target with a scheme is a redirect; one that begins with neither `/` nor a variable makes no request that a server understands. */
function insteadOf(target: string, template: Template, read: ReadIngress): Action | null {
  const source = annotationSource(read.ingress, 'rewrite-target');
  if (/^(?:https?:\/\/|\$scheme)/.test(target)) return { kind: 'redirect', status: 302, location: rewriteRedirect(template), source };
  if (/^[/$]/.test(target)) return null;
  return { kind: 'respond', status: 400, code: 'bad-request', reason: `rewrite-target ${target} does not begin with /`, source };
}
