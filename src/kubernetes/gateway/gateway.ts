import { readAllowedNamespaces, readClientValidation, readListeners, type AllowedNamespaces, type ClientValidation, type ListenerSpec } from './listener';
import { readParentRef, readReference, type ParentRef, type Reference } from './references';
import { integerAt, mapObjectsAt, objectAt, objectIn, stringAt, textAt } from '../fields';
import type { JsonObject, Resource } from '../resource';

/** A GatewayClass: which controller serves the Gateways that name it. */
export interface GatewayClass {
  readonly resource: Resource;
  readonly name: string;
  readonly controllerName: string | null;
}

/** What both Gateways and ListenerSets are: objects with listeners. */
export interface ListenerOwner {
  readonly kind: 'Gateway' | 'ListenerSet' | 'XListenerSet';
  readonly resource: Resource;
  readonly namespace: string;
  readonly name: string;
  readonly creationTimestamp: string | null;
  readonly listeners: readonly ListenerSpec[];
}

export interface GatewayAddress {
  readonly type: string;
  /** null: the controller is to choose one. */
  readonly value: string | null;
  readonly fieldPath: string;
}

/** A Gateway (gateway.networking.k8s.io) as a controller reads it. */
export interface Gateway extends ListenerOwner {
  readonly kind: 'Gateway';
  readonly className: string;
  readonly addresses: readonly GatewayAddress[];
  /** Addresses that a controller has written to the status. */
  readonly statusAddresses: readonly string[];
  readonly parametersRef: Reference | null;
  readonly allowedListeners: AllowedNamespaces;
  /** How clients are checked on HTTPS listeners; `perPort` replaces the default for its port, also without a validation. */
  readonly clientValidation: ClientValidation | null;
  readonly clientValidationPerPort: ReadonlyMap<number, ClientValidation | null>;
  /** The certificate that the Gateway shows to backends. */
  readonly clientCertificateRef: Reference | null;
  /** Routes may attach without naming it. */
  readonly isDefault: boolean;
}

/** More listeners for a Gateway, of another owner. */
export interface ListenerSet extends ListenerOwner {
  readonly kind: 'ListenerSet' | 'XListenerSet';
  readonly parentRef: ParentRef;
}

/** How clients are checked on a port; null: they are not. */
export function clientValidationOn({ clientValidation, clientValidationPerPort }: Gateway, port: number | null): ClientValidation | null {
  const ofPort = port === null ? undefined : clientValidationPerPort.get(port);
  return ofPort === undefined ? clientValidation : ofPort;
}

export function readGatewayClass(resource: Resource): GatewayClass {
  return { resource, name: resource.name, controllerName: textAt(objectAt(resource.object, 'spec'), 'controllerName') };
}

/** @see https://github.com/kubernetes-sigs/gateway-api/blob/v1.6.1/apis/v1/gateway_types.go GatewaySpec */
export function readGateway(resource: Resource): Gateway {
  const spec = objectAt(resource.object, 'spec');
  const parametersRef = objectIn(spec, 'infrastructure', 'parametersRef');
  const frontend = objectIn(spec, 'tls', 'frontend');
  const clientCertificate = objectIn(spec, 'tls', 'backend', 'clientCertificateRef');
  return {
    ...readOwner(resource),
    kind: 'Gateway',
    className: stringAt(spec, 'gatewayClassName') ?? '',
    addresses: mapObjectsAt(spec, 'addresses', readAddress),
    statusAddresses: mapObjectsAt(objectAt(resource.object, 'status'), 'addresses', (address) => textAt(address, 'value') ?? '').filter((value) => value !== ''),
    parametersRef: parametersRef === undefined ? null : readReference(parametersRef, 'spec.infrastructure.parametersRef', { group: '', kind: '' }),
    allowedListeners: readAllowedNamespaces(objectIn(spec, 'allowedListeners', 'namespaces'), 'None'),
    clientValidation: readClientValidation(objectAt(frontend, 'default'), 'spec.tls.frontend.default'),
    clientValidationPerPort: readPerPort(frontend),
    clientCertificateRef: clientCertificate === undefined ? null
      : readReference(clientCertificate, 'spec.tls.backend.clientCertificateRef', { group: '', kind: 'Secret' }),
    isDefault: textAt(spec, 'defaultScope') === 'All',
  };
}

/** A ListenerSet, or the XListenerSet that came before it. */
export function readListenerSet(resource: Resource): ListenerSet {
  const spec = objectAt(resource.object, 'spec');
  return {
    ...readOwner(resource),
    kind: resource.kind === 'ListenerSet' ? 'ListenerSet' : 'XListenerSet',
    parentRef: readParentRef(objectAt(spec, 'parentRef'), 'spec.parentRef'),
  };
}

function readOwner(resource: Resource): Omit<ListenerOwner, 'kind'> {
  return {
    resource,
    namespace: resource.namespace ?? '',
    name: resource.name,
    creationTimestamp: textAt(objectAt(resource.object, 'metadata'), 'creationTimestamp'),
    listeners: readListeners(objectAt(resource.object, 'spec')),
  };
}

function readAddress(address: JsonObject, index: number): GatewayAddress {
  return { type: textAt(address, 'type') ?? 'IPAddress', value: textAt(address, 'value'), fieldPath: `spec.addresses[${index}]` };
}

function readPerPort(frontend: JsonObject | undefined): ReadonlyMap<number, ClientValidation | null> {
  const ports = mapObjectsAt(frontend, 'perPort', (entry, index) =>
    [integerAt(entry, 'port'), readClientValidation(objectAt(entry, 'tls'), `spec.tls.frontend.perPort[${index}].tls`)] as const);
  return new Map(ports.flatMap(([port, validation]) => (port === undefined ? [] : [[port, validation] as const])));
}
