/** The part of commonmark that is used here; it comes without types. */
interface CommonMark {
  readonly Parser: new () => { parse(text: string): CommonNode };
}

interface CommonNode {
  walker(): { next(): { readonly entering: boolean; readonly node: { readonly type: string; readonly literal: string | null } } | null };
}

const { Parser } = jest.requireActual<CommonMark>('commonmark');

/** What a reader sees of Markdown outside of code, and the types of its nodes. */
export interface Seen {
  readonly text: string;
  readonly types: ReadonlySet<string>;
}

export function read(markdown: string): Seen {
  const types = new Set<string>();
  let text = '';
  const walker = new Parser().parse(markdown).walker();
  for (let step = walker.next(); step !== null; step = walker.next()) {
    if (!step.entering) continue;
    // the only tag that reports have, between the sentences of a cell
    if (step.node.literal !== '<br>') types.add(step.node.type);
    text += step.node.type === 'text' ? step.node.literal ?? '' : step.node.type === 'code' ? '\u0000' : '';
  }
  return { text, types };
}

/**
 * The parts of a document that GitHub reads one by one: each cell of its tables, and what is between the tables as a whole.
 *
 * A row is cut at each `|` without a backslash, in code too, and the cells are inline text of their own.
 *
 * @throws when a row has other cells than its table's head, since GitHub drops what is too much
 * @see https://github.github.com/gfm/#tables-extension-
 */
export function partsOf(markdown: string): readonly string[] {
  const parts: string[] = [];
  let between: string[] = [];
  let columns: number | null = null;
  for (const line of markdown.split('\n')) {
    if (!line.startsWith('|')) {
      columns = null;
      between.push(line);
      continue;
    }
    const cells = line.slice(1).split(/(?<!\\)\|/).slice(0, -1).map((cell) => cell.trim().replace(/\\\|/g, '|'));
    if (cells.length !== (columns ??= cells.length)) throw new Error(`a row of ${cells.length} cells in a table of ${columns}: ${line}`);
    // what begins a list or a heading elsewhere does not in a cell
    parts.push(...cells.filter((cell) => cell !== '').map((cell) => `cell ${cell}`));
    if (between.length > 0) parts.push(between.join('\n'));
    between = [];
  }
  return [...parts, between.join('\n')].filter((part) => part.trim() !== '');
}

/** What GitHub makes of text outside of code: GFM's extended autolinks, mentions, references to issues and commits, formulas. */
export const REFERENCES = /(?:https?|ftp):\/\/|www\.|[\w.+-]+@[\w-]+|(?:^|\W)@\w|#\d|\bGH-\d|\$[^$]+\$|\b[0-9a-f]{7,40}\b/i;

/** What a report may be made of. */
export const HARMLESS: ReadonlySet<string> = new Set(['document', 'paragraph', 'text', 'code']);
