import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import * as ts from 'typescript';

const SRC = join(__dirname, '..', 'src');

/** What each file of a folder imports from files beside it, type imports included. */
function importsUnder(folder: string): ReadonlyMap<string, readonly string[]> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts')).sort();
  return new Map(files.map((name) => {
    const file = join(folder, name);
    const found = ts.preProcessFile(readFileSync(file, 'utf8'), true, false).importedFiles.filter(({ fileName }) => fileName.startsWith('.'));
    const paths = found.map(({ fileName }) => join(dirname(file), fileName)).flatMap((path) => [`${path}.ts`, join(path, 'index.ts')]);
    return [name, paths.filter((path) => existsSync(path)).map((path) => relative(folder, path))];
  }));
}

/** A circle of imports, from a file back to itself; null where there is none. */
function circleIn(imports: ReadonlyMap<string, readonly string[]>): readonly string[] | null {
  const done = new Set<string>();
  const visit = (file: string, way: readonly string[]): readonly string[] | null => {
    if (way.includes(file)) return [...way.slice(way.indexOf(file)), file];
    if (done.has(file)) return null;
    for (const next of imports.get(file) ?? []) {
      const circle = visit(next, [...way, file]);
      if (circle !== null) return circle;
    }
    done.add(file);
    return null;
  };
  for (const file of imports.keys()) {
    const circle = visit(file, []);
    if (circle !== null) return circle;
  }
  return null;
}

test('a circle of imports is found, wherever it begins', () => {
  expect(circleIn(new Map([['a', ['b']], ['b', ['c', 'd']], ['c', []], ['d', ['b']]]))).toEqual(['b', 'd', 'b']);
  expect(circleIn(new Map([['a', ['b', 'c']], ['b', ['c']], ['c', []]]))).toBeNull();
});

test('nothing imports in circles, types included', () => {
  const imports = importsUnder(SRC);
  expect(imports.get('trace/trace.ts')).toContain('trace/model.ts');
  expect(circleIn(imports)).toBeNull();
});

test('what follows, compares or lists requests does not ask whether a router is an Ingress or a Gateway', () => {
  const files = ['trace', 'expectations', 'routes', 'diff'].flatMap((folder) => readdirSync(join(SRC, folder)).map((name) => join(SRC, folder, name)));
  const texts = [...files, join(SRC, 'checks', 'run.ts')].filter((file) => file.endsWith('.ts')).map((file) => [relative(SRC, file), readFileSync(file, 'utf8')] as const);
  expect(texts.length).toBeGreaterThan(50);
  expect(texts.filter(([, text]) => /['"](?:Ingress|Gateway)['"]/.test(text)).map(([name]) => name)).toEqual([]);
});
