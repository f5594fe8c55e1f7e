/*
 * Leaves out of lib/ what nothing leads to, and holds what users get to what they install.
 *
 * Libraries of others are bundled (tools/bundle-library.ts). With them as dependencies, users would install 3 MB more: js-yaml alone has its code five
 * times, and twice as much in source maps.
 */
import * as fs from 'node:fs';
import { builtinModules } from 'node:module';
import * as path from 'node:path';

/** What src/ imports of others, besides what the language server does: nothing of it need be installed by users. */
export const IN_LIBRARY = ['commander', 'ipaddr.js', 're2js', 'js-yaml', 'picomatch', 'tinyglobby'];

/** Files that are used as they are: the command, the library, and the script that `graph --format html` writes. */
const BUNDLED = new Set(['command', 'library', 'explorer.js']);

/** What users import. */
export const LIBRARY = ['index', 'jest/index'];

/** That, and what bin/kubectl-routing runs. */
const ENTRIES = [...LIBRARY, 'cli/kubectl'];

/** The modules that a file imports, types included. */
export function importsOf(file: string, text: string): readonly string[] {
  // what jsii compiles calls `require`; texts and comments may say `from`
  if (file.endsWith('.js')) {
    const code = text.replace(/^ *\/\*\*[^]*?\*\/$/gm, '');
    return [...code.matchAll(/\b(?:require|import)\(['"]([^'"]+)['"]\)/g)].map(([, name]) => name);
  }
  return [...text.replace(/\/\*[^]*?\*\//g, '').matchAll(/\b(?:require|import)\(['"]([^'"]+)['"]\)|\bfrom ['"]([^'"]+)['"]/g)]
    .map(([, called, from]) => called ?? from);
}

/** Removes what neither users nor the command can reach; a second time changes nothing. */
export function slimLibrary(lib: string): void {
  const reached = new Set([...reachable(lib, '.js'), ...reachable(lib, '.d.ts')]);
  for (const file of filesOf(lib)) {
    if (!reached.has(file) && !BUNDLED.has(file.split('/')[0])) fs.rmSync(path.join(lib, file));
  }
  removeEmptyFolders(lib);
}

function removeEmptyFolders(folder: string): void {
  for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) removeEmptyFolders(path.join(folder, entry.name));
  }
  if (fs.readdirSync(folder).length === 0) fs.rmdirSync(folder);
}

/** The files that the entry points lead to. */
function reachable(lib: string, extension: '.js' | '.d.ts'): ReadonlySet<string> {
  const found = new Set<string>();
  const left = ENTRIES.map((entry) => `${entry}${extension}`);
  for (let file = left.pop(); file !== undefined; file = left.pop()) {
    if (found.has(file)) continue;
    found.add(file);
    for (const name of importsOf(file, fs.readFileSync(path.join(lib, file), 'utf8'))) {
      if (!name.startsWith('.')) {
        checkForeign(name, file);
        continue;
      }
      const target = path.posix.join(path.posix.dirname(file), name);
      const place = [target, `${target}${extension}`, `${target}/index${extension}`].find((each) => isFile(path.join(lib, each)));
      if (place === undefined) throw new Error(`lib/${file} imports '${name}', which is not there; run npx projen compile`);
      if (!BUNDLED.has(place.split('/')[0])) left.push(place);
    }
  }
  return found;
}

/** Users have what they must install beside, and nothing else. */
const PEERS = ['cdk8s', 'cdk8s-plus-27', 'constructs'];

/** Whether users have a module without this package. */
export function isInstalledByUsers(name: string): boolean {
  return [...PEERS, ...builtinModules].includes(name.replace(/^node:/, ''));
}

/** Whether the bundle may have a module of others in it. */
export function isInLibrary(name: string): boolean {
  return IN_LIBRARY.includes(name);
}

function checkForeign(name: string, file: string): void {
  if (isInstalledByUsers(name)) return;
  throw new Error(`lib/${file} imports '${name}', which users do not install: list it in tools/slim-library.ts, or import it where the command alone does`);
}

function filesOf(lib: string): readonly string[] {
  return fs.readdirSync(lib, { recursive: true, encoding: 'utf8' }).map((name) => name.replaceAll('\\', '/')).filter((name) => isFile(path.join(lib, name)));
}

function isFile(place: string): boolean {
  return fs.statSync(place, { throwIfNoEntry: false })?.isFile() === true;
}
