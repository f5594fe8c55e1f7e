import type { JsonObject } from '../resource';
import { ipWarning } from './address-rules';
import { hostPortOf, protocolOf } from './containers';
import { child, elementObject, elementText, integer, int64OrNull, list, text } from './fields';
import type { PodContext } from './pod-context';
import { ADDRESS_AND_PORT_NAME_WARNINGS, PORT_DEFINITION_WARNINGS } from './releases';
import type { Report } from './report';

const LABEL_LENGTH = 63;
/** What the server keeps of a prefix before it appends five random characters (`names.SimpleNameGenerator`). */
const LONGEST_GENERATED_PREFIX = 58;

/** So many equal ports are compared with each further one: enough for every pod, and no burden with hostile ones. */
const MOST_COMPARED = 32;

/**
 * Warns of a name that is no DNS label, where pods take their names and hostnames from it (`WarningsOnCreate` of most
 * workloads' registry strategies).
 *
 * @param use what the name is used in
 */
export function warnOfName(object: JsonObject, use: string, report: Report): void {
  const metadata = child(object, 'metadata');
  const name = text(metadata, 'name') || text(metadata, 'generateName').slice(0, LONGEST_GENERATED_PREFIX);
  const problems: string[] = [];
  if (name.length > LABEL_LENGTH) {
    problems.push(`must be no more than ${LABEL_LENGTH} characters`);
  }
  if (name.includes('.')) {
    problems.push('must not contain dots');
  }
  if (problems.length > 0) {
    report.warn('metadata.name',
      `this is used in ${use}, which can result in surprising behavior; a DNS label is recommended: [${problems.join(' ')}]`);
  }
}

interface Port {
  readonly path: string;
  readonly containerPort: number;
  readonly name: string;
  readonly protocol: string;
  readonly hostPort: number;
  readonly hostIP: string;
}

/** `warningsForPodSpecAndMeta` (pkg/api/pod/warnings.go), as far as routing reads pods. */
export function warnOfPodSpec(spec: JsonObject, context: PodContext, report: Report): void {
  const path = context.specPath;
  warnOfRepeatedAliases(spec, path, report);
  if (context.kubernetesMinor >= PORT_DEFINITION_WARNINGS) {
    warnOfPorts(spec, context, report);
  }
  const gracePeriod = int64OrNull(spec, 'terminationGracePeriodSeconds');
  // That of a Pod becomes 1 as soon as it is decoded.
  if (gracePeriod !== null && gracePeriod < 0 && context.role !== 'pod') {
    report.warn(`${path}.terminationGracePeriodSeconds`, 'must be >= 0; negative values are invalid and will be treated as 1');
  }
  if (context.kubernetesMinor >= ADDRESS_AND_PORT_NAME_WARNINGS) {
    list(child(spec, 'dnsConfig'), 'nameservers').forEach((nameserver, index) => {
      report.warnIf(`${path}.dnsConfig.nameservers[${index}]`, ipWarning(elementText(nameserver)));
    });
    list(spec, 'hostAliases').forEach((alias, index) => {
      report.warnIf(`${path}.hostAliases[${index}].ip`, ipWarning(text(elementObject(alias), 'ip')));
    });
  }
}

function warnOfRepeatedAliases(spec: JsonObject, path: string, report: Report): void {
  const seen = new Set<string>();
  list(spec, 'hostAliases').forEach((alias, index) => {
    const address = text(elementObject(alias), 'ip');
    if (seen.has(address)) {
      report.warn(`${path}.hostAliases[${index}].ip`, `duplicate ip ${JSON.stringify(address)}`);
    }
    seen.add(address);
  });
}

function warnOfPorts(spec: JsonObject, context: PodContext, report: Report): void {
  const ports = collectPorts(spec, context);
  if (ports.length === 0) {
    return;
  }
  const byNumber = new Map<string, Port[]>();
  for (const port of ports) {
    if (port.hostIP !== '' && port.hostPort === 0) {
      report.warn(port.path, `hostIP set without hostPort: {Name:${port.name} HostPort:0 ContainerPort:${port.containerPort} `
        + `Protocol:${port.protocol} HostIP:${port.hostIP}}`);
    }
    const key = `${port.containerPort}/${port.protocol}`;
    const others = byNumber.get(key);
    if (others === undefined) {
      byNumber.set(key, [port]);
      continue;
    }
    for (const other of others) {
      report.warnIf(port.path, repetition(port, other));
    }
    if (others.length < MOST_COMPARED) {
      others.push(port);
    }
  }
  if (context.kubernetesMinor >= ADDRESS_AND_PORT_NAME_WARNINGS) {
    warnOfPortNames(ports, report);
  }
}

/** The ports of all containers in the order in which the server visits them: init containers come first. */
function collectPorts(spec: JsonObject, context: PodContext): readonly Port[] {
  const collected: Port[] = [];
  for (const key of ['initContainers', 'containers', 'ephemeralContainers']) {
    const containers = list(spec, key);
    for (let index = 0; index < containers.length; index++) {
      const ports = list(elementObject(containers[index]), 'ports');
      for (let entry = 0; entry < ports.length; entry++) {
        const port = elementObject(ports[entry]);
        collected.push({
          path: `${context.specPath}.${key}[${index}].ports[${entry}]`,
          containerPort: integer(port, 'containerPort'),
          name: text(port, 'name'),
          protocol: protocolOf(port),
          hostPort: hostPortOf(port, context),
          hostIP: text(port, 'hostIP'),
        });
      }
    }
  }
  return collected;
}

function repetition(port: Port, other: Port): string | null {
  if (port.hostIP === other.hostIP && port.hostPort === other.hostPort) {
    return `duplicate port definition with ${other.path}`;
  }
  if (port.hostPort === 0 || other.hostPort === 0) {
    return `overlapping port definition with ${other.path}`;
  }
  const oneHasHostIp = (port.hostIP === '') !== (other.hostIP === '');
  return port.hostPort === other.hostPort && oneHasHostIp ? `dangerously ambiguous port definition with ${other.path}` : null;
}

function warnOfPortNames(ports: readonly Port[], report: Report): void {
  const first = new Map<string, string>();
  for (const { name, path } of ports) {
    if (name === '') {
      continue;
    }
    const other = first.get(name);
    if (other === undefined) {
      first.set(name, path);
    } else {
      report.warn(path, `duplicate port name ${JSON.stringify(name)} with ${other}, services and probes that select ports by name will use ${other}`);
    }
  }
}
