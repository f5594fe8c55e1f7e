import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { Missing, ROOT, run } from './host';
import { smoke } from './kernel';
import { LANGUAGES, type Language } from './languages';
import { generate, packOwn, pluginsFolder } from './packages';

/*
 * Packs the package for every language of jsii, and runs the examples through what is packed: the same bytes as in TypeScript, their own tests,
 * and the plug-in of `cdk8s synth` without a node_modules. Says what it ran, and what the machine is lacking for the rest.
 *
 * npm run test:languages [-- python go java dotnet kernel]
 */

const CLI = path.join(ROOT, 'node_modules/cdk8s-cli/bin/cdk8s');

async function main(names: readonly string[]): Promise<void> {
  const work = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk8s-routing-languages-'));
  process.on('exit', () => fs.rmSync(work, { recursive: true, force: true }));
  const tarball = packOwn(work);
  const wanted = (name: string): boolean => names.length === 0 || names.includes(name.toLowerCase());

  fs.cpSync(path.join(ROOT, 'examples'), path.join(work, 'examples'), { recursive: true });
  const plugins = pluginsFolder(work, tarball);
  const expected = typescript(work);
  const parts: readonly (readonly [string, () => string | Promise<string>])[] = [
    ...LANGUAGES.map((language) => [language.name, () => example(language, work, plugins, expected)] as const),
    ['dotnet', () => dotnet(work)],
    ['kernel', () => smoke(work, tarball)],
  ];
  for (const [name, part] of parts) {
    if (wanted(name) && !await report(name, part)) process.exitCode = 1;
  }
}

/** Runs a part and says what came of it; false: it failed. */
async function report(name: string, part: () => string | Promise<string>): Promise<boolean> {
  const start = Date.now();
  try {
    const done = await part();
    console.log(`✔ ${name}: ${done} (${Math.round((Date.now() - start) / 1000)} s)`);
    return true;
  } catch (error) {
    if (error instanceof Missing) {
      console.log(`- ${name} was not run: ${error.message}`);
      return true;
    }
    console.log(`✖ ${name}: ${error instanceof Error ? error.message : String(error)}`);
    return false;
  }
}

/** The manifest of the example in TypeScript. */
function typescript(work: string): string {
  const outdir = path.join(work, 'typescript');
  run(process.execPath, ['--import', 'tsx', 'main.ts'], { cwd: path.join(ROOT, 'examples/kiada'), env: { CDK8S_OUTDIR: outdir } });
  return fs.readFileSync(path.join(outdir, 'kiada.k8s.yaml'), 'utf8');
}

/** Synthesizes the example as its users do, compares, and runs its tests. */
function example(language: Language, work: string, plugins: string, expected: string): string {
  const folder = path.join(work, 'examples', language.example);
  const own = path.join(work, language.name.toLowerCase());
  fs.mkdirSync(own);
  const { env, test } = language.prepare(own, folder);
  const output = run(process.execPath, [CLI, 'synth', '--plugins-dir', plugins, '--output', 'dist'], { cwd: folder, env });
  const manifest = fs.readFileSync(path.join(folder, 'dist/kiada.k8s.yaml'), 'utf8');
  if (manifest !== expected) throw new Error(`the manifest is not the one of TypeScript:\n${manifest}`);
  if (!output.includes('Validations ended')) throw new Error(`the plug-in did not run:\n${output}`);
  return `the same bytes as TypeScript, checked by RoutingCheck and the plug-in; tests: ${test(folder)}`;
}

/** The sources alone: building them takes a .NET SDK. */
function dotnet(work: string): string {
  generate(ROOT, ['dotnet'], work);
  const files = fs.readdirSync(path.join(work, 'dotnet'), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.cs'));
  if (!files.some((name) => name.endsWith('RoutingModel.cs'))) throw new Error('the sources have no RoutingModel.cs');
  return `${files.length} files of C# are written, and not compiled`;
}

void main(process.argv.slice(2));
