import type { JsonObject } from '../resource';
import { parseIp } from './addresses';
import { child, childOrNull, elementObject, elementText, field, integer, isGiven, list, text, textOrNull } from './fields';
import type { KindRules } from './kind-rules';
import { TYPE_META, validateMetadata, type NameRule } from './metadata';
import { dns1035Label, dns1123Label, dns1123Subdomain, pathSegmentName, portName, portNumber, wildcardDns1123Subdomain } from './names';
import { RELAXED_SERVICE_NAMES } from './releases';
import { Report } from './report';
import { conforms, INT32, listOf, object, STRING, STRING_LIST } from './schema';

const BACKEND = object({
  service: object({ name: STRING, port: object({ name: STRING, number: INT32 }) }),
  resource: object({ apiGroup: STRING, kind: STRING, name: STRING }),
});

const SPEC = object({
  ingressClassName: STRING,
  defaultBackend: BACKEND,
  tls: listOf(object({ hosts: STRING_LIST, secretName: STRING })),
  rules: listOf(object({
    host: STRING,
    http: object({ paths: listOf(object({ path: STRING, pathType: STRING, backend: BACKEND })) }),
  })),
});

const STATUS = object({
  loadBalancer: object({
    ingress: listOf(object({
      ip: STRING,
      hostname: STRING,
      ports: listOf(object({ port: INT32, protocol: STRING, error: STRING })),
    })),
  }),
});

const CLASS_ANNOTATION = 'kubernetes.io/ingress.class';

const PATH_TYPES = ['Exact', 'ImplementationSpecific', 'Prefix'];
const FORBIDDEN_IN_PATHS = ['//', '/./', '/../', '%2f', '%2F'];
const FORBIDDEN_PATH_ENDS = ['/..', '/.'];

/** `ValidateIngressCreate` (networking/validation/validation.go) and the warnings of its registry strategy. */
export const INGRESS: KindRules = {
  schema: object({ ...TYPE_META, spec: SPEC, status: STATUS }),
  validate: (ingress, report, options) => {
    const serviceName = options.kubernetesMinor >= RELAXED_SERVICE_NAMES ? dns1123Label : dns1035Label;
    validateMetadata(ingress, dns1123Subdomain, report);
    validateSpec(child(ingress, 'spec'), serviceName, report);
    validateClass(ingress, report);
  },
};

/** Whether every release takes a spec, without what is wrong with one that some do not. */
export function takesIngressSpec(spec: JsonObject): boolean {
  if (!conforms(SPEC, spec)) return false;
  const report = new Report();
  validateSpec(spec, dns1035Label, report);
  return report.violations.length === 0;
}

function validateSpec(spec: JsonObject, serviceName: NameRule, report: Report): void {
  const rules = list(spec, 'rules');
  const defaultBackend = childOrNull(spec, 'defaultBackend');
  if (rules.length === 0 && defaultBackend === null && conforms(SPEC, spec)) {
    report.invalid('spec', null, 'either `defaultBackend` or `rules` must be specified');
  }
  if (defaultBackend !== null) {
    validateBackend(defaultBackend, 'spec.defaultBackend', serviceName, report);
  }
  for (let index = 0; index < rules.length; index++) {
    validateRule(elementObject(rules[index]), `spec.rules[${index}]`, serviceName, report);
  }
  const tls = list(spec, 'tls');
  for (let index = 0; index < tls.length; index++) {
    validateTls(elementObject(tls[index]), `spec.tls[${index}]`, report);
  }
  const className = textOrNull(spec, 'ingressClassName');
  if (className !== null) {
    report.invalidIf('spec.ingressClassName', className, dns1123Subdomain(className));
  }
}

function validateRule(rule: JsonObject, path: string, serviceName: NameRule, report: Report): void {
  const host = text(rule, 'host');
  if (host !== '') {
    if (parseIp(host) !== null) {
      report.invalid(`${path}.host`, host, 'must be a DNS name, not an IP address');
    } else {
      report.invalidIf(`${path}.host`, host, hostProblem(host));
    }
  }
  const http = childOrNull(rule, 'http');
  if (http === null) {
    return;
  }
  const paths = list(http, 'paths');
  if (paths.length === 0) {
    report.required(`${path}.http.paths`);
  }
  for (let index = 0; index < paths.length; index++) {
    validatePath(elementObject(paths[index]), `${path}.http.paths[${index}]`, serviceName, report);
  }
}

function hostProblem(host: string): string | null {
  return host.includes('*') ? wildcardDns1123Subdomain(host) : dns1123Subdomain(host);
}

/** `validateHTTPIngressPath`: without a path type nothing else of the path is looked at. */
function validatePath(entry: JsonObject, fieldPath: string, serviceName: NameRule, report: Report): void {
  const pathType = textOrNull(entry, 'pathType');
  const path = text(entry, 'path');
  switch (pathType) {
    case null:
      report.required(`${fieldPath}.pathType`, `pathType must be specified, one of ${PATH_TYPES.join(', ')}`);
      return;
    case 'Exact':
    case 'Prefix':
      report.invalidIf(`${fieldPath}.path`, path, pathProblem(path));
      break;
    case 'ImplementationSpecific':
      report.invalidIf(`${fieldPath}.path`, path, path === '' || path.startsWith('/') ? null : 'must be an absolute path');
      break;
    default:
      report.notSupported(`${fieldPath}.pathType`, pathType, PATH_TYPES);
  }
  validateBackend(child(entry, 'backend'), `${fieldPath}.backend`, serviceName, report);
}

function pathProblem(path: string): string | null {
  if (!path.startsWith('/')) {
    return 'must be an absolute path';
  }
  for (const sequence of FORBIDDEN_IN_PATHS) {
    if (path.includes(sequence)) {
      return `must not contain '${sequence}'`;
    }
  }
  for (const end of FORBIDDEN_PATH_ENDS) {
    if (path.endsWith(end)) {
      return `cannot end with '${end}'`;
    }
  }
  return null;
}

/**
 * `validateIngressBackend`.
 *
 * That something is missing is not said of a backend that could not be decoded: what is meant is there, but misspelled.
 */
function validateBackend(backend: JsonObject, path: string, serviceName: NameRule, report: Report): void {
  const hasService = isGiven(backend, 'service');
  const hasResource = isGiven(backend, 'resource');
  if (hasService && hasResource) {
    report.invalid(path, '', 'cannot set both resource and service backends');
  } else if (hasResource) {
    validateResource(child(backend, 'resource'), `${path}.resource`, report);
  } else if (hasService) {
    validateService(backend, path, serviceName, report);
  } else if (conforms(BACKEND, backend)) {
    report.invalid(path, '', 'resource or service backend is required');
  }
}

/** `validateIngressTypedLocalObjectReference`. */
function validateResource(resource: JsonObject, path: string, report: Report): void {
  const apiGroup = textOrNull(resource, 'apiGroup');
  if (apiGroup !== null) {
    report.invalidIf(`${path}.apiGroup`, apiGroup, dns1123Subdomain(apiGroup));
  }
  for (const key of ['kind', 'name']) {
    const value = text(resource, key);
    if (value === '') {
      report.required(`${path}.${key}`);
    } else {
      report.invalidIf(`${path}.${key}`, value, pathSegmentName(value));
    }
  }
}

function validateService(backend: JsonObject, path: string, serviceName: NameRule, report: Report): void {
  const service = child(backend, 'service');
  const name = text(service, 'name');
  if (name === '') {
    report.required(`${path}.service.name`);
  } else {
    report.invalidIf(`${path}.service.name`, name, serviceName(name));
  }
  const port = child(service, 'port');
  const namedPort = text(port, 'name');
  const number = integer(port, 'number');
  if (namedPort !== '' && number !== 0) {
    report.invalid(path, '', 'cannot set both port name & port number');
  } else if (namedPort !== '') {
    report.invalidIf(`${path}.service.port.name`, namedPort, portName(namedPort));
  } else if (number !== 0) {
    report.invalidIf(`${path}.service.port.number`, number, portNumber(number));
  } else if (conforms(BACKEND, backend)) {
    report.required(path, 'port name or number is required');
  }
}

/** `validateIngressTLS`: other than a rule's host, a TLS host may be an IPv4 address. */
function validateTls(tls: JsonObject, path: string, report: Report): void {
  const hosts = list(tls, 'hosts');
  for (let index = 0; index < hosts.length; index++) {
    const host = elementText(hosts[index]);
    report.invalidIf(`${path}.hosts[${index}]`, host, hostProblem(host));
  }
  const secretName = text(tls, 'secretName');
  if (secretName !== '') {
    report.invalidIf(`${path}.secretName`, secretName, dns1123Subdomain(secretName));
  }
}

/** The class annotation may stand beside `ingressClassName` only if both say the same; alone it is deprecated. */
function validateClass(ingress: JsonObject, report: Report): void {
  const annotation = field(child(child(ingress, 'metadata'), 'annotations'), CLASS_ANNOTATION);
  if (annotation === undefined) {
    return;
  }
  const className = textOrNull(child(ingress, 'spec'), 'ingressClassName');
  if (className !== null && className !== elementText(annotation)) {
    // The server's own path, which leaves `metadata` out.
    report.invalid(`annotations.${CLASS_ANNOTATION}`, annotation, 'must match `ingressClassName` when both are specified');
  }
  if (className === null && report.violations.length === 0) {
    report.warn(`metadata.annotations[${CLASS_ANNOTATION}]`,
      `annotation "${CLASS_ANNOTATION}" is deprecated, please use 'spec.ingressClassName' instead`);
  }
}
