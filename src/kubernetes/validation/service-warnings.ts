import { cidrWarnings, ipWarning } from './address-rules';
import { elementText, list, text } from './fields';
import type { ValidationOptions } from './kind-rules';
import { DEPRECATED_EXTERNAL_IPS } from './releases';
import type { Report } from './report';
import { TOPOLOGY_AWARE_HINTS, TOPOLOGY_MODE, type ServiceFields } from './service-fields';

/** `GetWarningsForService` (pkg/api/service/warnings.go): of Services that are accepted. */
export function warnOfService(service: ServiceFields, options: ValidationOptions, report: Report): void {
  const { spec, type, clusterIP, clusterIPs, externalIPs } = service;
  const loadBalancerIP = text(spec, 'loadBalancerIP');
  if (Object.hasOwn(service.annotations, TOPOLOGY_AWARE_HINTS)) {
    report.warn(`metadata.annotations[${TOPOLOGY_AWARE_HINTS}]`,
      `annotation ${TOPOLOGY_AWARE_HINTS} is deprecated, please use ${TOPOLOGY_MODE} instead`);
  }
  if (clusterIP !== '' && clusterIP !== 'None') {
    warnOfIps(clusterIPs, 'spec.clusterIPs', report);
  }
  if (type === 'ClusterIP' && clusterIP === 'None') {
    warnOfHeadless(service, loadBalancerIP, report);
  }
  warnOfIps(externalIPs, 'spec.externalIPs', report);
  report.warnIf('spec.loadBalancerIP', ipWarning(loadBalancerIP));
  list(spec, 'loadBalancerSourceRanges').forEach((cidr, index) => {
    cidrWarnings(elementText(cidr)).forEach(warning => report.warn(`spec.loadBalancerSourceRanges[${index}]`, warning));
  });
  if (type === 'ExternalName' && externalIPs.length > 0) {
    report.warn('spec.externalIPs', 'spec.externalIPs is ignored when spec.type is "ExternalName"');
  }
  if (type !== 'ExternalName' && text(spec, 'externalName') !== '') {
    report.warn('spec.externalName', 'spec.externalName is ignored when spec.type is not "ExternalName"');
  }
  if (options.kubernetesMinor >= DEPRECATED_EXTERNAL_IPS) {
    warnOfDeprecations(service, report);
  }
}

function warnOfIps(ips: readonly string[], path: string, report: Report): void {
  ips.forEach((ip, index) => report.warnIf(`${path}[${index}]`, ipWarning(ip)));
}

function warnOfHeadless(service: ServiceFields, loadBalancerIP: string, report: Report): void {
  if (loadBalancerIP !== '') {
    report.warn('spec.loadBalancerIP', 'spec.loadBalancerIP is ignored for headless services');
  }
  if (service.externalIPs.length > 0) {
    report.warn('spec.externalIPs', 'spec.externalIPs is ignored for headless services');
  }
  if (service.sessionAffinity !== 'None') {
    report.warn('spec.sessionAffinity', 'spec.SessionAffinity is ignored for headless services');
  }
}

function warnOfDeprecations(service: ServiceFields, report: Report): void {
  const headless = service.type === 'ClusterIP' && service.clusterIP === 'None';
  if (service.externalIPs.length > 0 && !headless && service.type !== 'ExternalName') {
    report.warn('spec.externalIPs', 'spec.externalIPs is deprecated and may no longer be implemented in some clusters');
  }
  if (text(service.spec, 'trafficDistribution') === 'PreferClose') {
    report.warn('spec.trafficDistribution', 'spec.trafficDistribution: "PreferClose" is deprecated; use "PreferSameZone"');
  }
}
