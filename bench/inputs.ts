/* What the fresh processes read: files of a folder that is removed when the measuring process ends. */
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk8s-routing-bench-'));
process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));

/** Writes a file and answers its path. */
export function input(name: string, text: string): string {
  const file = path.join(folder, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
  return file;
}

/** The command, compiled beside the measuring programs. */
export const COMMAND = path.resolve(__dirname, '..', 'bin', 'cdk8s-routing');

/** A program that parses files with js-yaml and does nothing else: the floor. */
export function floor(): string {
  const yaml = JSON.stringify(require.resolve('js-yaml'));
  return input('js-yaml.cjs', `const { loadAll } = require(${yaml});\nfor (const file of process.argv.slice(2)) loadAll(require('fs').readFileSync(file, 'utf8'));\n`);
}
