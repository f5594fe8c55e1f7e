import { findPort } from '../../cluster/endpoints/endpoint-ports';
import type { Workload } from '../../cluster/model';
import { integerAt, isKind, objectAt, objectsAt, stringAt } from '../../kubernetes/fields';
import { readLabelSelector, selects } from '../../kubernetes/label-selector';
import type { PodSpec } from '../../kubernetes/pod-template';
import { describe, type JsonObject } from '../../kubernetes/resource';
import type { Service, ServicePort } from '../../kubernetes/service';
import type { RuleContext } from '../context';
import type { Rule } from '../rule';
import { declaredPorts, podSpecOf, workloadsBehind } from '../service-pods';

/** A headless Service whose port is not the one that its pods listen on. */
export const HEADLESS_PORT_MAPPED: Rule = {
  id: 'headless-port-mapped',
  severity: 'warning',
  title: 'A headless Service has a port that differs from its targetPort.',
  why: 'A headless Service maps no ports: DNS gives the addresses of the pods, and clients that dial the Service\'s port find nothing listening.',
  fix: 'Make port equal to the port that the containers listen on, and let clients use it; or remove clusterIP: None.',
  sources: [
    'https://kubernetes.io/docs/concepts/services-networking/service/#headless-services',
    'https://github.com/kubernetes/dns/blob/master/docs/specification.md#24---records-for-a-headless-service',
  ],
  * check({ cluster }, context) {
    for (const service of cluster.services.all) {
      if (!service.headless) continue;
      const workloads = workloadsBehind(cluster, service);
      for (const port of service.ports) {
        // the name leads to the pods of all of them: one that listens elsewhere is enough
        const workload = workloads.find((each) => isMapped(port, podSpecOf(each)));
        if (workload === undefined) continue;
        const spec = podSpecOf(workload);
        const number = findPort(port, spec) ?? port.port;
        yield {
          resource: service.resource,
          path: `${port.path}.port`,
          severity: isForDiscovery(context, workload, port) || isReadByMonitor(context, service, port) || !isDeclared(spec, number, port) ? 'info' : 'warning',
          message: `port ${port.port} is not mapped to ${port.targetPort === number ? number : `${port.targetPort} (${number})`}: the Service is headless,`
            + ` so clients reach the pods of ${describe(workload)} directly, and those listen on ${number}`,
          fix: `set ${port.path}.port to ${number}, and let clients dial that; or remove clusterIP: None`,
          ...(service.ports.some((each) => each !== port && each.port === number && each.protocol === port.protocol) ? {} : { edits: [{ path: `${port.path}.port`, value: number }] }),
        };
      }
    }
  },
};

/** Pods that listen on another port than the Service's, and not on that one too. */
function isMapped(port: ServicePort, spec: PodSpec): boolean {
  const number = findPort(port, spec);
  if (number === null || number === port.port) return false;
  return !declaredPorts(spec).some((each) => each.containerPort === port.port && each.protocol === port.protocol);
}

/** Where a Service with a cluster IP offers the port of the same pods, clients use that one, and the headless one is for DNS. */
function isForDiscovery(context: RuleContext, workload: Workload, { port, protocol }: ServicePort): boolean {
  const others = context.servicesOf(workload).filter((each) => !each.headless);
  return others.some((other) => other.ports.some((each) => each.port === port && each.protocol === protocol));
}

/** What no container declares may be wrong by itself; whether the pods listen there is not known. */
function isDeclared(spec: PodSpec, number: number, { protocol }: ServicePort): boolean {
  const declared = declaredPorts(spec);
  return declared.length === 0 || declared.some((each) => each.containerPort === number && each.protocol === protocol);
}

/**
 * Whether a Prometheus reads the port through the endpoints, whose ports are those of the pods: nobody dials the Service.
 *
 * @see https://prometheus-operator.dev/docs/developer/getting-started/#using-servicemonitors
 */
function isReadByMonitor({ simulation }: RuleContext, service: Service, port: ServicePort): boolean {
  const monitors = simulation.cluster.resources.filter((each) => isKind(each, 'monitoring.coreos.com', 'ServiceMonitor'));
  return monitors.some(({ object }) => {
    const spec = objectAt(object, 'spec');
    if (!selects(readLabelSelector(objectAt(spec, 'selector')), service.labels) && !isNamed(object, service)) return false;
    return objectsAt(spec, 'endpoints').some(({ object: endpoint }) =>
      stringAt(endpoint, 'port') === port.name || stringAt(endpoint, 'targetPort') === String(port.targetPort) || integerAt(endpoint, 'targetPort') === port.targetPort);
  });
}

/** A monitor beside a Service of its name is likely for it, also where the labels are in a template that was cut out. */
function isNamed(object: JsonObject, service: Service): boolean {
  return stringAt(objectAt(object, 'metadata'), 'name') === service.name;
}
