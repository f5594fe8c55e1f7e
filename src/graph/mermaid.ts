import { areasOf } from './areas';
import type { GraphEdge, GraphNode, RouteGraph } from './model';
import { MERMAID_CLASSES, mermaidText as text } from '../report/mermaid';

/** What Mermaid refuses to draw above, by default and on GitHub (`maxEdges`). */
const MOST_EDGES = 500;

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
    ...Object.entries(MERMAID_CLASSES).map(([state, style]) => `  classDef ${state} ${style}`),
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
