import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { Git } from './git';
import type { GitFile } from './git';
import { filesBelow, GitLinks, isInside } from './git-links';
import { complain, UsageError } from './io';
import type { CliIo } from './io';
import { withTemporaryFolder } from './temporary-folder';
import { findManifests, reasonOf } from '../manifests/find';

/** What `--git` names: a revision and the files as they are, or two revisions. */
export interface RevisionRange {
  readonly old: string;
  /** null: the files as they are. */
  readonly new: string | null;
}

/** Reads `REV`, `REV..` or `REV1..REV2`. Throws a `UsageError`. */
export function parseRange(text: string): RevisionRange {
  const dots = text.indexOf('..');
  const [old, to] = dots < 0 ? [text, ''] : [text.slice(0, dots), text.slice(dots + 2)];
  if (old === '' || to.startsWith('.') || to.includes('..')) {
    throw new UsageError(`--git: got '${text}', expected a revision such as main, or two of them: main..topic`);
  }
  return { old, new: to === '' ? null : to };
}

type Use<T> = (cwd: string, present: readonly string[]) => Promise<T>;

/**
 * Gives a folder that holds the named files as they are at a revision to a function, and removes it afterwards.
 *
 * Only git's own objects are read: work tree and index stay as they are.
 *
 * @param use gets the folder that stands for the current one, and those of the names that exist there
 * @throws UsageError where git or the revision is not there, or none of the files is in it
 */
export async function atRevision<T>(revision: string, manifests: readonly string[], io: CliIo, use: Use<T>): Promise<T> {
  return withTemporaryFolder(async (folder) => {
    const git = new Git(io, path.join(folder, 'index'));
    const root = await git.root();
    const here = fs.realpathSync(io.cwd);
    const files = await git.files(revision, root);
    const texts = await git.contents(files.filter(isLink));
    const links = new GitLinks(new Map(files.filter(isLink).map((file, i) => [file.path, texts[i].toString()])), root);
    const tree = new RevisionTree(files, links, revision, io);
    const names = manifests.map((named) => ({ named, place: placeOf(named, here, root) }));
    for (const { place } of names) tree.take(place);
    const written = path.join(folder, 'tree');
    await tree.write(written, git);
    const cwd = path.join(written, path.relative(root, here));
    fs.mkdirSync(cwd, { recursive: true });
    const present: string[] = [];
    for (const { named, place } of names) {
      const name = path.relative(cwd, path.join(written, place)) || '.';
      if ((await findManifests([name], cwd)).files.length > 0) present.push(name);
      else complain(io, `warning: ${named} does not exist at ${revision}`);
    }
    if (present.length === 0) {
      throw new UsageError(`--git: nothing of ${manifests.join(', ')} exists at ${revision}; manifests that are not committed can be compared as two folders`);
    }
    return use(cwd, present);
  });
}

/** The folder of the work tree. Throws a `UsageError` outside of a repository. */
export async function repositoryRoot(io: CliIo): Promise<string> {
  return new Git(io, os.devNull).root();
}

const isLink = ({ mode }: GitFile): boolean => mode === '120000';

/** A name relative to the root, however it was written: from a folder below, with the root's own name, absolute. */
function placeOf(named: string, here: string, root: string): string {
  const absolute = path.resolve(here, named);
  const relative = [absolute, realPath(absolute)].map((each) => path.relative(root, each)).find(isInside);
  if (relative === undefined) throw new UsageError(`--git: ${named} is outside of the repository`);
  return relative.split(path.sep).join('/');
}

/** The real path of what exists of a path, and the rest as it is. */
function realPath(absolute: string): string {
  try {
    return fs.realpathSync(absolute);
  } catch {
    const above = path.dirname(absolute);
    return above === absolute ? absolute : path.join(realPath(above), path.basename(absolute));
  }
}

const MANIFEST = /\.(?:ya?ml|json)$/i;
const PATTERN = /[*?[\]{}()!]/;

/** The files of a revision that are to be read. */
class RevisionTree {
  private readonly taken = new Map<string, GitFile>();
  /** Where links lead, by their paths; null: round in circles. */
  private readonly links = new Map<string, string | null>();
  private readonly warned = new Set<string>();

  constructor(
    private readonly files: readonly GitFile[], private readonly all: GitLinks, private readonly revision: string, private readonly io: CliIo,
  ) {}

  /** Takes a file, the manifests of a folder, or those of the folder in which a pattern begins. */
  take(place: string): void {
    const end = this.all.follow(place, (link) => this.takeLink(link));
    if (end.kind !== 'inside') return;
    const found = filesBelow(this.files, end.path);
    for (const file of found) {
      if (file.mode === '160000') this.warn(file.path, 'is a submodule, and is not read');
      else if (isLink(file)) this.takeLink(file.path);
      else if (file.path === end.path || MANIFEST.test(file.path)) this.taken.set(file.path, file);
    }
    const parts = place.split('/');
    if (found.length === 0 && PATTERN.test(place)) this.take(parts.slice(0, parts.findIndex((part) => PATTERN.test(part))).join('/'));
  }

  /** Files first, since a link may lead to a folder that they make. */
  async write(folder: string, git: Git): Promise<void> {
    const files = [...this.taken.values()];
    const contents = await git.contents(files);
    try {
      fs.mkdirSync(folder, { recursive: true });
      files.forEach((file, i) => {
        fs.mkdirSync(path.dirname(path.join(folder, file.path)), { recursive: true });
        fs.writeFileSync(path.join(folder, file.path), contents[i]);
      });
      for (const [link, target] of this.links) this.writeLink(folder, link, target);
    } catch (error) {
      throw new UsageError(`--git: the files of the revision cannot be written to ${os.tmpdir()}: ${reasonOf(error)}`);
    }
  }

  private takeLink(link: string): void {
    if (this.links.has(link)) return;
    const end = this.all.follow(link);
    if (end.kind === 'outside') return this.warn(link, `is a link out of the repository, to ${end.target}, and is not followed`);
    this.links.set(link, end.kind === 'loop' ? null : end.path);
    if (end.kind === 'inside') this.take(end.path);
  }

  private warn(file: string, what: string): void {
    if (this.warned.has(file)) return;
    this.warned.add(file);
    complain(this.io, `warning: ${file} at ${this.revision} ${what}`);
  }

  /** A link that leads straight to its end, which is in the folder; one to a folder without manifests finds it empty. */
  private writeLink(folder: string, link: string, target: string | null): void {
    const place = path.join(folder, link);
    fs.mkdirSync(path.dirname(place), { recursive: true });
    const end = target === null ? place : path.join(folder, target);
    if (target !== null && filesBelow(this.files, target).some(({ path: file }) => file !== target)) fs.mkdirSync(end, { recursive: true });
    fs.symlinkSync(path.relative(path.dirname(place), end) || '.', place);
  }
}
