import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { CodeCache } from './code-cache';
import type * as Main from './main';

/** What a program may ask of the command. */
type Command = Pick<typeof Main, 'main' | 'run'>;

/**
 * The command as tools/bundle.ts has cut it: files that are opened when they are needed, and whose compiled code is kept between runs.
 *
 * @param folder where the files are
 * @param entry the one that `main.ts` became
 * @param system loads the modules of Node
 */
export function startCommand(folder: string, entry: string, system: (id: string) => unknown): Command {
  const cache = CodeCache.of(process.env, process.argv[2]);
  const opened = new Map<string, { exports: unknown }>();
  const open = (id: string): unknown => {
    const known = opened.get(id);
    if (known !== undefined) return known.exports;
    const file = path.join(folder, id);
    const module = { exports: {} };
    opened.set(id, module);
    // the files are ASCII, which is read faster so
    cache.compile(readFileSync(file, 'latin1'), file)(module.exports, (other) => (other.startsWith('./') ? open(other) : system(other)), module, file, folder);
    return module.exports;
  };
  const { main, run } = open(entry) as Command;
  return {
    run,
    main: async () => {
      await main();
      // a call that fails runs a part only
      if (process.exitCode !== 2) cache.keep();
    },
  };
}
