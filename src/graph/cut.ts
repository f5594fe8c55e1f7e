import type { GraphEdge, RouteGraph } from './model';

/** What of the map is asked for. */
export interface Cut {
  /** Routes of this host alone, and what they lead to. */
  readonly host?: string;
  /** What leads to a Service or workload of this namespace alone. */
  readonly namespace?: string;
}

/** The part of a map that is asked for: whole ways alone, from who enters to where they end. */
export function cutGraph(graph: RouteGraph, { host, namespace }: Cut): RouteGraph {
  let cut = graph;
  if (host !== undefined) cut = throughSome(cut, cut.nodes.filter((node) => node.column === 'route' && (node.host ?? '').toLowerCase() === host.toLowerCase()).map(({ id }) => id));
  if (namespace !== undefined) cut = throughSome(cut, cut.nodes.filter((node) => node.namespace === namespace).map(({ id }) => id));
  return cut;
}

/** What comes before some boxes, and what is behind them. */
function throughSome({ nodes, edges, notes }: RouteGraph, ids: readonly string[]): RouteGraph {
  const before = reached(ids, edges, ({ from, to }) => [to, from]);
  const behind = reached(ids, edges, ({ from, to }) => [from, to]);
  return {
    nodes: nodes.filter(({ id }) => before.has(id) || behind.has(id)),
    edges: edges.filter(({ from, to }) => (before.has(from) && before.has(to)) || (behind.has(from) && behind.has(to))),
    notes,
  };
}

function reached(ids: readonly string[], edges: readonly GraphEdge[], along: (edge: GraphEdge) => readonly [string, string]): ReadonlySet<string> {
  const next = new Map<string, string[]>();
  for (const edge of edges) {
    const [from, to] = along(edge);
    const known = next.get(from);
    if (known === undefined) next.set(from, [to]);
    else known.push(to);
  }
  const found = new Set(ids);
  const waiting = [...ids];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    for (const each of next.get(id) ?? []) {
      if (found.has(each)) continue;
      found.add(each);
      waiting.push(each);
    }
  }
  return found;
}
