import { COLUMNS, type GraphEdge, type GraphNode, type RouteGraph } from '../model';

/** Of a box. */
export const HEIGHT = 40;
const BEND_HEIGHT = 6;

export function isBend({ id }: GraphNode): boolean {
  return id.startsWith('bend ');
}

export function heightOf(node: GraphNode): number {
  return isBend(node) ? BEND_HEIGHT : HEIGHT;
}

export interface Bent {
  readonly graph: RouteGraph;
  readonly bends: ReadonlyMap<number, readonly string[]>;
}

/** The graph in which each arrow leads to the next column in use: one that skips columns has a place in each of them, so that it runs behind no box. */
export function withBends({ nodes, edges, notes }: RouteGraph): Bent {
  const used = COLUMNS.filter((column) => nodes.some((node) => node.column === column));
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const added: GraphNode[] = [];
  const pieces: GraphEdge[] = [];
  const bends = new Map<number, readonly string[]>();
  edges.forEach((edge, i) => {
    const from = byId.get(edge.from);
    const to = byId.get(edge.to);
    if (from === undefined || to === undefined) return;
    const skipped = used.slice(used.indexOf(from.column) + 1, Math.max(0, used.indexOf(to.column)));
    const between = skipped.map((column): GraphNode => ({
      id: `bend ${i} ${column}`,
      column,
      label: '',
      detail: '',
      state: 'good',
      title: '',
      // below what is drawn in the area that the arrow comes from, or goes to
      namespace: column === 'workload' ? from.namespace : column === 'service' ? to.namespace : null,
    }));
    added.push(...between);
    if (between.length > 0) bends.set(i, between.map(({ id }) => id));
    const stops = [edge.from, ...between.map(({ id }) => id), edge.to];
    stops.slice(1).forEach((stop, at) => pieces.push({ ...edge, from: stops[at], to: stop, ...at === 0 ? {} : { label: '', barriers: [] } }));
  });
  return { graph: { nodes: [...nodes, ...added], edges: pieces, notes }, bends };
}
