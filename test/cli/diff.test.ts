import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { CliIo } from '../../src/cli/io';
import { run } from '../../src/cli/main';
import { parseRange } from '../../src/cli/revision';
import { app, ingress } from '../diff/simulations';

const OLD = app('home') + app('quote') + ingress('web', ['a.example.com Prefix / home', 'a.example.com Prefix /quote quote']);
const MOVED = OLD.replace(/(path: "\/quote".*name: )quote/, '$1home');
const LOST = app('home') + ingress('web', ['a.example.com Prefix / home']);

const BIN = join(__dirname, '..', '..', 'bin', 'cdk8s-routing');

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

  describe('links of the committed tree', () => {
    const EVERYTHING = ['--git', 'HEAD~1..HEAD', 'app/dist', '-o', 'json'];
    const TWO_WAYS = { summary: expect.objectContaining({ moved: 1 }) };

    /** Commits links, old and new manifests behind them. */
    function commitLinks(links: Readonly<Record<string, string>>): void {
      rmSync(join(root, 'app/dist'), { recursive: true });
      for (const [link, target] of Object.entries(links)) {
        mkdirSync(join(root, link, '..'), { recursive: true });
        symlinkSync(target, join(root, link));
      }
      write('real/app.yaml', OLD);
      git('add', '-A');
      git('commit', '-qm', 'three');
      write('real/app.yaml', MOVED);
      git('add', '-A');
      git('commit', '-qm', 'four');
    }

    test.each([
      ['a link to a file', { 'app/dist/app.yaml': '../../real/app.yaml' }],
      ['a link to a folder', { 'app/dist/all': '../../real' }],
      ['a link to a link', { 'app/dist/all': '../two/all', 'app/two': '../three', 'three/all': '../real' }],
      ['a folder that is a link itself', { 'app/dist': '../real' }],
      ['an absolute link into the repository', () => ({ 'app/dist/all': join(realpathSync(root), 'real') })],
    ])('%s is followed in the repository', async (_, links) => {
      commitLinks(typeof links === 'function' ? links() : links);
      write('real/app.yaml', 'not: the committed text');
      const { out, err } = await cli(EVERYTHING);
      expect(err).toBe('');
      expect(JSON.parse(out)).toMatchObject(TWO_WAYS);
    });

    test.each([['to the root', '/'], ['above the repository', '../../..'], ['through a folder', '../dist/../../../x.yaml']])('a link %s is told, and is not followed', async (_, target) => {
      commitLinks({ 'app/dist/link': target, 'app/dist/all': '../../real' });
      const { out, err } = await cli(EVERYTHING);
      expect(JSON.parse(out)).toMatchObject(TWO_WAYS);
      expect(err).toContain(`warning: app/dist/link at HEAD is a link out of the repository, to ${target}, and is not followed\n`);
    });

    test('a link that leads to itself ends the command as it does on disk', async () => {
      commitLinks({ 'app/dist/one.yaml': 'two.yaml', 'app/dist/two.yaml': 'one.yaml', 'app/dist/all': '../../real' });
      expect(await cli(EVERYTHING)).toMatchObject({ status: 2, err: expect.stringContaining('one.yaml: error: cannot be read: a loop of symbolic links') });
    });

    test('links that share a folder, and go round in circles over folders, are read once', async () => {
      commitLinks({ 'app/dist/all': '../../real', 'app/dist/again': '../../real', 'real/up': '../app' });
      const { out, err } = await cli(EVERYTHING);
      expect(err).toBe('');
      expect(JSON.parse(out)).toMatchObject(TWO_WAYS);
    });
  });

  test.each([
    ['absolutely', () => [join(root, 'app/dist')]],
    ['through a link to the repository', () => {
      symlinkSync(root, join(root, '..', `${basename(root)}-link`));
      return [join(root, '..', `${basename(root)}-link`, 'app/dist')];
    }],
    ['from above', () => [`../../${basename(root)}/app/dist`]],
    ['with dots', () => ['./dist/../../app/dist/']],
    ['by an absolute pattern', () => [join(root, 'app/**/*.yaml')]],
    ['by alternatives', () => ['{dist,other}/*.{yaml,json}']],
  ])('a folder that is named %s is the same folder', async (_, named) => {
    const { out, err } = await cli(['--git', 'HEAD~1..HEAD', ...named()], join(root, 'app'));
    rmSync(join(root, '..', `${basename(root)}-link`), { force: true });
    expect(err).toBe('');
    expect(out).toMatch(/^➜ moved/);
  });

  test('links out of the repository are followed on neither side', async () => {
    const inner = join(root, 'inner');
    write('outside/x.yaml', OLD.replaceAll('a.example.com', 'outside.example.com'));
    write('inner/dist/app.yaml', OLD);
    symlinkSync('../../outside', join(inner, 'dist/out'));
    symlinkSync('../../outside/x.yaml', join(inner, 'dist/x.yaml'));
    const identity = ['-c', 'user.name=A', '-c', 'user.email=a@example.com', '-c', 'commit.gpgsign=false'];
    for (const args of [['init', '-q'], ['add', '.'], ['commit', '-qm', 'one']]) execFileSync('git', [...identity, ...args], { cwd: inner, stdio: 'pipe' });
    const { status, out, err } = await cli(['--git', 'HEAD', 'dist'], inner);
    expect({ status, out }).toEqual({ status: 0, out: expect.not.stringContaining('outside.example.com') as string });
    for (const link of ['out', 'x.yaml']) expect(err).toContain(`dist/${link}: warning: a link out of the repository, which is not followed`);
  });

  test('a file whose name begins with two dots is in the repository', async () => {
    write('..app.yaml', OLD);
    git('add', '-A');
    git('commit', '-qm', 'three');
    expect(await cli(['--git', 'HEAD', '..app.yaml'])).toMatchObject({ status: 0, err: '' });
  });

  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s ends the program as it does others, and the temporary folder goes', async (signal) => {
    const slow = join(root, 'slow');
    write('slow/git', '#!/bin/sh\nsleep 3\n');
    chmodSync(join(slow, 'git'), 0o755);
    mkdirSync(join(root, 'tmp'));
    const child = spawn(process.execPath, [BIN, 'diff', '--git', 'HEAD', 'app'], { cwd: root, env: { PATH: `${slow}:${process.env.PATH}`, TMPDIR: join(root, 'tmp') } });
    const ended = new Promise((resolve) => child.on('exit', (_, by) => resolve(by)));
    while (readdirSync(join(root, 'tmp')).length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    child.kill(signal);
    expect(await ended).toBe(signal);
    expect(readdirSync(join(root, 'tmp'))).toEqual([]);
  });

  test('a place for temporary files that is not there is a fault of the environment', () => {
    const { status, stderr } = spawnSync(process.execPath, [BIN, 'diff', '--git', 'HEAD', 'app'], { cwd: root, env: { PATH: process.env.PATH, TMPDIR: join(root, 'nope') }, encoding: 'utf8' });
    expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringMatching(/^error: no temporary folder can be made in .*nope \(TMPDIR\): no such file or folder\n$/) });
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
