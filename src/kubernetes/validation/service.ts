import type { JsonObject } from '../resource';
import { ipProblem, specialIpProblem } from './address-rules';
import { child, integerOrNull, isGiven, isNotText, list, text, textOrNull } from './fields';
import type { KindRules, ValidationOptions } from './kind-rules';
import { validateLabels, validateMetadata } from './metadata';
import { dns1035Label, dns1123Label, dns1123LabelWithoutDots, dns1123Subdomain, portName, portNumber, qualifiedName } from './names';
import { PREFER_SAME_ZONE_AND_NODE, RELAXED_SERVICE_NAMES, STRICT_ADDRESSES } from './releases';
import type { Report } from './report';
import { validateClusterIps } from './service-cluster-ips';
import { TRAFFIC_POLICIES, validateExternalTraffic, validateLoadBalancer } from './service-external';
import { SERVICE_SCHEMA, serviceFields, TOPOLOGY_AWARE_HINTS, TOPOLOGY_MODE, type PortFields, type ServiceFields } from './service-fields';
import { allocateNodePorts, validateNodePortRange, type NodePort } from './service-node-ports';
import { warnOfService } from './service-warnings';

const TYPES = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'];
const PROTOCOLS = ['SCTP', 'TCP', 'UDP'];
const SESSION_AFFINITIES = ['ClientIP', 'None'];
const LONGEST_AFFINITY_SECONDS = 86400;
const NOT_EXTERNAL_NAME = 'may not be set for ExternalName services';

export const SERVICE: KindRules = { schema: SERVICE_SCHEMA, validate: validateService };

/**
 * What the API server says of a Service, in the server's order: the allocators look at cluster IPs and then at node ports, each
 * stopping at what is wrong; only then comes validation proper. What depends on the cluster's settings comes last.
 *
 * @see ValidateService in core/validation/validation.go, and registry/core/service/storage/rest.go
 */
function validateService(object: JsonObject, report: Report, options: ValidationOptions): void {
  const service = serviceFields(object);
  const nameRule = options.kubernetesMinor >= RELAXED_SERVICE_NAMES ? dns1123Label : dns1035Label;
  if (isNotText(service.spec, 'type')) {
    validateMetadata(object, nameRule, report);
    return;
  }
  const strict = options.kubernetesMinor >= STRICT_ADDRESSES;
  const before = report.violations.length;
  if (service.type !== 'ExternalName' && !isNotText(service.spec, 'clusterIP')) {
    validateClusterIps(service, strict, report);
  }
  if (report.violations.length > before) {
    return;
  }
  const nodePorts = allocateNodePorts(service, report);
  if (report.violations.length > before) {
    return;
  }
  validateMetadata(object, nameRule, report);
  validateSpec(service, nodePorts, strict, options, report);
  if (report.violations.length > 0) {
    return;
  }
  warnOfService(service, options, report);
  validateNodePortRange(service, report);
}

function validateSpec(service: ServiceFields, nodePorts: readonly NodePort[], strict: boolean, options: ValidationOptions, report: Report): void {
  if (service.ports.length === 0 && !service.headless && service.type !== 'ExternalName') {
    report.required('spec.ports', 'a Service without ports must be headless or an ExternalName');
  }
  validateTopologyAnnotations(service.annotations, report);
  validateType(service, report);
  validatePorts(service, nodePorts, report);
  validateLabels(child(service.spec, 'selector'), 'spec.selector', report);
  validateSessionAffinity(service, report);
  service.externalIPs.forEach((ip, index) => {
    report.invalidIf(`spec.externalIPs[${index}]`, ip, ipProblem(ip, strict) ?? specialIpProblem(ip));
  });
  validateLoadBalancer(service, strict, report);
  validateExternalTraffic(service, report);
  validateTrafficPolicies(service, options, report);
}

/** Both annotations for routing by topology may be given, with one value. */
function validateTopologyAnnotations(annotations: JsonObject, report: Report): void {
  const mode = textOrNull(annotations, TOPOLOGY_MODE);
  const hints = textOrNull(annotations, TOPOLOGY_AWARE_HINTS);
  if (mode !== null && hints !== null && mode !== hints) {
    report.invalid(`metadata.annotations[${TOPOLOGY_MODE}]`, mode, `must match annotations[${TOPOLOGY_AWARE_HINTS}] when both are specified`);
  }
}

function validateType(service: ServiceFields, report: Report): void {
  const { type, headless, spec } = service;
  if (!TYPES.includes(type)) {
    report.notSupported('spec.type', type, TYPES);
  }
  if (headless && (type === 'LoadBalancer' || type === 'NodePort')) {
    report.invalid('spec.clusterIPs[0]', 'None', `may not be set to 'None' for ${type} services`);
  }
  if (type === 'ExternalName') {
    validateExternalName(service, spec, report);
  }
}

function validateExternalName(service: ServiceFields, spec: JsonObject, report: Report): void {
  if (service.clusterIPs.length > 0) {
    report.forbidden('spec.clusterIPs', NOT_EXTERNAL_NAME);
  }
  if (list(spec, 'ipFamilies').length > 0) {
    report.forbidden('spec.ipFamilies', NOT_EXTERNAL_NAME);
  }
  if (isGiven(spec, 'ipFamilyPolicy')) {
    report.forbidden('spec.ipFamilyPolicy', NOT_EXTERNAL_NAME);
  }
  const name = text(spec, 'externalName');
  const withoutDot = name.endsWith('.') ? name.slice(0, -1) : name;
  if (withoutDot === '') {
    report.required('spec.externalName', 'the DNS name that the Service stands for');
  } else {
    report.invalidIf('spec.externalName', name, dns1123Subdomain(withoutDot));
  }
}

/** `validateServicePort` for each, and the checks for duplicates. */
function validatePorts(service: ServiceFields, nodePorts: readonly NodePort[], report: Report): void {
  const names = new Set<string>();
  const numbers = new Set<string>();
  const nodePortsSeen = new Set<string>();
  service.ports.forEach((port, index) => {
    validatePort(port, service.ports.length > 1, names, report);
    if (service.type === 'ClusterIP' && port.nodePort !== 0) {
      report.forbidden(`${port.path}.nodePort`, 'may not be used when `type` is \'ClusterIP\'');
    }
    const nodePort = nodePorts[index];
    if (nodePort !== null && isRepeated(`${port.protocol} ${nodePort}`, nodePortsSeen)) {
      report.duplicate(`${port.path}.nodePort`, nodePort);
    }
    if (port.port !== null && isRepeated(`${port.protocol} ${port.port}`, numbers)) {
      report.duplicate(port.path, `${port.protocol} ${port.port}`);
    }
  });
}

function isRepeated(key: string, seen: Set<string>): boolean {
  return seen.has(key) || seen.add(key) === undefined;
}

function validatePort(port: PortFields, needsName: boolean, names: Set<string>, report: Report): void {
  if (port.name !== '') {
    report.invalidIf(`${port.path}.name`, port.name, dns1123LabelWithoutDots(port.name));
    if (isRepeated(port.name, names)) {
      report.duplicate(`${port.path}.name`, port.name);
    }
  } else if (needsName) {
    report.required(`${port.path}.name`, 'every port needs a name where there is more than one');
  }
  if (port.port !== null) {
    report.invalidIf(`${port.path}.port`, port.port, portNumber(port.port));
  }
  if (!PROTOCOLS.includes(port.protocol)) {
    report.notSupported(`${port.path}.protocol`, port.protocol, PROTOCOLS);
  }
  if (port.targetPort !== null) {
    const problem = typeof port.targetPort === 'number' ? portNumber(port.targetPort) : portName(port.targetPort);
    report.invalidIf(`${port.path}.targetPort`, port.targetPort, problem);
  }
  if (port.appProtocol !== null) {
    report.invalidIf(`${port.path}.appProtocol`, port.appProtocol, qualifiedName(port.appProtocol));
  }
}

/** An affinity config is dropped where the affinity is None (`SetDefaults_Service`). */
function validateSessionAffinity(service: ServiceFields, report: Report): void {
  const { sessionAffinity, spec } = service;
  if (!SESSION_AFFINITIES.includes(sessionAffinity)) {
    report.notSupported('spec.sessionAffinity', sessionAffinity, SESSION_AFFINITIES);
  }
  const seconds = integerOrNull(child(child(spec, 'sessionAffinityConfig'), 'clientIP'), 'timeoutSeconds');
  if (sessionAffinity === 'ClientIP' && seconds !== null && (seconds <= 0 || seconds > LONGEST_AFFINITY_SECONDS)) {
    report.invalid('spec.sessionAffinityConfig.clientIP.timeoutSeconds', seconds, `must be between 1 and ${LONGEST_AFFINITY_SECONDS}, inclusive`);
  }
}

function validateTrafficPolicies(service: ServiceFields, options: ValidationOptions, report: Report): void {
  const internal = textOrNull(service.spec, 'internalTrafficPolicy');
  if (internal !== null && !TRAFFIC_POLICIES.includes(internal)) {
    report.notSupported('spec.internalTrafficPolicy', internal, TRAFFIC_POLICIES);
  }
  const distribution = textOrNull(service.spec, 'trafficDistribution');
  const distributions = options.kubernetesMinor >= PREFER_SAME_ZONE_AND_NODE ? ['PreferClose', 'PreferSameZone', 'PreferSameNode'] : ['PreferClose'];
  if (distribution !== null && !distributions.includes(distribution)) {
    report.notSupported('spec.trafficDistribution', distribution, distributions);
  }
}
