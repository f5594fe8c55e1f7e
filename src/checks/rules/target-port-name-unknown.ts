import { findPort } from '../../cluster/endpoints/endpoint-ports';
import type { Workload } from '../../cluster/model';
import { injectorOf } from '../../cluster/workloads/injectors';
import { isCustomWorkload } from '../../cluster/workloads/workload-kinds';
import { isMisspelling, nearest } from '../../kubernetes/near-miss';
import type { PodSpec } from '../../kubernetes/pod-template';
import { describe } from '../../kubernetes/resource';
import type { Service, ServicePort } from '../../kubernetes/service';
import type { RuleContext } from '../context';
import type { Severity } from '../finding';
import type { Rule, RuleFinding } from '../rule';
import { declaredPorts, podSpecOf, runsToEnd, servingContainers, workloadsBehind } from '../service-pods';

/** A targetPort given by name that a selected pod has no container port for. */
export const TARGET_PORT_NAME_UNKNOWN: Rule = {
  id: 'target-port-name-unknown',
  severity: 'error',
  title: 'A targetPort names a container port that the selected pods do not have.',
  why: 'The port is left out of the EndpointSlices without a word, so connections to that port of the Service are refused.',
  fix: 'Name a port of a container of the pods, with the same protocol, or use the port\'s number.',
  sources: ['https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports'],
  * check({ cluster }, context) {
    for (const service of cluster.services.all) {
      const named = service.ports.filter((port) => typeof port.targetPort === 'string');
      if (named.length === 0) continue;
      // Pods of a custom resource are what its operator makes of the template: more containers, more ports
      const behind = workloadsBehind(cluster, service).filter(({ resource }) => !isCustomWorkload(resource));
      for (const port of named) {
        const without = behind.filter((workload) => findPort(port, podSpecOf(workload)) === null);
        const some = without.length < behind.length;
        // Jobs beside the pods that are meant are told by another rule
        if (without.length === 0 || (some && without.every((each) => runsToEnd(each)))) continue;
        yield { resource: service.resource, path: `${port.path}.targetPort`, ...judge(context, service, port, without, some) };
      }
    }
  },
};

/** Whether one of the pods has a port that is called nearly so, or so for another protocol. */
function isNearlyNamed(workloads: readonly Workload[], { targetPort }: ServicePort): boolean {
  const name = String(targetPort);
  return workloads.some((workload) => declaredPorts(podSpecOf(workload)).some((each) => each.name === name || isMisspelling(name, each.name)));
}

function judge(context: RuleContext, service: Service, port: ServicePort, without: readonly Workload[], some: boolean): Omit<RuleFinding, 'resource' | 'path'> {
  const [workload] = without;
  const spec = podSpecOf(workload);
  const injector = injectorOf(workload);
  return {
    severity: severityOf(context, service, port, { some, injector, nearly: isNearlyNamed(without, port) }),
    message: `targetPort ${port.targetPort} of port ${portLabel(port)} is not a container port of ${describe(workload)}`
      + `${without.length > 1 ? ` and ${without.length - 1} more` : ''}: ${whatThereIs(spec, port)}`
      + `${some ? '; the other pods that the Service selects have it' : ''}`
      + `${service.headless ? '; the Service is headless, so that its name leads to the pods all the same, without a record for the port (SRV)' : ''}`
      + `${injector === null ? '' : `; a container that is put in at admission (${injector}) may have it`}`,
    ...(some ? { fix: fixForSome(port, describe(workload)) } : fixFor(service, spec, port, describe(workload))),
  };
}

/** Whether other pods have the name, something puts containers into the pods, or the name is nearly there. */
interface Found {
  readonly some: boolean;
  readonly injector: string | null;
  readonly nearly: boolean;
}

/**
 * Pods without the name get no share of the port; where others have it, that may well be what is meant.
 *
 * A headless Service maps nothing: without the port only its SRV record is missing, and the names of the pods stay.
 *
 * @see https://github.com/kubernetes/dns/blob/master/docs/specification.md#24---records-for-a-headless-service
 */
function severityOf(context: RuleContext, service: Service, port: ServicePort, { some, injector, nearly }: Found): Severity {
  if (some && !nearly) return 'info';
  if (service.headless && !isBackend(context, service, port)) return nearly || service.ports.length === 1 ? 'warning' : 'info';
  return some || injector !== null ? 'warning' : 'error';
}

/** Routers send to the endpoints of a port, also to those of a headless Service. */
function isBackend(context: RuleContext, service: Service, port: ServicePort): boolean {
  return context.routeBackends.some(({ backend }) => backend.service === service.name && backend.namespace === service.namespace
    && (backend.port === port.port || backend.port === port.name));
}

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
  return `set name: ${port.targetPort} on the container port of ${workload} that is meant, or add a label to spec.selector that only the other pods carry`;
}

function fixFor(service: Service, spec: PodSpec, port: ServicePort, workload: string): Pick<RuleFinding, 'fix' | 'edits'> {
  const name = String(port.targetPort);
  const path = `${port.path}.targetPort`;
  const set = (value: string | number, fix = `set ${path} to ${value}`): Pick<RuleFinding, 'fix' | 'edits'> => ({ fix, edits: [{ path, value }] });
  const ports = declaredPorts(spec);
  const sameName = ports.find((each) => each.name === name);
  if (/^\d+$/.test(name)) return set(Number(name), `write targetPort: ${name} without quotes: in quotes it is a name`);
  if (sameName !== undefined) {
    const declare = `protocol: ${port.protocol} in the container port`;
    if (service.ports.some((each) => each !== port && each.port === port.port && each.protocol === sameName.protocol)) return { fix: `set ${declare}` };
    return { fix: `set protocol: ${sameName.protocol} in ${port.path}, or ${declare}`, edits: [{ path: `${port.path}.protocol`, value: sameName.protocol }] };
  }
  const init = spec.initContainers.find((container) => container.ports.some((each) => each.name === name));
  if (init !== undefined) {
    return { fix: `set restartPolicy: Always in init container ${init.name} of ${workload}, so that it runs beside the others, or declare the port in one of those` };
  }
  const usable = ports.filter((each) => each.protocol === port.protocol);
  const near = nearest(name, usable.map((each) => each.name));
  if (near !== null) return set(near);
  // A port that another port of the Service leads to is not the one that is meant
  const others = service.ports.filter((other) => other !== port);
  const free = usable.filter((each) => !others.some((other) => findPort(other, spec) === each.containerPort && other.protocol === each.protocol));
  if (free.length === 1 && usable.length === 1) {
    if (free[0].name !== '') return set(free[0].name);
    const [{ containerPort }] = free;
    return set(containerPort, `set name: ${name} on container port ${containerPort} of ${workload}, or set ${path} to ${containerPort}`);
  }
  return { fix: `add a container port named ${name} to ${workload}, or set ${path} to the number it listens on` };
}
