import { heightOf, HEIGHT, isBend, withBends } from './bends';
import { placeInOrder } from './isotonic';
import { orderNodes, type Order } from './order';
import { COLUMNS, type Column, type GraphEdge, type GraphNode, type RouteGraph, type State } from '../model';

export interface Box {
  readonly node: GraphNode;
  readonly x: number;
  y: number;
  readonly width: number;
  readonly height: number;
}

export interface AreaBox {
  readonly namespace: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Layout {
  readonly boxes: ReadonlyMap<string, Box>;
  /** Of arrows that skip columns: the places in these that they go through, by the arrow's place in the graph. */
  readonly bends: ReadonlyMap<number, readonly string[]>;
  readonly areas: readonly AreaBox[];
  readonly heads: readonly { readonly column: Column; readonly x: number }[];
  readonly width: number;
  readonly height: number;
}

const GAP = 14;
const AREA_GAP = 46;
const MARGIN = 16;
/** Of the heads of columns. */
const TOP = 64;
const WIDEST = 330;
/** Of a letter at 12 px; no font is measured, so that boxes are a bit wide. */
const LETTER = 7.7;
const SMALL_LETTER = 6.2;
const ROUNDS = 24;

export function textWidth(text: string, letter = LETTER): number {
  return [...text].length * letter;
}

/** What is before a name, for those who do not see colors. */
export function markOf(state: State): string {
  return state === 'broken' ? '✖ ' : state === 'uncertain' ? '? ' : '';
}

/** As much of a text as fits. */
export function fitting(text: string, width: number, letter = LETTER): string {
  const letters = [...text];
  const most = Math.max(4, Math.floor(width / letter));
  return letters.length <= most ? text : `${letters.slice(0, most - 1).join('')}…`;
}

/** Fixed columns; boxes near what they are connected to; namespaces as areas that overlap nothing. */
export function layOut(whole: RouteGraph): Layout {
  const { graph, bends } = withBends(whole);
  const order = orderNodes(graph);
  const used = COLUMNS.filter((column) => order[column].length > 0);
  const boxes = new Map<string, Box>();
  const heads: { readonly column: Column; readonly x: number }[] = [];
  let x = MARGIN;
  for (const column of used) {
    const inside = order[column];
    const width = Math.min(WIDEST, Math.max(84, ...inside.map(({ label, detail, state }) => Math.max(textWidth(`${markOf(state)}${label}`), textWidth(detail, SMALL_LETTER)) + 24)));
    inside.forEach((node, i) => boxes.set(node.id, { node, x, y: i * (HEIGHT + GAP), width, height: heightOf(node) }));
    if (inside.some((node) => !isBend(node))) heads.push({ column, x });
    x += width + gapBehind(column, graph, boxes);
  }
  place(graph, order, boxes);
  const top = Math.min(Infinity, ...[...boxes.values()].map(({ y }) => y));
  for (const box of boxes.values()) box.y = Math.round((box.y - top + TOP) * 10) / 10;
  const right = Math.max(0, ...[...boxes.values()].map((box) => box.x + box.width));
  const bottom = Math.max(TOP, ...[...boxes.values()].map((box) => box.y + box.height));
  return { boxes, bends, areas: areaBoxes(boxes), heads, width: right + MARGIN + 8, height: bottom + MARGIN + 12 };
}

/** Room for the words on the arrows that begin at a column. */
function gapBehind(column: Column, { edges }: RouteGraph, boxes: ReadonlyMap<string, Box>): number {
  const beginning = edges.filter(({ from }) => boxes.get(from)?.node.column === column);
  const words = beginning.flatMap(edgeWords).map((line) => textWidth(line, SMALL_LETTER));
  return Math.min(260, Math.max(column === 'route' ? 84 : 60, ...words.map((width) => width + 36)));
}

/** What is written at an arrow, in lines. */
export function edgeWords({ label, barriers }: GraphEdge): readonly string[] {
  return [label, ...barriers.map((name) => `⊘ ${name}`)].filter((part) => part !== '');
}

/** Groups that keep their inner distances: the areas of Services and workloads; each other box by itself. */
interface Group {
  readonly members: readonly { readonly id: string; readonly offset: number }[];
  readonly height: number;
}

function place(graph: RouteGraph, order: Order, boxes: ReadonlyMap<string, Box>): void {
  const neighbors = new Map<string, string[]>();
  for (const { from, to } of graph.edges) {
    neighbors.set(from, [...neighbors.get(from) ?? [], to]);
    neighbors.set(to, [...neighbors.get(to) ?? [], from]);
  }
  const columns: readonly (readonly Group[])[] = [
    singles(order.entry), singles(order.router), singles(order.route), areaGroups(order, graph.edges), singles(order.outside),
  ];
  const columnOf = new Map(columns.flatMap((groups, i) => groups.flatMap(({ members }) => members.map(({ id }) => [id, i] as const))));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const groups of round % 2 === 0 ? [...columns].reverse() : columns) {
      const wishes = groups.map((group) => ({ y: wishOf(group, neighbors, boxes, columnOf), height: group.height }));
      const places = placeInOrder(wishes, groups.some(({ members }) => members.length > 1) ? AREA_GAP : GAP);
      groups.forEach(({ members }, i) => {
        for (const { id, offset } of members) {
          const box = boxes.get(id);
          if (box !== undefined) box.y = places[i] + offset;
        }
      });
    }
  }
}

function singles(nodes: readonly GraphNode[]): readonly Group[] {
  return nodes.map((node) => ({ members: [{ id: node.id, offset: 0 }], height: heightOf(node) }));
}

/** Services and workloads of a namespace; workloads stand beside their Services where there is room. */
function areaGroups(order: Order, edges: readonly GraphEdge[]): readonly Group[] {
  const keys = [...new Set([...order.service, ...order.workload].map(areaKey))];
  const rank = new Map(keys.map((key) => [key, meanPlace(order, key)]));
  const sources = new Map<string, string[]>();
  for (const { from, to } of edges) sources.set(to, [...sources.get(to) ?? [], from]);
  return keys.sort((a, b) => (rank.get(a) ?? 0) - (rank.get(b) ?? 0)).map((key) => {
    const services = order.service.filter((node) => areaKey(node) === key);
    const offsets = stacked(services);
    const workloads = order.workload.filter((node) => areaKey(node) === key);
    const beside = (id: string): number | undefined => mean((sources.get(id) ?? []).flatMap((each) => offsets.get(each) ?? []));
    const wishes = workloads.map((node, i) => ({ y: beside(node.id) ?? i * (HEIGHT + GAP), height: heightOf(node) }));
    const placed = placeInOrder(wishes, GAP);
    const members = [
      ...services.map(({ id }) => ({ id, offset: offsets.get(id) ?? 0 })), ...workloads.map(({ id }, i) => ({ id, offset: placed[i] })),
    ];
    const least = Math.min(...members.map(({ offset }) => offset));
    const heights = [...services, ...workloads].map(heightOf);
    const moved = members.map(({ id, offset }) => ({ id, offset: offset - least }));
    return { members: moved, height: Math.max(...moved.map(({ offset }, i) => offset + heights[i])) };
  });
}

function stacked(nodes: readonly GraphNode[]): ReadonlyMap<string, number> {
  const offsets = new Map<string, number>();
  let y = 0;
  for (const node of nodes) {
    offsets.set(node.id, y);
    y += heightOf(node) + GAP;
  }
  return offsets;
}

/** What a router answers by itself stands in no area. */
function areaKey({ namespace, id }: GraphNode): string {
  return namespace === null ? `node ${id}` : `namespace ${namespace}`;
}

function meanPlace(order: Order, key: string): number {
  const places = [order.service, order.workload].flatMap((nodes) =>
    nodes.flatMap((node, i) => (areaKey(node) === key ? [(i + 0.5) / nodes.length] : [])));
  return mean(places) ?? 0;
}

/** Where the upper edge of a group should be, so that its boxes are level with what they are connected to in other columns. */
function wishOf(
  { members }: Group, neighbors: ReadonlyMap<string, readonly string[]>, boxes: ReadonlyMap<string, Box>, columnOf: ReadonlyMap<string, number>,
): number {
  const wishes = members.flatMap(({ id, offset }) => {
    const middle = (box: Box | undefined): number => (box === undefined ? 0 : box.y + box.height / 2);
    const places = (neighbors.get(id) ?? []).filter((each) => columnOf.get(each) !== columnOf.get(id)).map((each) => middle(boxes.get(each)));
    return places.length === 0 ? [] : [median(places) - (boxes.get(id)?.height ?? HEIGHT) / 2 - offset];
  });
  return mean(wishes) ?? (boxes.get(members[0].id)?.y ?? 0) - members[0].offset;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

function mean(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length;
}

function areaBoxes(boxes: ReadonlyMap<string, Box>): readonly AreaBox[] {
  const areas = new Map<string, Box[]>();
  for (const box of boxes.values()) {
    const { namespace } = box.node;
    if (namespace !== null) areas.set(namespace, [...areas.get(namespace) ?? [], box]);
  }
  return [...areas].map(([namespace, inside]) => {
    const x = Math.min(...inside.map((box) => box.x)) - 10;
    const y = Math.min(...inside.map((box) => box.y)) - 24;
    return {
      namespace,
      x,
      y,
      width: Math.max(...inside.map((box) => box.x + box.width)) + 10 - x,
      height: Math.max(...inside.map((box) => box.y + box.height)) + 10 - y,
    };
  });
}
