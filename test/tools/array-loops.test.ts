import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { runInNewContext } from 'node:vm';
import * as ts from 'typescript';
import { arrayLoops, type ArrayLoops } from '../../tools/array-loops';

const REWRITTEN: readonly (readonly [string, string])[] = [
  ['a loop', 'for (const x of [1, 2, 3]) show(x);'],
  ['a loop that appends to its list', 'const l = [1, 2]; for (const x of l) { show(x); if (l.length < 5) l.push(x * 10); }'],
  ['a loop that is left and continued', 'outer: for (const x of [1, 2, 3]) { for (const y of [x, 2]) { if (y === 2) continue outer; show(y); } if (x === 3) break; }'],
  ['functions that keep the value of their round', 'const all: (() => number)[] = []; for (const x of [1, 2]) all.push(() => x); for (const f of all) show(f());'],
  ['a name that the body declares again', 'for (const x of [1]) { show(x); { const x = 2; show(x); } }'],
  ['a variable that is assigned', 'for (let x of [1, 2]) { x += 1; show(x); }'],
  ['holes', 'for (const x of [1, , 2]) show(x);'],
  ['pairs', 'for (const [key, value] of Object.entries({ a: 1, b: 2 })) show([value, key]);'],
  ['objects that are taken apart', 'for (const { a, ...rest } of [{ a: 1, b: 2 }]) show([a, rest]);'],
  ['arrays that are taken apart', 'const [a, , { b = 7 }, [c], d = a] = [1, 2, {} as { b?: number }, [5]] as readonly [number, number, { b?: number }, number[], number?]; show([a, b, c, d]);'],
  ['parameters', 'show(Object.entries({ a: 1 }).map(([key, value]) => key + value));'],
  ['a match', 'const [, word] = /(b+)/.exec("abb") ?? []; show(word);'],
  ['a generator that is left', 'function* g(l: readonly number[]) { for (const x of l) yield x; } for (const x of g([1, 2])) { show(x); break; }'],
];

const KEPT: readonly (readonly [string, string])[] = [
  ['a set', 'for (const x of new Set([1, 2])) show(x);'],
  ['a map', 'for (const each of new Map([[1, 2]])) show(each);'],
  ['a text, of which a step is a character', 'for (const x of "a\u{1f600}") show(x); const [first] = "\u{1f600}"; show(first);'],
  ['what may be an array or a set', 'const l = [1] as number[] | Set<number>; for (const x of l) show(x);'],
  ['anything', 'const l: any = new Set([1]); for (const x of l) show(x);'],
  ['the rest of an array', 'const [a, ...rest] = [1, 2, 3]; show([a, rest]);'],
];

let folder: string;
let rewrite: ArrayLoops;

const fileOf = (source: string): string => path.join(folder, `case-${[...REWRITTEN, ...KEPT].findIndex((each) => each[1] === source)}.ts`);

beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'array-loops-'));
  const config = path.join(folder, 'tsconfig.json');
  fs.writeFileSync(config, JSON.stringify({ compilerOptions: { target: 'es2022', lib: ['es2022'], types: [], strict: true }, include: ['*.ts'] }));
  for (const [, source] of [...REWRITTEN, ...KEPT]) fs.writeFileSync(fileOf(source), `export {}; declare function show(value: unknown): void;\n${source}`);
  rewrite = arrayLoops(config);
});

afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

/** What a source shows when it runs. */
function shown(source: string): readonly unknown[] {
  const values: unknown[] = [];
  const context = { exports: {}, show: (value: unknown) => values.push(JSON.parse(JSON.stringify(value ?? null))) };
  runInNewContext(ts.transpile(source, { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS }), context);
  return values;
}

test.each(REWRITTEN)('%s does what it did, without an iterator', (_, source) => {
  const text = rewrite(fileOf(source)) ?? '';
  expect(text).not.toContain(source);
  expect(shown(source).length).toBeGreaterThan(0);
  expect(shown(text)).toEqual(shown(source));
});

test.each(KEPT)('%s stays as it is written', (_, source) => {
  expect(rewrite(fileOf(source))).toContain(source);
});

test('a file of another project is left to others', () => {
  expect(rewrite(path.join(folder, 'other.ts'))).toBe(null);
});
