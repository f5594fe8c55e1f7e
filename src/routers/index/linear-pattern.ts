import type { RE2JS } from 're2js';
import { hasAlternatives, hasNeededText, neededText, unwrapped } from './needed-text';
import { re2 } from './re2';
import type { Pattern } from '../model';

/** A pattern of RE2. */
export class LinearPattern implements Pattern {
  /** undefined: not compiled yet; null: refused. */
  private compiled: RE2JS | null | undefined;
  private readonly start: string;
  private readonly needed: string;

  constructor(readonly text: string, readonly ignoreCase: boolean) {
    const start = literalStart(text);
    this.start = ignoreCase ? start.toLowerCase() : start;
    this.needed = neededText(text);
  }

  get beginning(): string {
    return this.isRefused() ? '' : this.start;
  }

  get contained(): string {
    return this.isRefused() ? '' : this.needed;
  }

  test(text: string): boolean | null {
    if (this.isRefused() || this.compiled == null) return null;
    if (this.start !== '' && !this.begins(text)) return false;
    if (this.needed !== '' && !hasNeededText(text, this.needed)) return false;
    return this.compiled.matcher(text).find();
  }

  groups(text: string): readonly string[] | null {
    if (this.test(text) !== true || this.compiled == null) return null;
    const matcher = this.compiled.matcher(text);
    if (!matcher.find()) return null;
    return Array.from({ length: matcher.groupCount() + 1 }, (_, i) => matcher.group(i) ?? '');
  }

  replaceAll(text: string, replace: (groups: readonly string[]) => string): string | null {
    const matches = this.test(text);
    if (matches === null || this.compiled == null) return null;
    const matcher = this.compiled.matcher(text);
    let replaced = '';
    let end = 0;
    while (matches && matcher.find()) {
      const groups = Array.from({ length: matcher.groupCount() + 1 }, (_, i) => matcher.group(i) ?? '');
      replaced += text.slice(end, matcher.start()) + replace(groups);
      end = matcher.end();
    }
    return replaced + text.slice(end);
  }

  private isRefused(): boolean {
    if (this.compiled === undefined) this.compiled = this.compile();
    return this.compiled === null;
  }

  private compile(): RE2JS | null {
    try {
      const engine = re2();
      return engine.compile(this.text, this.ignoreCase ? engine.CASE_INSENSITIVE : 0);
    } catch {
      return null;
    }
  }

  private begins(text: string): boolean {
    return this.ignoreCase ? text.slice(0, this.start.length).toLowerCase() === this.start : text.startsWith(this.start);
  }
}

const SPECIAL = /[\\^$.|?*+()[\]{}]|[^\u0020-\u007e]/;

const QUANTIFIED = /^(?:\(\?[a-zA-Z-]+\))*[?*+{]/;

/** The characters that every match begins with, at the beginning of the text: most of many patterns are ruled out by them. Empty where there are none. */
function literalStart(text: string): string {
  const inner = unwrapped(text);
  if (inner !== text) return literalStart(inner.startsWith('^') ? inner : `^${inner}`);
  if (!text.startsWith('^') || hasAlternatives(text)) return '';
  const rest = text.slice(1);
  const special = rest.search(SPECIAL);
  if (special < 0) return foldable(rest);
  // a quantifier is of the character before it, also where flags stand between them
  return foldable(rest.slice(0, QUANTIFIED.test(rest.slice(special)) ? Math.max(0, special - 1) : special));
}

/** `k` and `s` are equal to letters outside of ASCII where case is ignored. */
function foldable(start: string): string {
  const end = start.search(/[ks]/i);
  return end < 0 ? start : start.slice(0, end);
}
