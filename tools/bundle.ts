/*
 * Writes lib/command/, the command in two files: `npx tsx tools/bundle.ts`.
 *
 * Node takes longer to find and open some two hundred files than to run a check of an app. Of the two, `main.js` is all that help and
 * version need. lib/explorer.js is the script of the page that `graph --format html` writes. They are made of the sources: modules that import each other become one scope, which V8 compiles once.
 */
import * as path from 'node:path';
import { buildSync } from 'esbuild';

/** Bundles `src/cli` of a folder of sources. */
export function bundleCommand(sources: string, outdir: string): void {
  buildSync({
    entryPoints: ['main', 'commands', 'lsp'].map((name) => path.join(sources, 'cli', `${name}.ts`)),
    outdir,
    bundle: true,
    external: ['./commands', './lsp'],
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

/** Bundles the page of `graph --format html`: the engine, with shims for what Node gives it, and the page's own code. */
export function bundlePage(sources: string, outfile: string): void {
  // esbuild resolves aliases in the current folder
  const explorer = path.resolve(sources, 'graph', 'explorer');
  buildSync({
    entryPoints: [path.join(explorer, 'main.ts')],
    outfile,
    bundle: true,
    alias: { 'node:net': path.join(explorer, 'shims', 'net.ts'), 'node:util': path.join(explorer, 'shims', 'util.ts') },
    inject: [path.join(explorer, 'shims', 'buffer.ts')],
    platform: 'browser',
    format: 'iife',
    target: 'es2022',
    minify: true,
    // THIRD-PARTY-NOTICES has the licenses
    legalComments: 'none',
    logLevel: 'warning',
  });
}

const ROOT = path.resolve(__dirname, '..');

if (require.main === module) {
  bundleCommand(path.join(ROOT, 'src'), path.join(ROOT, 'lib', 'command'));
  bundlePage(path.join(ROOT, 'src'), path.join(ROOT, 'lib', 'explorer.js'));
}
