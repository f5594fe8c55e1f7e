import { isBend } from './bends';
import { edgeWords, fitting, layOut, markOf, type AreaBox, type Box, type Layout } from './layout';
import { styleSheet, type Theme } from './theme';
import { visible } from '../../report/paint';
import type { Column, GraphEdge, RouteGraph } from '../model';

export interface SvgOptions {
  readonly theme: Theme;
  /** What screen readers call the picture. */
  readonly title: string;
  /** Without its own style sheet: for a page that has it already (`Content-Security-Policy`). */
  readonly bare?: true;
}

const HEADS: Readonly<Record<Column, string>> = {
  entry: 'ENTERS AT', router: 'ROUTER', route: 'HOST AND PATH', service: 'SERVICE', workload: 'WORKLOAD', outside: 'OUTSIDE',
};

/** The map as a picture; text is text. */
export function svg(graph: RouteGraph, { theme, title, bare }: SvgOptions): string {
  const layout = layOut(graph);
  const notesHeight = graph.notes.length * 16;
  const width = number(Math.max(layout.width, ...graph.notes.map((note) => note.length * 6.4 + 32)));
  const height = number(layout.height + notesHeight);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title">`,
    `<title id="title">${escapeXml(title)}</title>`,
    ...bare === true ? [] : [`<style>${styleSheet(theme)}</style>`],
    `<rect class="page" width="${width}" height="${height}" rx="6"/>`,
    ...layout.areas.map(areaShape),
    ...layout.heads.map(({ column, x }) => `<text class="head dim" x="${number(x)}" y="26">${HEADS[column]}</text>`),
    ...edgeShapes(graph, layout),
    ...[...layout.boxes.values()].filter(({ node }) => !isBend(node)).map(boxShape),
    ...graph.notes.map((note, i) => `<text class="dim" x="16" y="${number(layout.height + i * 16)}">${escapeXml(note)}</text>`),
    '</svg>',
    '',
  ].join('\n');
}

function areaShape({ namespace, x, y, width, height }: AreaBox): string {
  return `<rect class="area" x="${number(x)}" y="${number(y)}" width="${number(width)}" height="${number(height)}" rx="8"/>`
    + `<text class="small dim" x="${number(x + 10)}" y="${number(y + 15)}">${escapeXml(fitting(`namespace ${namespace}`, width - 16, 5.4))}</text>`;
}

function boxShape({ node, x, y, width, height }: Box): string {
  const { id, column, label, detail, state, title, members } = node;
  const inside = members === undefined ? '' : ` data-members="${escapeXml(JSON.stringify(members))}"`;
  const round = column === 'entry' ? height / 2 : column === 'workload' ? 2 : 6;
  const middle = x + 12;
  const whole = [label, detail, title].filter((part) => part !== '').join('\n');
  return [
    `<g class="node" data-id="${escapeXml(id)}"${inside}><title>${escapeXml(whole)}</title>`,
    `<rect class="box ${state}" x="${number(x)}" y="${number(y)}" width="${number(width)}" height="${number(height)}" rx="${number(round)}"/>`,
    `<text class="label" x="${number(middle)}" y="${number(y + (detail === '' ? 24 : 17))}">${escapeXml(fitting(`${markOf(state)}${label}`, width - 20))}</text>`,
    ...detail === '' ? [] : [`<text class="small dim" x="${number(middle)}" y="${number(y + 31)}">${escapeXml(fitting(detail, width - 20, 5.8))}</text>`],
    '</g>',
  ].join('');
}

/** Where more arrows than these begin, words stand at their tips. */
const FAN = 3;

/** Arrows leave and reach the sides of boxes at places of their own, in the order of the boxes at the other end. */
function edgeShapes({ edges }: RouteGraph, { boxes, bends }: Layout): readonly string[] {
  const ends = (edge: GraphEdge): readonly [Box | undefined, Box | undefined] => [boxes.get(edge.from), boxes.get(edge.to)];
  const yOf = (id: string | undefined, box: Box | undefined): number => (id === undefined ? box?.y : boxes.get(id)?.y) ?? 0;
  const starts = spread(edges, ({ from }) => boxes.get(from), (edge, i) => yOf(bends.get(i)?.[0], ends(edge)[1]));
  const tips = spread(edges, ({ to }) => boxes.get(to), (edge, i) => yOf(bends.get(i)?.at(-1), ends(edge)[0]));
  const fans = new Map<string, number>();
  for (const { from } of edges) fans.set(from, (fans.get(from) ?? 0) + 1);
  return edges.flatMap((edge, i) => {
    const [from, to] = ends(edge);
    const through = (bends.get(i) ?? []).flatMap((id) => boxes.get(id) ?? []);
    const atTip = (fans.get(edge.from) ?? 0) > FAN;
    return from === undefined || to === undefined ? [] : [edgeShape(edge, from, to, starts[i], tips[i], through, atTip)];
  });
}

function spread(
  edges: readonly GraphEdge[], boxOf: (edge: GraphEdge) => Box | undefined, orderOf: (edge: GraphEdge, i: number) => number,
): readonly number[] {
  const places: number[] = edges.map(() => 0);
  const groups = new Map<Box, number[]>();
  edges.forEach((edge, i) => {
    const box = boxOf(edge);
    if (box !== undefined) groups.set(box, [...groups.get(box) ?? [], i]);
  });
  for (const [box, members] of groups) {
    members.sort((a, b) => orderOf(edges[a], a) - orderOf(edges[b], b) || a - b);
    const room = Math.min(12, (box.height - 12) / members.length);
    members.forEach((member, i) => { places[member] = box.y + box.height / 2 + (i - (members.length - 1) / 2) * room; });
  }
  return places;
}

function edgeShape(edge: GraphEdge, from: Box, to: Box, y1: number, y2: number, through: readonly Box[], atTip: boolean): string {
  const blocked = edge.barriers.length > 0;
  const state = blocked ? 'broken' : edge.state;
  const x1 = from.x + from.width;
  const x2 = to.x - (blocked || state === 'broken' ? 3 : 7);
  let path = `M${number(x1)} ${number(y1)}`;
  let [x, y] = [x1, y1];
  for (const bend of through) {
    const level = bend.y + bend.height / 2;
    path += `${curve(x, y, bend.x, level)}H${number(bend.x + bend.width)}`;
    [x, y] = [bend.x + bend.width, level];
  }
  path += curve(x, y, x2, y2);
  const tip = blocked || state === 'broken'
    ? `<path class="bar ${state}" d="M${number(x2)} ${number(y2 - 8)}V${number(y2 + 8)}"/>`
    : `<path class="tip ${state}" d="M${number(x2 + 7)} ${number(y2)}l-8 -4v8z"/>`;
  const [wordsX, wordsY, anchor] = atTip ? [to.x - 14, y2, ' text-anchor="end"'] : [x1 + 8, y1, ''];
  const words = edgeWords(edge).map((line, i, all) =>
    `<text class="small words halo ${state}" x="${number(wordsX)}" y="${number(wordsY - 5 + (i - (all.length - 1)) * 12)}"${anchor}>${escapeXml(fitting(line, 250, 5.8))}</text>`);
  const whole = [`${from.node.label} → ${to.node.label}`, ...edgeWords(edge), edge.title].filter((part) => part !== '').join('\n');
  return `<g class="link" data-from="${escapeXml(edge.from)}" data-to="${escapeXml(edge.to)}"><title>${escapeXml(whole)}</title>`
    + `<path class="edge ${edge.state === 'uncertain' ? 'uncertain' : state}" d="${path}"/>${tip}${words.join('')}</g>`;
}

function curve(x1: number, y1: number, x2: number, y2: number): string {
  const bend = Math.min((x2 - x1) / 2, 70);
  return `C${number(x1 + bend)} ${number(y1)} ${number(x2 - bend)} ${number(y2)} ${number(x2)} ${number(y2)}`;
}

/** At most two decimals. */
function number(value: number): string {
  return `${Math.round(value * 100) / 100}`;
}

/** What XML refuses is made visible, and nothing is markup. */
export function escapeXml(text: string): string {
  return text.split('\n').map(visible).join('\n').replace(/[\uD800-\uDFFF\uFFFE\uFFFF]/gu, '\uFFFD')
    .replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll('\'', '&#39;');
}
