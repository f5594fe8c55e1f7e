import { ACCEPTED, DEAD, type Automaton } from './automaton';
import { re2 } from '../index/re2';

/** An instruction of re2js's compiled program (regexp/syntax Inst of Go). */
interface Instruction {
  readonly op: number;
  readonly out: number;
  readonly arg: number;
  matchRune(rune: number): boolean;
}

interface Program {
  readonly inst: readonly Instruction[];
  readonly start: number;
}

const enum Op { Alt = 1, AltMatch = 2, Capture = 3, EmptyWidth = 4, Fail = 5, Match = 6, Nop = 7 }

/** What an empty-width instruction needs; its argument is a bit for each, in this order. */
type Empty = 'begin-line' | 'end-line' | 'begin-text' | 'end-text' | 'word-boundary' | 'no-word-boundary';

const EMPTIES: readonly Empty[] = ['begin-line', 'end-line', 'begin-text', 'end-text', 'word-boundary', 'no-word-boundary'];

function needed({ op, arg }: Instruction): readonly Empty[] {
  return op === Op.EmptyWidth ? EMPTIES.filter((_, i) => Math.floor(arg / 2 ** i) % 2 === 1) : [];
}

/** More states than these are not built. */
const MOST_STATES = 5000;

/** A pattern needs more states than are worth building. */
export class TooManyStates extends Error {}

const END = -1;

/**
 * The language of all texts in which a pattern matches somewhere, as RE2 means it: an automaton made of the engine's own program, so that it accepts
 * what the engine matches.
 *
 * @returns null where the engine refuses the pattern
 */
export function patternAutomaton(text: string, ignoreCase: boolean): Automaton | null {
  const program = compile(text, ignoreCase);
  return program === null ? null : new PatternAutomaton(program);
}

function compile(text: string, ignoreCase: boolean): Program | null {
  try {
    const engine = re2();
    const compiled = engine.compile(text, ignoreCase ? engine.CASE_INSENSITIVE : 0);
    return (compiled as unknown as { readonly re2Input: { readonly prog: Program } }).re2Input.prog;
  } catch {
    return null;
  }
}

interface State {
  /** Instructions that are reached before what an empty width needs is known; sorted. */
  readonly at: readonly number[];
  /** The character before, as far as it counts. */
  readonly before: 'beginning' | 'word' | 'other';
  readonly next: Map<number, number>;
  ends?: boolean;
}

class PatternAutomaton implements Automaton {
  readonly start: number;
  private readonly ids = new Map<string, number>();
  private readonly states: State[] = [];
  private readonly reaching: readonly boolean[];
  private readonly runes: readonly Instruction[];
  private readonly needs: readonly (readonly Empty[])[];
  private readonly hasWords: boolean;
  private readonly hasLines: boolean;

  constructor(private readonly program: Program) {
    this.runes = program.inst.filter(({ op }) => op > Op.Nop);
    this.needs = program.inst.map(needed);
    const all = new Set(this.needs.flat());
    this.hasWords = all.has('word-boundary') || all.has('no-word-boundary');
    this.hasLines = all.has('begin-line') || all.has('end-line');
    this.reaching = reachingMatch(program);
    this.start = this.id([program.start], 'beginning');
  }

  step(state: number, character: number): number {
    if (state < 0) return state;
    const { at, before, next } = this.states[state];
    const known = next.get(character);
    if (known !== undefined) return known;
    const reached = this.closure(at, before, character);
    const to = reached === null ? ACCEPTED : this.after(reached, character);
    next.set(character, to);
    return to;
  }

  accepts(state: number): boolean {
    if (state < 0) return state === ACCEPTED;
    const own = this.states[state];
    return own.ends ??= this.closure(own.at, own.before, END) === null;
  }

  signature(character: number): string {
    const runes = this.runes.map((each) => each.matchRune(character) ? '1' : '0').join('');
    return `${runes}${this.hasWords && isWord(character) ? 'w' : ''}${this.hasLines && character === 10 ? 'n' : ''}`;
  }

  private after(reached: readonly number[], character: number): number {
    const { inst, start } = this.program;
    const at = new Set([start]);
    for (const pc of reached) if (inst[pc].matchRune(character)) at.add(inst[pc].out);
    if (![...at].some((pc) => this.reaching[pc])) return DEAD;
    return this.id([...at].sort((a, b) => a - b), this.hasWords && isWord(character) ? 'word' : 'other');
  }

  private id(at: readonly number[], before: State['before']): number {
    const key = `${before} ${at.join(',')}`;
    let id = this.ids.get(key);
    if (id === undefined) {
      if (this.states.length >= MOST_STATES) throw new TooManyStates();
      this.ids.set(key, id = this.states.length);
      this.states.push({ at, before, next: new Map() });
    }
    return id;
  }

  /** The rune instructions that are reached without reading; null: the pattern has matched. */
  private closure(at: readonly number[], before: State['before'], next: number): readonly number[] | null {
    const holds = conditionsAt(before, next);
    const seen = new Set<number>();
    const stack = [...at];
    const reached: number[] = [];
    for (let pc = stack.pop(); pc !== undefined; pc = stack.pop()) {
      if (seen.has(pc)) continue;
      seen.add(pc);
      const { op, out, arg } = this.program.inst[pc];
      if (op === Op.Match) return null;
      if (op === Op.Alt || op === Op.AltMatch) stack.push(out, arg);
      else if (op === Op.Capture || op === Op.Nop) stack.push(out);
      else if (op === Op.EmptyWidth) stack.push(...this.needs[pc].every((each) => holds[each]) ? [out] : []);
      else if (op !== Op.Fail) reached.push(pc);
    }
    return reached;
  }
}

/**
 * Whether a match can be reached from each instruction behind the beginning of a text, as far as the instructions alone tell: what needs the beginning
 * is dead there; other empty widths are taken to hold, so that a state may count as alive although nothing can match.
 */
function reachingMatch({ inst }: Program): readonly boolean[] {
  const from = inst.map((): number[] => []);
  inst.forEach((each, pc) => {
    const { op, out, arg } = each;
    if (op === Op.Fail || op === Op.Match || needed(each).some((need) => need === 'begin-text' || need === 'begin-line')) return;
    from[out].push(pc);
    if (op === Op.Alt || op === Op.AltMatch) from[arg].push(pc);
  });
  const reaching = inst.map(({ op }) => op === Op.Match);
  const queue = [...reaching.keys()].filter((pc) => reaching[pc]);
  for (const each of queue) {
    for (const pc of from[each]) {
      if (reaching[pc]) continue;
      reaching[pc] = true;
      queue.push(pc);
    }
  }
  return reaching;
}

/** Which empty widths hold between two characters; `END` is none. */
function conditionsAt(before: State['before'], next: number): Readonly<Record<Empty, boolean>> {
  const begins = before === 'beginning';
  const ends = next === END;
  const boundary = (before === 'word') !== (!ends && isWord(next));
  return { 'begin-line': begins, 'end-line': ends, 'begin-text': begins, 'end-text': ends, 'word-boundary': boundary, 'no-word-boundary': !boundary };
}

function isWord(character: number): boolean {
  return (character >= 48 && character <= 57) || (character >= 65 && character <= 90) || character === 95 || (character >= 97 && character <= 122);
}
