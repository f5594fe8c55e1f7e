import * as fs from 'node:fs';
import * as path from 'node:path';
import { CONSTRUCT_METADATA, parseConstructMetadata, withConstructs } from './construct-metadata';
import type { ConstructPaths } from './construct-metadata';
import type { ExcludePattern } from './exclude-pattern';
import { findManifests, findManifestsSync, reasonOf, STDIN_NAME } from './find';
import type { FoundFile, FoundFiles } from './find';
import { helmHint, type InputNotice } from './other-tools';
import { decodeText, EncodingError, readTextFile } from './text-file';
import { parseManifests } from './yaml/parse';
import type { InputProblem, ParsedManifests, ParseOptions } from './yaml/parse';
import { ManifestText } from './yaml/positions';
import type { Resource } from '../kubernetes/resource';

/** What reading needs of the process. */
export interface ManifestIo {
  /** Relative paths and globs start here. */
  readonly cwd: string;
  /** The whole of standard input. */
  readStdin(): Promise<string | Uint8Array>;
  /** Told how long each text is (UTF-16 units) before it is read. */
  beforeText?(length: number): void;
}

/** How files are found and read. */
export interface ReadOptions extends ParseOptions {
  /** What is left out. */
  readonly exclude: readonly ExcludePattern[];
  /** A folder that links in searched folders may not leave; absent: any. */
  readonly within: string;
}

/** What was read, and what was found and is not read. */
export interface ReadManifests extends ParsedManifests {
  readonly notices: readonly InputNotice[];
}

/** What `cdk8s synth` writes to. */
export const DEFAULT_MANIFESTS = 'dist';

/**
 * Reads the files, folders, globs and `-` that a user names; none: `dist/`.
 *
 * Folders are walked for `.yaml`, `.yml` and `.json`. A file that was found so, and not named, is passed over when it is clearly no manifest
 * (`package.json`, `values.yaml`). What cannot be read becomes a problem; the rest is read.
 */
export async function readManifests(args: readonly string[], io: ManifestIo, options: Partial<ReadOptions> = {}): Promise<ReadManifests> {
  const named = withDefault(args, io.cwd);
  if (named === null) return nothingNamed();
  const found = await findManifests(named, io.cwd, options.exclude, options.within);
  let text: string | Uint8Array = '';
  let error: unknown = null;
  try {
    if (found.files.some(({ path: file }) => file === null)) text = await io.readStdin();
  } catch (caught) {
    error = caught;
  }
  const stdin = (): string | Uint8Array => {
    if (error !== null) throw error;
    return text;
  };
  return readFound(named, found, { stdin, beforeText: (length) => io.beforeText?.(length) }, options);
}

/** As `readManifests`, at once, and without standard input. */
export function readManifestsSync(args: readonly string[], cwd: string, options: Partial<ReadOptions> = {}): ReadManifests {
  const named = withDefault(args, cwd);
  return named === null ? nothingNamed() : readFound(named, findManifestsSync(named, cwd, options.exclude), { stdin: () => '' }, options);
}

function withDefault(args: readonly string[], cwd: string): readonly string[] | null {
  if (args.length > 0) return args;
  return fs.existsSync(path.resolve(cwd, DEFAULT_MANIFESTS)) ? [DEFAULT_MANIFESTS] : null;
}

function nothingNamed(): ReadManifests {
  const message = 'no manifests named, and there is no folder dist: run cdk8s synth first, or name files, folders or - for standard input';
  return { ...failure(DEFAULT_MANIFESTS, message), notices: [] };
}

interface Source {
  /** Standard input. */
  readonly stdin: () => string | Uint8Array;
  readonly beforeText?: (length: number) => void;
}

function readFound(named: readonly string[], found: FoundFiles, source: Source, options: Partial<ParseOptions>): ReadManifests {
  const { notices } = found;
  const problems: InputProblem[] = [...found.problems];
  const resources: Resource[][] = [];
  for (const file of found.files) {
    const parsed = readFile(file, source, options);
    resources.push([...parsed.resources]);
    problems.push(...parsed.problems);
  }
  if (problems.length === 0 && resources.every((some) => some.length === 0)) {
    return { ...failure(named.map((arg) => arg === '-' ? STDIN_NAME : arg).join(' '), 'no Kubernetes objects found', 'no-objects'), notices };
  }
  return { resources: explainConstructs(found.files, resources).flat(), problems, notices };
}

function readFile(file: FoundFile, { stdin, beforeText }: Source, options: Partial<ParseOptions>): ParsedManifests {
  let text: string;
  try {
    text = file.path === null ? decodeText(stdin()) : readTextFile(file.path);
  } catch (error) {
    if (error instanceof EncodingError) return failure(file.name, error.message, 'syntax', error.line);
    return failure(file.name, `cannot be read: ${reasonOf(error)}`);
  }
  beforeText?.(text.length);
  if (file.chart !== null && text.includes('{{')) return template(text, file.name, file.chart);
  const parsed = parseManifests(text, file.name, options);
  return file.named || parsed.resources.length > 0 || !isNoManifest(text, parsed.problems) ? parsed : { resources: [], problems: [] };
}

/** A template of a chart that the user named: one problem, at its first action. */
function template(text: string, file: string, chart: string): ParsedManifests {
  const message = `a template of a Helm chart, and not a manifest; render it: ${helmHint(chart)}`;
  return { resources: [], problems: [{ file, ...new ManifestText(text).position(text.indexOf('{{')), message, kind: 'syntax' }] };
}

/** Whether a text that holds no object was never meant to hold one. */
export function isNoManifest(text: string, problems: readonly InputProblem[]): boolean {
  if (!problems.every(({ kind }) => kind === 'not-a-manifest' || kind === 'syntax')) return false;
  // the text is searched once, however many problems it has
  return problems.every(({ kind }) => kind !== 'syntax') || !/\bapiVersion\b/.test(text);
}

/** Adds construct paths where a `construct-metadata.json` lies beside the files, or above them in the folder that was named. */
function explainConstructs(files: readonly FoundFile[], resources: readonly Resource[][]): readonly (readonly Resource[])[] {
  const folders = new MetadataFolders();
  const scopes = new Map<string, number[]>();
  files.forEach((file, i) => {
    const folder = file.path === null ? null : folders.nearest(path.dirname(file.path), file.root);
    if (folder === null) return;
    const indexes = scopes.get(folder);
    if (indexes === undefined) scopes.set(folder, [i]);
    else indexes.push(i);
  });
  const told: (readonly Resource[])[] = [...resources];
  for (const [folder, indexes] of scopes) {
    const changed = withConstructs(indexes.map((i) => resources[i]), folders.paths(folder));
    indexes.forEach((i, n) => { told[i] = changed[n]; });
  }
  return told;
}

class MetadataFolders {
  private readonly read = new Map<string, ConstructPaths>();

  /** The folder that holds the metadata of a folder's files. */
  nearest(folder: string, root: string): string | null {
    for (let at = folder; ; at = path.dirname(at)) {
      if (this.paths(at).size > 0) return at;
      if (at === root || at === path.dirname(at) || !at.startsWith(root)) return null;
    }
  }

  paths(folder: string): ConstructPaths {
    let paths = this.read.get(folder);
    if (paths === undefined) {
      paths = readMetadata(path.join(folder, CONSTRUCT_METADATA));
      this.read.set(folder, paths);
    }
    return paths;
  }
}

function readMetadata(file: string): ConstructPaths {
  try {
    return fs.statSync(file).isFile() ? parseConstructMetadata(readTextFile(file)) : new Map();
  } catch {
    return new Map();
  }
}

function failure(file: string, message: string, kind: InputProblem['kind'] = 'unreadable', line: number | null = null): ParsedManifests {
  return { resources: [], problems: [{ file, line, column: null, message, kind }] };
}
