import { execFile } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { complain, UsageError } from './io';
import type { CliIo } from './io';

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
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk8s-routing-'));
  try {
    const git = new Git(io, path.join(folder, 'index'));
    const root = (await git.run(['rev-parse', '--show-toplevel'])).replace(/\r?\n$/, '');
    const commit = await git.commit(revision);
    await git.run(['read-tree', commit], root);
    const inside = path.relative(root, fs.realpathSync(io.cwd));
    const files = new Map<string, GitFile>();
    const present: string[] = [];
    for (const named of manifests) {
      const found = await git.files(root, path.join(inside, named), named);
      if (found.length > 0) present.push(named);
      else complain(io, `warning: ${named} does not exist at ${revision}`);
      for (const file of found) files.set(file.path, file);
    }
    if (present.length === 0) {
      throw new UsageError(`--git: nothing of ${manifests.join(', ')} exists at ${revision}; manifests that are not committed can be compared as two folders`);
    }
    const tree = path.join(folder, 'tree');
    await writeFiles([...files.values()], tree, git);
    const cwd = path.join(tree, inside);
    fs.mkdirSync(cwd, { recursive: true });
    return await use(cwd, present);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** A file of the index. */
interface GitFile {
  /** `100644`, `100755`, `120000` of links, `160000` of submodules. */
  readonly mode: string;
  readonly id: string;
  /** Relative to the root, with slashes. */
  readonly path: string;
}

/** Writes files as git stores them: a check-out would run the filters that the repository or the user configures. */
async function writeFiles(files: readonly GitFile[], folder: string, git: Git): Promise<void> {
  const stored = files.filter(({ mode }) => mode !== '160000');
  const contents = await git.contents(stored);
  stored.forEach(({ mode, path: file }, i) => {
    const target = path.join(folder, file);
    fs.mkdirSync(path.dirname(target), { recursive: true });
    if (mode === '120000') fs.symlinkSync(contents[i].toString(), target);
    else fs.writeFileSync(target, contents[i]);
  });
}

const MOST_OUTPUT = 256 * 1024 * 1024;

/** Nothing that the repository configures is to run, and nothing is fetched. */
const QUIET = ['-c', `core.hooksPath=${os.devNull}`, '-c', 'core.fsmonitor=false'];

class Git {
  constructor(private readonly io: CliIo, private readonly index: string) {}

  async commit(revision: string): Promise<string> {
    try {
      return (await this.run(['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`])).trim();
    } catch {
      throw new UsageError(`--git: no such revision: ${revision}`);
    }
  }

  /** Files below a path or of a pattern, relative to the root. */
  async files(root: string, file: string, named: string): Promise<readonly GitFile[]> {
    if (file.startsWith('..')) throw new UsageError(`--git: ${named} is outside of the repository`);
    const spec = file.split(path.sep).join('/');
    const magic = /[*?[\]{}]/.test(spec) ? 'glob' : 'literal';
    const listed = await this.run(['ls-files', '--stage', '-z', '--', `:(top,${magic})${spec === '' ? '.' : spec}`], root);
    return listed.split('\0').filter((each) => each !== '').map((line): GitFile => {
      const [mode, id] = line.split(' ', 2);
      return { mode, id, path: line.slice(line.indexOf('\t') + 1) };
    });
  }

  /** What is stored of files, in their order: `cat-file --batch` writes a line with the size, the content, and a line end. */
  async contents(files: readonly GitFile[]): Promise<readonly Buffer[]> {
    const output = await this.start(['cat-file', '--batch'], this.io.cwd, files.map(({ id }) => `${id}\n`).join(''));
    let at = 0;
    return files.map((file) => {
      const end = output.indexOf(10, at);
      const [, type, size] = output.toString('latin1', at, end).split(' ');
      if (type !== 'blob') throw new UsageError(`--git: ${file.path} is not in this clone of the repository; fetch it first`);
      at = end + 1 + Number(size) + 1;
      return output.subarray(end + 1, at - 1);
    });
  }

  async run(args: readonly string[], cwd = this.io.cwd): Promise<string> {
    return (await this.start(args, cwd, '')).toString();
  }

  private start(args: readonly string[], cwd: string, input: string): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      const env = { ...this.io.env, GIT_INDEX_FILE: this.index, GIT_NO_LAZY_FETCH: '1' };
      const child = execFile('git', [...QUIET, ...args], { cwd, env, maxBuffer: MOST_OUTPUT, encoding: 'buffer' }, (error, stdout, stderr) => {
        if (error === null) resolve(stdout);
        else reject(new UsageError(`--git: ${error.code === 'ENOENT' ? 'git is not installed' : stderr.toString().trim().split('\n')[0] || error.message}`));
      });
      // git may end before it has read everything; its own message says why
      child.stdin?.on('error', () => undefined);
      child.stdin?.end(input);
    });
  }
}
