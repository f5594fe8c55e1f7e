import * as fs from 'node:fs';
import * as path from 'node:path';
import { UsageError } from './io';
import type { CliIo } from './io';
import { reasonOf } from '../manifests/find';

/** A report that goes to a file, besides the one on standard output. */
export interface OutputFile {
  readonly format: string;
  readonly file: string;
}

/** Formats by the ending of a file's name. */
const ENDINGS: ReadonlyMap<string, string> = new Map([
  ['.json', 'json'], ['.sarif', 'sarif'], ['.xml', 'junit'], ['.md', 'markdown'], ['.txt', 'text'], ['.html', 'html'],
]);

/** Reads `--output FORMAT=FILE`, or `--output FILE` where the file's ending tells the format. Throws a `UsageError`. */
export function parseOutputs(given: readonly string[], formats: readonly string[]): readonly OutputFile[] {
  return given.map((text) => {
    const equals = text.indexOf('=');
    const named = equals > 0 && !text.slice(0, equals).includes('/') ? text.slice(0, equals) : undefined;
    const file = named === undefined ? text : text.slice(equals + 1);
    const format = named ?? ENDINGS.get(path.extname(file).toLowerCase());
    if (file === '' || format === undefined || !formats.includes(format)) {
      throw new UsageError(`--output: got '${text}', expected FORMAT=FILE with a format of ${formats.join(', ')}; or a FILE that ends in `
        + `${[...ENDINGS].filter(([, name]) => formats.includes(name)).map(([ending]) => ending).join(', ')}`);
    }
    return { format, file };
  });
}

/** Refuses files that were read: a report would be written over the manifests. Throws a `UsageError`. */
export function checkNotRead(option: string, file: string, read: readonly (string | null)[], io: CliIo): void {
  const place = realPath(path.resolve(io.cwd, file));
  if (read.some((each) => each !== null && realPath(path.resolve(io.cwd, each)) === place)) {
    throw new UsageError(`${option}: ${file} is one of the files that were read; name another one`);
  }
}

function realPath(file: string): string {
  return fs.existsSync(file) ? fs.realpathSync(file) : file;
}

/** Writes each report to its file; folders are made. Throws a `UsageError` where that cannot be done. */
export function writeOutputs(outputs: readonly OutputFile[], render: (format: string) => string, io: CliIo): void {
  for (const { format, file } of outputs) {
    const place = path.resolve(io.cwd, file);
    try {
      fs.mkdirSync(path.dirname(place), { recursive: true });
      fs.writeFileSync(place, render(format));
    } catch (error) {
      throw new UsageError(`--output ${file}: ${reasonOf(error)}`);
    }
  }
}
