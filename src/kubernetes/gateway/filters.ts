import { readReference, type Reference } from './references';
import { booleanAt, integerAt, mapObjectsAt, objectAt, stringAt, stringsAt, textAt, wordAt } from '../fields';
import type { JsonObject } from '../resource';

/** How a redirect or rewrite changes the path. */
export type PathModifier =
  | { readonly kind: 'full'; readonly path: string }
  | { readonly kind: 'prefix'; readonly path: string };

export interface HeaderField {
  readonly name: string;
  readonly value: string;
}

export interface CorsFilter {
  readonly kind: 'cors';
  readonly allowOrigins: readonly string[];
  readonly allowMethods: readonly string[];
  readonly allowHeaders: readonly string[];
  readonly exposeHeaders: readonly string[];
  readonly allowCredentials: boolean;
  /** Seconds. */
  readonly maxAge: number;
  readonly fieldPath: string;
}

export interface RedirectFilter {
  readonly kind: 'redirect';
  readonly scheme: string | null;
  readonly hostname: string | null;
  readonly port: number | null;
  readonly path: PathModifier | null;
  readonly statusCode: number;
  readonly fieldPath: string;
}

/** A filter of a rule or of a backend. */
export type RouteFilter =
  | {
    readonly kind: 'headers';
    readonly on: 'request' | 'response';
    readonly set: readonly HeaderField[];
    readonly add: readonly HeaderField[];
    readonly remove: readonly string[];
    readonly fieldPath: string;
  }
  | RedirectFilter
  | { readonly kind: 'rewrite'; readonly hostname: string | null; readonly path: PathModifier | null; readonly fieldPath: string }
  /** `percent` of the requests are sent there too. */
  | { readonly kind: 'mirror'; readonly backend: Reference & { readonly port: number | null }; readonly percent: number; readonly fieldPath: string }
  | CorsFilter
  | { readonly kind: 'extension'; readonly ref: Reference; readonly fieldPath: string }
  | { readonly kind: 'external-auth'; readonly backend: Reference & { readonly port: number | null }; readonly fieldPath: string }
  /** A type that this version does not know. */
  | { readonly kind: 'unknown'; readonly type: string; readonly fieldPath: string };

const SERVICE = { group: '', kind: 'Service' };

/** @see https://github.com/kubernetes-sigs/gateway-api/blob/v1.6.1/apis/v1/httproute_types.go HTTPRouteFilter */
export function readFilters(holder: JsonObject | undefined, fieldPath: string): readonly RouteFilter[] {
  return mapObjectsAt(holder, 'filters', (filter, index) => readFilter(filter, `${fieldPath}.filters[${index}]`));
}

function readFilter(filter: JsonObject, fieldPath: string): RouteFilter {
  const type = stringAt(filter, 'type') ?? '';
  switch (type) {
    case 'RequestHeaderModifier': return readHeaders(objectAt(filter, 'requestHeaderModifier'), 'request', `${fieldPath}.requestHeaderModifier`);
    case 'ResponseHeaderModifier': return readHeaders(objectAt(filter, 'responseHeaderModifier'), 'response', `${fieldPath}.responseHeaderModifier`);
    case 'RequestRedirect': return readRedirect(objectAt(filter, 'requestRedirect'), `${fieldPath}.requestRedirect`);
    case 'URLRewrite': {
      const rewrite = objectAt(filter, 'urlRewrite');
      return { kind: 'rewrite', hostname: textAt(rewrite, 'hostname'), path: readPathModifier(objectAt(rewrite, 'path')), fieldPath: `${fieldPath}.urlRewrite` };
    }
    case 'RequestMirror': return readMirror(objectAt(filter, 'requestMirror'), `${fieldPath}.requestMirror`);
    case 'CORS': return readCors(objectAt(filter, 'cors'), `${fieldPath}.cors`);
    case 'ExtensionRef': return { kind: 'extension', ref: readReference(objectAt(filter, 'extensionRef'), `${fieldPath}.extensionRef`, { group: '', kind: '' }), fieldPath };
    case 'ExternalAuth': return { kind: 'external-auth', backend: readTarget(objectAt(filter, 'externalAuth'), `${fieldPath}.externalAuth`), fieldPath };
    default: return { kind: 'unknown', type, fieldPath };
  }
}

function readHeaders(headers: JsonObject | undefined, on: 'request' | 'response', fieldPath: string): RouteFilter {
  const fields = (key: string): readonly HeaderField[] =>
    mapObjectsAt(headers, key, (field) => ({ name: stringAt(field, 'name') ?? '', value: stringAt(field, 'value') ?? '' }));
  return { kind: 'headers', on, set: fields('set'), add: fields('add'), remove: stringsAt(headers, 'remove'), fieldPath };
}

function readRedirect(redirect: JsonObject | undefined, fieldPath: string): RedirectFilter {
  return {
    kind: 'redirect',
    scheme: textAt(redirect, 'scheme'),
    hostname: textAt(redirect, 'hostname'),
    port: integerAt(redirect, 'port') ?? null,
    path: readPathModifier(objectAt(redirect, 'path')),
    statusCode: integerAt(redirect, 'statusCode') ?? 302,
    fieldPath,
  };
}

function readPathModifier(path: JsonObject | undefined): PathModifier | null {
  const type = wordAt(path, 'type', ['ReplaceFullPath', 'ReplacePrefixMatch']);
  if (type === undefined) return null;
  return type === 'ReplaceFullPath'
    ? { kind: 'full', path: stringAt(path, 'replaceFullPath') ?? '' }
    : { kind: 'prefix', path: stringAt(path, 'replacePrefixMatch') ?? '' };
}

function readMirror(mirror: JsonObject | undefined, fieldPath: string): RouteFilter {
  const fraction = objectAt(mirror, 'fraction');
  const numerator = integerAt(fraction, 'numerator');
  const share = numerator === undefined ? undefined : (100 * numerator) / Math.max(1, integerAt(fraction, 'denominator') ?? 100);
  return { kind: 'mirror', backend: readTarget(mirror, fieldPath), percent: share ?? integerAt(mirror, 'percent') ?? 100, fieldPath };
}

function readTarget(holder: JsonObject | undefined, fieldPath: string): Reference & { readonly port: number | null } {
  const backend = objectAt(holder, 'backendRef');
  return { ...readReference(backend, `${fieldPath}.backendRef`, SERVICE), port: integerAt(backend, 'port') ?? null };
}

function readCors(cors: JsonObject | undefined, fieldPath: string): CorsFilter {
  return {
    kind: 'cors',
    allowOrigins: stringsAt(cors, 'allowOrigins'),
    allowMethods: stringsAt(cors, 'allowMethods'),
    allowHeaders: stringsAt(cors, 'allowHeaders'),
    exposeHeaders: stringsAt(cors, 'exposeHeaders'),
    allowCredentials: booleanAt(cors, 'allowCredentials') ?? false,
    maxAge: integerAt(cors, 'maxAge') ?? 5,
    fieldPath,
  };
}
