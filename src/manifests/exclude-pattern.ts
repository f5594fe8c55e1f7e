/** Files and folders that are left out. */
export interface ExcludePattern {
  /** A glob. Without a slash it fits names at any depth, as in `.gitignore`; a folder that fits is left out with all that is in it. */
  readonly pattern: string;
  /** Where patterns with a slash begin: the current folder, or the one of the config; absolute. */
  readonly folder: string;
}

/** What is wrong with a pattern; null: nothing. */
export function problemOfPattern(pattern: string): string | null {
  if (pattern === '') return 'expected a file, a folder or a pattern';
  return pattern.startsWith('!') ? 'a pattern that begins with ! takes nothing back; name what is left out' : null;
}
