import type { Implementation } from './implementations';
import { compilePattern } from '../index/pattern';
import type { Pattern } from '../model';

/**
 * A pattern of a route. Whether it must match the whole text is left to the controller: where that is not known, and the readings differ, it is not
 * decided whether it matches.
 *
 * @see https://github.com/kubernetes-sigs/gateway-api/blob/v1.6.1/apis/v1/httproute_types.go PathMatchRegularExpression
 */
export function routePattern(text: string, implementation: Implementation | null): Pattern {
  switch (implementation?.patternMatch ?? null) {
    case 'whole': return compilePattern(whole(text));
    case 'start': return compilePattern(`^(?:${text})`);
    case 'anywhere': return compilePattern(text);
    case null: return new UndecidedPattern(text);
  }
}

function whole(text: string): string {
  return `^(?:${text})$`;
}

/** Matches where the whole text matches, does not where no part of it does, and is not decided in between. */
class UndecidedPattern implements Pattern {
  readonly ignoreCase = false;
  private readonly whole: Pattern;
  private readonly part: Pattern;

  constructor(readonly text: string) {
    this.whole = compilePattern(whole(text));
    this.part = compilePattern(text);
  }

  get beginning(): string | undefined {
    return this.part.beginning;
  }

  get contained(): string | undefined {
    return this.part.contained;
  }

  test(text: string): boolean | null {
    const all = this.whole.test(text);
    return all === true ? true : this.part.test(text) === false ? false : null;
  }

  groups(text: string): readonly string[] | null {
    return this.whole.groups(text);
  }

  replaceAll(text: string, replace: (groups: readonly string[]) => string): string | null {
    return this.whole.replaceAll(text, replace);
  }
}

/** A pattern that matches a text and nothing else. */
export function literal(text: string): string {
  return text.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&');
}
