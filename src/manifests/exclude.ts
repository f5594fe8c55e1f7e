import * as path from 'node:path';
import type { ExcludePattern } from './exclude-pattern';

type IsMatch = (name: string) => boolean;
type Picomatch = (patterns: readonly string[], options: Readonly<Record<string, boolean>>) => IsMatch;

/** Loaded by the few runs that leave files out; where modules are bundled, a function stands under `default`. */
function picomatch(): Picomatch {
  const loaded = require('picomatch') as Picomatch | { readonly default: Picomatch };
  return 'default' in loaded ? loaded.default : loaded;
}

/** The patterns of a call and of its config. */
export class Exclusion {
  private readonly matchers: readonly { readonly folder: string; readonly isMatch: IsMatch }[];

  constructor(patterns: readonly ExcludePattern[]) {
    const folders = new Map<string, string[]>();
    for (const { pattern, folder } of patterns) {
      const some = folders.get(folder) ?? [];
      folders.set(folder, some);
      some.push(...globsOf(pattern, folder));
    }
    // extended globs are left out: some of them take exponential time
    this.matchers = [...folders].map(([folder, globs]) => (
      { folder, isMatch: picomatch()(globs, { dot: true, nonegate: true, noext: true }) }
    ));
  }

  /** Whether a file or folder fits, by itself or by a folder that it is in. */
  excludes(absolute: string): boolean {
    return this.matchers.some(({ folder, isMatch }) => {
      const parts = slashed(path.relative(folder, absolute)).split('/');
      return parts.some((part, i) => part !== '..' && isMatch(parts.slice(0, i + 1).join('/')));
    });
  }
}

/** A pattern relative to a folder; one without a slash is meant at any depth. */
function globsOf(pattern: string, folder: string): readonly string[] {
  const isAbsolute = path.isAbsolute(pattern);
  const relative = isAbsolute ? slashed(path.relative(folder, pattern)) : path.posix.normalize(slashed(pattern));
  const glob = relative.replace(/\/+$/, '');
  return isAbsolute || slashed(pattern).replace(/\/+$/, '').includes('/') ? [glob] : [glob, `**/${glob}`];
}

const slashed = (name: string): string => name.replaceAll('\\', '/');
