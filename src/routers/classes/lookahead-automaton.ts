import { ACCEPTED, DEAD, type Automaton } from './automaton';
import { patternAutomaton, TooManyStates } from './pattern-automaton';
import { lookaheadParts } from '../index/lookahead-pattern';

/** More states than these are not built. */
const MOST_STATES = 5000;

/** Where a text is: so many characters into the beginning, then in each part behind it, the rest last. */
interface State {
  readonly begun: number;
  readonly parts: readonly number[];
}

/**
 * The language of a pattern with look-ahead: its beginning, and behind it the languages of all that it looks ahead for, or their complements, and of
 * its rest together.
 *
 * @returns null where the pattern is no such one, or the engine refuses a part of it
 */
export function lookaheadAutomaton(text: string, ignoreCase: boolean): Automaton | null {
  const parts = lookaheadParts(text);
  if (parts === null) return null;
  const conditions = [...parts.ahead, { wanted: true, text: parts.rest }];
  const automata = conditions.map((each) => patternAutomaton(`^(?:${each.text})`, ignoreCase));
  const known = automata.filter((each) => each !== null);
  if (known.length < automata.length) return null;
  const start = parts.start.replace(/\\(.)/g, '$1');
  return new LookaheadAutomaton(start, ignoreCase, known, conditions.map((each) => each.wanted));
}

class LookaheadAutomaton implements Automaton {
  readonly start: number;
  private readonly ids = new Map<string, number>();
  private readonly states: State[] = [];
  private readonly beginning: readonly number[];

  constructor(
    start: string, private readonly ignoreCase: boolean, private readonly automata: readonly Automaton[], private readonly wanted: readonly boolean[],
  ) {
    this.beginning = [...start].map((each) => this.folded(each.charCodeAt(0)));
    this.start = this.id({ begun: 0, parts: automata.map((each) => each.start) });
  }

  step(state: number, character: number): number {
    if (state < 0) return state;
    const { begun, parts } = this.states[state];
    if (begun < this.beginning.length) return this.folded(character) === this.beginning[begun] ? this.id({ begun: begun + 1, parts }) : DEAD;
    const next = parts.map((each, i) => this.automata[i].step(each, character));
    // what is decided against the text ends it, and what is decided for it no longer counts
    if (next.some((each, i) => each === (this.wanted[i] ? DEAD : ACCEPTED))) return DEAD;
    if (next.every((each, i) => each === (this.wanted[i] ? ACCEPTED : DEAD))) return ACCEPTED;
    return this.id({ begun, parts: next });
  }

  accepts(state: number): boolean {
    if (state < 0) return state === ACCEPTED;
    const { begun, parts } = this.states[state];
    return begun === this.beginning.length && parts.every((each, i) => this.automata[i].accepts(each) === this.wanted[i]);
  }

  signature(character: number): string {
    const folded = this.folded(character);
    return `${this.beginning.includes(folded) ? folded : ''};${this.automata.map((each) => each.signature(character)).join(';')}`;
  }

  private folded(character: number): number {
    return this.ignoreCase ? String.fromCharCode(character).toLowerCase().charCodeAt(0) : character;
  }

  private id(state: State): number {
    const key = `${state.begun} ${state.parts.join(' ')}`;
    let id = this.ids.get(key);
    if (id === undefined) {
      if (this.states.length >= MOST_STATES) throw new TooManyStates();
      this.ids.set(key, id = this.states.length);
      this.states.push(state);
    }
    return id;
  }
}
