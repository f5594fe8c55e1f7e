import type { ClusterNode } from './model';
import { isKind, objectAt, objectIn, objectsAt, stringAt, stringMapAt, textAt } from '../kubernetes/fields';
import type { JsonObject, Resource } from '../kubernetes/resource';

/** The Nodes of the input by name. */
export function readNodes(resources: readonly Resource[]): ReadonlyMap<string, ClusterNode> {
  const nodes = new Map<string, ClusterNode>();
  for (const resource of resources) {
    if (isKind(resource, '', 'Node')) nodes.set(resource.name, readNode(resource));
  }
  return nodes;
}

function readNode(resource: Resource): ClusterNode {
  const labels = stringMapAt(objectAt(resource.object, 'metadata'), 'labels');
  return {
    name: resource.name,
    labels,
    zone: labels['topology.kubernetes.io/zone'] ?? null,
    addresses: objectsAt(objectAt(resource.object, 'status'), 'addresses')
      .map(({ object }) => textAt(object, 'address'))
      .filter((address) => address !== null),
    resource,
  };
}

/**
 * The nodes that a DaemonSet runs on, by its template's `nodeName`, `nodeSelector` and tolerations (`NodeShouldRunDaemonPod`).
 *
 * Node affinity is not looked at.
 */
export function nodesForDaemon(template: JsonObject | undefined, nodes: Iterable<ClusterNode>): readonly ClusterNode[] {
  const spec = objectAt(template, 'spec');
  const nodeName = textAt(spec, 'nodeName');
  const selector = stringMapAt(spec, 'nodeSelector');
  const tolerations = objectsAt(spec, 'tolerations').map(({ object }) => object);
  const chosen: ClusterNode[] = [];
  for (const node of nodes) {
    if (nodeName !== null && nodeName !== node.name) continue;
    if (!Object.keys(selector).every((key) => node.labels[key] === selector[key])) continue;
    if (isTolerated(node, tolerations)) chosen.push(node);
  }
  return chosen;
}

/** Taints that the DaemonSet controller tolerates by itself (`AddOrUpdateDaemonPodTolerations`) start with this. */
const NODE_CONDITION_TAINTS = 'node.kubernetes.io/';

function isTolerated(node: ClusterNode, tolerations: readonly JsonObject[]): boolean {
  return objectsAt(objectIn(node.resource.object, 'spec'), 'taints').every(({ object: taint }) => {
    const effect = stringAt(taint, 'effect');
    const key = stringAt(taint, 'key') ?? '';
    if (effect === 'PreferNoSchedule' || key.startsWith(NODE_CONDITION_TAINTS)) return true;
    return tolerations.some((toleration) => tolerates(toleration, key, stringAt(taint, 'value') ?? '', effect));
  });
}

/** `Toleration.ToleratesTaint`. */
function tolerates(toleration: JsonObject, key: string, value: string, effect: string | undefined): boolean {
  const wantedEffect = textAt(toleration, 'effect');
  if (wantedEffect !== null && wantedEffect !== effect) return false;
  const wantedKey = textAt(toleration, 'key');
  if (wantedKey !== null && wantedKey !== key) return false;
  if (stringAt(toleration, 'operator') === 'Exists') return true;
  return wantedKey !== null && (stringAt(toleration, 'value') ?? '') === value;
}
