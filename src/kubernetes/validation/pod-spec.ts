import type { JsonObject } from '../resource';
import { ipProblem } from './address-rules';
import { validateContainers, validateInitContainers } from './containers';
import { booleanOrNull, child, childOrNull, elementObject, elementText, int64OrNull, isGiven, list, text, textOrNull } from './fields';
import { validateAnnotations, validateLabels } from './metadata';
import { dns1123LabelWithoutDots, dns1123Subdomain, dns1123SubdomainWithUnderscores, qualifiedName } from './names';
import type { PodContext } from './pod-context';
import { HOSTNAME_OVERRIDE, RELAXED_SEARCHES, STRICT_ADDRESSES } from './releases';
import type { Report } from './report';

const DNS_POLICIES = ['ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None'];
const RESTART_POLICIES = ['Always', 'OnFailure', 'Never'];

/** The limits of libc's resolver (`MaxDNSNameservers`, `MaxDNSSearchPaths`, `MaxDNSSearchListChars`). */
const MOST_NAMESERVERS = 3;
const MOST_SEARCHES = 32;
const LONGEST_SEARCHES = 2048;

const LONGEST_HOSTNAME_OVERRIDE = 64;
const DEFAULT_GRACE_PERIOD = 30;
const LARGEST_INT32 = 2 ** 31 - 1;

/**
 * `ValidatePodTemplateSpec` (core/validation/validation.go).
 *
 * @param path where the template stands: `spec.template`
 */
export function validatePodTemplate(template: JsonObject, path: string, context: PodContext, report: Report): void {
  validateTemplateMetadata(template, path, report);
  const spec = child(template, 'spec');
  validatePodSpec(spec, context, report);
  if (list(spec, 'ephemeralContainers').length > 0) {
    report.forbidden(`${context.specPath}.ephemeralContainers`, 'ephemeral containers not allowed in pod template');
  }
}

/** The labels and annotations of a template, under the server's own paths, which leave `metadata` out. */
export function validateTemplateMetadata(template: JsonObject, path: string, report: Report): void {
  const metadata = child(template, 'metadata');
  validateLabels(child(metadata, 'labels'), `${path}.labels`, report);
  validateAnnotations(child(metadata, 'annotations'), `${path}.annotations`, report);
}

/** `ValidatePodSpec`, as far as routing reads pods. */
export function validatePodSpec(spec: JsonObject, context: PodContext, report: Report): void {
  const path = context.specPath;
  const gracePeriod = gracePeriodOf(spec, context);
  validateContainers(spec, context, gracePeriod, report);
  validateInitContainers(spec, context, gracePeriod, report);
  validateRestartPolicy(spec, path, report);
  validateDns(spec, context, report);
  validateLabels(child(spec, 'nodeSelector'), `${path}.nodeSelector`, report);
  validateGates(spec, path, report);
  validateHostname(spec, context, report);
  validateReferences(spec, path, report);
  const deadline = int64OrNull(spec, 'activeDeadlineSeconds');
  if (deadline !== null && (deadline < 1 || deadline > LARGEST_INT32)) {
    report.invalid(`${path}.activeDeadlineSeconds`, deadline, `must be between 1 and ${LARGEST_INT32}, inclusive`);
  }
  if (isGiven(spec, 'hostAliases')) {
    validateHostAliases(spec, context, report);
  }
}

/** Conversion to the internal version turns a Pod's negative period into 1 second. */
function gracePeriodOf(spec: JsonObject, context: PodContext): number {
  const gracePeriod = int64OrNull(spec, 'terminationGracePeriodSeconds') ?? DEFAULT_GRACE_PERIOD;
  return gracePeriod < 0 && context.role === 'pod' ? 1 : gracePeriod;
}

function validateRestartPolicy(spec: JsonObject, path: string, report: Report): void {
  const restartPolicy = text(spec, 'restartPolicy');
  if (restartPolicy !== '' && !RESTART_POLICIES.includes(restartPolicy)) {
    report.notSupported(`${path}.restartPolicy`, restartPolicy, RESTART_POLICIES);
  }
}

function validateDns(spec: JsonObject, context: PodContext, report: Report): void {
  const dnsPolicy = text(spec, 'dnsPolicy');
  if (dnsPolicy !== '' && !DNS_POLICIES.includes(dnsPolicy)) {
    report.notSupported(`${context.specPath}.dnsPolicy`, dnsPolicy, DNS_POLICIES);
  }
  const path = `${context.specPath}.dnsConfig`;
  const dnsConfig = childOrNull(spec, 'dnsConfig');
  if (dnsConfig === null) {
    if (dnsPolicy === 'None') {
      report.required(path, 'must provide `dnsConfig` when `dnsPolicy` is None');
    }
  } else if (dnsPolicy === 'None' && list(dnsConfig, 'nameservers').length === 0) {
    report.required(`${path}.nameservers`, 'must provide at least one DNS nameserver when `dnsPolicy` is None');
  } else {
    validateDnsConfig(dnsConfig, path, context, report);
  }
}

/** `validatePodDNSConfig`. */
function validateDnsConfig(dnsConfig: JsonObject, path: string, context: PodContext, report: Report): void {
  const nameservers = list(dnsConfig, 'nameservers');
  if (nameservers.length > MOST_NAMESERVERS) {
    report.invalid(`${path}.nameservers`, nameservers, `must not have more than ${MOST_NAMESERVERS} nameservers`);
  }
  nameservers.forEach((element, index) => {
    const address = elementText(element);
    report.invalidIf(`${path}.nameservers[${index}]`, address, ipProblem(address, context.kubernetesMinor >= STRICT_ADDRESSES));
  });
  const searches = list(dnsConfig, 'searches').map(elementText);
  if (searches.length > MOST_SEARCHES) {
    report.invalid(`${path}.searches`, searches, `must not have more than ${MOST_SEARCHES} search paths`);
  }
  if (Buffer.byteLength(searches.join(' ')) > LONGEST_SEARCHES) {
    report.invalid(`${path}.searches`, searches, `must not have more than ${LONGEST_SEARCHES} characters (including spaces) in the search list`);
  }
  searches.forEach((search, index) => report.invalidIf(`${path}.searches[${index}]`, search, searchProblem(search, context)));
  list(dnsConfig, 'options').forEach((option, index) => {
    if (text(elementObject(option), 'name') === '') {
      report.required(`${path}.options[${index}]`, 'must not be empty');
    }
  });
}

function searchProblem(search: string, context: PodContext): string | null {
  const domain = search.endsWith('.') ? search.slice(0, -1) : search;
  if (context.kubernetesMinor < RELAXED_SEARCHES) {
    return dns1123Subdomain(domain);
  }
  return search === '.' ? null : dns1123SubdomainWithUnderscores(domain);
}

function validateGates(spec: JsonObject, path: string, report: Report): void {
  list(spec, 'readinessGates').forEach((gate, index) => {
    const conditionType = text(elementObject(gate), 'conditionType');
    report.invalidIf(`${path}.readinessGates[${index}].conditionType`, conditionType, qualifiedName(conditionType));
  });
  const seen = new Set<string>();
  list(spec, 'schedulingGates').forEach((gate, index) => {
    const name = text(elementObject(gate), 'name');
    report.invalidIf(`${path}.schedulingGates[${index}]`, name, qualifiedName(name));
    if (seen.has(name)) {
      report.duplicate(`${path}.schedulingGates[${index}]`, name);
    }
    seen.add(name);
  });
}

function validateHostname(spec: JsonObject, context: PodContext, report: Report): void {
  const path = context.specPath;
  if (context.role !== 'stateful-template') {
    validateHostnameAndSubdomain(spec, path, report);
  }
  const override = textOrNull(spec, 'hostnameOverride');
  if (override === null || context.kubernetesMinor < HOSTNAME_OVERRIDE) {
    return;
  }
  if (booleanOrNull(spec, 'setHostnameAsFQDN') === true) {
    report.forbidden(`${path}.hostnameOverride`, 'may not be specified when setHostnameAsFQDN is true');
  }
  if (context.hostNetwork) {
    report.forbidden(`${path}.hostnameOverride`, 'may not be specified when hostNetwork is true');
  }
  if (override.length > LONGEST_HOSTNAME_OVERRIDE) {
    report.tooLong(`${path}.hostnameOverride`, LONGEST_HOSTNAME_OVERRIDE);
  }
  report.invalidIf(`${path}.hostnameOverride`, override, dns1123Subdomain(override));
}

function validateHostnameAndSubdomain(spec: JsonObject, path: string, report: Report): void {
  for (const key of ['hostname', 'subdomain']) {
    const name = text(spec, key);
    if (name !== '') {
      report.invalidIf(`${path}.${key}`, name, dns1123LabelWithoutDots(name));
    }
  }
}

function validateReferences(spec: JsonObject, path: string, report: Report): void {
  const serviceAccount = text(spec, 'serviceAccountName') || text(spec, 'serviceAccount');
  if (serviceAccount !== '') {
    report.invalidIf(`${path}.serviceAccountName`, serviceAccount, dns1123Subdomain(serviceAccount));
  }
  for (const key of ['nodeName', 'priorityClassName']) {
    const name = text(spec, key);
    if (name !== '') {
      report.invalidIf(`${path}.${key}`, name, dns1123Subdomain(name));
    }
  }
}

function validateHostAliases(spec: JsonObject, context: PodContext, report: Report): void {
  list(spec, 'hostAliases').forEach((element, index) => {
    const path = `${context.specPath}.hostAliases[${index}]`;
    const alias = elementObject(element);
    const address = text(alias, 'ip');
    report.invalidIf(`${path}.ip`, address, ipProblem(address, context.kubernetesMinor >= STRICT_ADDRESSES));
    list(alias, 'hostnames').forEach((hostname, position) => {
      report.invalidIf(`${path}.hostnames[${position}]`, hostname, dns1123Subdomain(elementText(hostname)));
    });
  });
}
