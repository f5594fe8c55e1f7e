import type { Span } from './stream';

/** A List cut into pieces that can be read one after the other. */
export interface BigList {
  /** The text of the List without its items. */
  readonly frame: string;
  /** Neighbouring items, a few to a piece; each piece is a YAML list. */
  readonly pieces: readonly { readonly span: Span; readonly items: number }[];
}

const ITEMS = '\nitems:';

/**
 * Cuts a long YAML List as `kubectl get -o yaml` writes it, null where the text is something else.
 *
 * A parser that reads a hundred megabytes at once needs gigabytes; the items of a block list are documents of their own. A line that starts
 * with `- ` at the list's indentation opens an item, for all that is inside of an item stands deeper. What is cut wrongly where people write
 * quoted text without indentation does not parse, and the List is then read as a whole.
 *
 * @param size pieces grow to about so many characters
 */
export function cutBigList(text: string, { start, end }: Span, size: number): BigList | null {
  // a slice takes no time, and ends the search where the document ends
  const document = text.slice(start, end);
  const found = document.indexOf(ITEMS);
  if (found === -1 || document.includes(ITEMS, found + 1)) return null;
  const key = start + found;
  const first = nextLine(text, key + 1);
  if (text.slice(key + ITEMS.length, first).trim() !== '') return null;
  const indent = indentOf(text, first);
  if (!opensItem(text, first + indent)) return null;
  const pieces: { span: Span; items: number }[] = [];
  let piece = first;
  let items = 0;
  let line = first;
  for (; line < end; line = nextLine(text, line)) {
    const own = indentOf(text, line, indent + 1);
    const c = text.charCodeAt(line + own);
    if (own > indent || c === 10 || c === 13 || c === 35) continue;
    if (own < indent || !opensItem(text, line + own)) break;
    if (line - piece > size) {
      pieces.push({ span: { start: piece, end: line }, items });
      piece = line;
      items = 0;
    }
    items += 1;
  }
  const last = Math.min(line, end);
  pieces.push({ span: { start: piece, end: last }, items });
  return { frame: text.slice(start, key + 1) + text.slice(last, end), pieces };
}

function nextLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end === -1 ? text.length : end + 1;
}

function indentOf(text: string, line: number, most = Infinity): number {
  let indent = 0;
  while (indent < most && text.charCodeAt(line + indent) === 32) indent += 1;
  return indent;
}

function opensItem(text: string, at: number): boolean {
  const after = text.charCodeAt(at + 1);
  return text.charCodeAt(at) === 45 && (after === 32 || after === 10 || after === 13 || Number.isNaN(after));
}
