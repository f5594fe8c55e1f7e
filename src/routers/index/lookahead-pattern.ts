import { LinearPattern } from './linear-pattern';
import type { Pattern } from '../model';

/** `^/(?!api)(.*)`: a text, what may or must not come behind it, and what does. */
export interface LookaheadParts {
  readonly start: string;
  readonly ahead: readonly Condition[];
  readonly rest: string;
  /** Numbers of groups of the whole pattern that stand in what must not come, and are always empty; `rest` has the others, in their order. */
  readonly blanks: readonly number[];
}

interface Condition {
  readonly wanted: boolean;
  readonly text: string;
}

/**
 * A pattern of PCRE that begins with a literal text and look-ahead, which RE2 lacks: there is one place to look from, so that the parts are run one
 * after the other, each in linear time. null for any other look-around.
 */
export function lookaheadPattern(text: string, ignoreCase: boolean): Pattern | null {
  const parts = lookaheadParts(text);
  return parts === null ? null : new LookaheadPattern(text, ignoreCase, parts);
}

class LookaheadPattern implements Pattern {
  readonly lookahead = true as const;
  private readonly start: LinearPattern;
  private readonly rest: LinearPattern;
  private readonly ahead: readonly { readonly wanted: boolean; readonly pattern: LinearPattern }[];

  private readonly blanks: readonly number[];

  constructor(readonly text: string, readonly ignoreCase: boolean, { start, ahead, rest, blanks }: LookaheadParts) {
    this.blanks = blanks;
    this.start = new LinearPattern(`^${start}`, ignoreCase);
    this.ahead = ahead.map((each) => ({ wanted: each.wanted, pattern: new LinearPattern(`^(?:${each.text})`, ignoreCase) }));
    this.rest = new LinearPattern(`^(?:${rest})`, ignoreCase);
  }

  test(text: string): boolean | null {
    const rest = this.behindStart(text);
    if (rest === null) return false;
    const answers = [...this.ahead.map(({ wanted, pattern }) => isEqual(pattern.test(rest), wanted)), this.rest.test(rest)];
    return answers.includes(null) ? null : !answers.includes(false);
  }

  groups(text: string): readonly string[] | null {
    const rest = this.behindStart(text);
    const groups = rest === null || this.test(text) !== true ? null : this.rest.groups(rest);
    if (rest === null || groups === null) return null;
    const all = [text.slice(0, text.length - rest.length) + groups[0], ...groups.slice(1)];
    for (const blank of this.blanks) all.splice(blank, 0, '');
    return all;
  }

  /** It matches at the beginning alone. */
  replaceAll(text: string, replace: (groups: readonly string[]) => string): string | null {
    const answer = this.test(text);
    const groups = this.groups(text);
    if (answer === null) return null;
    return groups === null ? text : replace(groups) + text.slice(groups[0].length);
  }

  private behindStart(text: string): string | null {
    const start = this.start.groups(text);
    return start === null ? null : text.slice(start[0].length);
  }
}

function isEqual(answer: boolean | null, wanted: boolean): boolean | null {
  return answer === null ? null : answer === wanted;
}

const LITERAL_START = /^\^((?:[^\\^$.|?*+()[\]{}]|\\[^A-Za-z0-9])*)/;
/** A group that begins with look-ahead, or with a group that does. */
const OPENING = /^\((?:\?:)?(?=(?:\((?:\?:)?)*\(\?[=!])/;

/** The parts of a pattern of a literal beginning, look-ahead and a rest; null for any other. Groups that begin with the look-ahead begin behind it. */
export function lookaheadParts(text: string): LookaheadParts | null {
  const start = LITERAL_START.exec(text)?.[1];
  if (start === undefined) return null;
  const ahead: Condition[] = [];
  const blanks: number[] = [];
  let opened = '';
  let position = 1 + start.length;
  for (let opening = openingAt(text, position); opening !== null; opening = openingAt(text, position)) {
    const { kind, end } = opening;
    const inner = text.slice(position + opening.skip, end);
    if (kind === 'group') {
      // what it alternates with does not look ahead, and what is repeated looks from several places
      if (hasAlternatives(inner) || QUANTIFIER.test(text.slice(end + 1))) return null;
      opened += text.slice(position, position + opening.skip);
      position += opening.skip;
      continue;
    }
    const groups = groupsIn(inner);
    // groups of what is not there are empty; those of what is there are not
    if (groups === null || (kind === '=' && groups > 0) || looksBack(inner)) return null;
    for (let i = 0; i < groups; i++) blanks.push((groupsIn(opened) ?? 0) + blanks.length + 1);
    ahead.push({ wanted: kind === '=', text: inner });
    position = end + 1;
  }
  const rest = opened + text.slice(position);
  // an alternative would be one to all of it, and a quantifier is of the look-ahead
  if (ahead.length === 0 || QUANTIFIER.test(text.slice(position)) || hasAlternatives(rest) || looksBack(rest)) return null;
  return { start, ahead, rest, blanks };
}

const QUANTIFIER = /^[?*+{]/;

/** The look-ahead, or the group that begins with one, at a place. */
function openingAt(text: string, position: number): { readonly kind: 'group' | '=' | '!'; readonly skip: number; readonly end: number } | null {
  const ahead = /^\(\?([=!])/.exec(text.slice(position, position + 3))?.[1];
  const skip = ahead === undefined ? OPENING.exec(text.slice(position))?.[0].length : 3;
  const end = skip === undefined ? null : endOfGroup(text, position);
  if (skip === undefined || end === null) return null;
  return { kind: ahead === '=' || ahead === '!' ? ahead : 'group', skip, end };
}

/** Groups with these may take no character. */
const MAY_BE_EMPTY = /[*?{$]|\(\||\|\||\|\)|\(\)|\(\\[bB]/;

/** Whether a part may look at what stands before it, which is cut off where it is run. */
function looksBack(text: string): boolean {
  if (/\\[AGK]|(?<![\w)])\\[bB]/.test(text)) return true;
  if (/\)\\[bB]/.test(text) && MAY_BE_EMPTY.test(text.replaceAll('(?:', '('))) return true;
  for (const { character } of bareCharacters(text)) if (character === '^') return true;
  return false;
}

/** Each character that stands outside of escapes and classes. */
function* bareCharacters(text: string, from = 0): Iterable<{ readonly character: string; readonly at: number }> {
  let inClass = false;
  for (let at = from; at < text.length; at++) {
    const character = text[at];
    if (character === '\\') {
      at++;
    } else if (inClass) {
      inClass = character !== ']';
    } else if (character === '[') {
      inClass = true;
      // a bracket that comes first is itself
      at += /^\^?\]/.exec(text.slice(at + 1, at + 3))?.[0].length ?? 0;
    } else {
      yield { character, at };
    }
  }
}

function endOfGroup(text: string, from: number): number | null {
  let depth = 0;
  for (const { character, at } of bareCharacters(text, from)) {
    if (character === '(') depth++;
    if (character === ')' && --depth === 0) return at;
  }
  return null;
}

/** How many groups a text has; null where it names some. */
function groupsIn(text: string): number | null {
  let groups = 0;
  for (const { character, at } of bareCharacters(text)) {
    if (character !== '(') continue;
    if (/^\(\?(?:P?<(?![=!])|')/.test(text.slice(at, at + 4))) return null;
    if (text[at + 1] !== '?') groups++;
  }
  return groups;
}

function hasAlternatives(text: string): boolean {
  let depth = 0;
  for (const { character } of bareCharacters(text)) {
    if (character === '(') depth++;
    if (character === ')') depth--;
    if (character === '|' && depth === 0) return true;
  }
  return false;
}
