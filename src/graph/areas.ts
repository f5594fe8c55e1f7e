import type { GraphNode } from './model';

/** The boxes of a namespace. */
export interface Area {
  readonly namespace: string;
  readonly nodes: readonly GraphNode[];
}

/** The boxes by namespace, and those of none. */
export function areasOf(nodes: readonly GraphNode[]): { readonly areas: readonly Area[]; readonly others: readonly GraphNode[] } {
  const areas = new Map<string, GraphNode[]>();
  const others: GraphNode[] = [];
  for (const node of nodes) {
    if (node.namespace === null) {
      others.push(node);
      continue;
    }
    const known = areas.get(node.namespace);
    if (known === undefined) areas.set(node.namespace, [node]);
    else known.push(node);
  }
  return { areas: [...areas].map(([namespace, inside]) => ({ namespace, nodes: inside })), others };
}
