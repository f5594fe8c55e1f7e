/** What says how often a function runs before V8 optimizes it: as this command wants it for much text, and as it is by itself. */
export interface TierUp {
  readonly flag: string;
  readonly later: number;
  readonly usual: number;
}

/** The flags have other names, or do less, in other versions, and V8 complains of those that it does not know. */
const BY_MAJOR: Readonly<Record<string, TierUp>> = {
  20: { flag: '--interrupt-budget', later: 700_000, usual: 67_584 },
  22: { flag: '--invocation-count-for-turbofan', later: 15_000, usual: 3_000 },
};

/** Null: nothing is set in this version of Node. */
export function tierUpOf(version: string): TierUp | null {
  const [major] = version.split('.');
  return Object.hasOwn(BY_MAJOR, major) ? BY_MAJOR[major] : null;
}

/** So much text (UTF-16 units) that V8 begins to optimize, and not so much that it pays: a check of it runs most functions a few thousand times. */
const MUCH_TEXT = 256 * 1024;

/**
 * V8 for one call of the command, which has the process for itself: where there is much text, V8 waits longer before it optimizes a function.
 *
 * Half of the CPU time of a check went into functions that had done most of their work when they were optimized.
 */
export class ProcessTierUp {
  private read = 0;
  private isSet = false;

  /** Told of every text before it is read. */
  beforeText(length: number): void {
    this.read += length;
    if (this.isSet || this.read < MUCH_TEXT) return;
    this.isSet = true;
    setTierUp('later');
  }

  /** Compiled code that is kept between runs is for the flags that it was made with. */
  end(): void {
    if (this.isSet) setTierUp('usual');
  }
}

function setTierUp(wanted: 'later' | 'usual'): void {
  const tierUp = tierUpOf(process.versions.node);
  if (tierUp === null) return;
  // most calls need no such module
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { setFlagsFromString } = require('node:v8') as typeof import('node:v8');
  setFlagsFromString(`${tierUp.flag}=${tierUp[wanted]}`);
}
