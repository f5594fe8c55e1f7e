import * as fs from 'node:fs';
import * as path from 'node:path';
import { cached, ROOT, run, versionOf } from './host';

/** Languages that jsii writes packages for. */
export type Target = 'python' | 'java' | 'go' | 'dotnet';

const PACMAK = path.join(ROOT, 'node_modules/jsii-pacmak/bin/jsii-pacmak');

/** Writes the sources of an npm package's packages of other languages. */
export function generate(source: string, targets: readonly Target[], outdir: string): void {
  run(process.execPath, [
    PACMAK, source, '--code-only', '--no-npmignore', '--no-fingerprint', '--rosetta-unknown-snippets', 'verbatim', '--outdir', outdir, '--targets', ...targets,
  ]);
}

/** The sources of a package of others, from the npm package that is installed here: registries of other languages may not have it. */
export function generated(name: string, target: Target): string {
  const folder = cached(`${target}-${name}-${versionOf(name)}`, (made) => generate(path.join(ROOT, 'node_modules', name), [target], made));
  return path.join(folder, target);
}

/** An npm package as the registry has it, with what is bundled in it. */
export function tarballOf(folder: string, name: string, work: string): string {
  const staged = path.join(work, `pack-${name}`);
  fs.cpSync(folder, path.join(staged, 'package'), { recursive: true, dereference: true });
  const tarball = path.join(work, `${name}.tgz`);
  run('tar', ['-czf', tarball, '-C', staged, 'package']);
  return tarball;
}

/** The npm package of this repository, as it is published. */
export function packOwn(work: string): string {
  return path.join(work, run('npm', ['pack', '--silent', '--pack-destination', work]).trim().split('\n').at(-1) ?? '');
}

/** A folder of plug-ins as `cdk8s synth` makes it for `package: cdk8s-routing`, without its registry. */
export function pluginsFolder(work: string, tarball: string): string {
  const modules = path.join(work, 'plugins/cdk8s-routing/0.0.0/node_modules');
  fs.mkdirSync(modules, { recursive: true });
  run('tar', ['-xzf', tarball, '-C', modules]);
  fs.renameSync(path.join(modules, 'package'), path.join(modules, 'cdk8s-routing'));
  for (const peer of ['cdk8s', 'cdk8s-plus-27', 'constructs']) fs.symlinkSync(fs.realpathSync(path.join(ROOT, 'node_modules', peer)), path.join(modules, peer));
  return path.join(work, 'plugins');
}
