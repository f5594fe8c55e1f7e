import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CliIo } from '../../src/cli/io';
import { run } from '../../src/cli/main';
import { parseRange } from '../../src/cli/revision';
import { app, ingress } from '../diff/simulations';

const OLD = app('home') + app('quote') + ingress('web', ['a.example.com Prefix / home', 'a.example.com Prefix /quote quote']);
const MOVED = OLD.replace(/(path: "\/quote".*name: )quote/, '$1home');
const LOST = app('home') + ingress('web', ['a.example.com Prefix / home']);

let root: string;

beforeEach(() => { root = mkdtempSync(join(tmpdir(), 'routing-diff-')); });
afterEach(() => { rmSync(root, { recursive: true }); });

function write(file: string, text: string): void {
  mkdirSync(join(root, file, '..'), { recursive: true });
  writeFileSync(join(root, file), text);
}

function git(...args: string[]): void {
  const identity = ['-c', 'user.name=A', '-c', 'user.email=a@example.com', '-c', 'commit.gpgsign=false', '-c', 'core.autocrlf=false'];
  execFileSync('git', [...identity, ...args], { cwd: root, stdio: 'pipe' });
}

async function cli(argv: readonly string[], cwd = root): Promise<{ status: number; out: string; err: string }> {
  const text = { out: '', err: '' };
  const io: CliIo = {
    cwd,
    env: { PATH: process.env.PATH, TMPDIR: root },
    readStdin: async () => '',
    stdout: { isTTY: false, write: (some) => { text.out += some; } },
    stderr: { isTTY: false, write: (some) => { text.err += some; } },
  };
  return { status: await run(['diff', ...argv], io), ...text };
}

describe('two folders', () => {
  test.each([
    ['lost', LOST, 1], ['lost', MOVED, 0], ['lost', OLD, 0],
    ['moved', MOVED, 1], ['uncertain', LOST, 1], ['any', MOVED, 1], ['any', OLD, 0], ['never', LOST, 0],
  ])('--fail-on %s', async (level, now, status) => {
    write('old/app.yaml', OLD);
    write('new/app.yaml', now);
    expect((await cli(['old', 'new', '--fail-on', level])).status).toBe(status);
  });

  test('any difference is a no, unless the option says otherwise', async () => {
    write('old/app.yaml', OLD);
    write('new/app.yaml', MOVED);
    expect((await cli(['old', 'new'])).status).toBe(1);
    expect((await cli(['old', 'old'])).status).toBe(0);
  });

  test('text, JSON and Markdown', async () => {
    write('old.yaml', OLD);
    write('new.yaml', MOVED);
    expect((await cli(['old.yaml', 'new.yaml'])).out).toContain('a.example.com: /quote and everything under it');
    expect(JSON.parse((await cli(['old.yaml', 'new.yaml', '--format', 'json'])).out)).toMatchObject({ version: 1, summary: { moved: 1, lost: 0 } });
    expect((await cli(['old.yaml', 'new.yaml', '--format', 'markdown'])).out).toMatch(/^### Routing diff: 1 moved/);
  });

  test.each([
    ['one argument', ['old'], /expected two: the old and the new manifests/],
    ['an unknown kind', ['old', 'old', '--fail-on', 'worse'], /--fail-on: got 'worse', expected one of lost, moved/],
    ['an unknown format', ['old', 'old', '--format', 'sarif'], /--format: got 'sarif', expected one of text, json, markdown/],
    ['a folder that is not there', ['old', 'nope'], /nope: error: no such file or folder/],
  ])('%s is exit status 2', async (_, argv, message) => {
    write('old/app.yaml', OLD);
    const { status, out, err } = await cli(argv);
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(err).toMatch(message);
  });
});

describe('git', () => {
  beforeEach(() => {
    git('init', '-q');
    write('app/dist/app.yaml', OLD);
    git('add', '.');
    git('commit', '-qm', 'one');
    write('app/dist/app.yaml', MOVED);
    git('add', '.');
    git('commit', '-qm', 'two');
    write('app/dist/app.yaml', LOST);
  });

  test('a revision is compared with the files as they are, from any folder, with dist as default', async () => {
    const { status, out } = await cli(['--git', 'HEAD~1'], join(root, 'app'));
    expect(status).toBe(1);
    expect(out).toMatch(/✖ lost.*\n +quote\.shop\.svc port 80 from pods/);
  });

  test('files are read as git stores them: filters that somebody configured do not run', async () => {
    const marker = join(root, 'ran');
    write('.gitattributes', '*.yaml filter=spy');
    git('config', 'filter.spy.smudge', `touch ${marker}; cat`);
    const { out } = await cli(['--git', 'HEAD~1..HEAD', 'app/dist']);
    expect(out).toMatch(/^➜ moved/);
    expect(existsSync(marker)).toBe(false);
  });

  test('two revisions are compared with each other', async () => {
    const { status, out } = await cli(['--git', 'HEAD~1..HEAD', 'app/dist', '--fail-on', 'moved']);
    expect(status).toBe(1);
    expect(out).toMatch(/^➜ moved/);
    expect(out).not.toContain('lost');
  });

  test('files may be named by a pattern', async () => {
    expect((await cli(['--git', 'HEAD~1..HEAD', 'app/**/*.yaml'])).out).toMatch(/^➜ moved/);
  });

  test('work tree and index stay as they are, and nothing is left behind', async () => {
    const before = execFileSync('git', ['status', '--porcelain'], { cwd: root, encoding: 'utf8' });
    const left = (): readonly string[] => readdirSync(tmpdir()).filter((name) => name.startsWith('cdk8s-routing-'));
    const folders = left();
    await cli(['--git', 'HEAD', 'app']);
    expect(execFileSync('git', ['status', '--porcelain'], { cwd: root, encoding: 'utf8' })).toBe(before);
    expect(left().filter((name) => !folders.includes(name))).toEqual([]);
  });

  test.each([
    ['no such revision', ['--git', 'nope', 'app'], /--git: no such revision: nope/],
    ['a revision like an option', ['--git=--help', 'app'], /--git: no such revision: --help/],
    ['nothing there', ['--git', 'HEAD', 'other'], /nothing of other exists at HEAD/],
    ['standard input', ['--git', 'HEAD', '-'], /standard input has no revisions/],
    ['outside of the repository', ['--git', 'HEAD', '../elsewhere'], /outside of the repository/],
  ])('%s is exit status 2', async (_, argv, message) => {
    const { status, err } = await cli(argv);
    expect(status).toBe(2);
    expect(err).toMatch(message);
  });
});

test('without a repository git says so', async () => {
  write('app.yaml', OLD);
  const { status, err } = await cli(['--git', 'HEAD', 'app.yaml']);
  expect(status).toBe(2);
  expect(err).toMatch(/^error: --git: .*not a git repository/);
});

test.each([['main', { old: 'main', new: null }], ['main..', { old: 'main', new: null }], ['v1.0..v1.1', { old: 'v1.0', new: 'v1.1' }]])('range %s', (text, range) => {
  expect(parseRange(text)).toEqual(range);
});

test.each(['', '..main', 'a...b', 'a..b..c'])('no range: %s', (text) => {
  expect(() => parseRange(text)).toThrow(/expected a revision such as main, or two of them/);
});
