import { COLUMNS, worse, type GraphEdge, type GraphNode, type RouteGraph } from './model';

/** A map under construction: what is added again is drawn together with what is there. */
export class Draft {
  private readonly nodes = new Map<string, GraphNode>();
  private readonly edges = new Map<string, GraphEdge>();

  node(node: GraphNode): string {
    const known = this.nodes.get(node.id);
    this.nodes.set(node.id, known === undefined ? node : {
      ...known,
      detail: joined(known.detail, node.detail, ', '),
      title: joined(known.title, node.title, '\n'),
      state: worse(known.state, node.state),
    });
    return node.id;
  }

  edge(edge: GraphEdge): void {
    const key = JSON.stringify([edge.from, edge.to]);
    const known = this.edges.get(key);
    this.edges.set(key, known === undefined ? edge : {
      ...known,
      label: joined(known.label, edge.label, ', '),
      title: joined(known.title, edge.title, '\n'),
      state: worse(known.state, edge.state),
      barriers: [...new Set([...known.barriers, ...edge.barriers])],
    });
  }

  has(id: string): boolean {
    return this.nodes.has(id);
  }

  graph(notes: readonly string[]): RouteGraph {
    const nodes = [...this.nodes.values()].sort((a, b) => COLUMNS.indexOf(a.column) - COLUMNS.indexOf(b.column));
    return { nodes, edges: [...this.edges.values()], notes };
  }
}

/** Each part once. */
function joined(a: string, b: string, separator: string): string {
  return [...new Set([...a.split(separator), ...b.split(separator)])].filter((part) => part !== '').join(separator);
}
