import type { CliIo, Output } from './io';

/** Work that takes longer than this says what it is. */
const LONG_MILLISECONDS = 2_000;

/** So many objects take longer than that. */
const MANY_OBJECTS = 20_000;

/** So many characters of manifests, too. */
const LARGE_TEXT = 16 * 1024 * 1024;

const WIPE = '\r\u001b[2K';

/**
 * A command's streams with a line on standard error that says what takes long, where somebody watches: it goes before anything else is written.
 * Without a terminal, and where `CI` is set, the streams are as they were.
 */
export function withProgress(io: CliIo, now: () => number = () => performance.now()): CliIo {
  const { CI: ci = '', TERM: terminal } = io.env;
  if (!io.stderr.isTTY || terminal === 'dumb' || (ci !== '' && ci !== 'false')) return io;
  const start = now();
  let isShown = false;
  const wipe = (): void => {
    if (isShown) io.stderr.write(WIPE);
    isShown = false;
  };
  const wiping = (output: Output): Output => ({
    isTTY: output.isTTY,
    write: (text) => {
      wipe();
      output.write(text);
    },
  });
  const show = (text: string, isLong: boolean): void => {
    if (!isLong && now() - start < LONG_MILLISECONDS) return;
    io.stderr.write(`${WIPE}${text}...`);
    isShown = true;
  };
  return {
    ...io,
    stdout: wiping(io.stdout),
    stderr: wiping(io.stderr),
    beforeText: (length) => {
      show(`reading ${Math.ceil(length / 1024 / 1024)} MB`, length >= LARGE_TEXT);
      io.beforeText?.(length);
    },
    beforeObjects: (what, count) => show(`${what} ${count.toLocaleString('en')} ${count === 1 ? 'object' : 'objects'}`, count >= MANY_OBJECTS),
    done: wipe,
  };
}
