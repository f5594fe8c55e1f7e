import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { run } from '../../src/cli/main';

const ASK = path.join(__dirname, 'completion');

let folder: string;

beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'completion-'));
  for (const shell of ['bash', 'zsh', 'fish']) {
    let out = '';
    const io = { cwd: folder, env: {}, stderr: { isTTY: false, write: () => undefined }, readStdin: async () => '' };
    expect(await run(['completion', shell], { ...io, stdout: { isTTY: false, write: (text) => { out += text; } } })).toBe(0);
    fs.writeFileSync(path.join(folder, `script.${shell}`), out);
  }
  fs.writeFileSync(path.join(folder, 'manifest.yaml'), '');
});

afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

/** The words that a shell lists for each line. */
function complete(shell: string, ...lines: readonly string[]): readonly (readonly string[])[] {
  // an interactive shell starts once for all lines
  return shell === 'zsh' ? ask(shell, ...lines).split(/^SEP/m).map(zshWords) : lines.map((line) => fishWords(ask(shell, line)));
}

function ask(shell: string, ...lines: readonly string[]): string {
  const flags = shell === 'zsh' ? ['-f'] : shell === 'bash' ? ['--norc'] : ['--no-config'];
  const call = [...flags, path.join(ASK, `complete.${shell}`), path.join(folder, `script.${shell}`), ...lines];
  return spawnSync(shell, call, { cwd: folder, encoding: 'utf8', timeout: 60_000, env: { ...process.env, HOME: folder } }).stdout;
}

const isWord = (word: string): boolean => word !== '';

/** fish puts a description after a tab. */
const fishWords = (out: string): readonly string[] => out.split('\n').map((each) => each.split('\t')[0]).filter(isWord);

/** The editor shows the line again before and after the list. */
function zshWords(out: string): readonly string[] {
  const listed = out.split(/\r*\n/).filter((each) => !/cdk8s-routing |SE""P|READY/.test(each));
  return listed.flatMap((each) => each.split(' -- ')[0].split(/\s+/)).filter(isWord);
}

const isThere = (shell: string): boolean => spawnSync(shell, ['--version']).status === 0;

/** A line, what is offered for it, and what is not. */
const LINES: readonly (readonly [string, readonly string[], readonly string[]])[] = [
  ['cdk8s-routing ', ['check', 'trace', 'migrate', 'completion'], ['--quiet', 'text']],
  ['cdk8s-routing check --', ['--quiet', '--watch', '--controller', '--exclude'], ['--coverage', 'check']],
  ['cdk8s-routing -n check test --', ['--coverage', '--namespace'], ['--quiet']],
  ['cdk8s-routing check -o ', ['text', 'json', 'sarif', 'junit'], ['csv', 'check']],
  ['cdk8s-routing graph --format ', ['mermaid', 'svg'], ['sarif']],
  ['cdk8s-routing check --controller h', ['haproxy', 'haproxy-ingress'], ['traefik']],
  ['cdk8s-routing trace http://quote --from D', ['Deployment/', 'DaemonSet/'], ['StatefulSet/']],
  ['cdk8s-routing routes --from ', ['outside', 'inside'], ['Deployment/']],
  ['cdk8s-routing diff --fail-on ', ['lost', 'any', 'never'], ['text']],
  ['cdk8s-routing help ', ['check', 'completion'], ['help']],
  ['cdk8s-routing completion ', ['bash', 'zsh', 'fish'], ['check']],
];

describe.each(['bash', 'zsh', 'fish'])('%s (skipped where it is not installed)', (shell) => {
  const when = isThere(shell) ? test : test.skip;

  when('commands, options and values are completed', () => {
    const words = complete(shell, ...LINES.map(([line]) => line));
    LINES.forEach(([line, offered, others], i) => {
      expect({ line, missing: offered.filter((word) => !words[i].includes(word)) }).toEqual({ line, missing: [] });
      expect({ line, wrong: others.filter((word) => words[i].includes(word)) }).toEqual({ line, wrong: [] });
    });
  }, 90_000);

  when('manifests, and values that are files, are files', () => {
    // in bash, readline completes files where the script offers nothing
    const files = shell === 'bash' ? [] : ['manifest.yaml'];
    expect(complete(shell, 'cdk8s-routing check m', 'cdk8s-routing check --config m').slice(0, 2)).toEqual([files, files]);
    if (shell === 'bash') expect(fs.readFileSync(path.join(folder, 'script.bash'), 'utf8')).toMatch(/^complete .*-o default .*cdk8s-routing$/m);
  }, 90_000);
});

test('bash completes a value after =', () => {
  expect(complete('bash', 'cdk8s-routing check --format=j')).toEqual([['json', 'junit']]);
});
