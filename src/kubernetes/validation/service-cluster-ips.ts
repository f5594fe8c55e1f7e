import { ipProblem } from './address-rules';
import { parseIp } from './addresses';
import { child, elementText, field, isGiven, list, text } from './fields';
import type { Report } from './report';
import type { ServiceFields } from './service-fields';

const IP_FAMILIES = ['IPv4', 'IPv6'];
const IP_FAMILY_POLICIES = ['PreferDualStack', 'RequireDualStack', 'SingleStack'];

/**
 * The cluster IPs and IP families of a Service that has any, by themselves and together.
 *
 * Which families and addresses a cluster has is its own affair; only what fails on every cluster is reported.
 *
 * @param strict whether StrictIPCIDRValidation applies
 * @see initIPFamilyFields in registry/core/service/storage/alloc.go
 */
export function validateClusterIps(service: ServiceFields, strict: boolean, report: Report): void {
  const before = report.violations.length;
  const families = list(service.spec, 'ipFamilies').map(elementText);
  validateTogether(service, families, strict, report);
  if (report.violations.length === before) {
    validateStacks(service, families, report);
  }
  if (report.violations.length === before) {
    validateAllocatable(service.clusterIPs, report);
  }
}

/** `ValidateServiceClusterIPsRelatedFields` (core/validation/validation.go). */
function validateTogether(service: ServiceFields, families: readonly string[], strict: boolean, report: Report): void {
  const { clusterIP, clusterIPs, spec } = service;
  if (clusterIP !== '' && clusterIPs[0] !== clusterIP) {
    report.invalid('spec.clusterIPs', clusterIPs, 'first value must match `clusterIP`');
  } else if (clusterIP === '' && clusterIPs.length > 0) {
    report.invalid('spec.clusterIPs', clusterIPs, 'must be empty when `clusterIP` is not specified');
  }
  const seen = new Set<string>();
  families.forEach((family, index) => {
    if (!IP_FAMILIES.includes(family)) {
      report.notSupported(`spec.ipFamilies[${index}]`, family, IP_FAMILIES);
    }
    if (seen.has(family)) {
      report.duplicate(`spec.ipFamilies[${index}]`, family);
    }
    seen.add(family);
  });
  if (isGiven(spec, 'ipFamilyPolicy') && !IP_FAMILY_POLICIES.includes(text(spec, 'ipFamilyPolicy'))) {
    report.notSupported('spec.ipFamilyPolicy', field(spec, 'ipFamilyPolicy'), IP_FAMILY_POLICIES);
  }
  if (validateAddresses(clusterIPs, strict, report)) {
    validateFamilies(service, families, report);
  }
}

/** @returns whether every one is an address */
function validateAddresses(clusterIPs: readonly string[], strict: boolean, report: Report): boolean {
  let valid = true;
  clusterIPs.forEach((ip, index) => {
    if (index === 0 && ip === 'None') {
      if (clusterIPs.length > 1) {
        report.invalid('spec.clusterIPs', clusterIPs, '\'None\' must be the first and only value');
        valid = false;
      }
      return;
    }
    const problem = ipProblem(ip, strict);
    report.invalidIf(`spec.clusterIPs[${index}]`, ip, problem);
    valid &&= problem === null;
  });
  if (clusterIPs.length > 2) {
    report.invalid('spec.clusterIPs', clusterIPs, 'may only hold up to 2 values');
  }
  return valid;
}

function validateFamilies(service: ServiceFields, families: readonly string[], report: Report): void {
  const { clusterIPs, headless } = service;
  const familiesOfIps = clusterIPs.map(ip => parseIp(ip)?.family);
  if (clusterIPs.length > 1 && new Set(familiesOfIps).size < 2) {
    report.invalid('spec.clusterIPs', clusterIPs, 'may specify no more than one IP for each IP family');
  }
  if (headless) {
    return;
  }
  clusterIPs.forEach((ip, index) => {
    const expected = families[index];
    if ((expected === 'IPv4' || expected === 'IPv6') && familiesOfIps[index] !== expected) {
      report.invalid(`spec.clusterIPs[${index}]`, ip, `expected an ${expected} value as indicated by \`ipFamilies[${index}]\``);
    }
  });
}

/** `0.0.0.0` and `::` begin every range that holds them, and the first address of a range is never allocated (ipallocator). */
function validateAllocatable(clusterIPs: readonly string[], report: Report): void {
  const unspecified = clusterIPs.find(ip => parseIp(ip)?.bytes.every(byte => byte === 0));
  if (unspecified !== undefined) {
    report.invalid('spec.clusterIPs', clusterIPs, `${unspecified} is in no range of Service addresses; leave it out to get one`);
  }
}

/** Two addresses or families need a policy that allows them; without one it is SingleStack, unless headless without a selector. */
function validateStacks(service: ServiceFields, families: readonly string[], report: Report): void {
  const { spec } = service;
  const selectorless = Object.keys(child(spec, 'selector')).length === 0;
  const policy = text(spec, 'ipFamilyPolicy') || (service.clusterIP === 'None' && selectorless ? 'RequireDualStack' : 'SingleStack');
  if (policy !== 'SingleStack') {
    return;
  }
  if (service.clusterIPs.length === 2) {
    report.invalid('spec.ipFamilyPolicy', policy, 'must be \'RequireDualStack\' or \'PreferDualStack\' when multiple cluster IPs are specified');
  }
  if (families.length === 2) {
    report.invalid('spec.ipFamilyPolicy', policy, 'must be \'RequireDualStack\' or \'PreferDualStack\' when multiple IP families are specified');
  }
}
