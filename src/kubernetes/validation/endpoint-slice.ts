import type { Json, JsonObject } from '../resource';
import { canonicalIpProblem, ipProblem, ipWarning, specialIpProblem } from './address-rules';
import { parseIp } from './addresses';
import { OBJECT_REFERENCE } from './endpoints';
import { childOrNull, elementObject, elementText, field, isGiven, isNotText, list, text, textOrNull } from './fields';
import type { KindRules, ValidationOptions } from './kind-rules';
import { TYPE_META, validateMetadata, type NameRule } from './metadata';
import { dns1123Label, dns1123LabelWithoutDots, dns1123Subdomain, labelValue, qualifiedName } from './names';
import { PREFER_SAME_ZONE_AND_NODE, STRICT_ADDRESSES } from './releases';
import type { Report } from './report';
import { BOOL, INT32, listOf, object, STRING, STRING_LIST, STRING_MAP } from './schema';

const ADDRESS_TYPES = ['FQDN', 'IPv4', 'IPv6'];
const PROTOCOLS = ['SCTP', 'TCP', 'UDP'];
const MOST_ENDPOINTS = 1000;
const MOST_ADDRESSES = 100;
const MOST_PORTS = 20000;
const MOST_HINTS = 8;

const NAMED = listOf(object({ name: STRING }));

const ENDPOINT_SLICE_SCHEMA = object({
  ...TYPE_META,
  addressType: STRING,
  endpoints: listOf(object({
    addresses: STRING_LIST,
    conditions: object({ ready: BOOL, serving: BOOL, terminating: BOOL }),
    hostname: STRING,
    targetRef: OBJECT_REFERENCE,
    deprecatedTopology: STRING_MAP,
    nodeName: STRING,
    zone: STRING,
    hints: object({ forZones: NAMED, forNodes: NAMED }),
  })),
  ports: listOf(object({ name: STRING, protocol: STRING, port: INT32, appProtocol: STRING })),
});

export const ENDPOINT_SLICE: KindRules = { schema: ENDPOINT_SLICE_SCHEMA, validate: validateEndpointSlice };

/**
 * `ValidateEndpointSliceCreate` (discovery/validation/validation.go) and the warnings of registry/discovery/endpointslice.
 *
 * Port numbers and zones are not checked, and `deprecatedTopology` is dropped before validation.
 */
function validateEndpointSlice(slice: JsonObject, report: Report, options: ValidationOptions): void {
  const addressType = text(slice, 'addressType');
  validateMetadata(slice, dns1123Subdomain, report);
  if (addressType === '') {
    report.required('addressType', `one of ${ADDRESS_TYPES.join(', ')}`);
  } else if (!ADDRESS_TYPES.includes(addressType)) {
    report.notSupported('addressType', addressType, ADDRESS_TYPES);
  }
  validatePorts(list(slice, 'ports'), report);
  validateEndpoints(list(slice, 'endpoints'), addressType, options, report);
  if (report.violations.length === 0) {
    warnOfAddresses(slice, addressType, report);
  }
}

function validatePorts(ports: readonly Json[], report: Report): void {
  if (ports.length > MOST_PORTS) {
    report.tooMany('ports', ports.length, MOST_PORTS);
    return;
  }
  const names = new Set<string>();
  ports.forEach((element, index) => {
    const port = elementObject(element);
    const path = `ports[${index}]`;
    const name = text(port, 'name');
    const appProtocol = textOrNull(port, 'appProtocol');
    if (name !== '') {
      report.invalidIf(`${path}.name`, name, dns1123LabelWithoutDots(name));
    }
    if (names.has(name) && !isNotText(port, 'name')) {
      report.duplicate(`${path}.name`, name);
    }
    names.add(name);
    if (isGiven(port, 'protocol') && !PROTOCOLS.includes(text(port, 'protocol'))) {
      report.notSupported(`${path}.protocol`, field(port, 'protocol'), PROTOCOLS);
    }
    if (appProtocol !== null) {
      report.invalidIf(`${path}.appProtocol`, appProtocol, qualifiedName(appProtocol));
    }
  });
}

function validateEndpoints(endpoints: readonly Json[], addressType: string, options: ValidationOptions, report: Report): void {
  if (endpoints.length > MOST_ENDPOINTS) {
    report.tooMany('endpoints', endpoints.length, MOST_ENDPOINTS);
    return;
  }
  endpoints.forEach((element, index) => {
    const endpoint = elementObject(element);
    const path = `endpoints[${index}]`;
    const nodeName = textOrNull(endpoint, 'nodeName');
    const hostname = textOrNull(endpoint, 'hostname');
    const hints = childOrNull(endpoint, 'hints');
    validateAddresses(list(endpoint, 'addresses'), addressType, `${path}.addresses`, options.kubernetesMinor >= STRICT_ADDRESSES, report);
    if (nodeName !== null) {
      report.invalidIf(`${path}.nodeName`, nodeName, dns1123Subdomain(nodeName));
    }
    if (hostname !== null) {
      report.invalidIf(`${path}.hostname`, hostname, dns1123LabelWithoutDots(hostname));
    }
    if (hints !== null) {
      validateHints(list(hints, 'forZones'), labelValue, `${path}.hints.forZones`, report);
      if (options.kubernetesMinor >= PREFER_SAME_ZONE_AND_NODE) {
        validateHints(list(hints, 'forNodes'), dns1123Subdomain, `${path}.hints.forNodes`, report);
      }
    }
  });
}

function validateAddresses(addresses: readonly Json[], addressType: string, path: string, strict: boolean, report: Report): void {
  if (addresses.length === 0) {
    report.required(path, 'must contain at least 1 address');
  } else if (addresses.length > MOST_ADDRESSES) {
    report.tooMany(path, addresses.length, MOST_ADDRESSES);
  }
  addresses.forEach((element, index) => {
    const address = elementText(element);
    const addressPath = `${path}[${index}]`;
    if (addressType === 'FQDN') {
      validateDomainName(address, addressPath, report);
    } else if (addressType === 'IPv4' || addressType === 'IPv6') {
      validateIp(address, addressType, path, addressPath, strict, report);
    }
  });
}

/** An address of the other family is reported on the list of addresses, as the server does. */
function validateIp(address: string, addressType: 'IPv4' | 'IPv6', path: string, addressPath: string, strict: boolean, report: Report): void {
  const problem = addressType === 'IPv4' ? ipProblem(address, strict) : canonicalIpProblem(address);
  if (problem !== null) {
    report.invalid(addressPath, address, problem);
    return;
  }
  if (parseIp(address)?.family !== addressType) {
    report.invalid(path, address, `must be an ${addressType} address`);
  }
  report.invalidIf(addressPath, address, specialIpProblem(address));
}

/** `IsFullyQualifiedDomainName` (apimachinery, util/validation). */
function validateDomainName(name: string, path: string, report: Report): void {
  if (name === '') {
    report.required(path);
    return;
  }
  const withoutDot = name.endsWith('.') ? name.slice(0, -1) : name;
  const problem = dns1123Subdomain(withoutDot);
  if (problem !== null) {
    report.invalid(path, name, problem);
    return;
  }
  const labels = withoutDot.split('.');
  if (labels.length < 2) {
    report.invalid(path, name, 'should be a domain with at least two segments separated by dots');
    return;
  }
  const wrong = labels.find(label => dns1123Label(label) !== null);
  if (wrong !== undefined) {
    report.invalid(path, wrong, 'each segment must be no more than 63 characters');
  }
}

function validateHints(hints: readonly Json[], nameRule: NameRule, path: string, report: Report): void {
  if (hints.length > MOST_HINTS) {
    report.tooMany(path, hints.length, MOST_HINTS);
    return;
  }
  const names = new Set<string>();
  hints.forEach((hint, index) => {
    const name = text(elementObject(hint), 'name');
    const namePath = `${path}[${index}].name`;
    if (names.has(name)) {
      report.duplicate(namePath, name);
    }
    names.add(name);
    report.invalidIf(namePath, name, nameRule(name));
  });
}

function warnOfAddresses(slice: JsonObject, addressType: string, report: Report): void {
  if (addressType === 'FQDN') {
    report.warn('addressType', 'FQDN endpoints are deprecated');
    return;
  }
  list(slice, 'endpoints').forEach((endpoint, index) => {
    list(elementObject(endpoint), 'addresses').forEach((address, position) => {
      report.warnIf(`endpoints[${index}].addresses[${position}]`, ipWarning(elementText(address)));
    });
  });
}
