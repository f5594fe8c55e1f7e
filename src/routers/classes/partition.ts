import { ACCEPTED, DEAD, distinctCharacters, type Automaton } from './automaton';
import { LiteralAutomaton, type Literal } from './literal-automaton';
import { lookaheadAutomaton } from './lookahead-automaton';
import { patternAutomaton, TooManyStates } from './pattern-automaton';

/** What texts are divided by. */
export type TextMatcher = Literal | { readonly kind: 'pattern'; readonly text: string; readonly ignoreCase: boolean; readonly lookahead?: true };

/** Texts that every matcher treats alike. */
export interface TextClass {
  /** Places of the matchers that match all of them; the others match none. */
  readonly matched: readonly number[];
  /** Some of them: the shortest, and as far as there are any, others that go on otherwise. */
  readonly examples: readonly string[];
}

export interface Partition {
  readonly classes: readonly TextClass[];
  /** Places of patterns that are no regular language for the engine, and are not told apart by. */
  readonly refused: readonly number[];
  /** Whether texts were left out, since there are too many classes. */
  readonly cut: boolean;
}

export interface PartitionOptions {
  /** What every text begins with. */
  readonly beginning: string;
  /** What texts are made of, the most readable first. */
  readonly characters: readonly number[];
  /** @default 20000 */
  readonly mostStates?: number;
}

const MOST_STATES = 20_000;
const MOST_EXAMPLES = 3;

interface State {
  readonly literal: number;
  /** Places in `patterns` of those that are undecided, each with its state behind it. */
  readonly live: readonly number[];
  /** Places in `patterns` of those that have matched, in order. */
  readonly done: readonly number[];
  readonly text: string;
}

/**
 * Divides all texts into classes that each of the matchers accepts as a whole or not at all: the reachable states of the product of their
 * automata, those together that accept the same matchers; breadth first, so that the first text of a class is its shortest.
 */
export function partitionTexts(matchers: readonly TextMatcher[], options: PartitionOptions): Partition {
  const distinct = new Map<string, { readonly matcher: TextMatcher; readonly places: number[] }>();
  matchers.forEach((matcher, place) => {
    const key = JSON.stringify(matcher);
    const known = distinct.get(key);
    if (known === undefined) distinct.set(key, { matcher, places: [place] });
    else known.places.push(place);
  });
  if (distinct.size === matchers.length) return partitionByDistinct(matchers, options);
  // routes of one host often have a path in common, and both sides of a diff nearly all
  const each = [...distinct.values()];
  const { classes, refused, cut } = partitionByDistinct(each.map(({ matcher }) => matcher), options);
  const placesOf = (some: readonly number[]): readonly number[] => some.flatMap((i) => each[i].places).sort((a, b) => a - b);
  return { classes: classes.map(({ matched, examples }) => ({ matched: placesOf(matched), examples })), refused: placesOf(refused), cut };
}

function partitionByDistinct(matchers: readonly TextMatcher[], options: PartitionOptions): Partition {
  if (matchers.length > MOST_OF_KNOWN) return new Partitioning(matchers, options).run();
  const known = KNOWN.get(options.characters) ?? new Map<string, Partition>();
  KNOWN.set(options.characters, known);
  const key = JSON.stringify([options.beginning, options.mostStates, matchers]);
  const found = known.get(key) ?? new Partitioning(matchers, options).run();
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(key, found);
  return found;
}

/** Hosts often have the same patterns, as charts write them: what these divide paths into is remembered, as long as they are few. */
const KNOWN = new WeakMap<readonly number[], Map<string, Partition>>();
const MOST_OF_KNOWN = 16;
const MOST_KNOWN = 500;

class Partitioning {
  private readonly literals: LiteralAutomaton;
  private readonly literalPlaces: readonly number[];
  private readonly patterns: { readonly automaton: Automaton; readonly place: number }[] = [];
  private readonly refused: number[] = [];
  private readonly characters: readonly number[];
  private readonly found = new Map<string, { readonly matched: readonly number[]; readonly examples: string[] }>();
  private readonly seen = new Set<string>();
  private readonly queue: State[] = [];
  private cut = false;

  constructor(matchers: readonly TextMatcher[], private readonly options: PartitionOptions) {
    const literals: Literal[] = [];
    const places: number[] = [];
    matchers.forEach((matcher, place) => {
      if (matcher.kind !== 'pattern') {
        literals.push(matcher);
        places.push(place);
        return;
      }
      const automaton = (matcher.lookahead === true ? lookaheadAutomaton : patternAutomaton)(matcher.text, matcher.ignoreCase);
      if (automaton === null) this.refused.push(place);
      else this.patterns.push({ automaton, place });
    });
    this.literals = new LiteralAutomaton(literals);
    this.literalPlaces = places;
    this.characters = distinctCharacters([this.literals, ...this.patterns.map(({ automaton }) => automaton)], options.characters);
  }

  run(): Partition {
    const first = this.beginning();
    if (first !== null) this.add(first);
    for (const state of this.queue) {
      this.record(state);
      if (this.isSettled(state)) continue;
      for (const character of this.characters) this.follow(state, character);
    }
    return { classes: [...this.found.values()], refused: this.refused, cut: this.cut };
  }

  private beginning(): State | null {
    const live = this.patterns.flatMap(({ automaton }, i) => [i, automaton.start]);
    let state: State | null = { literal: this.literals.start, live, done: [], text: '' };
    for (const each of this.options.beginning) state = state === null ? null : this.next(state, each.charCodeAt(0));
    return state;
  }

  private follow(state: State, character: number): void {
    const next = this.next(state, character);
    if (next !== null) this.add(next);
  }

  /** null: an automaton grew beyond all bounds. */
  private next(state: State, character: number): State | null {
    const live: number[] = [];
    let { done } = state;
    try {
      for (let i = 0; i < state.live.length; i += 2) {
        const place = state.live[i];
        const to = this.patterns[place].automaton.step(state.live[i + 1], character);
        if (to === ACCEPTED) done = [...done, place].sort((a, b) => a - b);
        else if (to !== DEAD) live.push(place, to);
      }
    } catch (error) {
      if (!(error instanceof TooManyStates)) throw error;
      this.cut = true;
      return null;
    }
    return { literal: this.literals.step(state.literal, character), live, done, text: state.text + String.fromCharCode(character) };
  }

  private add(state: State): void {
    const key = `${state.literal} ${state.live.join(' ')};${state.done.join(' ')}`;
    if (this.seen.has(key)) return;
    if (this.seen.size >= (this.options.mostStates ?? MOST_STATES)) {
      this.cut = true;
      return;
    }
    this.seen.add(key);
    this.queue.push(state);
  }

  private record({ literal, live, done, text }: State): void {
    const matched = this.literals.matched(literal).map((i) => this.literalPlaces[i]);
    for (const each of done) matched.push(this.patterns[each].place);
    for (let i = 0; i < live.length; i += 2) {
      const { automaton, place } = this.patterns[live[i]];
      if (automaton.accepts(live[i + 1])) matched.push(place);
    }
    matched.sort((a, b) => a - b);
    const key = matched.join(' ');
    const known = this.found.get(key);
    if (known === undefined) this.found.set(key, { matched, examples: [text] });
    else if (known.examples.length < MOST_EXAMPLES) known.examples.push(text);
  }

  /** Whatever follows, the text stays in its class. */
  private isSettled({ literal, live }: State): boolean {
    return literal % 2 === 1 && live.length === 0;
  }
}
