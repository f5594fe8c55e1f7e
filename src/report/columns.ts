import type { Paint, Style } from './paint';
import { visible } from './paint';

/** A cell of a table; a plain string has no style. */
export type Cell = string | { readonly style: Style; readonly text: string };

/** Wider cells do not widen their column. */
const WIDEST = 60;

/** Rows as aligned lines, two blanks between columns; the last column is not padded. */
export function columns(rows: readonly (readonly Cell[])[], paint: Paint): string[] {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, i) => { widths[i] = Math.max(widths[i] ?? 0, Math.min(textOf(cell).length, WIDEST)); });
  }
  return rows.map((row) => row.map((cell, i) => {
    const text = textOf(cell);
    const painted = paint(typeof cell === 'string' ? 'plain' : cell.style, typeof cell === 'string' ? cell : cell.text);
    return i === row.length - 1 ? painted : painted + ' '.repeat(Math.max(0, widths[i] - text.length));
  }).join('  ').trimEnd());
}

function textOf(cell: Cell): string {
  return visible(typeof cell === 'string' ? cell : cell.text);
}

/** `1 object`, `2 objects`. */
export function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
