import type { Position } from '../../kubernetes/resource';

/** Between two marks at least so many characters. */
const STRIDE = 8_192;

/** The lines of a text; a line ends in LF, CR LF or CR, as YAML has it. Counts as far as somebody asks, and remembers marks on the way. */
export class Lines {
  /** Offsets of some line starts, ascending, and their line numbers, from 0. */
  private readonly starts: number[] = [0];
  private readonly numbers: number[] = [0];
  /** Where long lines end, by their start: JSON in one line is searched once, not once for each place in it. */
  private readonly longLines = new Map<number, number>();
  private readonly carriageReturns: boolean;

  constructor(private readonly text: string) {
    this.carriageReturns = text.includes('\r');
  }

  position(offset: number): Position {
    const mark = lastAtOrBefore(this.starts, offset);
    let start = this.starts[mark];
    let number = this.numbers[mark];
    const newest = mark === this.starts.length - 1;
    for (let next = this.nextLine(start); next !== -1 && next <= offset; next = this.nextLine(start)) {
      start = next;
      number += 1;
      if (newest && start - this.starts[this.starts.length - 1] >= STRIDE) {
        this.starts.push(start);
        this.numbers.push(number);
      }
    }
    return { line: number + 1, column: offset - start + 1 };
  }

  /** The start of the line after the one that starts at an offset, -1 where there is none. */
  private nextLine(from: number): number {
    const known = this.longLines.get(from);
    if (known !== undefined) return known;
    const next = this.searchLine(from);
    if ((next === -1 ? this.text.length : next) - from > STRIDE) this.longLines.set(from, next);
    return next;
  }

  private searchLine(from: number): number {
    if (!this.carriageReturns) return this.text.indexOf('\n', from) + 1 || -1;
    for (let at = from; at < this.text.length; at += 1) {
      const c = this.text.charCodeAt(at);
      if (c === 10) return at + 1;
      if (c === 13) return this.text.charCodeAt(at + 1) === 10 ? at + 2 : at + 1;
    }
    return -1;
  }
}

function lastAtOrBefore(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (sorted[middle] <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}
