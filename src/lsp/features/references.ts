import { containerPortFields, portFieldOfService } from './ports';
import { STRING_FIELDS, NAMED_OBJECTS, type NamedKind } from './reference-kinds';
import type { Cluster } from '../../cluster/model';
import { isObject, objectAt, stringAt, textAt } from '../../kubernetes/fields';
import { readLabelSelector, selects, type LabelSelector } from '../../kubernetes/label-selector';
import type { Json, JsonObject, Resource } from '../../kubernetes/resource';

/** A field of an object; the empty path is the object itself. */
export interface Target {
  readonly resource: Resource;
  readonly path: string;
}

/** A field that means other objects, or fields of them. */
export interface Reference {
  readonly resource: Resource;
  readonly path: string;
  readonly targets: readonly Target[];
}

/** What the fields of an object mean, as far as that is in the manifests. */
export function referencesIn(cluster: Cluster, resource: Resource): readonly Reference[] {
  const finder = new ReferenceFinder(cluster, resource);
  finder.visit(resource.object, '', '');
  finder.selectors();
  finder.targetPorts();
  return finder.found;
}

class ReferenceFinder {
  readonly found: Reference[] = [];

  constructor(private readonly cluster: Cluster, private readonly resource: Resource) {}

  visit(value: Json | undefined, path: string, key: string): void {
    if (Array.isArray(value)) {
      (value as readonly Json[]).forEach((item, i) => this.visit(item, `${path}[${i}]`, key));
    } else if (isObject(value)) {
      const named = Object.hasOwn(NAMED_OBJECTS, key) ? NAMED_OBJECTS[key] : undefined;
      if (named !== undefined) this.addNamed(value, path, named);
      for (const [name, field] of Object.entries(value)) this.visit(field, below(path, name), name);
    } else if (typeof value === 'string' && Object.hasOwn(STRING_FIELDS, key)) {
      this.add(path, this.targetOf(STRING_FIELDS[key], this.resource.namespace, value));
    }
  }

  /** A reference to an object: `name`, mostly with `kind` and `namespace`. */
  private addNamed(reference: JsonObject, path: string, { kind: usual }: NamedKind): void {
    const name = textAt(reference, 'name');
    const kind = textAt(reference, 'kind') ?? usual;
    if (name === null || kind === null) return;
    const [target] = this.targetOf(kind, textAt(reference, 'namespace') ?? this.resource.namespace, name);
    if (target === undefined) return;
    this.add(`${path}.name`, [target]);
    this.addParts(reference, path, target.resource);
  }

  /** The port of a Service, and the listener of a Gateway. */
  private addParts(reference: JsonObject, path: string, target: Resource): void {
    const port = objectAt(reference, 'port');
    for (const [field, value] of port === undefined ? [['port', reference.port] as const] : Object.entries(port).map(([name, each]) => [`port.${name}`, each] as const)) {
      if (typeof value === 'string' || typeof value === 'number') this.add(`${path}.${field}`, this.portOf(target, value));
    }
    const section = stringAt(reference, 'sectionName');
    if (section === undefined) return;
    this.add(`${path}.sectionName`, target.kind === 'Service' ? this.portOf(target, section) : listenerFields(target, (listener) => listener.name === section, 'name'));
  }

  private portOf(target: Resource, port: string | number): readonly Target[] {
    if (target.kind !== 'Service') return listenerFields(target, (listener) => listener.port === port, 'port');
    const service = this.cluster.services.get(target.namespace ?? '', target.name);
    const field = service === undefined ? null : portFieldOfService(service, port);
    return field === null ? [] : [{ resource: target, path: field }];
  }

  /** Pods that a selector of the object's own namespace has. */
  selectors(): void {
    const { kind, namespace, object } = this.resource;
    const spec = objectAt(object, 'spec');
    if (kind === 'Service') {
      const selector = this.cluster.services.get(namespace ?? '', this.resource.name)?.selector ?? null;
      if (selector !== null) this.add('spec.selector', this.cluster.workloadsMatching(namespace ?? '', selector).map(({ resource }) => ({ resource, path: '' })));
    } else if (kind === 'NetworkPolicy' || kind === 'PodDisruptionBudget') {
      const field = kind === 'NetworkPolicy' ? 'podSelector' : 'selector';
      const selector = objectAt(spec, field);
      if (selector !== undefined) this.add(`spec.${field}`, this.workloadsOf(readLabelSelector(selector)));
    }
  }

  private workloadsOf(selector: LabelSelector): readonly Target[] {
    return this.cluster.workloads.inNamespace(this.resource.namespace ?? '')
      .filter(({ template }) => selects(selector, template.labels)).map(({ resource }) => ({ resource, path: '' }));
  }

  /** The container ports that the ports of a Service lead to. */
  targetPorts(): void {
    if (this.resource.kind !== 'Service') return;
    const service = this.cluster.services.get(this.resource.namespace ?? '', this.resource.name);
    if (service === undefined || service.selector === null) return;
    const workloads = this.cluster.workloadsMatching(service.namespace, service.selector);
    for (const port of service.ports) {
      const targets = workloads.flatMap((workload) => containerPortFields(workload, port).map((path) => ({ resource: workload.resource, path })));
      this.add(`${port.path}.targetPort`, targets);
    }
  }

  private targetOf(kind: string, namespace: string | null, name: string): readonly Target[] {
    const found = this.cluster.find(kind, namespace, name) ?? this.cluster.find(kind, null, name);
    return found === undefined || found === this.resource ? [] : [{ resource: found, path: '' }];
  }

  private add(path: string, targets: readonly Target[]): void {
    if (targets.length > 0) this.found.push({ resource: this.resource, path, targets });
  }
}

function listenerFields(gateway: Resource, isMeant: (listener: JsonObject) => boolean, field: string): readonly Target[] {
  const listeners = objectAt(gateway.object, 'spec')?.listeners;
  if (!Array.isArray(listeners)) return [];
  return (listeners as readonly Json[]).flatMap((listener, i) => (isObject(listener) && isMeant(listener) ? [{ resource: gateway, path: `spec.listeners[${i}].${field}` }] : []));
}

/** A key that is not a plain word stands in brackets, as the API server writes it. */
function below(path: string, key: string): string {
  if (!/^[A-Za-z][A-Za-z0-9]*$/.test(key)) return `${path}[${key}]`;
  return path === '' ? key : `${path}.${key}`;
}
