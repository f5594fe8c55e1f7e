import { accessPhases, type Phase } from './access';
import { addressWithoutEndpoints, replacedErrors, unknownAnnotation } from './questions';
import { httpsRedirect, returnedRedirect } from './redirects';
import { rewrittenRequest } from './rewrites';
import { sharesOf } from './targets';
import type { OpenQuestion, Source } from '../../../../kubernetes/open-question';
import { compilePattern } from '../../../index/pattern';
import type { Action, NamedMatcher } from '../../../model';
import type { DialectInputs } from '../../dialect';
import type { Coverage } from '../servers/certificate-names';
import { findCustomBackend } from '../servers/default-backends';
import { type EmittedLocation } from '../servers/locations';
import type { Location } from '../servers/servers';
import { Annotations, annotationSource } from '../settings/annotations';
import { NO_REWRITE, type RewriteSettings } from '../settings/redirect-settings';
import type { ReadIngress } from '../settings/settings';

/** Where a location is written: what messages point at. */
export interface LocationContext {
  readonly source: Source;
  readonly inputs: DialectInputs;
  /** Whether http is redirected unless the annotations say otherwise. */
  readonly coverage: Coverage;
  /** Another location of the server may match the same path, and comes behind. */
  readonly regex: boolean;
  /** What holds for every request of the location. */
  readonly open: readonly OpenQuestion[];
}

/**
 * What a location does, in the order in which nginx does it: `return` and `rewrite` of its configuration, the redirect to https, the look
 * for an endpoint, access, the pods.
 */
export function locationPhases(emitted: EmittedLocation, context: LocationContext): readonly Phase[] {
  const { location } = emitted;
  const { read } = location;
  if (read === null) return [];
  const denied = deniedPhase(read);
  if (denied !== null) return [denied];
  const rewrite = effectiveRewrite(location);
  const phases = [...corsPhases(read), ...returnPhases(location, read, rewrite)];
  const { upstream } = location;
  const request = rewrittenRequest(read, emitted);
  if (request.instead !== null) phases.push({ action: request.instead, filters: [], open: request.open });
  if (phases.some(isCertain)) return withOpen(phases, context.open);
  const redirects = httpsPhases(emitted, read, rewrite, context.coverage);
  phases.push(...redirects.phases);
  const open = [...request.open, ...redirects.open, ...ofPods(location, read), ...read.settings.unknown.map((each) => unknownAnnotation(read, each))];
  if (upstream === null) {
    const access = accessPhases(read);
    phases.push(...intercepted(location, access.refusals, context));
    const needed = context.regex || phases.length > 0 || read.settings.customHttpErrors.includes(404);
    phases.push(...intercepted(location, notFound(needed, read, context.source, [...access.open, ...redirects.open]), context));
    return withOpen(phases, context.open);
  }
  const reaches = upstream.hasEndpoints || findCustomBackend(location, context.inputs) !== null;
  const access = reaches ? accessPhases(read) : { refusals: [], open: [] };
  phases.push(...intercepted(location, access.refusals, context));
  if (!phases.some(isCertain)) {
    for (const { named, to } of sharesOf(location, upstream, context.source, context.inputs)) {
      phases.push({ named, action: { kind: 'forward', to }, filters: request.filters, open: [...open, ...access.open] });
    }
  }
  return withOpen(phases, context.open);
}

function ofPods({ upstream }: Location, read: ReadIngress): readonly OpenQuestion[] {
  const { customHttpErrors } = read.settings;
  return [
    ...customHttpErrors.length === 0 ? [] : [replacedErrors(read, customHttpErrors)],
    ...upstream === null || !upstream.isUnanswered ? [] : [addressWithoutEndpoints(read, upstream.service)],
  ];
}

/** Whether nothing behind it is ever reached. */
function isCertain({ scheme, methods, named }: Phase): boolean {
  return scheme === undefined && methods === undefined && (named === undefined || named.length === 0);
}

function withOpen(phases: readonly Phase[], open: readonly OpenQuestion[]): readonly Phase[] {
  return open.length === 0 ? phases : phases.map((each) => ({ ...each, open: [...each.open, ...open] }));
}

/** A default backend for every host has no redirects and no rewrites. */
export function effectiveRewrite({ read, catchAll }: Location): RewriteSettings {
  return read === null || catchAll ? NO_REWRITE : read.settings.rewrite;
}

function deniedPhase(read: ReadIngress): Phase | null {
  const { denied } = read.settings.access;
  if (denied === null) return null;
  const reason = `ingress-nginx serves no path of the Ingress: of ${denied.annotation}, ${denied.reason}`;
  return { action: { kind: 'respond', status: 503, code: 'invalid-configuration', reason, source: annotationSource(read.ingress, denied.annotation) }, filters: [], open: [] };
}

/** Preflight requests of the origins that are allowed. */
function corsPhases(read: ReadIngress): Phase[] {
  const { cors } = read.settings;
  if (cors === null) return [];
  const isAny = cors.origins.includes('*');
  const named: readonly NamedMatcher[] | undefined = isAny ? undefined : [{ of: 'header', name: 'origin', value: { kind: 'pattern', pattern: originPattern(cors.origins) } }];
  const source = annotationSource(read.ingress, 'enable-cors');
  const action: Action = { kind: 'respond', status: 204, code: 'cors-preflight', reason: 'the router answers preflight requests (enable-cors)', source, cors };
  return [{ methods: ['OPTIONS'], named, filters: [], open: [], action }];
}

/** `buildCorsOriginRegex`: one `*` stands for a label. */
function originPattern(origins: readonly string[]): ReturnType<typeof compilePattern> {
  const texts = origins.map((each) => `(${each.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace('\\*', '[A-Za-z0-9\\-]+')})`);
  return compilePattern(`(${texts.join('|')})$`, { ignoreCase: true });
}

function returnPhases({ catchAll }: Location, read: ReadIngress, rewrite: RewriteSettings): readonly Phase[] {
  const { redirect } = read.settings.redirects;
  if (redirect === null || catchAll) return [];
  const source = annotationSource(read.ingress, redirect.annotation);
  if (redirect.status < 301 || (redirect.status > 303 && redirect.status < 307)) {
    return [{ action: { kind: 'respond', status: redirect.status, code: 'redirect', reason: `the router answers ${redirect.status} (${redirect.annotation})`, source }, filters: [], open: [] }];
  }
  return [{ action: { kind: 'redirect', status: redirect.status, location: returnedRedirect(redirect, rewrite), source }, filters: [], open: [] }];
}

/** Paths below it are for certificates (`no-tls-redirect-locations`) and are never redirected. */
const ACME = '/.well-known/acme-challenge';

/** The redirect of http, and what is open of the requests that are not redirected. */
function httpsPhases(
  { location, path }: EmittedLocation, read: ReadIngress, rewrite: RewriteSettings, { hasCertificate, open }: Coverage,
): { readonly phases: readonly Phase[]; readonly open: readonly OpenQuestion[] } {
  const { forceSslRedirect, sslRedirect } = rewrite;
  if (path.startsWith(ACME) || !(forceSslRedirect || sslRedirect)) return { phases: [], open: [] };
  const asked = open === null || forceSslRedirect ? [] : [open];
  if (!forceSslRedirect && !hasCertificate) return { phases: [], open: asked };
  const source = httpsSource(location, read, rewrite);
  return { phases: [{ scheme: 'http', filters: [], open: asked, action: { kind: 'redirect', status: rewrite.redirectStatus, location: httpsRedirect(rewrite), source } }], open: [] };
}

/** The annotation, the certificate, or the Ingress where the controller's ConfigMap says so. */
function httpsSource(location: Location, { ingress }: ReadIngress, { forceSslRedirect }: RewriteSettings): Source {
  const name = forceSslRedirect ? 'force-ssl-redirect' : 'ssl-redirect';
  if (forceSslRedirect && !new Annotations(ingress).has(name)) return { resource: ingress.resource, field: '', kind: 'object' };
  return forceSslRedirect || location.read === null ? annotationSource(ingress, name) : { resource: ingress.resource, field: 'spec.tls', kind: 'certificate' };
}

/** Statuses of the router itself that the Ingress has answered by another backend: `custom-http-errors`. */
function intercepted(location: Location, refusals: readonly Phase[], { inputs }: LocationContext): readonly Phase[] {
  const codes = location.read?.settings.customHttpErrors ?? [];
  if (codes.length === 0) return refusals;
  return refusals.map((phase) => {
    if (phase.action.kind !== 'respond' || phase.action.status === null || !codes.includes(phase.action.status)) return phase;
    const custom = findCustomBackend(location, inputs);
    if (custom === null) return { ...phase, action: { ...phase.action, status: 404 } };
    return { ...phase, action: { kind: 'forward', to: [{ target: custom, weight: 1, filters: [] }] } };
  });
}

/** The default backend of the controller; where nothing else stands in the way, that no route takes the request says the same. */
function notFound(needed: boolean, read: ReadIngress, source: Source, open: readonly OpenQuestion[]): readonly Phase[] {
  if (!needed && open.length === 0) return [];
  const reason = 'no rule matches the path, and the controller has no default backend of its own';
  return [{ action: { kind: 'respond', status: 404, code: 'no-matching-rule', reason, source: { ...source, resource: read.ingress.resource } }, filters: [], open }];
}
