/*
 * Writes lib/command/, the command in two files: `npx tsx tools/bundle.ts`.
 *
 * Node takes longer to find and open some two hundred files than to run a check of an app. Of the two, `main.js` is all that help and
 * version need. They are made of the sources: modules that import each other become one scope, which V8 compiles once.
 */
import * as path from 'node:path';
import { buildSync } from 'esbuild';

/** Bundles `src/cli` of a folder of sources. */
export function bundleCommand(sources: string, outdir: string): void {
  buildSync({
    entryPoints: ['main', 'commands'].map((name) => path.join(sources, 'cli', `${name}.ts`)),
    outdir,
    bundle: true,
    external: ['./commands'],
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    // names stay: a bug report shows them
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: 'inline',
    logLevel: 'warning',
  });
}

const ROOT = path.resolve(__dirname, '..');

if (require.main === module) bundleCommand(path.join(ROOT, 'src'), path.join(ROOT, 'lib', 'command'));
