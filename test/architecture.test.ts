import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import * as ts from 'typescript';
import { KNOWN_CONTROLLERS } from '../src/routers/ingress/known-controllers';

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

/** The texts of a file that are no comments: strings, templates, regular expressions. */
function literalsOf(file: string): readonly string[] {
  const literals: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddle(node) || ts.isTemplateTail(node)) literals.push(node.text);
    if (ts.isRegularExpressionLiteral(node)) literals.push(node.text.replaceAll('\\', ''));
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, false));
  return literals;
}

test('annotations of a controller are named in its folder, in the registry, and in the constructs that write them', () => {
  // Kubernetes itself has annotations under the one that is left out
  const prefixes = [...new Set(KNOWN_CONTROLLERS.flatMap((each) => each.annotationPrefixes))].filter((each) => each !== 'kubernetes.io/ingress.');
  expect(prefixes).toContain('traefik.ingress.kubernetes.io/');
  const own = KNOWN_CONTROLLERS.map(({ name }) => `routers/ingress/${name}/`);
  // names of GatewayClass controllers have the same domains
  const allowed = [...own, 'routers/ingress/known-controllers.ts', 'constructs/controllers/', 'routers/gateway/'];
  const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  const named = files.filter((name) => literalsOf(join(SRC, name)).some((text) => prefixes.some((each) => new RegExp(`(?<![\\w.-])${each.replaceAll('.', '\\.')}`).test(text))));
  expect(named).toEqual(expect.arrayContaining(['routers/ingress/traefik/facts.ts', 'routers/ingress/known-controllers.ts']));
  expect(named.filter((name) => !allowed.some((each) => name.startsWith(each)))).toEqual([]);
});

test('annotations that the registry knows of a controller are under its prefixes', () => {
  for (const { annotations, annotationPrefixes, deviations } of KNOWN_CONTROLLERS) {
    const group = annotations?.loadBalancer ?? null;
    const keys = [
      ...(annotations?.effects ?? []).flatMap((each) => each.keys), ...annotations?.patterns ?? [], ...annotations?.distinguishing ?? [],
      ...group === null ? [] : [group],
    ];
    expect(keys.filter((key) => !annotationPrefixes.some((each) => key.startsWith(each)))).toEqual([]);
    expect(Object.keys(deviations ?? { none: true })).not.toEqual([]);
  }
});
