import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { importsOf, slimLibrary } from '../../tools/slim-library';

let lib: string;

beforeEach(() => { lib = fs.mkdtempSync(path.join(os.tmpdir(), 'slim-')); });
afterEach(() => fs.rmSync(lib, { recursive: true }));

const EMPTY = { 'jest/index.js': '', 'jest/index.d.ts': '', 'index.d.ts': '', 'cli/kubectl.js': '', 'cli/kubectl.d.ts': '' };

function write(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries({ ...EMPTY, ...files })) {
    fs.mkdirSync(path.dirname(path.join(lib, name)), { recursive: true });
    fs.writeFileSync(path.join(lib, name), text);
  }
}

const files = (): string[] => fs.readdirSync(lib, { recursive: true, encoding: 'utf8' }).filter((name) => fs.statSync(path.join(lib, name)).isFile()).sort();

test('what nothing leads to is left out, and the command stays', () => {
  write({
    'index.js': 'exports.a = require("./engine/a");',
    'index.d.ts': "export * from './engine/a';",
    'engine/a.js': "const b = () => require('./b');",
    'engine/a.d.ts': "import type { App } from 'cdk8s';\n/** import x from 'nowhere' */\nexport declare const a: import('./types').A;",
    'engine/b.js': '',
    'engine/b.d.ts': '',
    'engine/types.js': '',
    'engine/types.d.ts': '',
    'cli/main.js': '',
    'lsp/server.js': '',
    'command/main.js': '',
    'library/core.js': 'require("./check.js")',
    'explorer.js': '',
  });
  slimLibrary(lib);
  slimLibrary(lib);
  expect(files()).toEqual([
    'cli/kubectl.d.ts', 'cli/kubectl.js', 'command/main.js', 'engine/a.d.ts', 'engine/a.js', 'engine/b.js', 'engine/types.d.ts', 'explorer.js', 'index.d.ts',
    'index.js', 'jest/index.d.ts', 'jest/index.js', 'library/core.js',
  ]);
  expect(fs.existsSync(path.join(lib, 'lsp'))).toBe(false);
});

test.each([
  ['a module', { 'index.js': 'require("left-pad");' }, "lib/index.js imports 'left-pad', which users do not install"],
  ['types', { 'index.js': '', 'index.d.ts': "import type { Schema } from 'js-yaml';" }, "lib/index.d.ts imports 'js-yaml', which users do not install"],
  ['a file that is not there', { 'index.js': 'require("./gone");' }, "lib/index.js imports './gone', which is not there"],
])('%s that users would lack is an error', (_, given, message) => {
  write(given);
  expect(() => slimLibrary(lib)).toThrow(message);
});

test('what is imported is read from code, not from texts and comments', () => {
  expect(importsOf('a.js', 'const a = require("./a"); const text = "from \'b\'"; import(\'./c\');')).toEqual(['./a', './c']);
  expect(importsOf('a.js', "/**\n * One line: `module.exports = require('x');`\n */\nconst a = require('./a');\n    /** require('y') */\n")).toEqual(['./a']);
  expect(importsOf('a.d.ts', "/** from 'x' */ import { A } from './a'; export type B = import(\"./b\").B;")).toEqual(['./a', './b']);
});
