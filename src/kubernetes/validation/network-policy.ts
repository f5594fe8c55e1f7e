import type { Json, JsonObject } from '../resource';
import { cidrProblem, cidrWarnings } from './address-rules';
import { contains, parseCidr, type Cidr } from './addresses';
import { child, childOrNull, elementObject, elementText, field, integerOrNull, isGiven, list, text, textOrNull } from './fields';
import type { KindRules, ValidationOptions } from './kind-rules';
import { LABEL_SELECTOR, validateLabelSelector } from './label-selector';
import { TYPE_META, validateMetadata } from './metadata';
import { dns1123Subdomain, portName, portNumber } from './names';
import { ADDRESS_AND_PORT_NAME_WARNINGS, STRICT_ADDRESSES } from './releases';
import type { Report } from './report';
import { conforms, INT32, INT_OR_STRING, listOf, object, STRING, STRING_LIST } from './schema';

const PORT = object({ protocol: STRING, port: INT_OR_STRING, endPort: INT32 });

const PEER = object({
  podSelector: LABEL_SELECTOR,
  namespaceSelector: LABEL_SELECTOR,
  ipBlock: object({ cidr: STRING, except: STRING_LIST }),
});

const SCHEMA = object({
  ...TYPE_META,
  spec: object({
    podSelector: LABEL_SELECTOR,
    ingress: listOf(object({ ports: listOf(PORT), from: listOf(PEER) })),
    egress: listOf(object({ ports: listOf(PORT), to: listOf(PEER) })),
    policyTypes: STRING_LIST,
  }),
});

const PROTOCOLS = ['TCP', 'UDP', 'SCTP'];
const POLICY_TYPES = ['Ingress', 'Egress'];

/** `ValidateNetworkPolicy` (networking/validation/validation.go) and the warnings of its registry strategy. */
export const NETWORK_POLICY: KindRules = {
  schema: SCHEMA,
  validate: (policy, report, options) => {
    const spec = child(policy, 'spec');
    validateMetadata(policy, dns1123Subdomain, report);
    validateLabelSelector(child(spec, 'podSelector'), 'spec.podSelector', report);
    validateRules(spec, 'ingress', 'from', report, options);
    validateRules(spec, 'egress', 'to', report, options);
    validatePolicyTypes(list(spec, 'policyTypes'), report);
    if (report.violations.length === 0 && options.kubernetesMinor >= ADDRESS_AND_PORT_NAME_WARNINGS) {
      warnOfAddresses(spec, 'ingress', 'from', report);
      warnOfAddresses(spec, 'egress', 'to', report);
    }
  },
};

function validateRules(spec: JsonObject, direction: string, peersKey: string, report: Report, options: ValidationOptions): void {
  const rules = list(spec, direction);
  for (let index = 0; index < rules.length; index++) {
    const rule = elementObject(rules[index]);
    const ports = list(rule, 'ports');
    for (let entry = 0; entry < ports.length; entry++) {
      validatePort(elementObject(ports[entry]), `spec.${direction}[${index}].ports[${entry}]`, report);
    }
    const peers = list(rule, peersKey);
    for (let entry = 0; entry < peers.length; entry++) {
      validatePeer(elementObject(peers[entry]), `spec.${direction}[${index}].${peersKey}[${entry}]`, report, options);
    }
  }
}

/** `ValidateNetworkPolicyPort`. */
function validatePort(entry: JsonObject, path: string, report: Report): void {
  const protocol = textOrNull(entry, 'protocol');
  if (protocol !== null && !PROTOCOLS.includes(protocol)) {
    report.notSupported(`${path}.protocol`, protocol, PROTOCOLS);
  }
  const port = field(entry, 'port');
  const endPort = integerOrNull(entry, 'endPort');
  if (typeof port === 'number') {
    report.invalidIf(`${path}.port`, port, portNumber(port));
    if (endPort !== null) {
      report.invalidIf(`${path}.endPort`, endPort, endPort < port ? 'must be greater than or equal to `port`' : portNumber(endPort));
    }
    return;
  }
  if (typeof port === 'string') {
    report.invalidIf(`${path}.port`, port, portName(port));
  }
  if (endPort !== null && (port === undefined || port === null || typeof port === 'string')) {
    report.invalid(`${path}.endPort`, endPort, `may not be specified when \`port\` is ${typeof port === 'string' ? 'non-numeric' : 'not specified'}`);
  }
}

/** `ValidateNetworkPolicyPeer`. */
function validatePeer(peer: JsonObject, path: string, report: Report, options: ValidationOptions): void {
  const podSelector = childOrNull(peer, 'podSelector');
  const namespaceSelector = childOrNull(peer, 'namespaceSelector');
  const ipBlock = childOrNull(peer, 'ipBlock');
  if (podSelector !== null) {
    validateLabelSelector(podSelector, `${path}.podSelector`, report);
  }
  if (namespaceSelector !== null) {
    validateLabelSelector(namespaceSelector, `${path}.namespaceSelector`, report);
  }
  if (ipBlock !== null) {
    validateIpBlock(ipBlock, `${path}.ipBlock`, report, options);
  }
  if (podSelector === null && namespaceSelector === null) {
    if (ipBlock === null && conforms(PEER, peer)) {
      report.required(path, 'must specify a peer: podSelector, namespaceSelector or ipBlock');
    }
  } else if (ipBlock !== null) {
    report.forbidden(path, 'may not specify both ipBlock and another peer');
  }
}

/** `ValidateIPBlock`: every exception is a part of the block, and less than all of it. */
function validateIpBlock(ipBlock: JsonObject, path: string, report: Report, options: ValidationOptions): void {
  const strict = options.kubernetesMinor >= STRICT_ADDRESSES;
  const cidr = text(ipBlock, 'cidr');
  if (cidr === '') {
    report.required(`${path}.cidr`);
    return;
  }
  report.invalidIf(`${path}.cidr`, cidr, cidrProblem(cidr, strict));
  const block = parseCidr(cidr);
  if (block === null) {
    return;
  }
  const exceptions = list(ipBlock, 'except');
  for (let index = 0; index < exceptions.length; index++) {
    const exception = elementText(exceptions[index]);
    report.invalidIf(`${path}.except[${index}]`, exception, cidrProblem(exception, strict) ?? exceptionProblem(block, parseCidr(exception)));
  }
}

/** The server compares the first address of the exception, and the lengths of the masks as they are written. */
function exceptionProblem(block: Cidr, exception: Cidr | null): string | null {
  const isWithin = exception !== null && contains(block, { ...exception, prefixLength: 128 }) && writtenMask(exception) > writtenMask(block);
  return isWithin ? null : 'must be a strict subset of `cidr`';
}

/** The mask of an IPv4-mapped IPv6 network (`::ffff:192.0.2.0/120`) counts the bits of the mapping prefix. */
function writtenMask(cidr: Cidr): number {
  return cidr.address.mapped && cidr.network.family === 'IPv4' ? cidr.prefixLength + 96 : cidr.prefixLength;
}

function validatePolicyTypes(policyTypes: readonly Json[], report: Report): void {
  if (policyTypes.length > POLICY_TYPES.length) {
    report.invalid('spec.policyTypes', policyTypes, 'may not specify more than two policyTypes');
    return;
  }
  for (let index = 0; index < policyTypes.length; index++) {
    const policyType = elementText(policyTypes[index]);
    if (!POLICY_TYPES.includes(policyType)) {
      report.notSupported(`spec.policyTypes[${index}]`, policyType, POLICY_TYPES);
    }
  }
}

/** `networkPolicyWarnings`. */
function warnOfAddresses(spec: JsonObject, direction: string, peersKey: string, report: Report): void {
  list(spec, direction).forEach((rule, ruleIndex) => list(elementObject(rule), peersKey).forEach((peer, peerIndex) => {
    if (!isGiven(elementObject(peer), 'ipBlock')) {
      return;
    }
    const ipBlock = child(elementObject(peer), 'ipBlock');
    const path = `spec.${direction}[${ruleIndex}].${peersKey}[${peerIndex}].ipBlock`;
    warnOfCidr(text(ipBlock, 'cidr'), `${path}.cidr`, report);
    list(ipBlock, 'except').forEach((exception, index) => warnOfCidr(elementText(exception), `${path}.except[${index}]`, report));
  }));
}

function warnOfCidr(cidr: string, path: string, report: Report): void {
  for (const warning of cidrWarnings(cidr)) {
    report.warn(path, warning);
  }
}
