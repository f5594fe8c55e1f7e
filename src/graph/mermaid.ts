import { areasOf } from './areas';
import type { GraphEdge, GraphNode, RouteGraph, State } from './model';
import { visible } from '../report/paint';

/** What Mermaid refuses to draw above, by default and on GitHub (`maxEdges`). */
const MOST_EDGES = 500;

const CLASSES: Readonly<Record<State, string>> = {
  good: 'fill:#e8f1f8,stroke:#0072b2,color:#10202c',
  answer: 'fill:#f3eef6,stroke:#7a5195,color:#10202c',
  uncertain: 'fill:#fdf3dc,stroke:#b37400,color:#10202c,stroke-dasharray:5 4',
  broken: 'fill:#fde6dc,stroke:#d55e00,color:#10202c,stroke-width:3px',
};

const SHAPES: Readonly<Record<GraphNode['column'], readonly [string, string]>> = {
  entry: ['([', '])'], router: ['{{', '}}'], route: ['[', ']'], service: ['(', ')'], workload: ['[[', ']]'], outside: ['[/', '/]'],
};

/** The map as a flowchart that GitHub draws as it is; nothing of the manifests is read as Mermaid, Markdown or HTML. */
export function mermaid({ nodes, edges, notes }: RouteGraph): string {
  const ids = new Map(nodes.map(({ id }, i) => [id, `n${i}`]));
  const idOf = (id: string): string => ids.get(id) ?? '';
  const { areas, others } = areasOf(nodes);
  const drawn = edges.slice(0, MOST_EDGES);
  const left = edges.length - drawn.length;
  const allNotes = [...notes, ...left === 0 ? [] : [`${left} more arrows are left out: Mermaid draws ${MOST_EDGES}`]];
  return [
    'flowchart LR',
    ...others.map((node) => `  ${box(idOf(node.id), node)}`),
    ...areas.flatMap(({ namespace, nodes: inside }, i) => [
      `  subgraph a${i}["namespace ${text(namespace)}"]`, ...inside.map((node) => `    ${box(idOf(node.id), node)}`), '  end',
    ]),
    ...drawn.map((edge) => `  ${arrow(edge, idOf)}`),
    ...allNotes.map((note, i) => `  note${i}["${text(note)} "]`),
    ...(Object.keys(CLASSES) as State[]).map((state) => `  classDef ${state} ${CLASSES[state]}`),
    ...linkStyles(drawn),
    '',
  ].join('\n');
}

function box(id: string, { column, label, detail, state }: GraphNode): string {
  const [open, close] = SHAPES[column];
  const lines = [label, detail].filter((line) => line !== '').map(text).join('<br/>');
  // nothing between quotes is refused
  return `${id}${open}"${lines === '' ? ' ' : lines}"${close}:::${state}`;
}

function arrow({ from, to, label, state, barriers }: GraphEdge, idOf: (id: string) => string): string {
  const blocked = barriers.length > 0;
  const line = blocked || state === 'broken' ? '--x' : state === 'uncertain' ? '-.->' : '-->';
  const words = [label, ...barriers.map((name) => `blocked by ${name}`)].filter((part) => part !== '').map(text).join('<br/>');
  return `${idOf(from)} ${line}${words === '' ? '' : `|"${words}"|`} ${idOf(to)}`;
}

function linkStyles(edges: readonly GraphEdge[]): readonly string[] {
  const broken = edges.flatMap(({ state, barriers }, i) => (state === 'broken' || barriers.length > 0 ? [i] : []));
  return broken.length === 0 ? [] : [`  linkStyle ${broken.join(',')} stroke:#d55e00,stroke-width:3px`];
}

/** Longer names are cut: Mermaid refuses texts above 50,000 characters. */
const LONGEST = 120;

/**
 * Text in quotes: what could be markup is an entity code, which Mermaid shows as the character.
 *
 * @see https://mermaid.js.org/syntax/flowchart.html#entity-codes-to-escape-characters
 */
function text(value: string): string {
  const short = value.length > LONGEST ? `${value.slice(0, LONGEST - 1)}…` : value;
  return visible(short).replace(/[^\p{L}\p{N} .,/:…-]/gu, (character) => `#${character.codePointAt(0) ?? 0};`);
}
