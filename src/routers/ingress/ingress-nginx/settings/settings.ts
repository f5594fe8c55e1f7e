import { hasConfigMap, readAccess, type AccessInputs, type AccessSettings, type Denial } from './access-settings';
import { Annotations, valueOr } from './annotations';
import { readCanary, type CanarySettings } from './canary-settings';
import { readCors } from './cors-settings';
import { PREFIX } from '../facts';
import type { Installation } from './installation';
import { readRedirects, readRewrite, type RedirectsOfIngress, type RewriteSettings } from './redirect-settings';
import { readSourceRanges } from './source-ranges';
import { basicChars, connectionHeader, float, hashBy, httpErrors, oneOf, oneServerName, serverNames, serviceName, size } from './validators';
import { stringMapAt } from '../../../../kubernetes/fields';
import type { Ingress } from '../../../../kubernetes/ingress';
import type { CorsPolicy, ServiceTarget } from '../../../model';
import { hasSecret } from '../../../secrets';

/** What the annotations of one Ingress say, as far as it decides where requests go. */
export interface Settings {
  readonly aliases: readonly string[];
  readonly access: AccessSettings;
  readonly redirects: RedirectsOfIngress;
  readonly rewrite: RewriteSettings;
  readonly canary: CanarySettings | null;
  /** Whose preflight requests are answered; null: none are. */
  readonly cors: CorsPolicy | null;
  /** The Service of `default-backend`, which exists; null: none. */
  readonly defaultBackend: string | null;
  readonly customHttpErrors: readonly number[];
  readonly protocol: ServiceTarget['protocol'];
  readonly serviceUpstream: boolean;
  /** The Host that the pods see; empty: the one that was sent. */
  readonly upstreamVhost: string;
  readonly forwardedPrefix: string;
  /** Whether there are limits on connections or requests that may be reached. */
  readonly limits: { readonly annotation: string } | null;
  /** Annotations that are read and may change an answer, and are not simulated. */
  readonly unknown: readonly UnknownAnnotation[];
}

export interface UnknownAnnotation {
  readonly name: string;
  readonly value: string;
  /** What it may do, after "whether". */
  readonly effect: string;
}

/** An Ingress with its settings. */
export interface ReadIngress {
  readonly ingress: Ingress;
  readonly settings: Settings;
}

/** The key whose value makes the controller refuse the Ingress as a whole. */
export interface RefusedAnnotation {
  readonly refused: string;
}

/** Most Ingress objects have no annotation of the controller, and then the same settings. */
const PLAIN = new WeakMap<Installation, Settings | RefusedAnnotation>();
const ALL_PLAIN = new WeakSet<Settings | RefusedAnnotation>();

/**
 * The settings of an Ingress, or the annotation for which the controller refuses it, and drops it where it is in the cluster already.
 *
 * @see https://github.com/kubernetes/ingress-nginx/blob/controller-v1.15.1/internal/ingress/annotations/annotations.go Extract
 */
export function readSettings(ingress: Ingress, inputs: AccessInputs, installation: Installation): Settings | RefusedAnnotation {
  if (Object.keys(ingress.annotations).some((key) => key.startsWith(PREFIX))) return readAnnotations(ingress, inputs, installation);
  const known = PLAIN.get(installation);
  if (known !== undefined) return known;
  const plain = readAnnotations(ingress, inputs, installation);
  PLAIN.set(installation, plain);
  ALL_PLAIN.add(plain);
  return plain;
}

function readAnnotations(ingress: Ingress, inputs: AccessInputs, installation: Installation): Settings | RefusedAnnotation {
  const annotations = new Annotations(ingress);
  const snippet = SNIPPETS.find((name) => annotations.has(name));
  if (snippet !== undefined && !installation.snippets) return { refused: PREFIX + snippet };
  const access = readAccess(annotations, inputs);
  const denied = access.denied ?? deniedByHeaders(annotations, inputs) ?? deniedByProxySsl(annotations, inputs);
  const settings: Settings = {
    aliases: readAliases(annotations),
    access: { ...access, denied },
    redirects: readRedirects(annotations),
    rewrite: readRewrite(annotations, installation),
    canary: readCanary(annotations),
    cors: readCors(annotations),
    defaultBackend: readDefaultBackend(annotations, inputs),
    customHttpErrors: readCustomErrors(annotations),
    protocol: PROTOCOLS[valueOr(annotations.text('backend-protocol', oneOf(Object.keys(PROTOCOLS), { caseless: true })), 'http').trim().toLowerCase()],
    serviceUpstream: valueOr(annotations.bool('service-upstream'), installation.serviceUpstream),
    upstreamVhost: valueOr(annotations.strict('upstream-vhost', annotations.text('upstream-vhost', oneServerName)), ''),
    forwardedPrefix: valueOr(annotations.strict('x-forwarded-prefix', annotations.text('x-forwarded-prefix', basicChars)), ''),
    limits: readLimits(annotations),
    unknown: readUnknown(annotations, installation),
  };
  checkOthers(annotations);
  return annotations.refused === null ? settings : { refused: annotations.refused };
}

/** Whether no annotation of the controller is there. */
export function isPlainSettings(settings: Settings): boolean {
  return ALL_PLAIN.has(settings);
}

export function isRefused(settings: Settings | RefusedAnnotation): settings is RefusedAnnotation {
  return 'refused' in settings;
}

/** Critical ones, which are above the risk that is allowed by default. */
const SNIPPETS = ['configuration-snippet', 'server-snippet', 'stream-snippet', 'auth-snippet', 'modsecurity-snippet'];

/** `auto_http` speaks the scheme that the client speaks. */
const PROTOCOLS: Readonly<Record<string, ServiceTarget['protocol']>> = { http: 'HTTP', https: 'HTTPS', grpc: 'GRPC', grpcs: 'GRPCS', fcgi: 'FCGI', auto_http: 'HTTP' };

function readAliases(annotations: Annotations): readonly string[] {
  const value = annotations.strict('server-alias', annotations.text('server-alias', serverNames));
  if (value.kind !== 'value') return [];
  return [...new Set(value.value.split(',').map((each) => each.trim()).filter((each) => each !== ''))].sort();
}

function readDefaultBackend(annotations: Annotations, { cluster }: AccessInputs): string | null {
  const value = annotations.strict('default-backend', annotations.text('default-backend', serviceName));
  return value.kind === 'value' && cluster.services.get(annotations.ingress.namespace, value.value) !== undefined ? value.value : null;
}

function readCustomErrors(annotations: Annotations): readonly number[] {
  if (!valueOr(annotations.bool('enable-custom-http-errors'), true)) return [];
  const value = annotations.strict('custom-http-errors', annotations.text('custom-http-errors', httpErrors));
  const codes = value.kind === 'value' ? value.value.split(',') : [];
  return codes.every((each) => /^\d+$/.test(each)) ? codes.map(Number) : [];
}

function readLimits(annotations: Annotations): Settings['limits'] {
  const limits = ['limit-rpm', 'limit-rps', 'limit-connections'].map((name) => ({ name, value: valueOr(annotations.strict(name, annotations.int(name)), 0) }));
  const excluded = readSourceRanges(annotations, 'limit-allowlist', 'limit-whitelist');
  if (excluded === null && ['limit-allowlist', 'limit-whitelist'].some((name) => annotations.text(name, (text) => text === '').kind === 'invalid')) annotations.refused ??= `${PREFIX}limit-allowlist`;
  const active = limits.find(({ value }) => value > 0);
  return active === undefined ? null : { annotation: active.name };
}

/** They change no answer; what matters is whether their values are taken. */
function checkOthers(annotations: Annotations): void {
  annotations.strict('client-body-buffer-size', annotations.text('client-body-buffer-size', size));
  annotations.strict('connection-proxy-header', annotations.text('connection-proxy-header', connectionHeader));
  annotations.strict('load-balance', annotations.text('load-balance', oneOf(['round_robin', 'chash', 'chashsubset', 'sticky_balanced', 'sticky_persistent', 'ewma'])));
  annotations.strict('upstream-hash-by', annotations.text('upstream-hash-by', hashBy));
  annotations.strict('upstream-hash-by-subset', annotations.bool('upstream-hash-by-subset'));
  annotations.strict('upstream-hash-by-subset-size', annotations.int('upstream-hash-by-subset-size'));
  annotations.strict('upstream-hash-by-balance-factor', annotations.text('upstream-hash-by-balance-factor', float));
}

/** Without a ConfigMap of the controller no header is allowed, so that only an empty list passes. */
function deniedByHeaders(annotations: Annotations, inputs: AccessInputs): Denial | null {
  const value = annotations.strict('custom-headers', annotations.text('custom-headers', basicChars));
  if (value.kind !== 'value') return null;
  const denial = (reason: string): Denial => ({ annotation: 'custom-headers', reason });
  if (!hasConfigMap(value.value, annotations.ingress.namespace, inputs)) return denial(`ConfigMap ${value.value} does not exist in its namespace`);
  const [namespace, name] = value.value.split('/');
  const map = inputs.cluster.find('ConfigMap', namespace, name);
  const headers = map === undefined ? [] : Object.keys(stringMapAt(map.object, 'data'));
  return headers.length === 0 ? null : denial(`header ${headers[0]} is not among global-allowed-response-headers, which are none by default`);
}

function deniedByProxySsl(annotations: Annotations, inputs: AccessInputs): Denial | null {
  const value = annotations.strict('proxy-ssl-secret', annotations.text('proxy-ssl-secret', basicChars));
  if (value.kind !== 'value') return null;
  const denial = (reason: string): Denial => ({ annotation: 'proxy-ssl-secret', reason });
  const [namespace, name, ...more] = value.value.split('/');
  if (name === undefined || name === '' || namespace === '' || more.length > 0) return denial('its value is not namespace/name');
  if (namespace !== annotations.ingress.namespace) return denial('a Secret of another namespace is not allowed');
  return hasSecret(inputs, namespace, name) ? null : denial(`Secret ${value.value} does not exist`);
}

/** @see https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/ */
const UNKNOWN: Readonly<Record<string, string>> = {
  'ssl-passthrough': 'https goes to the pods undecrypted (with --enable-ssl-passthrough)',
  'enable-modsecurity': 'the firewall lets the request pass',
  'enable-owasp-core-rules': 'the firewall lets the request pass',
};

function readUnknown(annotations: Annotations, { sslPassthrough }: Installation): readonly UnknownAnnotation[] {
  const found: UnknownAnnotation[] = SNIPPETS.filter((name) => annotations.has(name)).map((name) => (
    { name, value: annotations.ingress.annotations[PREFIX + name], effect: 'the configuration in it changes the answer' }));
  for (const [name, effect] of Object.entries(UNKNOWN)) {
    if (valueOr(annotations.bool(name), false) && !(name === 'ssl-passthrough' && sslPassthrough === false)) found.push({ name, value: 'true', effect });
  }
  return found;
}
