import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { call, type HostileInput } from './calls';
import { broken } from './invariants';
import type { Random } from './random';

/** Stands in files that no call may read. */
const SECRET = 'outside-of-the-repository';

const NAMES = ['app.yaml', 'a b.yaml', '-n.yaml', '--help', 'dist/x.json', 'dist/deep/er.yml', 'ä\u0308.yaml', 'x\ny.yaml', '$(id).yaml', '*.yaml', 'HEAD', 'CON.yaml', '.hidden.yaml', ':(top)x.yaml', '"q".yaml'];
const TARGETS = ['/', '/etc', '..', '../..', '../outside', '.', 'dist', 'link', 'nowhere', 'app.yaml', '/proc/self/root', 'x'.repeat(300), '../outside/secret.yaml', ''];
const REVISIONS = ['HEAD', 'HEAD~1', 'HEAD~1..HEAD', 'HEAD~1..', '..HEAD', 'HEAD...HEAD', '-x', '--upload-pack=id', 'HEAD^{tree}', 'HEAD:app.yaml', ':/first', '@{-1}', '', ' ', 'refs/heads/../../x', 'HEAD@{99 years ago}', '$(id)', '../x', 'topic'];
const OPERANDS = [[], ['.'], ['app.yaml'], ['dist'], ['link'], ['../outside'], ['*.yaml'], ['nope'], ['-'], ['dist', 'app.yaml'], ['/etc/hostname'], ['.git'], ['../repository']];

function git(cwd: string, ...args: readonly string[]): void {
  const identity = ['-c', 'user.name=A', '-c', 'user.email=a@example.com', '-c', 'commit.gpgsign=false', '-c', 'core.autocrlf=false'];
  execFileSync('git', [...identity, ...args], { cwd, stdio: 'pipe' });
}

/** A repository with two commits, hostile names and links, beside a folder that is none of its business. */
function makeRepository(folder: string, { manifests, config }: HostileInput, random: Random): string {
  const root = path.join(folder, 'repository');
  for (const each of ['repository', 'outside', 'tmp']) fs.rmSync(path.join(folder, each), { recursive: true, force: true });
  for (const each of [root, path.join(folder, 'outside'), path.join(folder, 'tmp')]) fs.mkdirSync(each);
  fs.writeFileSync(path.join(folder, 'outside', 'secret.yaml'), `apiVersion: v1\nkind: Service\nmetadata: { name: ${SECRET} }\nspec: { selector: { app: x } }\n`);
  git(root, 'init', '-q');
  for (const commit of ['first', 'second']) {
    for (const name of random.shuffled(NAMES).slice(0, 4)) write(root, name, () => random.chance(0.8) ? manifests : config);
    for (let i = random.below(4); i > 0; i -= 1) link(root, random.pick(['link', 'dist/up', 'loop', 'x.yaml', 'dist']), random.pick(TARGETS));
    git(root, 'add', '-A', '.');
    git(root, 'commit', '-q', '--allow-empty', '-m', commit);
  }
  return root;
}

function write(root: string, name: string, text: () => string): void {
  try {
    const file = path.join(root, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    // never through a link out of the repository
    const isInside = fs.realpathSync(path.dirname(file)).startsWith(fs.realpathSync(root));
    if (isInside && fs.lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink() !== true) fs.writeFileSync(file, text());
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
  }
}

function link(root: string, name: string, target: string): void {
  try {
    const file = path.join(root, name);
    if (fs.realpathSync(path.dirname(file)).startsWith(fs.realpathSync(root))) fs.symlinkSync(target, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
  }
}

/** What `diff --git` broke in a repository made for it; the call is named in each sentence. */
export async function gitFaults(folder: string, input: HostileInput, random: Random, mostMilliseconds: number): Promise<readonly string[]> {
  const root = makeRepository(folder, input, random);
  const args = ['diff', '--format', random.pick(['text', 'json', 'markdown']), '--git', random.pick(REVISIONS), '--', ...random.pick(OPERANDS)];
  const temporary = path.join(folder, random.chance(0.9) ? 'tmp' : 'not-there');
  const before = { TMPDIR: process.env.TMPDIR };
  process.env.TMPDIR = temporary;
  try {
    const ran = await call(root, args, input, { PATH: process.env.PATH ?? '', TMPDIR: temporary });
    const faults = [...broken(ran, mostMilliseconds)];
    if (`${ran.out}${ran.err}`.includes(SECRET) && !args.includes('../outside')) faults.push('it read what lies outside of the repository');
    if (fs.readdirSync(path.join(folder, 'tmp')).length > 0) faults.push('it left a temporary folder behind');
    return faults.map((fault) => `${args.map((each) => JSON.stringify(each)).join(' ')}: ${fault}`);
  } finally {
    if (before.TMPDIR === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before.TMPDIR;
  }
}
