/*
 * Makes of the modules of lib/ two files: library/core.js, what constructs need, and library/engine.js, which is opened when a model or a check is made.
 *
 * To find and open some six hundred files took an app longer than to synthesize its manifests. Both entries share the two files, so that each class is there
 * once. A module stays a function with its code as it is but for comments, which stack traces show; declarations stay as they are.
 */
import * as fs from 'node:fs';
import * as path from 'node:path';
import { transformSync } from 'esbuild';
import * as ts from 'typescript';

const FOLDER = 'library';

/** What modules call to get each other, instead of `require`. */
const OPEN = 'requireModule';

/**
 * Runs a module when it is first asked for; one that fails is run again, as Node does. The engine calls the core that opened it: a test runner that forgets
 * its modules (`jest.resetModules`) would give it another.
 */
const LOADER = `const opened = new Map();
let engine;
function ${OPEN}(id) {
  const known = opened.get(id);
  if (known !== undefined) return known.exports;
  const module = { exports: {} };
  opened.set(id, module);
  try {
    (modules[id] ?? (engine ??= require("./engine.js")(${OPEN}))[id]).call(module.exports, module.exports, module);
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

/** Bundles what jsii compiled into a folder; a second time changes nothing. The files that went into it stay. */
export function bundleLibrary(lib: string, entries: readonly ModuleId[]): void {
  const text = (id: ModuleId): string => fs.readFileSync(path.join(lib, `${id}.js`), 'utf8');
  if (text(entries[0]).includes(`./${FOLDER}/`)) return;
  const core = reachedFrom(lib, entries.slice(0, 1), isLater);
  const all = reachedFrom(lib, entries, () => false);
  const stubs = entries.map((id) => ({ id, names: ['__esModule', ...exportedNames(lib, id)] }));
  const bundle = (ids: readonly ModuleId[]): string => `{\n${[...ids].sort().map((id) => moduleText(lib, id, text(id))).join('')}};\n`;
  const engine = bundle([...all].filter((id) => !core.has(id)));
  fs.mkdirSync(path.join(lib, FOLDER), { recursive: true });
  fs.writeFileSync(path.join(lib, FOLDER, 'core.js'), `"use strict";\n${LOADER}const modules = ${bundle([...core])}`);
  // with the brackets V8 reads the function once, not twice
  fs.writeFileSync(path.join(lib, FOLDER, 'engine.js'), `"use strict";\nmodule.exports = (function (${OPEN}) {\nreturn ${engine}});\n`);
  for (const { id, names } of stubs) {
    const shared = path.posix.relative(path.posix.dirname(id), `${FOLDER}/core.js`);
    // `import` of an ECMAScript module finds the names by reading the file
    const hint = `0 && (module.exports = { ${[...new Set(names)].join(', ')} });`;
    fs.writeFileSync(path.join(lib, `${id}.js`), `"use strict";\nmodule.exports = require("${shared.startsWith('.') ? shared : `./${shared}`}").${OPEN}("${id}");\n${hint}\n`);
  }
}

/** The API needs the engine when its methods are called, not when an app is loaded. */
function isLater(from: ModuleId, to: ModuleId): boolean {
  return from.startsWith('cdk8s/') && !/^(?:cdk8s|kubernetes)\//.test(to);
}

function moduleText(lib: string, id: ModuleId, text: string): string {
  if (text.includes(OPEN)) throw new Error(`lib/${id}.js calls something ${OPEN}, which is the bundle's own name`);
  const target = (name: string): ModuleId => targetOf(lib, id, name);
  const linked = importedLater(text, id, (name) => isOwn(name) && isLater(id, target(name)))
    .replace(RELATIVE, (_, name: string) => (isOwn(name) ? `${OPEN}("${target(name)}")` : `require("../${name.replace(/^[./]+/, '')}")`));
  // takes comments out; names and lines stay
  const { code } = transformSync(linked, { target: 'node20', legalComments: 'none' });
  return `"${id}"(exports, module) {\n${code}},\n`;
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

/** Modules that others lead to. */
function reachedFrom(lib: string, entries: readonly ModuleId[], isLeftOut: (from: ModuleId, to: ModuleId) => boolean): ReadonlySet<ModuleId> {
  const found = new Set<ModuleId>();
  const left = [...entries];
  for (let id = left.pop(); id !== undefined; id = left.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    for (const [, name] of fs.readFileSync(path.join(lib, `${id}.js`), 'utf8').matchAll(RELATIVE)) {
      if (!isOwn(name)) continue;
      const target = targetOf(lib, id, name);
      if (!isLeftOut(id, target)) left.push(target);
    }
  }
  return found;
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
