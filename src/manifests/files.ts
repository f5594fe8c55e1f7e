import type { ParsedManifests, ParseOptions } from './parse';

/** What reading needs of the process. */
export interface ManifestIo {
  /** Relative paths and globs start here. */
  readonly cwd: string;
  /** The whole of standard input. */
  readStdin(): Promise<string>;
}

/** Reads the files, folders, globs and `-` that a user names; none: `dist/`. */
export async function readManifests(_args: readonly string[], _io: ManifestIo, _options: Partial<ParseOptions> = {}): Promise<ParsedManifests> {
  return { resources: [], problems: [] };
}
