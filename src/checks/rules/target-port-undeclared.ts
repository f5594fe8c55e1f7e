import { findPort } from '../../cluster/endpoints/endpoint-ports';
import type { Workload } from '../../cluster/model';
import { describe } from '../../kubernetes/resource';
import type { Service, ServicePort } from '../../kubernetes/service';
import type { RuleContext } from '../context';
import type { Rule } from '../rule';
import { declaredPorts, declares, podSpecOf, workloadsBehind } from '../service-pods';

/** A targetPort given by number that the selected pods, which declare others, do not declare. */
export const TARGET_PORT_UNDECLARED: Rule = {
  id: 'target-port-undeclared',
  severity: 'warning',
  title: 'A targetPort is a number that no container of the selected pods declares, though they declare others.',
  why: 'Container ports are only informational, so it may work; more often nothing listens there, and connections are refused.',
  mend: 'Set targetPort to the port that the container listens on, or declare that port in the container.',
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
        if (typeof port.targetPort !== 'number' || behind.some((workload) => declares(podSpecOf(workload), port))) continue;
        yield {
          resource: service.resource,
          // Equal to the port where it was not given
          path: port.targetPort === port.port ? `${port.path}.port` : `${port.path}.targetPort`,
          severity: behind.some((workload) => isLikelyMeant(context, workload, service, port)) ? 'warning' : 'info',
          message: `target port ${port.targetPort}/${port.protocol} is not among the container ports of ${describe(behind[0])}: ${whatThereIs(behind[0], port)}`,
          fix: fixFor(behind[0], port),
        };
      }
    }
  },
};

/** Ports that are declared for something else than what a Service is for. */
const SIDE_PORT = /metric|prom|health|probe|admin|debug|prof|telemetry|stats|live|ready|monitor|jmx|peer|gossip/;

/**
 * Whether a declared port is likely the one that is meant: one that no Service leads to, or any where the Service leads to none of them.
 *
 * Many a container declares a part of its ports only; then each declared one is spoken for.
 */
function isLikelyMeant(context: RuleContext, workload: Workload, service: Service, port: ServicePort): boolean {
  const spec = podSpecOf(workload);
  const declared = declaredPorts(spec);
  if (declared.some((each) => each.containerPort === port.targetPort)) return true;
  const usable = declared.filter((each) => each.protocol === port.protocol && !SIDE_PORT.test(each.name));
  if (usable.length > 0 && !service.ports.some((each) => declares(spec, each))) return true;
  const targets = targetsOf(context, workload);
  return usable.some((each) => !targets.has(`${each.containerPort}/${each.protocol}`));
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

function fixFor(workload: Workload, port: ServicePort): string {
  const ports = declaredPorts(podSpecOf(workload));
  const other = ports.find((each) => each.containerPort === port.targetPort);
  if (other !== undefined) return `set protocol: ${other.protocol} in ${port.path}, or declare ${port.targetPort} for ${port.protocol} in the container`;
  const usable = ports.filter((each) => each.protocol === port.protocol);
  const declare = `declare containerPort ${port.targetPort} in ${describe(workload)} if it listens there`;
  return usable.length === 1 ? `set ${port.path}.targetPort to ${usable[0].name === '' ? usable[0].containerPort : usable[0].name}, or ${declare}` : declare;
}
