import * as fs from 'node:fs';
import { createRequire } from 'node:module';

/** What a pattern found. */
export interface GlobMatches {
  /** Relative to the folder where the search started. */
  readonly files: readonly string[];
  /** Folders that the pattern leads into and that cannot be read. */
  readonly unreadable: readonly { readonly folder: string; readonly error: unknown }[];
  /** The search was given up, since it met too many folders and links. */
  readonly cut: boolean;
}

/** A few links that lead to each other's folders stand for billions of paths. */
export const MOST_FOLDERS = 100_000;

type Done<T> = (error: NodeJS.ErrnoException | null, result: T) => void;

/** Few runs need globs; the others start without loading them. */
const requireLazily = createRequire(__filename);

/**
 * The files that fit a pattern.
 *
 * @param most after so many folders and links the search is given up
 */
export async function matchPattern(pattern: string, cwd: string, most = MOST_FOLDERS): Promise<GlobMatches> {
  const { glob } = requireLazily('tinyglobby') as typeof import('tinyglobby');
  const stop = new AbortController();
  const unreadable: { folder: string; error: unknown }[] = [];
  let steps = 0;
  const isCut = (): boolean => {
    steps += 1;
    if (steps === most) stop.abort();
    return steps >= most;
  };
  // the library passes over what it cannot read, and follows links without end
  const readdir = (folder: string, options: { readonly withFileTypes: true }, done: Done<fs.Dirent[]>): void => {
    if (isCut()) return done(null, []);
    fs.readdir(folder, options, (error, entries) => {
      if (error !== null && error.code !== 'ENOENT') unreadable.push({ folder, error });
      done(error, error === null ? entries : []);
    });
  };
  const realpath = (link: string, done: Done<string>): void => (isCut() ? done(new Error('too many links'), '') : fs.realpath.native(link, done));
  const files = await glob([pattern.replaceAll('\\', '/')], {
    cwd,
    onlyFiles: true,
    dot: false,
    ignore: ['**/node_modules/**'],
    signal: stop.signal,
    fs: { readdir: readdir as typeof fs.readdir, realpath: realpath as typeof fs.realpath },
  });
  return { files, unreadable, cut: stop.signal.aborted };
}
