/*
 * Texts as regular languages: deterministic automata that are built as far as somebody walks through them.
 */

/** Reads a text character by character. States are numbers; the same number is the same state. */
export interface Automaton {
  readonly start: number;
  /** The state behind a character; `ACCEPTED` and `DEAD` never change again. */
  step(state: number, character: number): number;
  /** Whether a text that ends in the state is of the language. */
  accepts(state: number): boolean;
  /**
   * What tells characters apart for this automaton: two with the same text lead from every state to the same state.
   */
  signature(character: number): string;
}

/** Every continuation is of the language. */
export const ACCEPTED = -1;
/** No continuation is of the language. */
export const DEAD = -2;

/** The characters that a person can type into a URL's path, the most readable first; what is to be escaped there is not among them. */
export const PATH_CHARACTERS: readonly number[] = [...'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ/-_.~+*!,;:=@$&\'()'].map((each) => each.charCodeAt(0));

/** Those of a host name. */
export const HOST_CHARACTERS: readonly number[] = [...'abcdefghijklmnopqrstuvwxyz0123456789-.'].map((each) => each.charCodeAt(0));

/** Those of a header's or parameter's value. */
export const VALUE_CHARACTERS: readonly number[] = [...PATH_CHARACTERS, ...[...'|^[]{}<>"\\`'].map((each) => each.charCodeAt(0))];

/** Of characters that no automaton tells apart, the first. */
export function distinctCharacters(automata: readonly Pick<Automaton, 'signature'>[], characters: readonly number[]): readonly number[] {
  const seen = new Map<string, number>();
  for (const character of characters) {
    const signature = automata.map((each) => each.signature(character)).join('|');
    if (!seen.has(signature)) seen.set(signature, character);
  }
  return [...seen.values()];
}
