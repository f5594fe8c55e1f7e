import { COLUMNS, type Column, type GraphNode, type RouteGraph } from '../model';

/** The boxes of each column from top to bottom. */
export type Order = Readonly<Record<Column, readonly GraphNode[]>>;

const SWEEPS = 24;

/** An order with few crossings: each box goes to the mean of its neighbors' places, those that belong together stay together, and the best of all sweeps is kept. */
export function orderNodes({ nodes, edges }: RouteGraph): Order {
  const neighbors = new Map<string, string[]>(nodes.map(({ id }) => [id, []]));
  for (const { from, to } of edges) {
    neighbors.get(from)?.push(to);
    neighbors.get(to)?.push(from);
  }
  const bandOf = bands(nodes, new Map(edges.map(({ from, to }) => [to, from])));
  let order: Map<string, number> = byBand(nodes, bandOf, (_, i) => i);
  let best = order;
  let fewest = crossings(order, nodes, edges);
  for (let sweep = 0; sweep < SWEEPS && fewest > 0; sweep += 1) {
    const current = order;
    const mean = ({ id }: GraphNode): number => {
      const places = (neighbors.get(id) ?? []).map((each) => current.get(each) ?? 0);
      return places.length === 0 ? current.get(id) ?? 0 : places.reduce((sum, place) => sum + place, 0) / places.length;
    };
    order = byBand([...nodes].sort((a, b) => (current.get(a.id) ?? 0) - (current.get(b.id) ?? 0)), bandOf, mean);
    const found = crossings(order, nodes, edges);
    if (found < fewest) {
      best = order;
      fewest = found;
    }
  }
  return columnsBy(best, nodes);
}

/** What stays together: the routes of a router and host, the Services and workloads of a namespace. */
function bands(nodes: readonly GraphNode[], sourceOf: ReadonlyMap<string, string>): (node: GraphNode) => string {
  const keys = new Map(nodes.map((node) => [
    node.id, node.column === 'route' ? JSON.stringify(['route', sourceOf.get(node.id) ?? '', node.host ?? '']) : JSON.stringify(['area', node.namespace ?? '', node.namespace === null ? node.id : '']),
  ]));
  return ({ id }) => keys.get(id) ?? '';
}

/** Places between 0 and 1 in each column. Bands are in the order of the mean of what they hold, in all columns, so that areas do not cross. */
function byBand(
  nodes: readonly GraphNode[], bandOf: (node: GraphNode) => string, wishOf: (node: GraphNode, i: number) => number,
): Map<string, number> {
  const wishes = new Map(nodes.map((node, i) => [node.id, wishOf(node, i)]));
  const sums = new Map<string, { sum: number; count: number }>();
  for (const node of nodes) {
    const band = sums.get(bandOf(node)) ?? { sum: 0, count: 0 };
    sums.set(bandOf(node), { sum: band.sum + (wishes.get(node.id) ?? 0), count: band.count + 1 });
  }
  const rank = new Map([...sums].map(([key, { sum, count }]) => [key, sum / count] as const).sort((a, b) => a[1] - b[1]).map(([key], i) => [key, i]));
  const rankOf = (node: GraphNode): number => rank.get(bandOf(node)) ?? 0;
  const sorted = [...nodes].sort((a, b) => rankOf(a) - rankOf(b) || (wishes.get(a.id) ?? 0) - (wishes.get(b.id) ?? 0));
  const places = new Map<string, number>();
  for (const column of COLUMNS) {
    const inside = sorted.filter((node) => node.column === column);
    inside.forEach(({ id }, i) => places.set(id, (i + 0.5) / inside.length));
  }
  return places;
}

function columnsBy(places: ReadonlyMap<string, number>, nodes: readonly GraphNode[]): Order {
  const sorted = [...nodes].sort((a, b) => (places.get(a.id) ?? 0) - (places.get(b.id) ?? 0));
  return {
    entry: sorted.filter(({ column }) => column === 'entry'),
    router: sorted.filter(({ column }) => column === 'router'),
    route: sorted.filter(({ column }) => column === 'route'),
    service: sorted.filter(({ column }) => column === 'service'),
    workload: sorted.filter(({ column }) => column === 'workload'),
    outside: sorted.filter(({ column }) => column === 'outside'),
  };
}

/** How many pairs of arrows between the same two columns cross. */
function crossings(places: ReadonlyMap<string, number>, nodes: readonly GraphNode[], edges: RouteGraph['edges']): number {
  const columnOf = new Map(nodes.map(({ id, column }) => [id, column]));
  const groups = new Map<string, (readonly [number, number])[]>();
  for (const { from, to } of edges) {
    const key = `${columnOf.get(from) ?? ''} ${columnOf.get(to) ?? ''}`;
    const pair = [places.get(from) ?? 0, places.get(to) ?? 0] as const;
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [pair]);
    else known.push(pair);
  }
  let count = 0;
  for (const pairs of groups.values()) {
    for (let i = 0; i < pairs.length; i += 1) {
      for (let j = i + 1; j < pairs.length; j += 1) if ((pairs[i][0] - pairs[j][0]) * (pairs[i][1] - pairs[j][1]) < 0) count += 1;
    }
  }
  return count;
}
