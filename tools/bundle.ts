/*
 * Writes lib/command/, the command in a few files: `npx tsx tools/bundle.ts`, or with another folder than lib/.
 *
 * Node takes longer to find and open some two hundred files than to run a check of an app. Each call loads what it needs: the sources are cut where
 * they have a `require` of their own, which runs when a command, a controller or a format is asked for. What several parts need is in one file, once;
 * small parts are in one file together.
 * `main.js` loads the others (src/cli/bundle.ts). lib/explorer.js is the script of the page that `graph --format html` writes.
 */
import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { build, buildSync, type Plugin } from 'esbuild';
import { arrayLoops, type ArrayLoops } from './array-loops';
import { asFunction } from './as-function';
import { bundleLibrary } from './bundle-library';
import { SELDOM_USED } from './seldom';
import { LIBRARY, slimLibrary } from './slim-library';

const COMMON = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  // names stay: a bug report shows them
  minifyWhitespace: true,
  minifySyntax: true,
  // THIRD-PARTY-NOTICES has the licenses
  legalComments: 'none',
  logLevel: 'warning',
} as const;

/** Bundles `src/cli` of a folder of sources. */
async function bundleCommand(sources: string, outdir: string, loops: ArrayLoops): Promise<void> {
  fs.rmSync(outdir, { recursive: true, force: true });
  const { outputFiles, metafile } = await build({
    ...COMMON,
    entryPoints: [path.join(sources, 'cli', 'main.ts')],
    outdir,
    splitting: true,
    // names change with what is inside: compiled code that is kept for a file is never taken for another's
    entryNames: '[name]-[hash]',
    chunkNames: '[name]-[hash]',
    format: 'esm',
    // modules of others that load their own lazily
    define: { 'import.meta.url': '__filename' },
    plugins: [cutAtRequire(sources, loops), withoutChildProcesses],
    metafile: true,
    write: false,
  });
  fs.mkdirSync(outdir, { recursive: true });
  const files = outputFiles.map(({ path: file, text }) => ({ name: path.basename(file), code: asFunction(text, path.basename(file)) }));
  const isSmall = ({ name, code }: BundledCode): boolean => name.startsWith('chunk-') && code.length < SMALL;
  const small = tableOf(files.filter(isSmall));
  for (const { name, code } of [small, ...files.filter((each) => !isSmall(each))]) fs.writeFileSync(path.join(outdir, name), code);
  const entry = Object.entries(metafile.outputs).find(([, { entryPoint }]) => entryPoint?.endsWith('cli/main.ts'));
  if (entry === undefined) throw new Error('the bundle has no entry');
  await build({
    ...COMMON,
    stdin: {
      contents: `import { startCommand } from './bundle'; module.exports = startCommand(__dirname, './${path.basename(entry[0])}', './${small.name}', require);`,
      resolveDir: path.join(sources, 'cli'),
    },
    outfile: path.join(outdir, 'main.js'),
    format: 'cjs',
  });
}

interface BundledCode {
  readonly name: string;
  readonly code: string;
}

/** What several files share is in one file, where it has less than so many characters: to find, read and compile it by itself takes longer. */
const SMALL = 8_000;

/** Files as one file, which has their functions by their names. */
function tableOf(files: readonly BundledCode[]): BundledCode {
  const code = `(function(){return{${files.map((file) => `"./${file.name}":${file.code}`).join(',\n')}}})`;
  return { name: `small-${createHash('sha256').update(code).digest('hex').slice(0, 8)}.js`, code };
}

/** The sources, with loops as V8 runs them at once. esbuild cuts at `import()`; the engine answers at once, so its sources have `require`, and `asFunction` puts it back. */
function cutAtRequire(sources: string, loops: ArrayLoops): Plugin {
  return {
    name: 'cut-at-require',
    setup({ onLoad }) {
      onLoad({ filter: /\.ts$/ }, ({ path: file }) => {
        if (!file.startsWith(path.resolve(sources))) return null;
        const text = loops(file) ?? fs.readFileSync(file, 'utf8');
        return { contents: text.replace(/\brequire\(('(?!node:)[^']+')\)/g, 'import($1)'), loader: 'ts' };
      });
    },
  };
}

/** commander opens node:child_process for commands that are programs of their own, of which there are none; that module takes 5 ms to load. */
const withoutChildProcesses: Plugin = {
  name: 'without-child-processes',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:child_process$/ }, ({ importer }) => (importer.includes('/commander/') ? { path: 'none', namespace: 'no-child-processes' } : null));
    onLoad({ filter: /.*/, namespace: 'no-child-processes' }, () => ({ contents: 'module.exports = {};' }));
  },
};

/** Bundles the page of `graph --format html`: the engine, with shims for what Node gives it, and the page's own code. */
export function bundlePage(sources: string, outfile: string): void {
  // esbuild resolves aliases in the current folder
  const explorer = path.resolve(sources, 'graph', 'explorer');
  buildSync({
    entryPoints: [path.join(explorer, 'main.ts')],
    outfile,
    bundle: true,
    alias: Object.fromEntries(['crypto', 'util'].map((name) => [`node:${name}`, path.join(explorer, 'shims', `${name}.ts`)])),
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

/** Makes of what jsii compiled what users install. */
async function makeLibrary(folder: string, lib: string, loops: ArrayLoops): Promise<void> {
  await bundleLibrary({ folder, entries: LIBRARY, check: 'cdk8s/routing-check', seldom: SELDOM_USED, loops }, lib);
  slimLibrary(lib);
}

const ROOT = path.resolve(__dirname, '..');

if (require.main === module) {
  const [lib = path.join(ROOT, 'lib')] = process.argv.slice(2);
  bundlePage(path.join(ROOT, 'src'), path.join(lib, 'explorer.js'));
  const sources = path.join(ROOT, 'src');
  const loops = arrayLoops(path.join(ROOT, 'tsconfig.json'));
  void bundleCommand(sources, path.join(lib, 'command'), loops);
  // another folder may hold the command alone, or what bench/compile.ts makes, which has no declarations
  if (fs.existsSync(path.join(lib, 'index.d.ts'))) void makeLibrary(sources, lib, loops);
}
