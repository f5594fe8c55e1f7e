import * as fs from 'node:fs';

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

/**
 * The files that fit a pattern.
 *
 * @param most after so many folders and links the search is given up
 */
export async function matchPattern(pattern: string, cwd: string, most = MOST_FOLDERS): Promise<GlobMatches> {
  // few runs need globs; the others start without loading them
  const { glob } = require('tinyglobby') as typeof import('tinyglobby');
  const stop = new AbortController();
  const search = new Search(most, () => stop.abort());
  // the library passes over what it cannot read, and follows links without end
  const readdir = (folder: string, options: { readonly withFileTypes: true }, done: Done<fs.Dirent[]>): void => {
    if (search.isCut()) return done(null, []);
    fs.readdir(folder, options, (error, entries) => {
      if (error !== null) search.refused(folder, error);
      done(error, error === null ? entries : []);
    });
  };
  const realpath = (link: string, done: Done<string>): void => (search.isCut() ? done(new Error('too many links'), '') : fs.realpath.native(link, done));
  const ways = { readdir: readdir as typeof fs.readdir, realpath: realpath as typeof fs.realpath };
  const files = await glob(slashed(pattern), { ...OPTIONS, cwd, signal: stop.signal, fs: ways });
  return search.result(files);
}

/** As `matchPattern`, at once. */
export function matchPatternSync(pattern: string, cwd: string, most = MOST_FOLDERS): GlobMatches {
  const { globSync } = require('tinyglobby') as typeof import('tinyglobby');
  const search = new Search(most, () => undefined);
  const readdirSync = (folder: string, options: { readonly withFileTypes: true }): fs.Dirent[] => {
    if (search.isCut()) return [];
    try {
      return fs.readdirSync(folder, options);
    } catch (error) {
      search.refused(folder, error as NodeJS.ErrnoException);
      return [];
    }
  };
  const realpathSync = (link: string): string => {
    if (search.isCut()) throw new Error('too many links');
    return fs.realpathSync.native(link);
  };
  const ways = { readdirSync: readdirSync as typeof fs.readdirSync, realpathSync: realpathSync as typeof fs.realpathSync };
  return search.result(globSync(slashed(pattern), { ...OPTIONS, cwd, fs: ways }));
}

const OPTIONS = { onlyFiles: true, dot: false, ignore: ['**/node_modules/**'] };

function slashed(pattern: string): string[] {
  return [pattern.replaceAll('\\', '/')];
}

/** What a search has met. */
class Search {
  private readonly unreadable: { folder: string; error: unknown }[] = [];
  private steps = 0;

  constructor(private readonly most: number, private readonly stop: () => void) {}

  /** Counts a step; whether it is one too many. */
  isCut(): boolean {
    this.steps += 1;
    if (this.steps === this.most) this.stop();
    return this.steps >= this.most;
  }

  refused(folder: string, error: NodeJS.ErrnoException): void {
    if (error.code !== 'ENOENT') this.unreadable.push({ folder, error });
  }

  result(files: readonly string[]): GlobMatches {
    return { files, unreadable: this.unreadable, cut: this.steps >= this.most };
  }
}
