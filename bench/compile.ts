import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import * as ts from 'typescript';

const ROOT = path.resolve(__dirname, '..');
const COMPILED = ['src', 'bench', 'test/hostile'];

/**
 * Compiles the sources and the benchmarks into a new folder, from which the programs and the command run.
 *
 * Types are not checked, which takes a second; a loader that compiles on the fly would slow down what it loads.
 */
export function compile(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk8s-routing-bench-'));
  const options = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS, esModuleInterop: true };
  for (const tree of COMPILED) {
    for (const file of fs.readdirSync(path.join(ROOT, tree), { recursive: true, encoding: 'utf8' })) {
      if (!file.endsWith('.ts')) continue;
      const target = path.join(folder, tree, file.replace(/ts$/, 'js'));
      fs.mkdirSync(path.dirname(target), { recursive: true });
      fs.writeFileSync(target, ts.transpileModule(fs.readFileSync(path.join(ROOT, tree, file), 'utf8'), { compilerOptions: options }).outputText);
    }
  }
  fs.symlinkSync(path.join(folder, 'src'), path.join(folder, 'lib'));
  // the library as it is packed, where `npm run compile` has made it
  fs.symlinkSync(path.join(ROOT, 'lib'), path.join(folder, 'packed'));
  for (const link of ['node_modules', 'package.json']) fs.symlinkSync(path.join(ROOT, link), path.join(folder, link));
  execFileSync(process.execPath, [require.resolve('tsx/cli'), path.join(ROOT, 'tools', 'bundle.ts'), path.join(folder, 'bundle')]);
  fs.cpSync(path.join(folder, 'bundle'), path.join(folder, 'src'), { recursive: true });
  fs.cpSync(path.join(ROOT, 'bin'), path.join(folder, 'bin'), { recursive: true });
  return folder;
}
