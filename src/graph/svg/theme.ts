import type { State } from '../model';

/** `auto`: as the reader's system is set. */
export type Theme = 'auto' | 'light' | 'dark';

interface Colors {
  readonly page: string;
  readonly box: string;
  readonly ink: string;
  readonly dim: string;
  readonly area: string;
  readonly areaLine: string;
  readonly states: Readonly<Record<State, string>>;
}

/** Blue, purple, orange and vermilion of the palette of Okabe and Ito, which people with any color vision tell apart, lighter or darker by the page. */
const LIGHT: Colors = {
  page: '#ffffff',
  box: '#ffffff',
  ink: '#16222c',
  dim: '#52606b',
  area: '#f3f6f8',
  areaLine: '#c3ccd3',
  states: { good: '#0072b2', answer: '#8a4f7d', uncertain: '#a36a00', broken: '#c74a00' },
};

const DARK: Colors = {
  page: '#0d1117',
  box: '#161d26',
  ink: '#e8eef3',
  dim: '#a3afba',
  area: '#131a22',
  areaLine: '#3a4650',
  states: { good: '#56b4e9', answer: '#cc79a7', uncertain: '#e69f00', broken: '#ff7a3d' },
};

/** The style sheet of the map. */
export function styleSheet(theme: Theme): string {
  const base = [
    'text{font-family:Helvetica,Arial,"DejaVu Sans",sans-serif;font-size:12px}',
    '.small{font-size:10px}', '.head{font-size:11px;font-weight:bold}', '.label{font-weight:bold}',
    '.edge{fill:none;stroke-width:1.5}', '.edge.uncertain{stroke-dasharray:5 4}', '.edge.broken{stroke-width:2.5}',
    '.box{stroke-width:1.5}', '.box.uncertain{stroke-dasharray:5 4}', '.box.broken{stroke-width:2.5}',
    '.area{stroke-width:1}', '.halo{paint-order:stroke;stroke-width:4px;stroke-linejoin:round}',
  ].join('');
  if (theme === 'light') return base + colorRules(LIGHT);
  if (theme === 'dark') return base + colorRules(DARK);
  return `${base}${colorRules(LIGHT)}@media (prefers-color-scheme:dark){${colorRules(DARK)}}`;
}

function colorRules({ page, box, ink, dim, area, areaLine, states }: Colors): string {
  const ofStates = (Object.entries(states)).flatMap(([state, color]) => [
    `.edge.${state},.box.${state}{stroke:${color}}`, `.tip.${state}{fill:${color};stroke:none}`, `.bar.${state}{stroke:${color};stroke-width:3}`, `.words.${state}{fill:${color}}`,
  ]);
  return [
    `.page{fill:${page}}`, `.box{fill:${box}}`, `text{fill:${ink}}`, `.dim{fill:${dim}}`, `.area{fill:${area};stroke:${areaLine}}`, `.halo{stroke:${page}}`, ...ofStates,
  ].join('');
}
