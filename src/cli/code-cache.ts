import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { Script } from 'node:vm';

/** A file of the bundle, as CommonJS has modules. */
export type BundledFile = (
  exports: object, require: (id: string) => unknown, module: { readonly exports: unknown }, filename: string, dirname: string,
) => void;

/** Where V8 notes in what it compiled which flags it had then: a hash, of which `cachedDataRejected` is made. */
const FLAGS_AT = 12;

/** Bytes around what V8 wrote: a file that was not written to its end is no cache. */
const MARK = Buffer.from('cdk8s-routing code\n');

/**
 * Compiled code of the command's own files, kept in the user's cache folder.
 *
 * V8 believes what it is given. So nobody but the user may write there, a name stands for one text (it has a hash of it), one Node, and one command, whose
 * functions are those that are kept. Where anything is amiss the code is compiled anew, and nothing is said.
 */
export class CodeCache {
  /**
   * The cache of a process. `NODE_DISABLE_COMPILE_CACHE` switches it off, and `NODE_COMPILE_CACHE` names another folder, as they do for that of Node itself.
   *
   * @param command the command that runs; none: help, or the version
   */
  static of(env: Readonly<Record<string, string | undefined>>, command = 'none'): CodeCache {
    const parent = env.NODE_DISABLE_COMPILE_CACHE === undefined || env.NODE_DISABLE_COMPILE_CACHE === '' ? cacheFolder(env) : null;
    return new CodeCache(parent === null ? null : path.join(parent, 'cdk8s-routing'), /^[a-z]+$/.test(command) ? command : 'none');
  }

  private readonly suffix: string;
  private readonly compiled: { readonly script: Script; readonly file: string }[] = [];
  private usable: boolean | undefined;
  private flagsAtStart: number | undefined;

  constructor(private readonly folder: string | null, command: string) {
    this.suffix = `${process.version}-${process.arch}-${command}`;
  }

  /**
   * Told before flags of V8 change that are set back whenever something is compiled or kept here.
   *
   * V8 of Node 24 makes its hash of the flags anew then, and not of the same ones as at its start, though all have the values that they had. So code is
   * kept with the hash of the start, and taken as if it had the one of now.
   */
  beforeFlags(): void {
    this.flagsAtStart ??= flagsNow();
  }

  /** The function that a file of the bundle is, which has one of them or several. */
  compile(source: string, filename: string): unknown {
    const file = this.folder === null ? null : `${this.folder}/${path.basename(filename)}-${this.suffix}`;
    const cachedData = file === null ? undefined : this.read(file);
    if (cachedData !== undefined && this.flagsAtStart === flagsOf(cachedData)) setFlags(cachedData, flagsNow());
    const script = new Script(source, { filename, cachedData });
    if (file !== null && (cachedData === undefined || script.cachedDataRejected === true)) this.compiled.push({ script, file });
    return script.runInThisContext();
  }

  /** Writes what was compiled, with the functions that have run. */
  keep(): void {
    if (this.compiled.length === 0 || this.folder === null) return;
    try {
      fs.mkdirSync(this.folder, { recursive: true, mode: 0o700 });
      if (!isOwnFolder(this.folder)) return;
      for (const { script, file } of this.compiled) writeWhole(file, Buffer.concat([MARK, this.asAtStart(script.createCachedData()), MARK]));
      removeOld(this.folder);
    } catch {
      // a full disk, a folder that is read only: the next run compiles again
    }
  }

  private asAtStart(code: Buffer): Buffer {
    if (this.flagsAtStart !== undefined) setFlags(code, this.flagsAtStart);
    return code;
  }

  private read(file: string): Buffer | undefined {
    if (!this.isOwn()) return undefined;
    try {
      const bytes = fs.readFileSync(file);
      const end = bytes.length - MARK.length;
      const isWhole = end > MARK.length && bytes.subarray(0, MARK.length).equals(MARK) && bytes.subarray(end).equals(MARK);
      return isWhole ? bytes.subarray(MARK.length, end) : undefined;
    } catch {
      return undefined;
    }
  }

  /** Whether the folder is there, and nobody else may write to it. */
  private isOwn(): boolean {
    return this.usable ??= this.folder !== null && isOwnFolder(this.folder);
  }
}

function flagsNow(): number {
  return flagsOf(new Script('0').createCachedData());
}

function flagsOf(code: Buffer): number {
  return code.length < FLAGS_AT + 4 ? 0 : code.readUInt32LE(FLAGS_AT);
}

function setFlags(code: Buffer, flags: number): void {
  code.writeUInt32LE(flags, FLAGS_AT);
}

function isOwnFolder(folder: string): boolean {
  try {
    const { uid, mode } = fs.statSync(folder);
    // Windows has neither
    return process.getuid === undefined || (uid === process.getuid() && !hasBit(mode, 0o020) && !hasBit(mode, 0o002));
  } catch {
    return false;
  }
}

function hasBit(mode: number, bit: number): boolean {
  return Math.floor(mode / bit) % 2 === 1;
}

/** Where programs of a user keep what they can make again. */
function cacheFolder(env: Readonly<Record<string, string | undefined>>): string | null {
  const { NODE_COMPILE_CACHE: asked, XDG_CACHE_HOME: xdg, LOCALAPPDATA: local } = env;
  const named = [asked, xdg, process.platform === 'win32' ? local : undefined].find((each) => each !== undefined && path.isAbsolute(each));
  if (named !== undefined) return named;
  const home = os.homedir();
  return path.isAbsolute(home) ? path.join(home, process.platform === 'darwin' ? 'Library/Caches' : '.cache') : null;
}

/** Another process sees all of the file or none of it. */
function writeWhole(file: string, bytes: Buffer): void {
  const draft = `${file}.${process.pid}`;
  const descriptor = fs.openSync(draft, 'wx', 0o600);
  try {
    fs.writeFileSync(descriptor, bytes);
    fs.fsyncSync(descriptor);
  } finally {
    fs.closeSync(descriptor);
  }
  fs.renameSync(draft, file);
}

/** Files of versions that run no more. */
function removeOld(folder: string): void {
  const days = 24 * 60 * 60 * 1000;
  for (const name of fs.readdirSync(folder)) {
    const file = path.join(folder, name);
    if (fs.statSync(file).mtimeMs < Date.now() - 60 * days) fs.rmSync(file);
  }
}
