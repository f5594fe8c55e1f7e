import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { Json, JsonObject, Origin, Resource } from '../kubernetes/resource';
import { isObject, resourceOf } from '../manifests/resource-of';

/**
 * The objects that a construct and everything below it synthesize to, each knowing its construct.
 *
 * Nothing is changed by reading: cdk8s-plus workloads with `spread: true` add anti-affinity terms whenever they are rendered, so they are
 * rendered without.
 *
 * @param namespace the namespace of namespaced objects that name none
 * @throws what an object throws that cannot be rendered
 */
export function resourcesOf(scope: IConstruct, namespace: string = 'default'): readonly Resource[] {
  const nodes = scope.node.findAll();
  return withoutSpread(nodes, () => nodes.filter((node) => ApiObject.isApiObject(node))
    .flatMap((object) => resourcesOfJson(copied(object.toJson()), object.node.path, namespace)));
}

/** The objects of one rendered `ApiObject`: itself, or the items of a List. */
export function resourcesOfRendered(rendered: unknown, construct: string, namespace: string): readonly Resource[] {
  // to look whether it is JSON already takes as long in a process that does so for the first time, which an app is
  return resourcesOfJson(copied(rendered), construct, namespace);
}

/** What is written of a value is JSON: dates and undefined fields are as the manifest has them. */
function copied(value: unknown): Json {
  return JSON.parse(JSON.stringify(value ?? null)) as Json;
}

function resourcesOfJson(value: Json, construct: string, namespace: string): readonly Resource[] {
  if (!isObject(value)) return [];
  const items: readonly Json[] = value.kind === 'List' && Array.isArray(value.items) ? value.items : [value];
  const origin: Origin = { file: null, construct, locate: () => null };
  return items.filter((item): item is JsonObject => isObject(item))
    .map((item) => resourceOf(item, namespace, origin))
    .filter((resource): resource is Resource => resource !== null);
}

/** Runs `read` while no workload below spreads its pods; scheduling is no matter of routing. */
function withoutSpread<T>(nodes: readonly IConstruct[], read: () => T): T {
  const spreading = nodes.filter((node) => Reflect.get(node, 'spread') === true && Reflect.has(node, 'scheduling'));
  for (const node of spreading) Reflect.set(node, 'spread', false);
  try {
    return read();
  } finally {
    for (const node of spreading) Reflect.set(node, 'spread', true);
  }
}
