import { valueOr, type Annotations } from './annotations';
import { readPasswords, type Passwords } from './passwords';
import { readSourceRanges } from './source-ranges';
import { authSecretType, authType, basicChars, basicCharsAndSpaces, commonName, errorPage, headerList, oneOf, plainUrl, urlWithVariables } from './validators';
import type { Cluster } from '../../../../cluster/model';
import { stringMapAt } from '../../../../kubernetes/fields';
import type { Externals } from '../../../../manifests/config';
import { isDeclaredSecret } from '../../../secrets';

/** Who may pass a location. */
export interface AccessSettings {
  /** Ranges of client addresses; empty: all may pass. */
  readonly allow: readonly string[];
  readonly deny: readonly string[];
  readonly basic: BasicAuth | null;
  readonly external: ExternalAuth | null;
  /** `satisfy: any`: one of all that is asked for is enough. */
  readonly satisfyAny: boolean;
  readonly clientCertificate: ClientCertificate | null;
  /** Why the location answers 503 whatever is asked; null: it does not. */
  readonly denied: Denial | null;
  /** Why the whole host answers 403; null: it does not. */
  readonly hostDenied: Denial | null;
}

export interface Denial {
  readonly annotation: string;
  readonly reason: string;
}

export interface BasicAuth {
  /** `digest` is answered by credentials that no trace can make. */
  readonly digest: boolean;
  /** null: its Secret is outside the manifests. */
  readonly passwords: Passwords | null;
}

export interface ExternalAuth {
  readonly url: string;
  /** Where clients that are not let in are sent; empty: nowhere. */
  readonly signIn: string;
  readonly redirectParameter: string;
}

export interface ClientCertificate {
  readonly verify: string;
  readonly errorPage: string;
}

export interface AccessInputs {
  readonly cluster: Cluster;
  readonly externals: Externals;
}

/** @see https://github.com/kubernetes/ingress-nginx/tree/controller-v1.15.1/internal/ingress/annotations auth, authreq, authtls, ipallowlist, ipdenylist, satisfy */
export function readAccess(annotations: Annotations, inputs: AccessInputs): AccessSettings {
  const denials: Denial[] = [];
  const deny = (annotation: string, reason: string): null => {
    denials.push({ annotation, reason });
    return null;
  };
  const allow = readSourceRanges(annotations, 'allowlist-source-range', 'whitelist-source-range') ?? deny('whitelist-source-range', 'it is not a list of addresses and networks');
  const denied = readSourceRanges(annotations, 'denylist-source-range') ?? deny('denylist-source-range', 'it is not a list of addresses and networks');
  const basic = readBasic(annotations, inputs, deny);
  const external = readExternal(annotations, inputs, deny);
  const certificate = readClientCertificate(annotations, inputs);
  return {
    allow: allow ?? [],
    deny: denied ?? [],
    basic,
    external,
    satisfyAny: valueOr(annotations.text('satisfy', oneOf(['any', 'all'])), '') === 'any',
    clientCertificate: certificate !== null && 'verify' in certificate ? certificate : null,
    denied: denials[0] ?? (certificate !== null && 'reason' in certificate ? certificate : null),
    hostDenied: certificate !== null && 'reason' in certificate ? certificate : null,
  };
}

type Deny = (annotation: string, reason: string) => null;

function readBasic(annotations: Annotations, inputs: AccessInputs, deny: Deny): BasicAuth | null {
  const type = annotations.strict('auth-type', annotations.text('auth-type', authType));
  if (type.kind !== 'value') return null;
  const secretType = annotations.strict('auth-secret-type', annotations.text('auth-secret-type', authSecretType));
  const secret = annotations.text('auth-secret', basicChars);
  if (secret.kind !== 'value') return deny('auth-secret', secret.kind === 'invalid' ? 'its value is not the name of a Secret' : 'auth-type asks for it');
  annotations.strict('auth-realm', annotations.text('auth-realm', basicCharsAndSpaces));
  const name = splitName(secret.value, annotations.ingress.namespace);
  if (name === null) return deny('auth-secret', 'its value is not the name of a Secret');
  if (name.namespace !== annotations.ingress.namespace) return deny('auth-secret', 'a Secret of another namespace is not allowed');
  const digest = type.value === 'digest';
  if (isExternalSecret(name, inputs)) return { digest, passwords: null };
  const object = inputs.cluster.find('Secret', name.namespace, name.name);
  if (object === undefined) return deny('auth-secret', `Secret ${name.namespace}/${name.name} does not exist`);
  const passwords = readPasswords(object, valueOr(secretType, 'auth-file') === 'auth-map' ? 'map' : 'file');
  return passwords === null ? deny('auth-secret', `Secret ${name.namespace}/${name.name} has no key auth`) : { digest, passwords };
}

function readExternal(annotations: Annotations, inputs: AccessInputs, deny: Deny): ExternalAuth | null {
  const url = annotations.strict('auth-url', annotations.text('auth-url', urlWithVariables));
  if (url.kind !== 'value') return null;
  if (!/^[a-z][a-z0-9+.-]*:\/\/[^/\s.?#][^/\s?#]*(?:[/?#]|$)/i.test(url.value) || /^[^/]*\/\/[^/]*\.\./.test(url.value)) return deny('auth-url', 'its value is not a URL');
  const method = annotations.text('auth-method', (text) => METHODS.test(text));
  if (method.kind === 'invalid' || (method.kind === 'value' && !new RegExp(`^(?:${METHODS.source})$`).test(method.value))) return deny('auth-method', 'its value is not a method');
  const headers = annotations.text('auth-response-headers', headerList);
  if (headers.kind === 'invalid') return deny('auth-response-headers', 'its value is not a list of headers');
  const set = annotations.text('auth-proxy-set-headers', basicChars);
  if (set.kind === 'value' && !hasConfigMap(set.value, annotations.ingress.namespace, inputs)) return deny('auth-proxy-set-headers', `ConfigMap ${set.value} does not exist in its namespace`);
  return {
    url: url.value,
    signIn: valueOr(annotations.text('auth-signin', urlWithVariables), ''),
    redirectParameter: valueOr(annotations.text('auth-signin-redirect-param', plainUrl), 'rd'),
  };
}

const METHODS = /GET|HEAD|POST|PUT|PATCH|DELETE|CONNECT|OPTIONS|TRACE/;

function readClientCertificate(annotations: Annotations, inputs: AccessInputs): ClientCertificate | Denial | null {
  const secret = annotations.strict('auth-tls-secret', annotations.text('auth-tls-secret', basicChars));
  if (secret.kind !== 'value') return null;
  const denial = (reason: string): Denial => ({ annotation: 'auth-tls-secret', reason });
  const parts = secret.value.split('/');
  if (parts.length !== 2 || parts.some((each) => each === '')) return denial('its value is not namespace/name');
  const [namespace, name] = parts;
  if (namespace !== annotations.ingress.namespace) return denial('a Secret of another namespace is not allowed');
  if (!isExternalSecret({ namespace, name }, inputs)) {
    const object = inputs.cluster.find('Secret', namespace, name);
    if (object === undefined) return denial(`Secret ${secret.value} does not exist`);
    if (stringMapAt(object.object, 'data')['ca.crt'] === undefined && stringMapAt(object.object, 'stringData')['ca.crt'] === undefined) return denial(`Secret ${secret.value} has no key ca.crt`);
  }
  annotations.strict('auth-tls-pass-certificate-to-upstream', annotations.bool('auth-tls-pass-certificate-to-upstream'));
  annotations.strict('auth-tls-match-cn', annotations.text('auth-tls-match-cn', commonName));
  return {
    verify: valueOr(annotations.text('auth-tls-verify-client', oneOf(['on', 'off', 'optional', 'optional_no_ca'])), 'on'),
    errorPage: valueOr(annotations.strict('auth-tls-error-page', annotations.text('auth-tls-error-page', errorPage)), ''),
  };
}

export interface ObjectName {
  readonly namespace: string;
  readonly name: string;
}

/** `name` or `namespace/name`. */
function splitName(text: string, namespace: string): ObjectName | null {
  const parts = text.split('/');
  if (parts.length > 2) return null;
  return parts.length === 1 ? { namespace, name: text } : { namespace: parts[0] === '' ? namespace : parts[0], name: parts[1] };
}

function isExternalSecret({ namespace, name }: ObjectName, { externals }: AccessInputs): boolean {
  return isDeclaredSecret(externals, namespace, name);
}

/** `namespace/name` of a ConfigMap of the own namespace. */
export function hasConfigMap(text: string, own: string, { cluster }: AccessInputs): boolean {
  const [namespace, name, ...more] = text.split('/');
  return more.length === 0 && name !== undefined && name !== '' && namespace === own && cluster.find('ConfigMap', namespace, name) !== undefined;
}
