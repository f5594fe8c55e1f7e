import { existsSync } from 'node:fs';
import * as path from 'node:path';
import { readConfig } from './config';
import type { RoutingConfig } from './config';
import { DEFAULT_CONFIG } from './default-config';
import type { ExcludePattern } from './exclude-pattern';
import { reasonOf } from './find';
import { EncodingError, readTextFile } from './text-file';
import type { InputProblem } from './yaml/parse';
import { parseSingleDocument } from './yaml/single-document';

/** A config that was read, and what is wrong with it. */
export interface LoadedConfig {
  /** null where there is none. */
  readonly config: RoutingConfig | null;
  /** The baseline file that it names, or why it cannot be read: no fault of the config, since the file may be yet to be written. */
  readonly baseline: { readonly file: string; readonly text: string | null; readonly message: string } | null;
  readonly problems: readonly InputProblem[];
}

/**
 * Reads a config file.
 *
 * @param file as the user named it; undefined: `cdk8s-routing.yaml`, when present
 */
export function loadConfig(file: string | undefined, cwd: string): LoadedConfig {
  const name = file ?? DEFAULT_CONFIG;
  const place = path.resolve(cwd, name);
  if (file === undefined && !existsSync(place)) return { config: null, baseline: null, problems: [] };
  let text: string;
  try {
    text = readTextFile(place);
  } catch (error) {
    const line = error instanceof EncodingError ? error.line : null;
    const message = line === null ? `cannot be read: ${reasonOf(error)}` : reasonOf(error);
    return { config: null, baseline: null, problems: [{ file: name, line, column: null, message, kind: 'unreadable' }] };
  }
  return readConfigText(text, name, path.dirname(place));
}

/**
 * Reads the text of a config.
 *
 * @param name as the user named the file
 * @param folder where the file is: the baseline that it names is relative to it
 */
export function readConfigText(text: string, name: string, folder: string): LoadedConfig {
  const { value, origin, problems } = parseSingleDocument(text.replace(/^\ufeff/, ''), name);
  if (problems.length > 0) return { config: null, baseline: null, problems };
  const read = readConfig(value, origin);
  const baseline = read.config.baseline === null ? null : readBaseline(read.config.baseline, folder);
  return { config: read.config, baseline, problems: read.problems.map((problem) => located(problem.path, problem.message)) };

  function located(field: string, message: string): InputProblem {
    const position = origin.locate(field);
    return { file: name, line: position?.line ?? null, column: position?.column ?? null, message: field === '' ? message : `${field}: ${message}`, kind: 'not-an-object' };
  }
}

function readBaseline(file: string, folder: string): LoadedConfig['baseline'] {
  try {
    return { file, text: readTextFile(path.resolve(folder, file)), message: '' };
  } catch (error) {
    return { file, text: null, message: `cannot be read: ${reasonOf(error)}` };
  }
}

/** What a config leaves out. */
export function excludedByConfig(config: RoutingConfig | null, cwd: string): readonly ExcludePattern[] {
  if (config === null) return [];
  const folder = path.dirname(path.resolve(cwd, config.origin.file ?? DEFAULT_CONFIG));
  return config.exclude.map((pattern) => ({ pattern, folder }));
}
