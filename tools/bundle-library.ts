/*
 * Writes lib/library/, the library in a few files: core.js, what constructs need, check.js, what every check needs, one for each controller and whatever
 * else the sources `require` when it is asked for, what constructs and checks seldom need, and engine.js, the rest.
 *
 * To find and open some six hundred files took an app longer than to synthesize its manifests, and to read code that it does not run takes time, too. The
 * entries share the files, so that each class is there once. What jsii compiled is read for the names that its runtime knows the classes by; the code is
 * that of the sources, as the command has it: names stay, which stack traces show, and loops over arrays are as V8 runs them at once. Declarations stay
 * as they are.
 */
import * as fs from 'node:fs';
import * as path from 'node:path';
import { build, type Metafile, type OutputFile, type Plugin } from 'esbuild';
import type { ArrayLoops } from './array-loops';
import { asFunction } from './as-function';
import { importedLater, valueImports, type LaterTarget, type ModuleId } from './imported-later';
import { CORE, partsOf, type Chunk, type Part } from './library-parts';
import { isInstalledByUsers, isInLibrary } from './slim-library';

const FOLDER = 'library';

/** Stands for the modules that a check begins with. */
const CHECK = 'virtual:check';

/** What is bundled. */
export interface LibrarySources {
  /** The folder of the sources. */
  readonly folder: string;
  /** What users import, the first one without what its methods need. */
  readonly entries: readonly ModuleId[];
  /** A module of the API whose methods need much less than the others'. */
  readonly check: ModuleId;
  /** Modules that constructs and checks import and most often make no use of. */
  readonly seldom: ReadonlySet<ModuleId>;
  readonly loops: ArrayLoops;
}

/**
 * Runs a chunk when it is first asked for; one that fails is run again, as Node does. The other files call the core that opened them: a test runner that
 * forgets its modules (`jest.resetModules`) would give them another.
 */
const loader = (files: readonly string[], places: Readonly<Record<string, number>>): string => `const opened = new Map();
const files = [() => chunks${files.map((name) => `, () => require("./${name}")`).join('')}];
const places = ${JSON.stringify(places)};
const read = [];
function open(id) {
  const known = opened.get(id);
  if (known !== undefined) return known.exports;
  const file = places[id];
  if (file === undefined) return require(id);
  const module = { exports: Object.defineProperty({}, "__esModule", { value: true }) };
  opened.set(id, module);
  try {
    (read[file] ??= files[file]())[id].call(module.exports, module.exports, open, module, __filename, __dirname);
  } catch (error) {
    opened.delete(id);
    throw error;
  }
  return module.exports;
}
exports.open = open;
`;

/**
 * Bundles the library into a folder in which jsii has compiled the sources; a second time changes nothing. What jsii compiled stays, but for the entries.
 *
 * @throws where a module imports what users do not install
 */
export async function bundleLibrary(sources: LibrarySources, lib: string): Promise<void> {
  const { entries } = sources;
  if (fs.readFileSync(path.join(lib, `${entries[0]}.js`), 'utf8').includes(`./${FOLDER}/`)) return;
  const missing = [...sources.seldom].find((id) => !fs.existsSync(path.join(sources.folder, `${id}.ts`)));
  if (missing !== undefined) throw new Error(`${missing}, which is listed as seldom needed, is not there`);
  const required = new Set<RequiredFile>();
  const { outputFiles, metafile } = await build({
    bundle: true,
    platform: 'node',
    target: 'node20',
    minifyWhitespace: true,
    minifySyntax: true,
    // a stack trace shows the line
    lineLimit: 160,
    legalComments: 'none',
    logLevel: 'silent',
    entryPoints: Object.fromEntries([...entries.map((id) => [chunkName(id), path.join(sources.folder, `${id}.ts`)]), ['check-root', CHECK]]),
    outdir: path.join(lib, FOLDER),
    splitting: true,
    entryNames: '[name]',
    chunkNames: '[name]-[hash]',
    format: 'esm',
    // modules of others that load their own lazily
    define: { 'import.meta.url': '__filename' },
    plugins: [asUsersGetIt(sources, lib, required)],
    metafile: true,
    write: false,
  });
  const chunks = new Map(Object.entries(metafile.outputs).map(([output, about]) => [idOf(output), chunkOf(output, about, outputFiles)]));
  const madeOf = chunksByFile(metafile);
  const parts = partsOf(chunks, {
    entry: `./${chunkName(entries[0])}.js`,
    check: './check-root.js',
    required: new Map([...madeOf].flatMap(([file, id]) => [...required].filter(({ isAt }) => isAt(file)).map(({ name }) => [id, name] as const))),
    seldom: new Set([...sources.seldom].flatMap((id) => madeOf.get(path.resolve(sources.folder, `${id}.ts`)) ?? [])),
  });
  fs.mkdirSync(path.join(lib, FOLDER), { recursive: true });
  for (const part of parts) fs.writeFileSync(path.join(lib, FOLDER, part.name), textOf(part, parts, chunks));
  for (const id of entries) writeEntry(lib, id, metafile);
}

const chunkName = (id: ModuleId): string => id.replaceAll('/', '-');
const idOf = (output: string): string => `./${path.basename(output)}`;

/** The chunks that begin with a file. */
function chunksByFile({ outputs }: Metafile): ReadonlyMap<string, string> {
  const all = Object.entries(outputs).map(([output, { entryPoint }]) => ({ file: entryPoint, id: idOf(output) }));
  return new Map(all.flatMap(({ file, id }) => (file === undefined ? [] : [[path.resolve(file), id]])));
}

function chunkOf(output: string, { imports }: Metafile['outputs'][string], files: readonly OutputFile[]): Chunk {
  const name = path.basename(output);
  const text = files.find((each) => path.basename(each.path) === name)?.text ?? '';
  const own = imports.filter(({ external }) => external !== true);
  const imported = (kind: string): readonly string[] => own.filter((each) => each.kind === kind).map((each) => idOf(each.path));
  return { id: idOf(output), code: asFunction(withNamesOfClasses(text), name), needs: imported('import-statement'), later: imported('dynamic-import') };
}

/** esbuild calls a class that names itself `_Model` inside, which is what its `name` then is. */
export function withNamesOfClasses(text: string): string {
  const names = [...text.matchAll(/(?<![\w$.])([A-Za-z]\w*)=class _\1(?![\w$])/g)].map(([, name]) => name);
  return names.reduce((written, name) => written.replace(new RegExp(`(?<![\\w$.])_${name}(?![\\w$])`, 'g'), name), text);
}

function textOf({ name, chunks: ids, whole }: Part, parts: readonly Part[], chunks: ReadonlyMap<string, Chunk>): string {
  const functions = [...ids].sort().map((id) => {
    const code = chunks.get(id)?.code ?? '';
    // V8 compiles a function in brackets at once; another it reads once to find its end, and again when it is called
    return `"${id}": ${whole ? code : code.slice(1, -1)},\n`;
  });
  const table = `{\n${functions.join('')}};\n`;
  if (name !== CORE) return `"use strict";\nmodule.exports = ${table}`;
  const places = Object.fromEntries(parts.flatMap((part, file) => [...part.chunks].map((id) => [id, file])));
  return `"use strict";\n${loader(parts.slice(1).map((part) => part.name), places)}const chunks = ${table}`;
}

function writeEntry(lib: string, id: ModuleId, { outputs }: Metafile): void {
  const name = `${chunkName(id)}.js`;
  const names = Object.entries(outputs).find(([output]) => path.basename(output) === name)?.[1].exports ?? [];
  const core = path.posix.relative(path.posix.dirname(id), `${FOLDER}/${CORE}`);
  // `import` of an ECMAScript module finds the names by reading the file
  const hint = `0 && (module.exports = { ${['__esModule', ...names].join(', ')} });`;
  fs.writeFileSync(path.join(lib, `${id}.js`), `"use strict";\nmodule.exports = require("${core.startsWith('.') ? core : `./${core}`}").open("./${name}");\n${hint}\n`);
}

/** The sources, with the names of jsii and with imports where they are needed. */
function asUsersGetIt(sources: LibrarySources, lib: string, required: Set<RequiredFile>): Plugin {
  const folder = path.resolve(sources.folder);
  const checking = checkTargets(sources);
  const place = (importer: string): string => path.relative(folder, importer).replaceAll('\\', '/');
  return {
    name: 'as-users-get-it',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^virtual:check$/ }, () => ({ path: 'check', namespace: 'roots' }));
      onLoad({ filter: /.*/, namespace: 'roots' }, () => ({ contents: [...checking].filter((id) => !sources.seldom.has(id)).map((id) => `export * from './${id}';`).join('\n'), loader: 'ts', resolveDir: folder }));
      onResolve({ filter: /^[^./]/ }, ({ path: name, importer }) => {
        if (isInstalledByUsers(name)) return { path: name, external: true };
        if (!importer.startsWith(folder) || isInLibrary(name)) return null;
        return { errors: [{ text: `src/${place(importer)} imports '${name}', which users do not install: list it in tools/slim-library.ts, or import it where the command alone does` }] };
      });
      onLoad({ filter: /\.ts$/ }, ({ path: file }) => {
        if (!file.startsWith(folder)) return null;
        const id = place(file).replace(/\.ts$/, '');
        const text = sources.loops(file) ?? fs.readFileSync(file, 'utf8');
        for (const [, specifier] of text.matchAll(REQUIRED)) required.add(requiredFile(folder, id, specifier.slice(1, -1)));
        const linked = importedLater(withNamesOfJsii(text, id, lib), id, laterIn(id, sources, checking));
        // esbuild cuts at `import()`; the engine answers at once, so its sources have `require`, and `asFunction` puts it back
        return { contents: linked.replace(REQUIRED, 'import($1)'), loader: 'ts' };
      });
    },
  };
}

const REQUIRED = /\brequire\(('(?!node:)[^']+')\)/g;

/** What a source loads by `require`. */
interface RequiredFile {
  /** The name of the file that it gets. */
  readonly name: string;
  readonly isAt: (file: string) => boolean;
}

function requiredFile(folder: string, id: ModuleId, name: string): RequiredFile {
  // where a library of others begins its own package says
  if (!name.startsWith('.')) return { name: `${name.replace(/\.js$/, '')}.js`, isAt: (file) => file.replaceAll('\\', '/').includes(`/node_modules/${name}/`) };
  const target = path.posix.join(path.posix.dirname(id), name);
  return { name: `${chunkName(target)}.js`, isAt: (file) => file === path.resolve(folder, `${target}.ts`) };
}

/** The API needs the engine when its methods are called, not when an app is loaded. */
function laterIn(id: ModuleId, { seldom }: LibrarySources, checking: ReadonlySet<ModuleId>): LaterTarget {
  return (target, specifier) => {
    if (isOfEngine(id, target)) return checking.has(target) && !seldom.has(target) ? CHECK : specifier;
    return seldom.has(target) ? specifier : null;
  };
}

function isOfEngine(from: ModuleId, target: ModuleId): boolean {
  return from.startsWith('cdk8s/') && !/^(?:cdk8s|kubernetes)\//.test(target);
}

/** What of the engine the module of the check uses, and the modules of the API that it uses. */
function checkTargets({ folder, check }: LibrarySources): ReadonlySet<ModuleId> {
  const found = new Set<ModuleId>();
  const seen = new Set<ModuleId>();
  const left = [check];
  for (let id = left.pop(); id !== undefined; id = left.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    for (const target of valueImports(fs.readFileSync(path.join(folder, `${id}.ts`), 'utf8'), id)) {
      if (isOfEngine(id, target)) found.add(target);
      else if (target.startsWith('cdk8s/')) left.push(target);
    }
  }
  return found;
}

/** The beginning of a class, or what jsii wrote into one. */
const CLASS_OR_NAME = /^class (\w+)|\bstatic \[JSII_RTTI_SYMBOL_1\] = (\{[^}]*\});/gm;

/** A class has the name that programs in other languages know it by, as jsii has given it. */
function withNamesOfJsii(text: string, id: ModuleId, lib: string): string {
  const compiled = path.join(lib, `${id}.js`);
  let name = '';
  let result = text;
  for (const [, begun, given] of fs.existsSync(compiled) ? fs.readFileSync(compiled, 'utf8').matchAll(CLASS_OR_NAME) : []) {
    if (given === undefined) {
      name = begun;
      continue;
    }
    const head = new RegExp(`^export (?:abstract )?class ${name}\\b[^{]*\\{`, 'm');
    if (!head.test(result)) throw new Error(`src/${id}.ts has no class ${name}, which jsii has compiled: run npx projen compile`);
    result = result.replace(head, (all) => `${all} static [Symbol.for('jsii.rtti')] = ${given};`);
  }
  return result;
}
