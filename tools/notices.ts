import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { IN_LIBRARY } from './slim-library';

/** Which packages of others the tarball carries, and their licences. */
export const NOTICES = 'THIRD-PARTY-NOTICES';

const ROOT = join(__dirname, '..');

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly scripts?: Readonly<Record<string, string>>;
}

/** A package that is bundled, and where it lies. */
export interface Bundled {
  readonly manifest: Manifest;
  readonly folder: string;
}

const manifestOf = (folder: string): Manifest => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;

/** Where Node finds a dependency of a package: beside it, or further up. */
function folderOf(name: string, from: string): string {
  for (let at = from; ; at = join(at, '..')) {
    const folder = join(at, 'node_modules', name);
    if (existsSync(join(folder, 'package.json'))) return folder;
    if (at === ROOT) throw new Error(`${name}, which ${from} depends on, is not installed: run npm ci`);
  }
}

/** What `tools/bundle.ts` writes into the command, besides what the library has too. */
const IN_COMMAND = ['vscode-languageserver', 'vscode-languageserver-textdocument'];

/** What is bundled and all that it depends on, by name. */
export function bundledPackages(): readonly Bundled[] {
  const found = new Map<string, Bundled>();
  const visit = (name: string, from: string): void => {
    const folder = folderOf(name, from);
    if (found.has(folder)) return;
    const manifest = manifestOf(folder);
    found.set(folder, { manifest, folder });
    for (const dependency of Object.keys(manifest.dependencies ?? {})) visit(dependency, folder);
  };
  for (const name of [...IN_LIBRARY, ...IN_COMMAND]) visit(name, ROOT);
  return [...found.values()].sort((a, b) => (a.manifest.name < b.manifest.name ? -1 : 1));
}

function licenceText(folder: string): string {
  const file = readdirSync(folder).find((name) => /^licen[cs]e(\.\w+)?$/i.test(name));
  if (file === undefined) throw new Error(`${folder} has no licence file`);
  return readFileSync(join(folder, file), 'utf8').replace(/\r\n/g, '\n').trim();
}

export function noticesText(): string {
  const sections = bundledPackages().map(({ manifest: { name, version, license }, folder }) =>
    [`${name} ${version}`, `Licence: ${license ?? 'see below'}`, '', licenceText(folder)].join('\n'));
  const head = 'This package carries the packages below, each under its own licence.\nWritten by tools/notices.ts from what is installed.';
  return `${[head, ...sections].join(`\n\n${'-'.repeat(80)}\n\n`)}\n`;
}

if (require.main === module) writeFileSync(join(ROOT, NOTICES), noticesText());
