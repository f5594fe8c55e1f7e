import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { bundleLibrary, withNamesOfClasses, type LibrarySources } from '../../tools/bundle-library';

let folder: string;
let lib: string;

beforeEach(() => {
  folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'bundle-')));
  lib = path.join(folder, 'lib');
});
afterEach(() => fs.rmSync(folder, { recursive: true }));

const SOURCES = {
  'src/index.ts': "export * from './cdk8s/model';\nexport * from './cdk8s/check';",
  'src/jest/index.ts': "import { Model } from '../cdk8s/model';\nexport const isModel = (value: unknown): boolean => value instanceof Model;",
  'src/cdk8s/model.ts': "import { answer } from '../engine/answer';\n/** A model. */\nexport class Model {\n  static made = 0;\n  ask(): string { return answer(++Model.made); }\n}",
  'src/cdk8s/check.ts': "import { found } from '../rules';\nexport class Check { static run(): string { return found(); } static explain(): string { return found(true); } }",
  'src/rules.ts': "import { why } from './why';\nexport function found(explained = false): string { return explained ? why() : (require('./dialects/a') as typeof import('./dialects/a')).found; }",
  'src/dialects/a.ts': "import { WORDS } from '../words';\nexport const found = WORDS.nothing;",
  'src/words.ts': "export const WORDS = { nothing: 'nothing' };",
  'src/why.ts': "export function why(): string { return 'since nobody asked'; }",
  'src/engine/answer.ts': 'export const answer = (n: number): string => `${n} of ${__dirname}`;',
};

interface Library {
  readonly Check: { run(): string; explain(): string };
  readonly Model: { readonly name: string; new (): { ask(): string } };
}

/** Bundles sources into lib/, where jsii has compiled two of them. */
async function bundle(changes: Readonly<Record<string, string>> = {}, given: Partial<LibrarySources> = {}): Promise<void> {
  const compiled = {
    'lib/index.js': 'require("./cdk8s/model");',
    'lib/jest/index.js': '',
    'lib/cdk8s/model.js': 'class Model {\n    /** How many. */\n    static made = 0;\n    static [JSII_RTTI_SYMBOL_1] = { fqn: "cdk8s-routing.Model", version: "0.0.0" };\n}',
  };
  for (const [name, text] of Object.entries({ ...SOURCES, ...compiled, ...changes })) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), text);
  }
  await bundleLibrary({
    folder: path.join(folder, 'src'), entries: ['index', 'jest/index'], check: 'cdk8s/check', seldom: new Set(['why']), loops: () => null, ...given,
  }, lib);
}

const bundled = (name: string): string => fs.readFileSync(path.join(lib, 'library', name), 'utf8');
const library = (): Library => jest.requireActual<Library>(path.join(lib, 'index.js'));
const filesWith = (text: string): readonly string[] => fs.readdirSync(path.join(lib, 'library')).filter((name) => bundled(name).includes(text)).sort();

test('what the API needs when its methods are called is in a file of its own, and names stay', async () => {
  await bundle();
  expect(filesWith('class Model{')).toEqual(['core.js']);
  expect(filesWith(' of ${__dirname}')).toEqual(['engine.js']);
});

test('what a check needs is a file, and what it loads when it is asked for is a file each, as are things that it seldom needs', async () => {
  await bundle();
  expect(fs.readdirSync(path.join(lib, 'library')).sort()).toEqual(['check-later.js', 'check.js', 'core.js', 'dialects-a.js', 'engine.js']);
  expect([filesWith('function found('), filesWith('nothing:"nothing"'), filesWith('since nobody asked')]).toEqual([['check.js'], ['dialects-a.js'], ['check-later.js']]);
});

test('a file is opened when something of it is used', async () => {
  await bundle();
  const program = `
    const opened = () => Object.keys(require.cache).map((file) => require('node:path').basename(file));
    const { Check, Model } = require(process.argv[1]);
    const steps = [opened(), Check.run(), opened().slice(2), Check.explain(), opened().slice(4), new Model().ask(), opened().slice(5)];
    console.log(JSON.stringify(steps));`;
  const { spawnSync } = jest.requireActual<typeof import('node:child_process')>('node:child_process');
  const { stdout, stderr } = spawnSync(process.execPath, ['-e', program, path.join(lib, 'index.js')], { encoding: 'utf8' });
  expect({ stderr, steps: JSON.parse(stdout) as unknown }).toEqual({
    stderr: '',
    steps: [
      ['index.js', 'core.js'], 'nothing', ['check.js', 'dialects-a.js'], 'since nobody asked', ['check-later.js'],
      `1 of ${path.join(lib, 'library')}`, ['engine.js'],
    ],
  });
});

test('both entries share the classes, which keep their names and those that jsii gave them', async () => {
  await bundle();
  const { Model } = library();
  const { isModel } = jest.requireActual<{ isModel(value: unknown): boolean }>(path.join(lib, 'jest', 'index.js'));
  expect([isModel(new Model()), isModel({}), Model.name]).toEqual([true, false, 'Model']);
  expect(Reflect.get(Model, Symbol.for('jsii.rtti'))).toEqual({ fqn: 'cdk8s-routing.Model', version: '0.0.0' });
});

test('ECMAScript modules find the names in the file of an entry; a second time changes nothing', async () => {
  await bundle();
  const first = fs.readFileSync(path.join(lib, 'index.js'), 'utf8');
  expect(first).toBe('"use strict";\nmodule.exports = require("./library/core.js").open("./index.js");\n0 && (module.exports = { __esModule, Check, Model });\n');
  expect(Reflect.get(library(), '__esModule')).toBe(true);
  await bundleLibrary({ folder: path.join(folder, 'nowhere'), entries: ['index'], check: 'cdk8s/check', seldom: new Set(), loops: () => null }, lib);
  expect(fs.readFileSync(path.join(lib, 'index.js'), 'utf8')).toBe(first);
});

test('the engine shares the classes of the core that opened it, even when a test runner has forgotten its modules', async () => {
  await bundle({
    'src/cdk8s/model.ts': "import { answer } from '../engine/answer';\nexport class Model { static ask(): boolean { return answer(new Model()); } }",
    'src/engine/answer.ts': "import { Model } from '../cdk8s/model';\nexport const answer = (value: unknown): boolean => value instanceof Model;",
  });
  const { Model } = library();
  jest.resetModules();
  expect(Reflect.apply(Reflect.get(Model, 'ask') as () => boolean, Model, [])).toBe(true);
});

test('a module that fails fails again', async () => {
  await bundle({ 'src/engine/answer.ts': "export const answer = (): string => 'half';\nif (answer() === 'half') throw new Error('no peer');" });
  const { Model } = library();
  expect(() => new Model().ask()).toThrow('no peer');
  expect(() => new Model().ask()).toThrow('no peer');
});

test('libraries of others come along, and do what they did', async () => {
  fs.symlinkSync(path.join(__dirname, '..', '..', 'node_modules'), path.join(folder, 'node_modules'));
  await bundle({
    'src/engine/answer.ts': "import { isValid } from 'ipaddr.js';\nexport const answer = (): string => `${isValid('192.0.2.1')} ${isValid('192.0.2.')}`;",
    'src/dialects/a.ts': "const { default: glob } = require('picomatch') as { readonly default: typeof import('picomatch') };\nexport const found = String(glob('*.yaml')('a.yaml'));",
  });
  const { Check, Model } = library();
  expect([new Model().ask(), Check.run()]).toEqual(['true false', 'true']);
  expect(filesWith('require("ipaddr.js")')).toEqual([]);
  expect(fs.existsSync(path.join(lib, 'library', 'picomatch.js'))).toBe(true);
});

test.each([
  ['a module that is not there', { 'src/engine/answer.ts': "export { answer } from './gone';" }, {}, 'Could not resolve "./gone"'],
  ['a library that users would lack', { 'src/engine/answer.ts': "export { answer } from 'left-pad';" }, {}, "src/engine/answer.ts imports 'left-pad', which users do not install"],
  ['a seldom needed module that is not there', {}, { seldom: new Set(['gone']) }, 'gone, which is listed as seldom needed, is not there'],
  ['a class that jsii compiled and the sources lack', { 'src/cdk8s/model.ts': 'export const answer = 1;' }, {}, 'src/cdk8s/model.ts has no class Model, which jsii has compiled'],
])('%s is an error', async (_, changes, given, message) => {
  await expect(bundle(changes, given)).rejects.toThrow(message);
});

test('a class that names itself keeps its name; nothing else is called otherwise', () => {
  expect(withNamesOfClasses('var Model=class _Model{static of(){return new _Model(a._Model,_Models)}},B=class _C{};')).toBe('var Model=class Model{static of(){return new Model(a._Model,_Models)}},B=class _C{};');
});
