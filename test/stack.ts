import * as path from 'node:path';

const SOURCES = path.join(__dirname, '..', 'src') + path.sep;

/** Whether what a function throws has a stack that does not begin with lines of the library. */
export function hasNoOwnFrames(make: () => unknown): boolean {
  try {
    make();
  } catch (error) {
    const frame = (error as Error).stack?.split('\n').find((line) => /^\s+at /.test(line)) ?? SOURCES;
    return !frame.includes(SOURCES);
  }
  return false;
}
