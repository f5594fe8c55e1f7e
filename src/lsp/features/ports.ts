import type { Workload } from '../../cluster/model';
import { objectIn, objectsAt, portAt, stringAt } from '../../kubernetes/fields';
import type { ContainerPort } from '../../kubernetes/pod-template';
import type { JsonObject } from '../../kubernetes/resource';
import { readProtocol, type Service, type ServicePort } from '../../kubernetes/service';

/** The field of a Service that a port of it is named by, or numbered; null where it has no such port. */
export function portFieldOfService({ ports }: Service, port: string | number): string | null {
  const found = ports.find((each) => (typeof port === 'number' ? each.port === port : each.name === port));
  return found === undefined ? null : `${found.path}.${typeof port === 'number' ? 'port' : 'name'}`;
}

/** The container ports of a workload that a Service port leads to. Kubernetes asks for a declared port only where it is meant by its name. */
export function containerPortFields({ resource, template }: Workload, { targetPort, protocol }: ServicePort): readonly string[] {
  const isNamed = typeof targetPort === 'string';
  const fields: string[] = [];
  const specPath = template.path === '' ? 'spec' : `${template.path}.spec`;
  const spec = objectIn(resource.object, ...specPath.split('.'));
  for (const list of ['containers', 'initContainers']) {
    for (const { object: container, index } of objectsAt(spec, list)) {
      if (list === 'initContainers' && stringAt(container, 'restartPolicy') !== 'Always') continue;
      for (const { object: port, index: i } of objectsAt(container, 'ports')) {
        if (!isMeant(port, targetPort) || readProtocol(port) !== protocol) continue;
        fields.push(`${specPath}.${list}[${index}].ports[${i}].${isNamed ? 'name' : 'containerPort'}`);
      }
    }
  }
  return fields;
}

/** The ports that containers of a workload declare. */
export function containerPorts({ template: { spec: { containers, sidecars } } }: Workload): readonly ContainerPort[] {
  return [...containers, ...sidecars].flatMap(({ ports }) => ports);
}

function isMeant(port: JsonObject, target: string | number): boolean {
  return typeof target === 'string' ? stringAt(port, 'name') === target : portAt(port, 'containerPort') === target;
}
