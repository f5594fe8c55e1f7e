import { Draft } from './draft';
import type { GraphNode, RouteGraph } from './model';

/** More boxes than these nobody reads: then some are drawn as one. */
const MOST_NODES = 120;

interface Grouping {
  /** What is drawn as one has the same key; null: drawn by itself. */
  readonly keyOf: (node: GraphNode, routerOf: ReadonlyMap<string, string>) => string | null;
  readonly label: (nodes: readonly GraphNode[]) => { readonly label: string; readonly detail: string };
  readonly note: string;
}

/** From the mildest on. */
const GROUPINGS: readonly Grouping[] = [
  {
    keyOf: (node, routerOf) => (node.column === 'route' ? JSON.stringify(['host', routerOf.get(node.id) ?? '', node.host ?? '']) : null),
    label: (nodes) => ({ label: nodes[0].host === undefined || nodes[0].host === '' ? 'any host' : nodes[0].host, detail: `${nodes.length} routes` }),
    note: 'routes are drawn together by host',
  },
  {
    keyOf: (node) => (node.namespace === null || node.column === 'route' ? null : JSON.stringify([node.column, node.namespace])),
    label: (nodes) => ({ label: nodes[0].namespace ?? '', detail: `${nodes.length} ${nodes[0].column === 'service' ? 'Services' : 'workloads'}` }),
    note: 'Services and workloads are drawn together by namespace',
  },
  {
    keyOf: (node, routerOf) => (node.column === 'route' ? JSON.stringify(['router', routerOf.get(node.id) ?? '']) : node.column === 'outside' ? 'outside' : null),
    label: (nodes) => (nodes[0].column === 'route' ? { label: `${nodes.length} hosts`, detail: '' } : { label: `${nodes.length} places outside`, detail: '' }),
    note: 'hosts are drawn together by router',
  },
];

/** The map with as many boxes as somebody can read; it notes what is drawn together. */
export function groupedGraph(graph: RouteGraph, most = MOST_NODES): RouteGraph {
  let grouped = graph;
  for (const grouping of GROUPINGS) {
    if (grouped.nodes.length <= most) break;
    grouped = group(grouped, grouping);
  }
  if (grouped === graph) return graph;
  return { ...grouped, notes: [`${graph.nodes.length} boxes are too many to read: ${grouped.notes.join('; ')}`, ...graph.notes] };
}

function group(graph: RouteGraph, { keyOf, label, note }: Grouping): RouteGraph {
  const routerOf = new Map(graph.edges.map(({ from, to }) => [to, from]));
  const members = new Map<string, GraphNode[]>();
  const idOf = new Map<string, string>();
  for (const node of graph.nodes) {
    const key = keyOf(node, routerOf) ?? node.id;
    idOf.set(node.id, key);
    const known = members.get(key);
    if (known === undefined) members.set(key, [node]);
    else known.push(node);
  }
  if (members.size === graph.nodes.length) return graph;
  const draft = new Draft();
  for (const [id, nodes] of members) {
    const [first, ...others] = nodes;
    const inside = nodes.flatMap((node) => node.members ?? [node.id]);
    draft.node(
      others.length === 0 ? { ...first, id } : { ...first, id, ...label(nodes), title: titleOf(nodes), state: worst(nodes), members: inside },
    );
  }
  for (const edge of graph.edges) {
    const from = idOf.get(edge.from) ?? edge.from;
    const to = idOf.get(edge.to) ?? edge.to;
    const alone = from === edge.from && to === edge.to;
    draft.edge({ ...edge, from, to, label: alone || edge.state === 'broken' ? edge.label : '' });
  }
  return draft.graph([...graph.notes, note]);
}

function worst(nodes: readonly GraphNode[]): GraphNode['state'] {
  return nodes.some(({ state }) => state === 'broken') ? 'broken' : nodes.some(({ state }) => state === 'uncertain') ? 'uncertain' : 'good';
}

/** As many names as a tool tip shows. */
const LISTED = 20;

function titleOf(nodes: readonly GraphNode[]): string {
  const listed = nodes.slice(0, LISTED).map((node) => node.label);
  return [...listed, ...nodes.length > LISTED ? [`and ${nodes.length - LISTED} more`] : []].join('\n');
}
