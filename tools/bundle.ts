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
import { Script } from 'node:vm';
import { build, buildSync, type Plugin } from 'esbuild';
import * as ts from 'typescript';
import { arrayLoops, type ArrayLoops } from './array-loops';
import { bundleLibrary } from './bundle-library';
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
async function bundleCommand(sources: string, outdir: string): Promise<void> {
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
    plugins: [cutAtRequire(sources, arrayLoops(path.join(ROOT, 'tsconfig.json'))), withoutChildProcesses],
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

/** A module as the expression of a function (exports, require, module, __filename, __dirname), which is what V8 keeps compiled. */
function asFunction(text: string, name: string): string {
  const module = ts.createSourceFile(name, text, ts.ScriptTarget.ES2022);
  let head = '';
  let body = '';
  let tail = '';
  let end = 0;
  for (const statement of module.statements) {
    const [imported, exported] = [required(statement, module), assigned(statement, module)];
    if (imported !== null) head += imported;
    else if (exported !== null) tail += exported;
    else continue;
    body += text.slice(end, statement.pos);
    end = statement.end;
  }
  body = `${body}${text.slice(end)}`.replace(/\bimport\(("\.\/[\w.-]+")\)/g, 'require($1)');
  const code = `(function(exports,require,module,__filename,__dirname){"use strict";${head}${body}${tail}})`;
  // throws where an import or export is left
  new Script(code, { filename: name });
  return code;
}

/** An import, which is settled when it is reached: the files import each other in no circle. */
function required(statement: ts.Statement, module: ts.SourceFile): string | null {
  if (!ts.isImportDeclaration(statement)) return null;
  const { importClause: clause } = statement;
  const source = `require(${statement.moduleSpecifier.getText(module)});`;
  if (clause === undefined) return source;
  const bindings = clause.namedBindings;
  const whole = clause.name ?? (bindings !== undefined && ts.isNamespaceImport(bindings) ? bindings.name : undefined);
  const some = bindings !== undefined && ts.isNamedImports(bindings) ? bindings.elements : [];
  const names = some.map((each) => (each.propertyName === undefined ? each.name.text : `${each.propertyName.text}:${each.name.text}`));
  return `${whole === undefined ? '' : `const ${whole.text}=${source}`}${names.length === 0 ? '' : `const{${names.join(',')}}=${source}`}`;
}

/** What a file exports, which is settled when it has run: nothing of the sources assigns to an export later. */
function assigned(statement: ts.Statement, module: ts.SourceFile): string | null {
  // what `module.exports` of another's library is
  if (ts.isExportAssignment(statement)) return `exports.default=${statement.expression.getText(module)};`;
  if (!ts.isExportDeclaration(statement) || statement.exportClause === undefined || !ts.isNamedExports(statement.exportClause)) return null;
  return statement.exportClause.elements.map((each) => `exports.${each.name.text}=${(each.propertyName ?? each.name).text};`).join('');
}

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

const ROOT = path.resolve(__dirname, '..');

if (require.main === module) {
  const [lib = path.join(ROOT, 'lib')] = process.argv.slice(2);
  bundlePage(path.join(ROOT, 'src'), path.join(lib, 'explorer.js'));
  void bundleCommand(path.join(ROOT, 'src'), path.join(lib, 'command'));
  // another folder may hold the command alone, or what bench/compile.ts makes, which has no declarations
  if (fs.existsSync(path.join(lib, 'index.d.ts'))) {
    slimLibrary(lib);
    bundleLibrary(lib, LIBRARY, 'cdk8s/routing-check');
    // leaves out what is in the bundle now
    slimLibrary(lib);
  }
}
