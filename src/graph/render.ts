import { dot } from './dot';
import { groupedGraph } from './group';
import { mermaid } from './mermaid';
import type { RouteGraph } from './model';
import { svg } from './svg/svg';
import type { Theme } from './svg/theme';
import { jsonText } from '../report/paint';

/** The pictures that are text alone. */
export const PICTURES = ['mermaid', 'dot', 'svg', 'json'] as const;

export type Picture = typeof PICTURES[number];

/** Draws the map; JSON has all of it, pictures group what nobody could read. */
export function picture(graph: RouteGraph, format: Picture, theme: Theme = 'auto'): string {
  switch (format) {
    case 'mermaid': return mermaid(groupedGraph(graph));
    case 'dot': return dot(groupedGraph(graph));
    case 'svg': return svg(groupedGraph(graph), { theme, title: 'Where requests go: from who enters, by routers, hosts and paths, to Services and workloads' });
    case 'json': return jsonText({ version: 1, ...graph });
  }
}
