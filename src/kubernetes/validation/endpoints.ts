import type { JsonObject } from '../resource';
import { ipProblem, ipWarning, specialIpProblem } from './address-rules';
import { elementObject, integerOrNull, isGiven, list, text, textOrNull } from './fields';
import type { KindRules, ValidationOptions } from './kind-rules';
import { TYPE_META, validateMetadata } from './metadata';
import { dns1123LabelWithoutDots, dns1123Subdomain, portNumber, qualifiedName } from './names';
import { DEPRECATED_ENDPOINTS, STRICT_ADDRESSES } from './releases';
import type { Report } from './report';
import { INT32, listOf, object, STRING } from './schema';

const PROTOCOLS = ['SCTP', 'TCP', 'UDP'];

/** `core/v1.ObjectReference`. */
export const OBJECT_REFERENCE = object({
  kind: STRING, namespace: STRING, name: STRING, uid: STRING, apiVersion: STRING, resourceVersion: STRING, fieldPath: STRING,
});

const ADDRESS = object({ ip: STRING, hostname: STRING, nodeName: STRING, targetRef: OBJECT_REFERENCE });

const ENDPOINTS_SCHEMA = object({
  ...TYPE_META,
  subsets: listOf(object({
    addresses: listOf(ADDRESS),
    notReadyAddresses: listOf(ADDRESS),
    ports: listOf(object({ name: STRING, port: INT32, protocol: STRING, appProtocol: STRING })),
  })),
});

export const ENDPOINTS: KindRules = { schema: ENDPOINTS_SCHEMA, validate: validateEndpoints };

/** `ValidateEndpoints` (core/validation/validation.go) and the warnings of registry/core/endpoint/strategy.go. */
function validateEndpoints(endpoints: JsonObject, report: Report, options: ValidationOptions): void {
  const strict = options.kubernetesMinor >= STRICT_ADDRESSES;
  if (options.kubernetesMinor >= DEPRECATED_ENDPOINTS) {
    report.warn('', 'v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice');
  }
  validateMetadata(endpoints, dns1123Subdomain, report);
  const subsets = list(endpoints, 'subsets').map(elementObject);
  subsets.forEach((subset, index) => validateSubset(subset, `subsets[${index}]`, strict, report));
  if (report.violations.length === 0) {
    subsets.forEach((subset, index) => warnOfAddresses(subset, `subsets[${index}]`, report));
  }
}

function validateSubset(subset: JsonObject, path: string, strict: boolean, report: Report): void {
  const addresses = list(subset, 'addresses');
  const notReadyAddresses = list(subset, 'notReadyAddresses');
  const ports = list(subset, 'ports');
  if (addresses.length === 0 && notReadyAddresses.length === 0) {
    report.required(path, 'must specify `addresses` or `notReadyAddresses`');
  }
  addresses.forEach((address, index) => validateAddress(elementObject(address), `${path}.addresses[${index}]`, strict, report));
  notReadyAddresses.forEach((address, index) => validateAddress(elementObject(address), `${path}.notReadyAddresses[${index}]`, strict, report));
  ports.forEach((port, index) => validatePort(elementObject(port), ports.length > 1, `${path}.ports[${index}]`, report));
}

function validateAddress(address: JsonObject, path: string, strict: boolean, report: Report): void {
  const ip = text(address, 'ip');
  const hostname = text(address, 'hostname');
  const nodeName = textOrNull(address, 'nodeName');
  report.invalidIf(`${path}.ip`, ip, ipProblem(ip, strict) ?? specialIpProblem(ip));
  if (hostname !== '') {
    report.invalidIf(`${path}.hostname`, hostname, dns1123LabelWithoutDots(hostname));
  }
  if (nodeName !== null) {
    report.invalidIf(`${path}.nodeName`, nodeName, dns1123Subdomain(nodeName));
  }
}

function validatePort(entry: JsonObject, needsName: boolean, path: string, report: Report): void {
  const name = text(entry, 'name');
  const port = isGiven(entry, 'port') ? integerOrNull(entry, 'port') : 0;
  const protocol = text(entry, 'protocol') || 'TCP';
  const appProtocol = textOrNull(entry, 'appProtocol');
  if (name !== '') {
    report.invalidIf(`${path}.name`, name, dns1123LabelWithoutDots(name));
  } else if (needsName) {
    report.required(`${path}.name`, 'every port needs a name where there is more than one');
  }
  if (port !== null) {
    report.invalidIf(`${path}.port`, port, portNumber(port));
  }
  if (!PROTOCOLS.includes(protocol)) {
    report.notSupported(`${path}.protocol`, protocol, PROTOCOLS);
  }
  if (appProtocol !== null) {
    report.invalidIf(`${path}.appProtocol`, appProtocol, qualifiedName(appProtocol));
  }
}

function warnOfAddresses(subset: JsonObject, path: string, report: Report): void {
  for (const key of ['addresses', 'notReadyAddresses']) {
    list(subset, key).forEach((address, index) => {
      report.warnIf(`${path}.${key}[${index}].ip`, ipWarning(text(elementObject(address), 'ip')));
    });
  }
}
