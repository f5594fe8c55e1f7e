import { execFile } from 'node:child_process';
import * as os from 'node:os';
import { UsageError } from './io';
import type { CliIo } from './io';

/** A file of the index. */
export interface GitFile {
  /** `100644`, `100755`, `120000` of links, `160000` of submodules. */
  readonly mode: string;
  readonly id: string;
  /** Relative to the root, with slashes. */
  readonly path: string;
}

const MOST_OUTPUT = 256 * 1024 * 1024;

/** Nothing that the repository configures is to run, and nothing is fetched. */
const QUIET = ['-c', `core.hooksPath=${os.devNull}`, '-c', 'core.fsmonitor=false'];

/** The repository of the current folder, of which only git's own objects are read. */
export class Git {
  /** @param index a file for an index of its own, so that the user's stays as it is */
  constructor(private readonly io: CliIo, private readonly index: string) {}

  /** The folder of the work tree. Throws a `UsageError` outside of a repository. */
  async root(): Promise<string> {
    return (await this.run(['rev-parse', '--show-toplevel'], this.io.cwd)).replace(/\r?\n$/, '');
  }

  /** Every file of a revision. Throws a `UsageError` where there is no such revision. */
  async files(revision: string, root: string): Promise<readonly GitFile[]> {
    await this.run(['read-tree', await this.commit(revision)], root);
    const listed = await this.run(['ls-files', '--stage', '-z'], root);
    return listed.split('\0').filter((each) => each !== '').map((line): GitFile => {
      const [mode, id] = line.split(' ', 2);
      return { mode, id, path: line.slice(line.indexOf('\t') + 1) };
    });
  }

  /** What is stored of files, in their order: `cat-file --batch` writes a line with the size, the content, and a line end. */
  async contents(files: readonly GitFile[]): Promise<readonly Buffer[]> {
    if (files.length === 0) return [];
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

  private async commit(revision: string): Promise<string> {
    try {
      return (await this.run(['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`], this.io.cwd)).trim();
    } catch {
      throw new UsageError(`--git: no such revision: ${revision}`);
    }
  }

  private async run(args: readonly string[], cwd: string): Promise<string> {
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
