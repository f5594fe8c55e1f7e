/*
 * Writes lib/cli/bundle.js, the command in one file, from what the compiler wrote: `npx tsx tools/bundle.ts`.
 *
 * Node takes longer to find and open some two hundred files than to run a check of an app.
 */
import * as path from 'node:path';
import { buildSync } from 'esbuild';

/** @param lib a folder of compiled sources */
export function bundleCommand(lib: string): void {
  buildSync({
    entryPoints: [path.join(lib, 'cli', 'main.js')],
    outfile: path.join(lib, 'cli', 'bundle.js'),
    bundle: true,
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
