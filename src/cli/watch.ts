import * as fs from 'node:fs';
import * as path from 'node:path';
import { excluded, type CommonOptions } from './input';
import { UsageError, type CliIo } from './io';
import { poll, type Round } from './poll';
import { loadConfig, type LoadedConfig } from '../manifests/config-file';
import { DEFAULT_CONFIG } from '../manifests/default-config';
import { DEFAULT_MANIFESTS } from '../manifests/files';
import { findManifests } from '../manifests/find';

/** The options that decide what a command reads and writes. */
export interface WatchOptions extends CommonOptions {
  readonly watch?: boolean;
  readonly config?: string;
  readonly baseline?: string;
  readonly writeBaseline?: string;
  readonly output?: readonly string[];
}

/** How a command runs. */
export interface Runs {
  /** The first time; a fault of the call ends it. */
  first(): Promise<number>;
  /** From the arguments on, with the config read anew; says what is wrong, and never throws. */
  again(): Promise<number>;
}

/**
 * Runs a command, and again when the manifests, the route tests, the config or the baseline change. Ends with the process.
 *
 * @param inputs what the command reads, as named
 * @throws UsageError for what cannot be watched, and what the first run throws
 */
export async function watch(inputs: readonly string[], options: WatchOptions, { first, again }: Runs, io: CliIo): Promise<number> {
  if (inputs.includes('-')) throw new UsageError('--watch: standard input cannot be watched; name files or folders');
  if (options.writeBaseline !== undefined) throw new UsageError('--watch and --write-baseline do not go together: a baseline is written once');
  const files = new WatchedFiles(inputs.length === 0 ? [DEFAULT_MANIFESTS] : inputs, options, io.cwd);
  let status = 0;
  await poll({
    look: () => files.look(),
    sleep: (milliseconds) => new Promise((resolve) => { setTimeout(() => resolve(true), milliseconds); }),
    now: () => performance.now(),
    act: async (changed, round) => {
      if (io.stdout.isTTY) io.stdout.write(CLEAR);
      if (changed !== null) io.stderr.write(`${changedText(changed)}\n${io.stdout.isTTY ? '\n' : ''}`);
      status = await (changed === null ? first() : again());
      io.stderr.write(`${io.stdout.isTTY ? '\n' : ''}${watchingText(round)}\n`);
    },
  });
  return status;
}

/** As `tsc --watch`: the screen, what is above it, and the cursor to the top. */
const CLEAR = '\u001b[2J\u001b[3J\u001b[H';

const clock = (): string => new Date().toTimeString().slice(0, 8);

function changedText([first, ...others]: readonly string[]): string {
  return `[${clock()}] ${first}${others.length === 0 ? '' : ` and ${others.length} more`} changed`;
}

function watchingText({ files }: Round): string {
  return `[${clock()}] watching ${files.size} ${files.size === 1 ? 'file' : 'files'}; Ctrl-C ends`;
}

/** What a command reads, found as it finds it. */
class WatchedFiles {
  private loaded: LoadedConfig;
  private configStamp: string | null;

  constructor(private readonly inputs: readonly string[], private readonly options: WatchOptions, private readonly cwd: string) {
    this.loaded = options.loaded;
    this.configStamp = this.stamp(this.configFile());
  }

  async look(): Promise<Round> {
    this.readConfig();
    const { files, problems, notices } = await findManifests(this.inputs, this.cwd, excluded({ ...this.options, loaded: this.loaded }, this.cwd));
    const written = new Set((this.options.output ?? []).flatMap((text) => [text, text.slice(text.indexOf('=') + 1)]).map((file) => path.resolve(this.cwd, file)));
    const found = new Map<string, string>();
    for (const { path: file, name } of files) {
      if (file !== null && !written.has(file)) found.set(name, this.stamp(file) ?? '');
    }
    for (const file of [this.configFile(), this.options.baseline ?? this.configBaseline()]) {
      const stamp = file === null ? null : this.stamp(file);
      if (file !== null && stamp !== null) found.set(file, stamp);
    }
    // what is passed over may be read once it changes
    for (const { file, message } of [...problems, ...notices]) found.set(file ?? '', message);
    return { files: found, incomplete: problems.length > 0 || files.length === 0 };
  }

  /** One that cannot be read leaves out what the one before did. */
  private readConfig(): void {
    const stamp = this.stamp(this.configFile());
    if (stamp === this.configStamp) return;
    this.configStamp = stamp;
    const loaded = loadConfig(this.options.config, this.cwd);
    if (loaded.problems.length === 0) this.loaded = loaded;
  }

  private configFile(): string {
    return this.options.config ?? DEFAULT_CONFIG;
  }

  private configBaseline(): string | null {
    const named = this.loaded.config?.baseline ?? null;
    return named === null ? null : path.relative(this.cwd, path.resolve(this.cwd, path.dirname(this.configFile()), named));
  }

  /** null where there is no such file. */
  private stamp(file: string): string | null {
    try {
      const { mtimeNs, size, ino } = fs.statSync(path.resolve(this.cwd, file), { bigint: true });
      return `${mtimeNs} ${size} ${ino}`;
    } catch {
      return null;
    }
  }
}
