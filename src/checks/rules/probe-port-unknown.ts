import { writtenContainers, type WrittenContainer } from '../../cluster/workloads/pod-spec-fields';
import { integerAt, isObject, listAt, objectAt, objectsAt, stringAt, type IndexedObject } from '../../kubernetes/fields';
import { nearest } from '../../kubernetes/near-miss';
import type { JsonObject } from '../../kubernetes/resource';
import type { Rule, RuleFinding } from '../rule';

/** A probe of a port that its container does not have. */
export const PROBE_PORT_UNKNOWN: Rule = {
  id: 'probe-port-unknown',
  severity: 'error',
  title: 'A probe asks a port that its container does not declare.',
  why: 'A port name that the container does not have makes the probe fail for ever: the pod never gets ready, and its Services have no endpoints.'
    + ' A number works whether declared or not, and is often a mistake.',
  fix: 'Name a port of the same container, or use the number that it listens on.',
  sources: ['https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/#use-a-named-port'],
  * check({ cluster }) {
    for (const workload of cluster.workloads.all) {
      const containers = writtenContainers(workload);
      for (const container of containers) {
        for (const probe of PROBES) {
          const finding = judge(container, probe, containers);
          if (finding !== null) yield { resource: workload.resource, ...finding };
        }
      }
    }
  },
};

const PROBES = ['readinessProbe', 'livenessProbe', 'startupProbe'] as const;

type Judgement = Omit<RuleFinding, 'resource'> | null;

function judge(container: WrittenContainer, probe: typeof PROBES[number], containers: readonly WrittenContainer[]): Judgement {
  const handler = objectAt(container.object, probe);
  if (handler === undefined) return null;
  for (const kind of ['httpGet', 'tcpSocket', 'grpc']) {
    const action = objectAt(handler, kind);
    if (action === undefined) continue;
    const name = stringAt(action, 'port');
    const number = integerAt(action, 'port');
    if (name !== undefined && !/^\d+$/.test(name)) {
      return hasTcpPort(container, name) ? null : judgeName(container, probe, name, `${container.path}.${probe}.${kind}.port`);
    }
    if (number !== undefined) return judgeNumber(container, probe, number, `${container.path}.${probe}.${kind}.port`, containers);
  }
  return null;
}

/** Whether nothing is wrong with the name, which is nearly always so. */
function hasTcpPort(container: WrittenContainer, name: string): boolean {
  return name !== '' && listAt(container.object, 'ports').some((port) => isObject(port) && port.name === name
    && (port.protocol === 'TCP' || typeof port.protocol !== 'string'));
}

/** `probe.ResolveContainerPort`: by name among the ports of the same container, whatever their protocol; the probe itself speaks TCP. */
function judgeName(container: WrittenContainer, probe: string, name: string, path: string): Judgement {
  const ports = portsOf(container);
  const names = ports.map(({ object }) => stringAt(object, 'name') ?? '').filter((each) => each !== '');
  if (names.includes(name)) return judgeProtocol(container, probe, name, path);
  const near = nearest(name, names) ?? (names.length === 1 ? names[0] : null);
  return {
    path,
    // An unknown liveness result kills nothing; readiness and startup wait for a good one
    severity: probe === 'livenessProbe' ? 'warning' : 'error',
    message: `${probe} of container ${container.name} uses port ${name}, which the container does not have`
      + `${names.length === 0 ? ': its ports have no names' : `; it has ${names.slice(0, 5).join(', ')}`}`,
    fix: near === null ? `set name: ${name} on a port of container ${container.name}, or set ${path} to its number` : `set ${path} to ${near}`,
    ...(near === null ? {} : { edits: [{ path, value: near }] }),
  };
}

function judgeProtocol(container: WrittenContainer, probe: string, name: string, path: string): Judgement {
  const protocols = portsOf(container).filter(({ object }) => stringAt(object, 'name') === name).map(({ object }) => stringAt(object, 'protocol') ?? 'TCP');
  if (protocols.includes('TCP')) return null;
  return {
    path,
    severity: 'warning',
    message: `${probe} of container ${container.name} uses port ${name} over TCP, and the container has it for ${protocols[0]}`,
    fix: `set ${path} to a TCP port of the container`,
  };
}

/** All containers of a pod share its network, so a port of any of them can be asked. */
function judgeNumber(container: WrittenContainer, probe: string, number: number, path: string, containers: readonly WrittenContainer[]): Judgement {
  const own = portsOf(container).map(({ object }) => object);
  if (own.length === 0 || containers.some((each) => portsOf(each).some(({ object }) => serves(object, number)))) return null;
  const declared = own.map((port) => `${integerAt(port, 'containerPort') ?? '?'}/${stringAt(port, 'protocol') ?? 'TCP'}`);
  return {
    path,
    severity: 'info',
    message: `${probe} of container ${container.name} uses port ${number}, which no container of the pod declares; it declares ${declared.slice(0, 5).join(', ')}`,
    fix: `set ${path} to the port that the container listens on, or declare containerPort ${number}`,
  };
}

function portsOf(container: WrittenContainer): readonly IndexedObject[] {
  return objectsAt(container.object, 'ports');
}

function serves(port: JsonObject, number: number): boolean {
  return integerAt(port, 'containerPort') === number && (stringAt(port, 'protocol') ?? 'TCP') === 'TCP';
}
