import { findPort } from '../../cluster/endpoints/endpoint-ports';
import type { Workload } from '../../cluster/model';
import { writtenContainers } from '../../cluster/workloads/pod-spec-fields';
import { integerAt, objectIn, objectsAt, stringAt } from '../../kubernetes/fields';
import { describe, type JsonObject } from '../../kubernetes/resource';
import type { Service, ServicePort } from '../../kubernetes/service';
import type { RuleContext } from '../context';
import { isToldNumber } from '../pod-texts';
import type { Rule, RuleFinding } from '../rule';
import { declaredPorts, declares, podSpecOf, servingContainers, workloadsBehind } from '../service-pods';

/** A targetPort given by number that the selected pods, which declare others, do not declare. */
export const TARGET_PORT_UNDECLARED: Rule = {
  id: 'target-port-undeclared',
  severity: 'warning',
  title: 'A targetPort is a number that no container of the selected pods declares, though they declare others.',
  why: 'Container ports are only informational, so it may work; more often nothing listens there, and connections are refused.',
  fix: 'Set targetPort to the port that the container listens on, or declare that port in the container.',
  sources: [
    'https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports',
    'https://kubernetes.io/docs/tasks/debug/debug-application/debug-service/#is-the-service-defined-correctly',
  ],
  * check({ cluster }, context) {
    for (const service of cluster.services.all) {
      const behind = workloadsBehind(cluster, service).filter((workload) => declaredPorts(podSpecOf(workload)).length > 0);
      if (behind.length === 0) continue;
      for (const port of service.ports) {
        // Where some of the workloads declare it, the selector is what is wrong
        const number = port.targetPort;
        if (typeof number !== 'number' || behind.some((workload) => declares(podSpecOf(workload), port))) continue;
        const isOtherProtocol = behind.some((workload) => declaredPorts(podSpecOf(workload)).some((each) => each.containerPort === number));
        const isRecorded = !isOtherProtocol && behind.some((workload) => isToldNumber(cluster, workload, number));
        const likely = !isRecorded && behind.some((workload) => isLikelyMeant(context, workload, port));
        yield {
          resource: service.resource,
          // Equal to the port where it was not given
          path: number === port.port ? `${port.path}.port` : `${port.path}.targetPort`,
          severity: likely ? 'warning' : 'info',
          message: `target port ${number}/${port.protocol} is not among the container ports of ${describe(behind[0])}: ${whatThereIs(behind[0], port)}`,
          ...fixFor(behind[0], service, port, likely),
        };
      }
    }
  },
};

/** Ports that are declared for something else than what a Service is for. */
const SIDE_PORT = /metric|prom|health|probe|admin|debug|prof|telemetry|stat[su]s|webhook|live|ready|monitor|jmx|peer|gossip/;

/**
 * Whether a declared port is likely the one that is meant: the same number for another protocol, or one that no Service leads to.
 *
 * Many a container declares a part of its ports only, or none; then each declared one is spoken for.
 */
function isLikelyMeant(context: RuleContext, workload: Workload, port: ServicePort): boolean {
  const spec = podSpecOf(workload);
  const declared = declaredPorts(spec);
  if (declared.some((each) => each.containerPort === port.targetPort)) return !isProtocolLeftOut(workload, port);
  if (servingContainers(spec).some((container) => container.ports.length === 0)) return false;
  const usable = declared.filter((each) => each.protocol === port.protocol && !SIDE_PORT.test(each.name));
  const targets = targetsOf(context, workload);
  return usable.some((each) => !targets.has(`${each.containerPort}/${each.protocol}`));
}

/** Whether the container leaves the protocol out, while the Service writes one: it is the container that forgot it, unless something asks the port over TCP. */
function isProtocolLeftOut(workload: Workload, port: ServicePort): boolean {
  if (port.protocol === 'TCP' || TCP_NAME.test(port.name)) return false;
  return writtenContainers(workload).some(({ object }) => objectsAt(object, 'ports').some(({ object: each }) => {
    const name = stringAt(each, 'name') ?? '';
    return integerAt(each, 'containerPort') === port.targetPort && stringAt(each, 'protocol') === undefined && !TCP_NAME.test(name) && !isProbed(object, port.targetPort, name);
  }));
}

/** Names of ports that speak protocols over TCP. */
const TCP_NAME = /http|web|grpc|tcp|tls|ssh|sql|amqp/;

function isProbed(container: JsonObject, number: number | string, name: string): boolean {
  return ['readinessProbe', 'livenessProbe', 'startupProbe'].some((probe) => ['httpGet', 'tcpSocket', 'grpc'].some((action) => {
    const asked = objectIn(container, probe, action)?.port;
    return asked !== undefined && (asked === number || (name !== '' && asked === name));
  }));
}

/** The ports of a workload's pods that Services lead to; worked out once for each workload. */
const TARGETS = new WeakMap<Workload, ReadonlySet<string>>();

function targetsOf(context: RuleContext, workload: Workload): ReadonlySet<string> {
  let targets = TARGETS.get(workload);
  if (targets === undefined) {
    const spec = podSpecOf(workload);
    targets = new Set(context.servicesOf(workload).flatMap((each) => each.ports.map((port) => `${findPort(port, spec)}/${port.protocol}`)));
    TARGETS.set(workload, targets);
  }
  return targets;
}

function whatThereIs(workload: Workload, port: ServicePort): string {
  const ports = declaredPorts(podSpecOf(workload));
  const other = ports.find((each) => each.containerPort === port.targetPort);
  if (other !== undefined) return `${port.targetPort} is declared for ${other.protocol} only`;
  return `it declares ${ports.slice(0, 6).map((each) => `${each.containerPort}/${each.protocol}${each.name === '' ? '' : ` (${each.name})`}`).join(', ')}`;
}

function fixFor(workload: Workload, service: Service, port: ServicePort, likely: boolean): Pick<RuleFinding, 'fix' | 'edits'> {
  const ports = declaredPorts(podSpecOf(workload));
  const other = ports.find((each) => each.containerPort === port.targetPort);
  if (other !== undefined) {
    const declare = `declare ${port.targetPort} for ${port.protocol} in the container`;
    // No two ports of a Service may have the same number and protocol
    if (service.ports.some((each) => each !== port && each.port === port.port && each.protocol === other.protocol)) return { fix: `${declare}, or remove ${port.path}` };
    if (!likely) return { fix: declare };
    return { fix: `set protocol: ${other.protocol} in ${port.path}, or ${declare}`, edits: [{ path: `${port.path}.protocol`, value: other.protocol }] };
  }
  const usable = ports.filter((each) => each.protocol === port.protocol);
  const declare = `declare containerPort ${port.targetPort} in ${describe(workload)} if it listens there`;
  if (usable.length !== 1 || !likely) return { fix: declare };
  const target = usable[0].name === '' ? usable[0].containerPort : usable[0].name;
  return { fix: `set ${port.path}.targetPort to ${target}, or ${declare}`, edits: [{ path: `${port.path}.targetPort`, value: target }] };
}
