import { areasOf } from './areas';
import type { GraphEdge, GraphNode, RouteGraph, State } from './model';
import { visible } from '../report/paint';

const COLORS: Readonly<Record<State, string>> = { good: '#0072b2', answer: '#7a5195', uncertain: '#b37400', broken: '#d55e00' };

/** The map in the language of Graphviz. */
export function dot({ nodes, edges, notes }: RouteGraph): string {
  const ids = new Map(nodes.map(({ id }, i) => [id, `n${i}`]));
  const { areas, others } = areasOf(nodes);
  const box = (node: GraphNode): string => `${ids.get(node.id) ?? ''} [${attributes(nodeAttributes(node))}];`;
  return [
    'digraph routes {',
    // unknown fonts are measured as Times, and text spills over its box
    '  graph [rankdir=LR, fontname="Helvetica", bgcolor="transparent"];',
    '  node [shape=box, style="rounded,filled", fillcolor="#ffffff", fontname="Helvetica", fontsize=12];',
    '  edge [fontname="Helvetica", fontsize=10];',
    ...notes.length === 0 ? [] : [`  label=${quoted(notes.join('\n'))};`],
    ...others.map((node) => `  ${box(node)}`),
    ...areas.flatMap(({ namespace, nodes: inside }, i) => [
      `  subgraph cluster_${i} {`, `    label=${quoted(`namespace ${namespace}`)}; color="#8a949c"; style="rounded";`, ...inside.map((node) => `    ${box(node)}`), '  }',
    ]),
    ...edges.map((edge) => `  ${ids.get(edge.from) ?? ''} -> ${ids.get(edge.to) ?? ''} [${attributes(edgeAttributes(edge))}];`),
    '}',
    '',
  ].join('\n');
}

function nodeAttributes({ label, detail, state, title }: GraphNode): Readonly<Record<string, string>> {
  return {
    label: quoted([label, detail].filter((line) => line !== '').join('\n')),
    color: quoted(COLORS[state]),
    ...state === 'broken' ? { penwidth: '2' } : {},
    ...state === 'uncertain' ? { style: '"rounded,filled,dashed"' } : {},
    ...title === '' ? {} : { tooltip: quoted(title) },
  };
}

function edgeAttributes({ label, state, barriers, title }: GraphEdge): Readonly<Record<string, string>> {
  const words = [label, ...barriers.map((name) => `blocked by ${name}`)].filter((part) => part !== '').join('\n');
  const blocked = barriers.length > 0;
  return {
    color: quoted(COLORS[blocked ? 'broken' : state]),
    ...words === '' ? {} : { label: quoted(words) },
    ...blocked || state === 'broken' ? { arrowhead: 'tee', penwidth: '2' } : {},
    ...state === 'uncertain' ? { style: 'dashed' } : {},
    ...title === '' ? {} : { tooltip: quoted(title) },
  };
}

function attributes(values: Readonly<Record<string, string>>): string {
  return Object.entries(values).map(([name, value]) => `${name}=${value}`).join(', ');
}

/** In strings Graphviz reads `\N` and the like, and entities of HTML. */
function quoted(text: string): string {
  const lines = text.split('\n').map((line) => visible(line).replaceAll('&', '&amp;').replaceAll('\\', '\\\\').replaceAll('"', '\\"'));
  return `"${lines.join('\\n')}"`;
}
