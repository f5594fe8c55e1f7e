import { routeGraph } from '../../src/graph/build';
import type { GraphEdge, RouteGraph } from '../../src/graph/model';
import { overview, type OverviewOptions } from '../../src/routes/overview';
import { simulation } from '../diff/simulations';

/** The map of manifests. */
export function mapOf(yaml: string, options: OverviewOptions = {}): RouteGraph {
  return routeGraph(overview(simulation(yaml), options));
}

/** `shop.example.com/ -> web [state]` for each arrow, with its words. */
export function arrows({ nodes, edges }: RouteGraph): readonly string[] {
  const label = (id: string): string => nodes.find((node) => node.id === id)?.label ?? '';
  return edges.map(({ from, to, label: words, state, barriers }: GraphEdge) =>
    [label(from), '->', label(to), ...words === '' ? [] : [words], ...state === 'good' ? [] : [state], ...barriers].join(' '));
}
