import * as path from 'node:path';
import type { GitFile } from './git';

/** Where a path of a revision leads when its links are followed. */
export type LinkEnd =
  /** Relative to the root, without links; whether something is there is not said. */
  | { readonly kind: 'inside'; readonly path: string }
  /** The text of the link that leaves the repository. */
  | { readonly kind: 'outside'; readonly target: string }
  | { readonly kind: 'loop' };

/** As many links as Linux follows in one path (path_resolution(7)). */
const MOST_LINKS = 40;

/**
 * The links of a revision, which lead from one of its files to another.
 *
 * They are followed here, in what git has listed, and not by the file system: a link may name any place of the user's disk.
 */
export class GitLinks {
  /** @param targets texts of the links by their paths */
  constructor(private readonly targets: ReadonlyMap<string, string>, private readonly root: string) {}

  has(file: string): boolean {
    return this.targets.has(file);
  }

  /**
   * Follows a path, relative to the root.
   *
   * @param passed gets each link on the way
   */
  follow(from: string, passed: (link: string) => void = () => undefined): LinkEnd {
    let rest = from.split('/');
    let at: string[] = [];
    let links = 0;
    let last = from;
    for (let part = rest.shift(); part !== undefined; part = rest.shift()) {
      if (part === '' || part === '.') continue;
      if (part === '..') {
        if (at.length === 0) return { kind: 'outside', target: last };
        at.pop();
        continue;
      }
      at.push(part);
      const link = at.join('/');
      const target = this.targets.get(link);
      if (target === undefined) continue;
      last = target;
      links += 1;
      if (links > MOST_LINKS) return { kind: 'loop' };
      passed(link);
      at.pop();
      const inside = this.insideRoot(target);
      if (inside === null) return { kind: 'outside', target };
      if (path.isAbsolute(target)) at = [];
      rest = [...inside.split('/'), ...rest];
    }
    return { kind: 'inside', path: at.join('/') };
  }

  /** A relative target as it is, an absolute one from the root; null where it is elsewhere. */
  private insideRoot(target: string): string | null {
    if (!path.isAbsolute(target)) return target;
    const relative = path.relative(this.root, target);
    return isInside(relative) ? relative.split(path.sep).join('/') : null;
  }
}

/** Whether a relative path stays below where it starts. */
export function isInside(relative: string): boolean {
  return relative !== '..' && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative);
}

/** The files at a path or below it; the root's path is empty. */
export function filesBelow(files: readonly GitFile[], place: string): readonly GitFile[] {
  return place === '' ? files : files.filter((file) => file.path === place || file.path.startsWith(`${place}/`));
}
