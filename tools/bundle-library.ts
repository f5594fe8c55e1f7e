/*
 * Makes of the modules of lib/ a few files: library/core.js, what constructs need, library/check.js, what every check needs, one for each controller and
 * whatever else is loaded when it is asked for, and library/engine.js, the rest.
 *
 * To find and open some six hundred files took an app longer than to synthesize its manifests, and to read code that it does not run takes time, too. The
 * entries share the files, so that each class is there once. A module stays a function with its code as it is but for comments, which stack traces show;
 * declarations stay as they are.
 */
import * as fs from 'node:fs';
import * as path from 'node:path';
import { transformSync } from 'esbuild';
import * as ts from 'typescript';

const FOLDER = 'library';

/** What modules call to get each other, instead of `require`. */
const OPEN = 'requireModule';

/**
 * Runs a module when it is first asked for; one that fails is run again, as Node does. The other files call the core that opened them: a test runner that
 * forgets its modules (`jest.resetModules`) would give them another.
 */
const loader = (files: readonly string[]): string => `const opened = new Map();
const files = [() => (${OPEN}) => modules${files.map((name) => `, () => require("./${name}")`).join('')}];
const read = [];
function ${OPEN}(id, file) {
  const known = opened.get(id);
  if (known !== undefined) return known.exports;
  const module = { exports: {} };
  opened.set(id, module);
  try {
    (read[file] ??= files[file]()(${OPEN}))[id].call(module.exports, module.exports, module);
  } catch (error) {
    opened.delete(id);
    throw error;
  }
  return module.exports;
}
exports.${OPEN} = ${OPEN};
`;

/** A module of lib/, without its ending: `cdk8s/routing-model`. */
type ModuleId = string;

/** A file of the bundle. */
interface Part {
  readonly name: string;
  readonly modules: ReadonlySet<ModuleId>;
  /** Whether all of its modules are run when one is. */
  readonly whole: boolean;
}

/**
 * Bundles what jsii compiled into a folder; a second time changes nothing. The files that went into it stay.
 *
 * @param entries what users import, the first one without what its methods need
 * @param check a module of it whose methods need much less than the others'
 */
export function bundleLibrary(lib: string, entries: readonly ModuleId[], check: ModuleId): void {
  const text = (id: ModuleId): string => fs.readFileSync(path.join(lib, `${id}.js`), 'utf8');
  if (text(entries[0]).includes(`./${FOLDER}/`)) return;
  const parts = partsOf(lib, entries, check);
  const fileOf = new Map(parts.flatMap(({ modules }, file) => [...modules].map((id) => [id, file] as const)));
  const call = (id: ModuleId): string => `${OPEN}("${id}", ${fileOf.get(id)})`;
  const stubs = entries.map((id) => ({ id, names: ['__esModule', ...exportedNames(lib, id)] }));
  fs.mkdirSync(path.join(lib, FOLDER), { recursive: true });
  for (const { name, modules, whole } of parts) {
    const bundle = `{\n${[...modules].sort().map((id) => moduleText(lib, id, text(id), call, whole)).join('')}};\n`;
    // with the brackets V8 reads the function once, not twice
    const code = name === CORE ? `${loader(parts.slice(1).map((part) => part.name))}const modules = ${bundle}`
      : `module.exports = (function (${OPEN}) {\nreturn ${bundle}});\n`;
    fs.writeFileSync(path.join(lib, FOLDER, name), `"use strict";\n${code}`);
  }
  for (const { id, names } of stubs) {
    const shared = path.posix.relative(path.posix.dirname(id), `${FOLDER}/${CORE}`);
    // `import` of an ECMAScript module finds the names by reading the file
    const hint = `0 && (module.exports = { ${[...new Set(names)].join(', ')} });`;
    fs.writeFileSync(path.join(lib, `${id}.js`), `"use strict";\nmodule.exports = require("${shared.startsWith('.') ? shared : `./${shared}`}").${call(id)};\n${hint}\n`);
  }
}

const CORE = 'core.js';

/** Which modules are in which file, those of the core first. */
function partsOf(lib: string, entries: readonly ModuleId[], checkEntry: ModuleId): readonly Part[] {
  const all = reachedFrom(lib, entries, () => false);
  const core = reachedFrom(lib, entries.slice(0, 1), ({ from, to }) => isLater(from, to));
  const check = without(reachedFrom(lib, importsOf(lib, checkEntry).map(({ to }) => to), ({ inFunction }) => inFunction), [core]);
  const later = [...check].flatMap((id) => importsOf(lib, id)).filter(({ inFunction, to }) => inFunction && !check.has(to) && !core.has(to));
  const roots = new Set(later.map(({ to }) => to));
  const reached = [...roots].map((root) => ({ root, modules: without(reachedFrom(lib, [root], ({ inFunction }) => inFunction), [core, check]) }));
  const alone = reached.map(({ root, modules }) => ({
    name: `${root.replaceAll('/', '-')}.js`,
    whole: false,
    modules: without(modules, reached.filter((other) => other.root !== root).map((other) => other.modules)),
  }));
  const shared = without(new Set(reached.flatMap(({ modules }) => [...modules])), alone.map(({ modules }) => modules));
  const placed = [core, check, shared, ...alone.map(({ modules }) => modules)];
  return [
    { name: CORE, modules: core, whole: true },
    { name: 'check.js', modules: check, whole: true },
    ...alone,
    { name: 'shared.js', modules: shared, whole: false },
    { name: 'engine.js', modules: without(all, placed), whole: false },
  ].filter(({ name, modules }) => name === CORE || modules.size > 0);
}

function without(set: ReadonlySet<ModuleId>, others: readonly ReadonlySet<ModuleId>[]): ReadonlySet<ModuleId> {
  return new Set([...set].filter((id) => !others.some((other) => other.has(id))));
}

/** The API needs the engine when its methods are called, not when an app is loaded. */
function isLater(from: ModuleId, to: ModuleId): boolean {
  return from.startsWith('cdk8s/') && !/^(?:cdk8s|kubernetes)\//.test(to);
}

function moduleText(lib: string, id: ModuleId, text: string, call: (id: ModuleId) => string, whole: boolean): string {
  if (text.includes(OPEN)) throw new Error(`lib/${id}.js calls something ${OPEN}, which is the bundle's own name`);
  const target = (name: string): ModuleId => targetOf(lib, id, name);
  const linked = importedLater(text, id, (name) => isOwn(name) && isLater(id, target(name)))
    .replace(RELATIVE, (_, name: string) => (isOwn(name) ? call(target(name)) : `require("../${name.replace(/^[./]+/, '')}")`));
  // takes comments out; names and lines stay
  const { code } = transformSync(linked, { target: 'node20', legalComments: 'none' });
  // V8 compiles a function in brackets at once; another it reads once to find its end, and again when it is called
  return whole ? `"${id}": (function (exports, module) {\n${code}}),\n` : `"${id}"(exports, module) {\n${code}},\n`;
}

const RELATIVE = /\brequire\(['"](\.[^'"]+)['"]\)/g;

/** Libraries of others stay in files of their own, which are seldom opened. */
const isOwn = (name: string): boolean => name.startsWith('.') && !name.includes('/third-party/');

/** `const a_1 = require('./a')` becomes a function, and each use of `a_1` calls it. */
export function importedLater(text: string, file: string, isNeededLater: (name: string) => boolean): string {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
  const imports = source.statements.filter((each) => ts.isVariableStatement(each)).flatMap((each) => each.declarationList.declarations)
    .filter(({ initializer }) => initializer !== undefined && ts.isCallExpression(initializer) && initializer.expression.getText() === 'require'
      && initializer.arguments.some((argument) => ts.isStringLiteral(argument) && isNeededLater(argument.text)));
  const names = new Set(imports.map(({ name }) => name.getText()));
  if (names.size === 0) return text;
  const edits = imports.map(({ initializer }) => ({ at: initializer?.getStart() ?? 0, text: '() => ' }));
  const visit = (node: ts.Node): void => {
    // the compiler's names for imports are used for nothing else, and always with a member
    if (ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression) && names.has(node.expression.text)) {edits.push({ at: node.expression.end, text: '()' });} else if (ts.isIdentifier(node) && names.has(node.text) && !imports.some(({ name }) => name === node) && !ts.isPropertyAccessExpression(node.parent)) {
      throw new Error(`${file}: ${node.text} is used without a member`);
    }
    node.forEachChild(visit);
  };
  visit(source);
  let result = text;
  for (const edit of edits.sort((a, b) => b.at - a.at)) result = `${result.slice(0, edit.at)}${edit.text}${result.slice(edit.at)}`;
  return result;
}

/** An import of a module. */
interface Import {
  readonly from: ModuleId;
  readonly to: ModuleId;
  /** Made when a function is called. */
  readonly inFunction: boolean;
}

/** Modules that others lead to. */
function reachedFrom(lib: string, entries: readonly ModuleId[], isLeftOut: (each: Import) => boolean): ReadonlySet<ModuleId> {
  const found = new Set<ModuleId>();
  const left = [...entries];
  for (let id = left.pop(); id !== undefined; id = left.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    left.push(...importsOf(lib, id).filter((each) => !isLeftOut(each)).map(({ to }) => to));
  }
  return found;
}

/** What the compiler writes before a `require` that is in a function. */
const IN_FUNCTION = /=>|^\s/;

function importsOf(lib: string, id: ModuleId): readonly Import[] {
  const text = fs.readFileSync(path.join(lib, `${id}.js`), 'utf8');
  return [...text.matchAll(RELATIVE)].filter(([, name]) => isOwn(name)).map(({ 1: name, index }) => ({
    from: id, to: targetOf(lib, id, name), inFunction: IN_FUNCTION.test(text.slice(text.lastIndexOf('\n', index) + 1, index)),
  }));
}

function exportedNames(lib: string, id: ModuleId): readonly string[] {
  const text = fs.readFileSync(path.join(lib, `${id}.js`), 'utf8');
  const own = [...text.matchAll(/\bexports\.(\w+) = |Object\.defineProperty\(exports, "(\w+)"/g)].map(([, assigned, defined]) => assigned ?? defined);
  const passedOn = [...text.matchAll(/__exportStar\(require\("(\.[^"]+)"\), exports\)/g)].flatMap(([, name]) => exportedNames(lib, targetOf(lib, id, name)));
  return [...own, ...passedOn];
}

function targetOf(lib: string, id: ModuleId, name: string): ModuleId {
  const place = path.posix.join(path.posix.dirname(id), name);
  const isModule = (each: ModuleId): boolean => fs.statSync(path.join(lib, `${each}.js`), { throwIfNoEntry: false })?.isFile() === true;
  const found = [place.replace(/\.js$/, ''), `${place}/index`].find(isModule);
  if (found === undefined) throw new Error(`lib/${id}.js requires '${name}', which is not there`);
  return found;
}
