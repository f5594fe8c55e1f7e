/** A flag of V8: as this command wants it where there is much text, and as it is by itself. */
export interface V8Flag {
  readonly much: string;
  readonly usual: string;
}

/** V8 complains of flags that it does not know, and what a flag brings differs from version to version. */
const BY_MAJOR: Readonly<Record<string, readonly V8Flag[]>> = {
  20: [{ much: '--interrupt-budget=1200000', usual: '--interrupt-budget=67584' }, inlined(200)],
  22: [{ much: '--invocation-count-for-turbofan=15000', usual: '--invocation-count-for-turbofan=3000' }, inlined(300)],
  24: [
    { much: '--invocation-count-for-turbofan=40000', usual: '--invocation-count-for-turbofan=3000' },
    // what little is optimized then is optimized at once: V8's threads would go on with what is over
    { much: '--no-concurrent-recompilation', usual: '--concurrent-recompilation' },
    // new objects that fit into the processor's cache; this version lets them grow to 32 MB and more
    { much: '--semi-space-growth-factor=1', usual: '--semi-space-growth-factor=2' },
  ],
};

/** How many bytes of code of its callees may be compiled into an optimized function: what is called from many hot functions is compiled again in each. */
function inlined(much: number): V8Flag {
  return { much: `--max-inlined-bytecode-size-cumulative=${much}`, usual: '--max-inlined-bytecode-size-cumulative=920' };
}

/** What is set in a version of Node; empty: nothing. */
export function v8FlagsOf(version: string): readonly V8Flag[] {
  const [major] = version.split('.');
  return Object.hasOwn(BY_MAJOR, major) ? BY_MAJOR[major] : [];
}

/** So much text (UTF-16 units) that V8 begins to optimize, and not so much that it pays: a check of it runs most functions a few thousand times. */
const MUCH_TEXT = 256 * 1024;

/**
 * V8 for one call of the command, which has the process for itself: where there is much text, V8 waits longer before it optimizes a function.
 *
 * Half of the CPU time of a check went into functions that had done most of their work when they were optimized.
 */
export class ProcessFlags {
  private read = 0;
  private isMuch = false;

  /** @param before told before the first change */
  constructor(private readonly before: () => void) {}

  /** Told of every text before it is read. */
  beforeText(length: number): void {
    this.read += length;
    if (this.isMuch || this.read < MUCH_TEXT) return;
    this.isMuch = true;
    this.before();
    set('much');
  }

  /** Runs what makes or takes compiled code that is kept between runs: it is for the flags that it was made with. */
  asUsual<T>(work: () => T): T {
    if (!this.isMuch) return work();
    set('usual');
    try {
      return work();
    } finally {
      set('much');
    }
  }
}

function set(wanted: keyof V8Flag): void {
  const flags = v8FlagsOf(process.versions.node);
  if (flags.length === 0) return;
  // most calls need no such module
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { setFlagsFromString } = require('node:v8') as typeof import('node:v8');
  for (const flag of flags) setFlagsFromString(flag[wanted]);
}
