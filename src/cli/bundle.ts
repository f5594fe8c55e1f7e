import { readFileSync } from 'node:fs';
import { CodeCache, type BundledFile } from './code-cache';
import type * as Main from './main';
import { ProcessFlags } from './v8-flags';

/** What a program may ask of the command. */
interface Command extends Pick<typeof Main, 'run'> {
  main(): Promise<void>;
}

/**
 * The command as tools/bundle.ts has cut it: files that are opened when they are needed, and whose compiled code is kept between runs.
 *
 * @param folder where the files are
 * @param entry the one that `main.ts` became
 * @param table the one that has several in it, by their names
 * @param system loads the modules of Node
 */
export function startCommand(folder: string, entry: string, table: string, system: (id: string) => unknown): Command {
  const cache = CodeCache.of(process.env, process.argv[2]);
  const flags = new ProcessFlags(() => cache.beforeFlags());
  const opened = new Map<string, { exports: unknown }>();
  // joined without node:path, which V8 would take to be worth optimizing
  const compile = (id: string): unknown => {
    const file = `${folder}/${id.slice(2)}`;
    // the files are ASCII, which is read faster so
    return flags.asUsual(() => cache.compile(readFileSync(file, 'latin1'), file));
  };
  const together = (compile(table) as () => Readonly<Record<string, BundledFile>>)();
  const open = (id: string): unknown => {
    const known = opened.get(id);
    if (known !== undefined) return known.exports;
    const module = { exports: {} };
    opened.set(id, module);
    const run = Object.hasOwn(together, id) ? together[id] : compile(id) as BundledFile;
    run(module.exports, (other) => (other.startsWith('./') ? open(other) : system(other)), module, `${folder}/${id.slice(2)}`, folder);
    return module.exports;
  };
  const { main, run } = open(entry) as typeof Main;
  return {
    run,
    main: async () => {
      await main(flags);
      // a call that fails runs a part only
      if (process.exitCode !== 2) flags.asUsual(() => cache.keep());
    },
  };
}
