/** The folder of the library's own files. */
const LIBRARY = __dirname.replace(/[^\\/]*$/, '');

/** More frames of the library than any call goes through. */
const DEEP = 100;

/** An error of the caller: its stack begins with the caller's own line, not with those of the library. */
export function userError(message: string): Error {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = DEEP;
  const error = new Error(message);
  Error.stackTraceLimit = limit;
  const frames = (error.stack ?? '').slice(String(error).length + 1).split('\n');
  // `Array.map (<anonymous>)` is between frames of the library
  const first = frames.findIndex((frame) => !frame.includes(LIBRARY) && !frame.includes('(<anonymous>)'));
  if (first > 0) error.stack = [String(error), ...frames.slice(first, first + limit)].join('\n');
  return error;
}
