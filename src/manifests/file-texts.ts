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

/** What is in the files that somebody means, and what they should know of the search. */
export interface FileTexts {
  /** By path. */
  readonly texts: ReadonlyMap<string, FileText>;
  /** One sentence each: charts that were left out, folders that cannot be read. */
  readonly notes: readonly string[];
}

/** Larger files are not read: nobody edits them. In bytes. */
const MOST_BYTES = 32 * 1024 * 1024;

/** More files, more of their text, and more folders are not read. */
const MOST_FILES = 20_000;
const MOST_TEXT = 256 * 1024 * 1024;
const MOST_FOLDERS = 20_000;

/**
 * The texts of the files that `args` mean; those that did not change since are not read again.
 *
 * @param before what was read before
 */
export function readFileTexts(
  args: readonly string[], cwd: string, exclude: readonly ExcludePattern[], before: ReadonlyMap<string, FileText>,
): FileTexts {
  const { files, problems, notices } = findManifestsSync(args, cwd, exclude, MOST_FOLDERS);
  const notes = [...problems, ...notices].map(({ file, message }) => `${file ?? ''}: ${message}`);
  const texts = new Map<string, FileText>();
  let size = 0;
  for (const { path, name } of files) {
    if (texts.size >= MOST_FILES || size > MOST_TEXT) return { texts, notes: [...notes, `${name}: this file and those after it are not read, since there are so many`] };
    if (path === null) continue;
    const read = readFileText(path, name, before.get(path));
    texts.set(path, read);
    size += typeof read.text === 'string' ? read.text.length : 0;
  }
  return { texts, notes };
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
