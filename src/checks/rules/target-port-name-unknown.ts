import { findPort } from '../../cluster/endpoints/endpoint-ports';
import { nearest } from '../../kubernetes/near-miss';
import type { PodSpec } from '../../kubernetes/pod-template';
import { describe } from '../../kubernetes/resource';
import type { ServicePort } from '../../kubernetes/service';
import type { Rule } from '../rule';
import { declaredPorts, injectorOf, podSpecOf, runsToEnd, servingContainers, workloadsBehind } from '../service-pods';

/** A targetPort given by name that a selected pod has no container port for. */
export const TARGET_PORT_NAME_UNKNOWN: Rule = {
  id: 'target-port-name-unknown',
  severity: 'error',
  title: 'A targetPort names a container port that the selected pods do not have.',
  why: 'The port is left out of the EndpointSlices without a word, so connections to that port of the Service are refused.',
  mend: 'Name a port of a container of the pods, with the same protocol, or give the port\'s number.',
  sources: ['https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports'],
  * check({ cluster }) {
    for (const service of cluster.services.all) {
      const named = service.ports.filter((port) => typeof port.targetPort === 'string');
      if (named.length === 0) continue;
      const behind = workloadsBehind(cluster, service);
      for (const port of named) {
        const without = behind.filter((workload) => findPort(port, podSpecOf(workload)) === null);
        if (without.length === 0) continue;
        const [workload] = without;
        const spec = podSpecOf(workload);
        const some = without.length < behind.length;
        // Jobs beside the pods that are meant are told by another rule
        if (some && without.every((each) => runsToEnd(each))) continue;
        const injector = injectorOf(workload);
        yield {
          resource: service.resource,
          path: `${port.path}.targetPort`,
          severity: some || injector !== null ? 'warning' : 'error',
          message: `targetPort ${port.targetPort} of port ${portLabel(port)} is no container port of ${describe(workload)}`
            + `${without.length > 1 ? ` and ${without.length - 1} more` : ''}: ${whatThereIs(spec, port)}`
            + `${some ? '; the other pods that the Service selects have it' : ''}`
            + `${injector === null ? '' : `; a container that is put in at admission (${injector}) may have it`}`,
          fix: some ? fixForSome(port, describe(workload)) : fixFor(spec, port, describe(workload)),
        };
      }
    }
  },
};

function portLabel(port: ServicePort): string {
  return port.name === '' ? `${port.port}/${port.protocol}` : `${port.name} (${port.port}/${port.protocol})`;
}

function whatThereIs(spec: PodSpec, port: ServicePort): string {
  const name = String(port.targetPort);
  const containers = servingContainers(spec);
  for (const container of containers) {
    const other = container.ports.find((each) => each.name === name);
    if (other !== undefined) return `container ${container.name} has ${name} for ${other.protocol}, the Service port is ${port.protocol}`;
  }
  const init = spec.initContainers.find((container) => container.ports.some((each) => each.name === name));
  if (init !== undefined) return `only init container ${init.name} has it, and ports of init containers that end do not count`;
  const ports = declaredPorts(spec);
  if (ports.length === 0) return 'its containers declare no ports';
  return `its containers have ${ports.slice(0, MOST_SHOWN).map((each) => (each.name === '' ? `${each.containerPort} without a name` : each.name)).join(', ')}`;
}

const MOST_SHOWN = 6;

/** The name is right for the other pods, so that the targetPort stays. */
function fixForSome(port: ServicePort, workload: string): string {
  return `give the container port of ${workload} that is meant the name ${port.targetPort}, or add a label to spec.selector that only the other pods carry`;
}

function fixFor(spec: PodSpec, port: ServicePort, workload: string): string {
  const name = String(port.targetPort);
  const ports = declaredPorts(spec);
  const sameName = ports.find((each) => each.name === name);
  if (/^\d+$/.test(name)) return `write targetPort: ${name} without quotes: in quotes it is a name`;
  if (sameName !== undefined) return `set protocol: ${sameName.protocol} in ${port.path}, or protocol: ${port.protocol} in the container port`;
  const usable = ports.filter((each) => each.protocol === port.protocol);
  const meant = nearest(name, usable.map((each) => each.name)) ?? (usable.length === 1 && usable[0].name !== '' ? usable[0].name : null);
  if (meant !== null) return `set ${port.path}.targetPort to ${meant}`;
  if (usable.length === 1) return `give container port ${usable[0].containerPort} of ${workload} the name ${name}, or set ${port.path}.targetPort to ${usable[0].containerPort}`;
  return `add a container port named ${name} to ${workload}, or set ${port.path}.targetPort to the number it listens on`;
}
