/*
 * Writes lib/command/, the command in two files, from what the compiler wrote: `npx tsx tools/bundle.ts`.
 *
 * Node takes longer to find and open some two hundred files than to run a check of an app. The first file is all that help and version
 * need; where Node keeps compiled code (from 22 on), it keeps what the first run of a file compiled, so that they are better apart.
 */
import * as path from 'node:path';
import { buildSync } from 'esbuild';

/** @param lib a folder of compiled sources */
export function bundleCommand(lib: string): void {
  buildSync({
    entryPoints: ['main', 'commands'].map((name) => path.join(lib, 'cli', `${name}.js`)),
    outdir: path.join(lib, 'command'),
    bundle: true,
    external: ['./commands'],
    platform: 'node',
    target: 'node20',
    // names stay: a bug report shows them
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: 'inline',
    logLevel: 'warning',
  });
}

if (require.main === module) bundleCommand(path.resolve(__dirname, '..', 'lib'));
