import { GATEWAY_GROUP } from './kinds';
import { readReference, readSecretRefs, type Reference } from './references';
import { integerAt, isEmptyMap, mapObjectsAt, objectAt, stringAt, stringMapAt, textAt, wordAt } from '../fields';
import { readLabelSelector, type LabelSelector } from '../label-selector';
import type { JsonObject } from '../resource';

/** Which namespaces something is allowed from; `selector` is null where it selects by labels and has none. */
export interface AllowedNamespaces {
  readonly from: 'All' | 'Selector' | 'Same' | 'None';
  readonly selector: LabelSelector | null;
}

export interface ListenerTls {
  readonly mode: 'Terminate' | 'Passthrough';
  readonly certificateRefs: readonly Reference[];
  readonly hasOptions: boolean;
}

/** A listener of a Gateway or of a ListenerSet. */
export interface ListenerSpec {
  readonly name: string;
  /** In lower case; null: every host. */
  readonly hostname: string | null;
  /** null where an experimental ListenerSet leaves the choice to its controller. */
  readonly port: number | null;
  /** `HTTP`, `HTTPS`, `TLS`, `TCP`, `UDP`, or one that only its controller knows. */
  readonly protocol: string;
  readonly tls: ListenerTls | null;
  readonly allowedNamespaces: AllowedNamespaces;
  /** Empty: every kind that the protocol takes. */
  readonly allowedKinds: readonly { readonly group: string; readonly kind: string }[];
  readonly fieldPath: string;
}

/** @see https://github.com/kubernetes-sigs/gateway-api/blob/v1.6.1/apis/v1/gateway_types.go Listener */
export function readListeners(spec: JsonObject | undefined): readonly ListenerSpec[] {
  return mapObjectsAt(spec, 'listeners', (listener, index) => readListener(listener, `spec.listeners[${index}]`));
}

function readListener(listener: JsonObject, fieldPath: string): ListenerSpec {
  const allowed = objectAt(listener, 'allowedRoutes');
  return {
    name: stringAt(listener, 'name') ?? '',
    hostname: textAt(listener, 'hostname')?.toLowerCase() ?? null,
    port: integerAt(listener, 'port') ?? null,
    protocol: stringAt(listener, 'protocol') ?? '',
    tls: readTls(objectAt(listener, 'tls'), `${fieldPath}.tls`),
    allowedNamespaces: readAllowedNamespaces(objectAt(allowed, 'namespaces'), 'Same'),
    allowedKinds: mapObjectsAt(allowed, 'kinds', (kind) => ({ group: stringAt(kind, 'group') ?? GATEWAY_GROUP, kind: stringAt(kind, 'kind') ?? '' })),
    fieldPath,
  };
}

function readTls(tls: JsonObject | undefined, fieldPath: string): ListenerTls | null {
  if (tls === undefined) return null;
  return {
    mode: wordAt(tls, 'mode', ['Terminate', 'Passthrough']) ?? 'Terminate',
    certificateRefs: readSecretRefs(tls, 'certificateRefs', fieldPath),
    hasOptions: !isEmptyMap(stringMapAt(tls, 'options')),
  };
}

/** @param unset what it means where nothing is written */
export function readAllowedNamespaces(namespaces: JsonObject | undefined, unset: 'Same' | 'None'): AllowedNamespaces {
  const selector = objectAt(namespaces, 'selector');
  return {
    from: wordAt(namespaces, 'from', ['All', 'Selector', 'Same', 'None']) ?? unset,
    selector: selector === undefined ? null : readLabelSelector(selector),
  };
}

/** A list of certificate authorities that clients are checked against. */
export interface ClientValidation {
  readonly caCertificateRefs: readonly Reference[];
  readonly mode: 'AllowValidOnly' | 'AllowInsecureFallback';
  readonly fieldPath: string;
}

/** `FrontendTLSValidation`; null where a port has no validation. */
export function readClientValidation(tls: JsonObject | undefined, fieldPath: string): ClientValidation | null {
  const validation = objectAt(tls, 'validation');
  if (validation === undefined) return null;
  const at = `${fieldPath}.validation`;
  return {
    caCertificateRefs: mapObjectsAt(validation, 'caCertificateRefs', (ref, index) => readReference(ref, `${at}.caCertificateRefs[${index}]`, { group: '', kind: '' })),
    mode: wordAt(validation, 'mode', ['AllowValidOnly', 'AllowInsecureFallback']) ?? 'AllowValidOnly',
    fieldPath: at,
  };
}
