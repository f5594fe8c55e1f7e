import * as fs from 'node:fs';
import type { ExcludePattern } from './exclude-pattern';
import { findManifestsSync, reasonOf } from './find';
import { EncodingError, readTextFile } from './text-file';
import type { InputProblem } from './yaml/parse';

/** A file as it was when it was looked at last. */
export interface FileText {
  /** As the user would write it. */
  readonly name: string;
  /** Equal as long as the file is. */
  readonly stamp: string;
  /** Its text, or why it has none. */
  readonly text: string | InputProblem;
}

/** Larger files are not read: nobody edits them. In bytes. */
const MOST_BYTES = 32 * 1024 * 1024;

/** More files are not read. */
const MOST_FILES = 20_000;

/**
 * The texts of the files that `args` mean, by path; those that did not change since are not read again.
 *
 * @param before what was read before
 */
export function readFileTexts(
  args: readonly string[], cwd: string, exclude: readonly ExcludePattern[], before: ReadonlyMap<string, FileText>,
): ReadonlyMap<string, FileText> {
  const texts = new Map<string, FileText>();
  for (const { path, name } of findManifestsSync(args, cwd, exclude).files.slice(0, MOST_FILES)) {
    if (path !== null) texts.set(path, readFileText(path, name, before.get(path)));
  }
  return texts;
}

function readFileText(file: string, name: string, before: FileText | undefined): FileText {
  try {
    const { mtimeMs, size } = fs.statSync(file);
    const stamp = `${mtimeMs} ${size}`;
    if (before?.stamp === stamp) return before;
    return { name, stamp, text: size > MOST_BYTES ? unreadable(name, `it is larger than ${MOST_BYTES / 1024 / 1024} MB, and is not read`) : readTextFile(file) };
  } catch (error) {
    const line = error instanceof EncodingError ? error.line : 1;
    return { name, stamp: '', text: unreadable(name, line === 1 ? `cannot be read: ${reasonOf(error)}` : reasonOf(error), line) };
  }
}

function unreadable(file: string, message: string, line = 1): InputProblem {
  return { file, line, column: 1, message, kind: 'unreadable' };
}

export function isOnDisk(file: string): boolean {
  return fs.existsSync(file);
}
