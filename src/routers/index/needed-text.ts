/**
 * The longest text that every match of a pattern has, in lower case: most of many patterns are ruled out by looking for it, at a small part of what
 * running them costs. Empty where there is none, or where the pattern is beyond what is understood here.
 */
export function neededText(pattern: string): string {
  // brackets are text behind `\Q`
  if (pattern.includes('\\Q')) return '';
  let longest = '';
  let run = '';
  const end = (): void => {
    if (run.length > longest.length) longest = run;
    run = '';
  };
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern[at];
    if (character === '|') return '';
    if (character === '\\') {
      const next = pattern[++at] ?? '';
      if (/[a-z0-9]/i.test(next) && !'dDwWsSbB'.includes(next)) return '';
      if (/[!-~]/.test(next) && !/[a-z0-9]/i.test(next)) run += next;
      else end();
    } else if (character === '(' || character === '[') {
      // flags are no term: what repeats behind them is the character before
      if (character === '(' && /^(?:\(\?[a-zA-Z-]+\))+[?*+{]/.test(pattern.slice(at, at + 64))) return '';
      end();
      at = character === '(' ? endOfGroup(pattern, at) : endOfClass(pattern, at);
      if (at < 0) return '';
    } else if ('?*+{'.includes(character)) {
      run = run.slice(0, -1);
      end();
      // the numbers of `{2,3}` are no text
      const numbers = character === '{' ? /^\{\d*,?\d*\}/.exec(pattern.slice(at, at + 12)) : null;
      if (numbers !== null) at += numbers[0].length - 1;
    } else if ('^$.'.includes(character) || !/[ -~]/.test(character)) {
      end();
    } else {
      run += character;
    }
  }
  end();
  return longest.toLowerCase();
}

/** What stands in `^(?:...)` or `^(?:...)$`, where that is all of a pattern. */
export function unwrapped(pattern: string): string {
  if (!pattern.startsWith('^(?:') || pattern.includes('\\Q')) return pattern;
  const end = endOfGroup(pattern, 1);
  return end >= 0 && (pattern.slice(end + 1) === '' || pattern.slice(end + 1) === '$') ? pattern.slice('^(?:'.length, end) : pattern;
}

/** Whether a pattern has alternatives as a whole: not those of its groups alone. Where that is not understood it counts as such. */
export function hasAlternatives(pattern: string): boolean {
  if (!pattern.includes('|')) return false;
  if (pattern.includes('\\Q')) return true;
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern[at];
    if (character === '|') return true;
    if (character === '\\') {
      at++;
    } else if (character === '(' || character === '[') {
      at = character === '(' ? endOfGroup(pattern, at) : endOfClass(pattern, at);
      if (at < 0) return true;
    }
  }
  return false;
}

/** The place of the `)` of a group; -1 where there is none. */
function endOfGroup(pattern: string, start: number): number {
  let depth = 0;
  for (let at = start; at < pattern.length; at++) {
    const character = pattern[at];
    if (character === '\\') {
      at++;
    } else if (character === '(') {
      depth++;
    } else if (character === ')' && --depth === 0) {
      return at;
    } else if (character === '[') {
      at = endOfClass(pattern, at);
      if (at < 0) return -1;
    }
  }
  return -1;
}

/** The place of the `]` of a class, in which the first `]` is a character; -1 where there is none. */
function endOfClass(pattern: string, start: number): number {
  const first = pattern[start + 1] === '^' ? start + 2 : start + 1;
  for (let at = first; at < pattern.length; at++) {
    const character = pattern[at];
    if (character === '\\') {
      at++;
    } else if (character === '[' && pattern[at + 1] === ':') {
      const end = pattern.indexOf(':]', at);
      if (end > 0) at = end + 1;
    } else if (character === ']' && at > first) {
      return at;
    }
  }
  return -1;
}

let lastText = '';
let lastLower = '';

/** Whether a text has what a pattern needs; the same text is asked of many patterns one after the other. */
export function hasNeededText(text: string, needed: string): boolean {
  if (text !== lastText) {
    lastText = text;
    lastLower = text.toLowerCase();
  }
  // the long s is an s where case is ignored, and has no lower case of its own
  return lastLower.includes(needed) || lastLower.includes('\u017f');
}
