import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { bundleLibrary, importedLater } from '../../tools/bundle-library';

let lib: string;

beforeEach(() => { lib = fs.mkdtempSync(path.join(os.tmpdir(), 'bundle-')); });
afterEach(() => fs.rmSync(lib, { recursive: true }));

const STAR = 'var __exportStar = (m, exports) => Object.assign(exports, m);\n';
const FILES = {
  'index.js': `"use strict";\n${STAR}__exportStar(require("./cdk8s/model"), exports);\n__exportStar(require("./cdk8s/check"), exports);`,
  'jest/index.js': '"use strict";\nconst model_1 = require("../cdk8s/model");\nexports.isModel = (value) => value instanceof model_1.Model;',
  'cdk8s/model.js': '"use strict";\nexports.Model = void 0;\nconst engine_1 = require("../engine");\n/** A model. */\nclass Model { static made = 0; ask() { return (0, engine_1.answer)(++Model.made); } }\nexports.Model = Model;',
  'cdk8s/check.js': '"use strict";\nconst rules_1 = require("../rules");\nexports.check = () => (0, rules_1.found)();',
  'rules.js': 'exports.found = () => require("./dialects/a").found;',
  'dialects/a.js': 'exports.found = require("../words").found;',
  'words.js': 'exports.found = "nothing";',
  'engine/index.js': '"use strict";\nexports.answer = (n) => `${n} of ${__dirname}`;',
};

interface Library {
  check(): string;
  readonly Model: { readonly name: string; new (): { ask(): string } };
}

function write(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(lib, name)), { recursive: true });
    fs.writeFileSync(path.join(lib, name), text);
  }
}

const bundled = (name: string): string => fs.readFileSync(path.join(lib, 'library', name), 'utf8');

test('what the API needs when its methods are called is in a file of its own, and the code stays as it is but for comments', () => {
  write(FILES);
  bundleLibrary(lib, ['index', 'jest/index'], 'cdk8s/check');
  expect(bundled('core.js')).toContain('"cdk8s/model": (function (exports, module) {\n"use strict";\nexports.Model = void 0;\nconst engine_1 = () => requireModule("engine/index", 3);\nclass Model {');
  expect(bundled('core.js')).not.toContain('exports.answer =');
  expect(bundled('engine.js')).toContain('exports.answer =');
  expect(bundled('engine.js')).not.toContain('class Model');
});

test('what a check needs is a file without what others need, and what it loads when it is asked for is a file each', () => {
  write(FILES);
  bundleLibrary(lib, ['index', 'jest/index'], 'cdk8s/check');
  expect(fs.readdirSync(path.join(lib, 'library')).sort()).toEqual(['check.js', 'core.js', 'dialects-a.js', 'engine.js']);
  expect(bundled('check.js')).toContain('exports.found = () => requireModule("dialects/a", 2).found;');
  expect(bundled('check.js').match(/"[^"]+"(?=\(exports|: \(function)/g)).toEqual(['"rules"']);
  expect(bundled('dialects-a.js').match(/"[^"]+"(?=\(exports)/g)).toEqual(['"dialects/a"', '"words"']);
  expect(jest.requireActual<Library>(path.join(lib, 'index.js')).check()).toBe('nothing');
});

test('both entries share the classes, which keep their names', () => {
  write(FILES);
  bundleLibrary(lib, ['index', 'jest/index'], 'cdk8s/check');
  const { Model } = jest.requireActual<Library>(path.join(lib, 'index.js'));
  const { isModel } = jest.requireActual<{ isModel(value: unknown): boolean }>(path.join(lib, 'jest', 'index.js'));
  expect([isModel(new Model()), isModel({}), Model.name]).toEqual([true, false, 'Model']);
  expect(new Model().ask()).toBe(`1 of ${path.join(lib, 'library')}`);
});

test('ECMAScript modules find the names in the file of an entry; a second time changes nothing', () => {
  write(FILES);
  bundleLibrary(lib, ['index', 'jest/index'], 'cdk8s/check');
  const first = fs.readFileSync(path.join(lib, 'index.js'), 'utf8');
  expect(first).toBe('"use strict";\nmodule.exports = require("./library/core.js").requireModule("index", 0);\n0 && (module.exports = { __esModule, Model, check });\n');
  bundleLibrary(lib, ['index', 'jest/index'], 'cdk8s/check');
  expect(fs.readFileSync(path.join(lib, 'index.js'), 'utf8')).toBe(first);
});

test('the engine shares the classes of the core that opened it, even when a test runner has forgotten its modules', () => {
  write({
    ...FILES,
    'cdk8s/model.js': `${FILES['cdk8s/model.js']}\nexports.ask = () => (0, engine_1.answer)(new Model());`,
    'engine/index.js': 'const model_1 = require("../cdk8s/model"); exports.answer = (value) => value instanceof model_1.Model;',
  });
  bundleLibrary(lib, ['index'], 'cdk8s/check');
  const { ask } = jest.requireActual<{ ask(): boolean }>(path.join(lib, 'index.js'));
  jest.resetModules();
  expect(ask()).toBe(true);
});

test('a module that fails fails again', () => {
  write({ ...FILES, 'engine/index.js': 'exports.answer = () => "half"; throw new Error("no peer");' });
  bundleLibrary(lib, ['index'], 'cdk8s/check');
  const { Model } = jest.requireActual<Library>(path.join(lib, 'index.js'));
  expect(() => new Model().ask()).toThrow('no peer');
  expect(() => new Model().ask()).toThrow('no peer');
});

test('libraries of others keep their files', () => {
  write({ ...FILES, 'engine/index.js': 'exports.answer = () => require("../third-party/a.js");', 'third-party/a.js': 'module.exports = "a";' });
  bundleLibrary(lib, ['index'], 'cdk8s/check');
  const { Model } = jest.requireActual<Library>(path.join(lib, 'index.js'));
  expect(new Model().ask()).toBe('a');
});

test('a module that is not there is an error', () => {
  write({ ...FILES, 'engine/index.js': 'require("./gone");' });
  expect(() => bundleLibrary(lib, ['index'], 'cdk8s/check')).toThrow("lib/engine/index.js requires './gone', which is not there");
});

test('an import that is needed later is made where its members are used', () => {
  const text = 'const a_1 = require("./a");\nconst b_1 = require("./b");\nexports.c = () => (0, a_1.d)(b_1.e, a_1.f.a_1);';
  expect(importedLater(text, 'x', (name) => name === './a')).toBe('const a_1 = () => require("./a");\nconst b_1 = require("./b");\nexports.c = () => (0, a_1().d)(b_1.e, a_1().f.a_1);');
  expect(() => importedLater('const a_1 = require("./a");\nexports.a = a_1;', 'x', () => true)).toThrow('x: a_1 is used without a member');
});
