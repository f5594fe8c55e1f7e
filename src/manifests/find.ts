import * as fs from 'node:fs';
import * as path from 'node:path';
import { CONSTRUCT_METADATA } from './construct-metadata';
import { Exclusion } from './exclude';
import type { ExcludePattern } from './exclude-pattern';
import { matchPattern, matchPatternSync, MOST_FOLDERS } from './glob';
import type { GlobMatches } from './glob';
import { isKustomizationName } from './kustomization';
import { helmHint, OtherTools, type InputNotice } from './other-tools';
import type { InputProblem } from './yaml/parse';

/** A file to read. */
export interface FoundFile {
  /** Absolute; null for standard input. */
  readonly path: string | null;
  /** As the user would write it. */
  readonly name: string;
  /** Whether the user named this very file, and did not only name a folder or pattern that it is in. */
  readonly named: boolean;
  /** The folder that was searched, or that the file is in. */
  readonly root: string;
  /** The Helm chart that this file is a template of, as the user would write it; null for all others. */
  readonly chart: string | null;
}

export interface FoundFiles {
  readonly files: readonly FoundFile[];
  readonly problems: readonly InputProblem[];
  /** What was found and is not read. */
  readonly notices: readonly InputNotice[];
}

/** How objects of standard input name their file. */
export const STDIN_NAME = '<stdin>';

const MANIFEST = /\.(?:ya?ml|json)$/i;
const GLOB = /[*?[\]{}()!]/;

/** Whether a file that is found in a folder is read, going by its name. */
export function isManifestName(file: string): boolean {
  return MANIFEST.test(file) && path.basename(file) !== CONSTRUCT_METADATA;
}

/** Whoever follows it reads what nobody named, perhaps the whole disk. */
const LINK_ABOVE = 'a link to a folder above the working directory, which is not followed; name the folder, if it is meant';

/** Deeper folders are a mistake, or a trap. */
const MAX_FOLDER_DEPTH = 100;

/**
 * The files that the arguments mean, each once, in the order of the arguments and sorted within a folder.
 *
 * @param within a folder that links in searched folders may not leave; absent: they may not lead above the current one
 */
export async function findManifests(
  args: readonly string[], cwd: string, exclude: readonly ExcludePattern[] = [], within?: string,
): Promise<FoundFiles> {
  const finder = new Finder(cwd, new Exclusion(exclude), MOST_FOLDERS, within);
  for (const arg of args) {
    if (!finder.add(arg)) finder.addMatches(arg, await matchPattern(arg, cwd));
  }
  return finder.found();
}

/**
 * As `findManifests`, at once.
 *
 * @param most of more folders than these the rest is not searched
 */
export function findManifestsSync(args: readonly string[], cwd: string, exclude: readonly ExcludePattern[] = [], most = MOST_FOLDERS): FoundFiles {
  const finder = new Finder(cwd, new Exclusion(exclude), most);
  for (const arg of args) {
    if (!finder.add(arg)) finder.addMatches(arg, matchPatternSync(arg, cwd, most));
  }
  return finder.found();
}

class Finder {
  private readonly files: FoundFile[] = [];
  private readonly problems: InputProblem[] = [];
  private readonly notices: InputNotice[] = [];
  private readonly tools: OtherTools;
  private readonly seen = new Set<string>();
  /** Folders by their real path: whether files were met in them, false as long as they are walked. */
  private readonly walked = new Map<string, boolean>();
  /** Files that were met, read before or not, and those that cannot be read. */
  private met = 0;
  private isCut = false;

  constructor(
    private readonly cwd: string, private readonly exclusion: Exclusion, private readonly most = MOST_FOLDERS, private readonly within?: string,
  ) {
    this.tools = new OtherTools(cwd);
  }

  found(): FoundFiles {
    const patches = this.tools.patches();
    const isRead = (absolute: string): boolean => {
      const real = realPath(absolute);
      return this.walked.has(real) || this.seen.has(real) || [...this.seen].some((file) => file.startsWith(real + path.sep));
    };
    const files = this.files.filter(({ path: file, named }) => named || file === null || !patches.has(file));
    return { files, problems: this.problems, notices: [...this.notices, ...this.tools.notices(isRead)] };
  }

  /** Adds standard input, a file or a folder; false where the argument is a pattern, whose matches must be added. */
  add(arg: string): boolean {
    const stats = arg === '-' ? undefined : this.stat(path.resolve(this.cwd, arg));
    if (arg !== '-' && stats === undefined && GLOB.test(arg)) return false;
    this.addNamed(arg, stats);
    return true;
  }

  private addNamed(arg: string, stats: ReturnType<Finder['stat']>): void {
    if (arg === '-') {
      if (this.isNew(arg)) this.files.push({ path: null, name: STDIN_NAME, named: true, root: this.cwd, chart: null });
      return;
    }
    const absolute = path.resolve(this.cwd, arg);
    if (this.exclusion.excludes(absolute)) {
      this.notices.push({ file: arg, message: 'left out by --exclude, or by exclude in the config', kind: 'excluded' });
      return;
    }
    if (stats === undefined) return this.report(arg, 'no such file or folder');
    if ('reason' in stats) return this.report(arg, `cannot be read: ${stats.reason}`);
    if (!stats.isDirectory()) return this.addFile(absolute, arg, true, path.dirname(absolute));
    const chart = this.tools.templatedChart(absolute);
    if (chart !== null) return this.report(arg, `templates of a Helm chart, and not manifests; render it: ${helmHint(this.tools.nameOf(chart))}`);
    const before = this.met;
    this.walk(absolute, path.normalize(arg), absolute, 0);
    if (this.met === before) {
      this.report(arg, 'no manifests in this folder: it has no .yaml, .yml or .json file');
    }
  }

  addMatches(pattern: string, { files, unreadable, cut }: GlobMatches): void {
    if (cut) return this.report(pattern, `more than ${this.most.toLocaleString('en')} folders to search, or links that go round in circles; name a folder`);
    for (const { folder, error } of unreadable) this.report(path.relative(this.cwd, folder) || '.', `cannot be read: ${reasonOf(error)}`);
    const manifests = files.filter((match) => MANIFEST.test(match)).sort(byCodePoint);
    if (manifests.length === 0 && unreadable.length === 0) {
      this.report(pattern, files.length === 0 ? 'no file matches this pattern' : 'no .yaml, .yml or .json file matches this pattern');
    }
    for (const match of manifests) {
      const absolute = path.resolve(this.cwd, match);
      if (!this.isLeftOut(absolute)) this.addFile(absolute, path.normalize(match), false, path.dirname(absolute));
    }
  }

  /** Hidden folders and files and `node_modules` are left out, as eslint leaves them out. */
  private walk(folder: string, name: string, root: string, depth: number): void {
    if (depth > MAX_FOLDER_DEPTH) return this.report(name, `more than ${MAX_FOLDER_DEPTH} folders inside of each other; name the inner folder`);
    let entries: fs.Dirent[];
    let real: string;
    try {
      real = fs.realpathSync(folder);
      const walked = this.walked.get(real);
      if (walked === true) this.met += 1;
      // a second link to a folder leads to the same files, and one to a folder above goes round in circles
      if (walked !== undefined || this.isTooMuch(name)) return;
      entries = fs.readdirSync(folder, { withFileTypes: true });
    } catch (error) {
      return this.report(name, `cannot be read: ${reasonOf(error)}`);
    }
    this.walked.set(real, false);
    const before = this.met;
    for (const entry of entries.sort((a, b) => byCodePoint(a.name, b.name))) {
      if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
      const absolute = path.join(folder, entry.name);
      if (!this.isLeftOut(absolute)) this.addEntry(absolute, path.join(name, entry.name), entry, root, depth + 1);
    }
    this.walked.set(real, this.met > before);
  }

  /** Whether so many folders were searched that nobody means it: a home folder, or the root. That is told once. */
  private isTooMuch(name: string): boolean {
    if (this.walked.size < this.most) return false;
    if (!this.isCut) this.report(name, `more than ${this.most.toLocaleString('en')} folders to search; name a folder`);
    this.isCut = true;
    return true;
  }

  private addEntry(absolute: string, name: string, entry: fs.Dirent, root: string, depth: number): void {
    if (entry.isDirectory()) return this.walk(absolute, name, root, depth);
    const manifest = MANIFEST.test(entry.name) || isKustomizationName(entry.name);
    if (entry.isFile() && manifest) return this.addFile(absolute, name, false, root);
    if (!entry.isSymbolicLink()) return;
    const stats = this.stat(absolute);
    if (stats !== undefined && !('reason' in stats) && (manifest || stats.isDirectory()) && this.leadsOut(absolute)) {
      this.notices.push({ file: name, message: 'a link out of the repository, which is not followed', kind: 'link' });
    } else if (stats === undefined || 'reason' in stats) {
      if (manifest) this.report(name, stats === undefined ? 'a link to a file that does not exist' : `cannot be read: ${stats.reason}`);
    } else if (stats.isDirectory()) {
      if (isAbove(realPath(absolute), realPath(this.cwd))) this.notices.push({ file: name, message: LINK_ABOVE, kind: 'link' });
      else this.walk(absolute, name, root, depth);
    } else if (manifest && stats.isFile()) {
      this.addFile(absolute, name, false, root);
    }
  }

  private addFile(absolute: string, name: string, named: boolean, root: string): void {
    this.met += 1;
    if (path.basename(absolute) === CONSTRUCT_METADATA || this.tools.isKustomization(absolute)) return;
    const chart = named ? this.tools.templatedChart(absolute) : null;
    if (this.isNew(realPath(absolute))) this.files.push({ path: absolute, name, named, root, chart: chart && this.tools.nameOf(chart) });
  }

  private leadsOut(absolute: string): boolean {
    if (this.within === undefined) return false;
    const [real, within] = [realPath(absolute), realPath(this.within)];
    return real !== within && !isAbove(within, real);
  }

  /** Whether a file or folder that nobody named is excluded, or a template. */
  private isLeftOut(absolute: string): boolean {
    const leftOut = this.exclusion.excludes(absolute) || this.tools.skips(absolute);
    // a folder of which all is left out is not empty
    if (leftOut) this.met += 1;
    return leftOut;
  }

  private isNew(key: string): boolean {
    if (this.seen.has(key)) return false;
    this.seen.add(key);
    return true;
  }

  /** undefined where there is no such file, the reason where that cannot be told. */
  private stat(absolute: string): fs.Stats | { readonly reason: string } | undefined {
    try {
      return fs.statSync(absolute);
    } catch (error) {
      const code = codeOf(error);
      return code === 'ENOENT' || code === 'ENOTDIR' ? undefined : { reason: reasonOf(error) };
    }
  }

  private report(file: string, message: string): void {
    this.met += 1;
    this.problems.push({ file, line: null, column: null, message, kind: 'unreadable' });
  }
}

/** Whether a folder holds another one. */
function isAbove(folder: string, other: string): boolean {
  return other !== folder && other.startsWith(folder.endsWith(path.sep) ? folder : folder + path.sep);
}

function realPath(absolute: string): string {
  try {
    return fs.realpathSync(absolute);
  } catch {
    return absolute;
  }
}

function codeOf(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : '';
}

const REASONS = new Map([
  ['EACCES', 'permission denied'],
  ['EPERM', 'permission denied'],
  ['ELOOP', 'a loop of symbolic links'],
  ['ENAMETOOLONG', 'the name is too long'],
  ['EISDIR', 'it is a folder'],
  ['EMFILE', 'too many open files'],
  ['ENOENT', 'no such file or folder'],
  ['ENXIO', 'it is a socket, or a device that is not there'],
  ['ENOSPC', 'no space left on the device'],
  ['EEXIST', 'something else has this name'],
]);

/** Why the file system refuses, in plain words. */
export function reasonOf(error: unknown): string {
  const reason = REASONS.get(codeOf(error));
  return reason ?? (error instanceof Error ? error.message : String(error));
}

function byCodePoint(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
