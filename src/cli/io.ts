import * as fs from 'node:fs';
import { ByteCollector } from '../manifests/text-file';
import { visible, withoutCommands } from '../report/paint';

/** Where a command reads and writes: the process, or a test. */
export interface CliIo {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: Output;
  readonly stderr: Output;
  /** The whole of standard input. */
  readStdin(): Promise<string | Uint8Array>;
  /** Told how long each text of manifests is (UTF-16 units) before it is read. */
  beforeText?(length: number): void;
  /** Told what is about to be done with how many objects: `simulating`, `checking`. */
  beforeObjects?(what: string, count: number): void;
  /** Told when nothing more is written. */
  done?(): void;
}

export interface Output {
  readonly isTTY: boolean;
  write(text: string): void;
}

/** A fault of the call or of the input; the command ends with exit status 2. */
export class UsageError extends Error {}

/** What is wrong has been said on standard error; the command ends with exit status 2. */
export class ReportedError extends Error {}

/** The process as a command sees it. */
export function processIo(): CliIo {
  return {
    cwd: process.cwd(),
    env: process.env,
    stdout: output(process.stdout),
    stderr: output(process.stderr),
    readStdin: readStdinOnce(),
  };
}

/** Standard input comes once: `diff - -` would find the second one empty. */
function readStdinOnce(): CliIo['readStdin'] {
  let read = false;
  return async () => {
    if (read) throw new UsageError('standard input can stand for one thing only');
    read = true;
    // `check - < folder` would read as if it were empty
    if (fs.fstatSync(process.stdin.fd).isDirectory()) throw new UsageError('standard input is a folder; name it instead of -');
    const collector = new ByteCollector();
    for await (const chunk of process.stdin) collector.add(chunk as Buffer);
    return collector.bytes();
  };
}

function output(stream: NodeJS.WriteStream): Output {
  return {
    isTTY: stream.isTTY === true,
    write: (text) => { stream.write(text); },
  };
}

/** Says what went wrong, on standard error, in one line: a line end in a name could make up a message. */
export function complain(io: CliIo, text: string): void {
  io.stderr.write(`${withoutCommands(visible(text))}\n`);
}

/**
 * Whether to write colors: `--color`, then what FORCE_COLOR and NO_COLOR ask for, then whether somebody watches.
 *
 * @see https://no-color.org
 */
export function usesColor(choice: string, io: CliIo): boolean {
  if (choice !== 'auto') return choice === 'always';
  const { FORCE_COLOR: force, NO_COLOR: no, TERM: terminal } = io.env;
  if (force !== undefined) return force !== '0' && force !== 'false';
  if (no !== undefined && no !== '') return false;
  return io.stdout.isTTY && terminal !== 'dumb';
}
