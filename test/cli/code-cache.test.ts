import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { buildSync } from 'esbuild';
import { CodeCache, type BundledFile } from '../../src/cli/code-cache';

const SOURCE = '(function(exports){exports.answer=()=>42;exports.answer()})';

let root: string;

beforeEach(() => { root = fs.mkdtempSync(path.join(os.tmpdir(), 'code-cache-')); });
afterEach(() => fs.rmSync(root, { recursive: true, force: true }));

const folder = (): string => path.join(root, 'cdk8s-routing');
const kept = (): readonly string[] => (fs.existsSync(folder()) ? fs.readdirSync(folder()) : []);
const only = (): string => path.join(folder(), kept()[0]);

/** One run: what the file answers, and the cache afterwards. */
function run(env: Readonly<Record<string, string>> = { NODE_COMPILE_CACHE: root }, command?: string): unknown {
  const cache = CodeCache.of(env, command);
  const exported: { answer?: () => number } = {};
  (cache.compile(SOURCE, path.join(root, 'chunk-A.js')) as BundledFile)(exported, () => undefined, { exports: exported }, 'chunk-A.js', root);
  cache.keep();
  return exported.answer?.();
}

test('compiled code is kept for the user alone, and taken by the next run, which writes nothing', () => {
  expect(run(undefined, 'check')).toBe(42);
  expect(kept()).toEqual([`chunk-A.js-${process.version}-${process.arch}-check`]);
  expect([fs.statSync(folder()).mode % 0o1000, fs.statSync(only()).mode % 0o1000]).toEqual([0o700, 0o600]);
  const { mtimeMs, ino } = fs.statSync(only());
  expect(run(undefined, 'check')).toBe(42);
  expect(fs.statSync(only())).toMatchObject({ mtimeMs, ino });
});

test.each([
  ['empty', () => Buffer.alloc(0)],
  ['cut off', (bytes: Buffer) => bytes.subarray(0, bytes.length - 40)],
  ['of zeros', (bytes: Buffer) => Buffer.alloc(bytes.length)],
])('a file that is %s is not believed, and written anew', (_, spoil) => {
  run();
  const good = fs.readFileSync(only());
  fs.writeFileSync(only(), spoil(good));
  expect(run()).toBe(42);
  expect(fs.readFileSync(only()).length).toBe(good.length);
  expect(fs.readFileSync(only()).includes('cdk8s-routing code')).toBe(true);
});

test('a folder that others may write to is neither read nor written', () => {
  fs.mkdirSync(folder(), { mode: 0o700 });
  fs.chmodSync(folder(), 0o777);
  expect(run()).toBe(42);
  expect(kept()).toEqual([]);
});

test('where nothing can be written the code runs all the same', () => {
  fs.writeFileSync(path.join(root, 'file'), '');
  expect(run({ NODE_COMPILE_CACHE: path.join(root, 'file') })).toBe(42);
});

test('NODE_DISABLE_COMPILE_CACHE switches it off', () => {
  expect(run({ NODE_COMPILE_CACHE: root, NODE_DISABLE_COMPILE_CACHE: '1' })).toBe(42);
  expect(kept()).toEqual([]);
});

test('the cache folder of the user is the default, and a folder that is relative is none', () => {
  run({ NODE_COMPILE_CACHE: 'here', XDG_CACHE_HOME: root });
  expect(kept()).toHaveLength(1);
});

test('what was not used for two months goes when something is written', () => {
  run(undefined, 'trace');
  const old = new Date(Date.now() - 61 * 24 * 60 * 60 * 1000);
  fs.utimesSync(only(), old, old);
  run(undefined, 'check');
  expect(kept()).toEqual([expect.stringMatching(/-check$/)]);
});

test('what a process has kept is taken by one that changes flags of V8 before it needs it, and what that one keeps by those that change none', () => {
  const module = path.join(root, 'code-cache.js');
  buildSync({ entryPoints: [path.resolve('src/cli/code-cache.ts')], outfile: module, bundle: true, platform: 'node', logLevel: 'error' });
  const program = path.join(root, 'program.js');
  fs.writeFileSync(program, `
    const [source, changes] = process.argv.slice(2);
    const cache = require('./code-cache.js').CodeCache.of({ NODE_COMPILE_CACHE: __dirname });
    if (changes === 'changes') {
      cache.beforeFlags();
      require('node:v8').setFlagsFromString('--max-lazy');
    }
    cache.compile(source, __dirname + '/a.js');
    cache.keep();`);
  const inodeAfter = (source: string, changes: string): number => {
    expect(spawnSync(process.execPath, [program, source, changes], { encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' });
    return fs.statSync(only()).ino;
  };
  for (const [first, second] of [['changes none', 'changes'], ['changes', 'changes none']]) {
    fs.rmSync(folder(), { recursive: true, force: true });
    const before = inodeAfter('(function(){return 1})', first);
    expect([inodeAfter('(function(){return 1})', second), inodeAfter('(function(){return 1})', first)]).toEqual([before, before]);
  }
});

test('what is no command is no part of a name', () => {
  run(undefined, '../../x');
  expect(kept()).toEqual([expect.stringMatching(/-none$/)]);
});
