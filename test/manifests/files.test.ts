import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { readManifests } from '../../src/manifests/files';

let cwd: string;

beforeEach(() => {
  cwd = fs.mkdtempSync(path.join(os.tmpdir(), 'manifests-'));
});

afterEach(() => {
  fs.rmSync(cwd, { recursive: true, force: true });
});

const pod = (name: string, namespace = 'default') => `apiVersion: v1\nkind: Pod\nmetadata: { name: ${name}, namespace: ${namespace} }\n`;

function write(files: Readonly<Record<string, string | Buffer>>): void {
  for (const [name, content] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(cwd, name)), { recursive: true });
    fs.writeFileSync(path.join(cwd, name), content);
  }
}

async function read(args: string[], stdin = ''): Promise<{ names: string[]; problems: string[] }> {
  const { resources, problems } = await readManifests(args, { cwd, readStdin: async () => stdin });
  return {
    names: resources.map(({ name, origin }) => `${origin.file}: ${name}`),
    problems: problems.map(({ file, line, message }) => line === null ? `${file}: ${message}` : `${file}:${line}: ${message}`),
  };
}

test('a folder is walked, sorted, for .yaml, .yml and .json', async () => {
  write({
    'k/b.yaml': pod('b'),
    'k/a/z.yml': pod('z'),
    'k/c.json': '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"c"}}',
    'k/readme.md': 'x: [',
    'k/.hidden/x.yaml': pod('hidden'),
    'k/.x.yaml': pod('hidden'),
    'k/node_modules/p/x.yaml': pod('module'),
  });
  expect(await read(['k'])).toEqual({ names: ['k/a/z.yml: z', 'k/b.yaml: b', 'k/c.json: c'], problems: [] });
  expect((await read(['.'])).names).toContain('k/b.yaml: b');
});

test('files keep the names that the user gave them, in the order of the arguments, each read once', async () => {
  write({ 'k/a.yaml': pod('a'), 'k/b.yaml': pod('b') });
  expect((await read(['./k/b.yaml', 'k', path.join(cwd, 'k/a.yaml')])).names).toEqual(['./k/b.yaml: b', 'k/a.yaml: a']);
});

test('a dash is standard input', async () => {
  expect(await read(['-'], pod('a'))).toEqual({ names: ['<stdin>: a'], problems: [] });
  expect(await read(['-', '-'], 'a: b: c')).toEqual({ names: [], problems: ['<stdin>:1: bad indentation of a mapping entry'] });
  expect(await read(['-'], '# nothing')).toEqual({ names: [], problems: ['<stdin>: no Kubernetes objects found'] });
});

test('without arguments dist is read; without dist the user is told what to do', async () => {
  expect((await read([])).problems).toEqual([expect.stringMatching(/^dist: .*run cdk8s synth first/)]);
  write({ 'dist/a.k8s.yaml': pod('a') });
  expect((await read([])).names).toEqual(['dist/a.k8s.yaml: a']);
});

test('patterns find files, and say so when they find none', async () => {
  write({ 'k/a.yaml': pod('a'), 'k/deep/b.yaml': pod('b'), 'k/package.json': '{"name":"x"}' });
  expect(await read(['k/**/*.yaml'])).toEqual({ names: ['k/a.yaml: a', 'k/deep/b.yaml: b'], problems: [] });
  expect((await read(['k/*'])).problems).toEqual([]);
  expect((await read(['nope/*.yaml'])).problems).toEqual(['nope/*.yaml: no file matches this pattern']);
});

test('a file whose name looks like a pattern is a file', async () => {
  write({ 'a[1].yaml': pod('a') });
  expect((await read(['a[1].yaml'])).names).toEqual(['a[1].yaml: a']);
});

test('what is missing or empty is a problem, and the rest is read', async () => {
  write({ 'a.yaml': pod('a') });
  fs.mkdirSync(path.join(cwd, 'empty'));
  expect(await read(['a.yaml', 'nope.yaml', 'empty'])).toEqual({
    names: ['a.yaml: a'],
    problems: ['nope.yaml: no such file or folder', 'empty: no manifests in this folder: it has no .yaml, .yml or .json file'],
  });
});

test('a file that is clearly no manifest is passed over where it was found, and a problem where it was named', async () => {
  write({
    'k/a.yaml': pod('a'),
    'k/package.json': '{"name":"x"}',
    'k/tsconfig.json': '{\n  // comments\n  "a": 1,\n}',
    'k/values.yaml': 'replicas: 2\n',
    'k/list.yaml': '- 1\n',
  });
  expect(await read(['k'])).toEqual({ names: ['k/a.yaml: a'], problems: [] });
  expect((await read(['k/package.json'])).problems).toEqual(['k/package.json:1: no Kubernetes object: it has neither apiVersion nor kind']);
  fs.rmSync(path.join(cwd, 'k/a.yaml'));
  expect((await read(['k'])).problems).toEqual(['k: no Kubernetes objects found']);
});

test('a broken manifest is a problem wherever it was found', async () => {
  write({ 'k/a.yaml': pod('a'), 'k/t.yaml': 'apiVersion: v1\nkind: {{ x }}\n', 'k/u.yaml': 'kind: Pod\nmetadata: {name: u}\n', 'k/v.yaml': `${pod('v')}---\nfoo: bar\n` });
  expect((await read(['k'])).problems).toEqual([
    expect.stringMatching(/^k\/t\.yaml:2: .*Helm template/),
    'k/u.yaml:1: no Kubernetes object: it has no apiVersion',
    'k/v.yaml:5: no Kubernetes object: it has neither apiVersion nor kind',
  ]);
});

test('loops of symbolic links are survived, dangling ones told', async () => {
  write({ 'k/a.yaml': pod('a'), 'k/deep/b.yaml': pod('b') });
  fs.symlinkSync('..', path.join(cwd, 'k/deep/up'));
  fs.symlinkSync('self.yaml', path.join(cwd, 'k/self.yaml'));
  fs.symlinkSync('nowhere', path.join(cwd, 'k/gone.yaml'));
  fs.symlinkSync('a.yaml', path.join(cwd, 'k/same.yaml'));
  expect(await read(['k'])).toEqual({
    names: ['k/a.yaml: a', 'k/deep/b.yaml: b'],
    problems: ['k/gone.yaml: a link to a file that does not exist', 'k/self.yaml: cannot be read: a loop of symbolic links'],
  });
});

test('a link to a folder above the working directory is not followed, which may be the whole disk', async () => {
  write({ 'k/a.yaml': pod('a'), 'other.yaml': pod('other') });
  for (const [link, target] of [['disk', '/'], ['up', '../..']]) fs.symlinkSync(target, path.join(cwd, 'k', link));
  const { resources, problems, notices } = await readManifests(['k'], { cwd, readStdin: async () => '' });
  expect([resources.length, problems]).toEqual([1, []]);
  expect(notices.map(({ file, kind }) => [file, kind])).toEqual([['k/disk', 'link'], ['k/up', 'link']]);
});

test('a folder that thousands of ways of links lead to is walked once', async () => {
  write({ 'k/30/a.yaml': pod('a') });
  for (let i = 0; i < 30; i += 1) {
    fs.mkdirSync(path.join(cwd, `k/${i}`), { recursive: true });
    for (const link of ['left', 'right']) fs.symlinkSync(`../${i + 1}`, path.join(cwd, `k/${i}/${link}`));
  }
  expect(await read(['k/0', 'k'])).toEqual({ names: [`${path.join('k/0', 'left/'.repeat(30), 'a.yaml')}: a`], problems: [] });
});

test('folders that are too deep are told, and not passed over', async () => {
  const deep = path.join('k', ...Array<string>(101).fill('d'));
  write({ [path.join(deep, 'a.yaml')]: pod('a') });
  expect(await read(['k'])).toEqual({ names: [], problems: [`${deep}: more than 100 folders inside of each other; name the inner folder`] });
});

test('a text with many faults that is no manifest is passed over as fast as one with a single fault', async () => {
  write({ 'k/a.yaml': pod('a'), 'k/notes.yaml': `a: b: c\n${`# ${'apiVersio '.repeat(500)}`}\n---\n`.repeat(1_200) });
  const start = performance.now();
  expect((await read(['k'])).problems).toEqual([]);
  expect(performance.now() - start).toBeLessThan(3_000);
});

test('text in UTF-16 with a byte order mark is read, as kubectl reads it', async () => {
  const swapped = Buffer.from(`\uFEFF${pod('be')}`, 'utf16le').swap16();
  write({ 'le.yaml': Buffer.from(`\uFEFF${pod('le')}`, 'utf16le'), 'be.yaml': swapped, 'utf8.yaml': `\uFEFF${pod('utf8')}` });
  expect((await read(['le.yaml', 'be.yaml', 'utf8.yaml'])).names).toEqual(['le.yaml: le', 'be.yaml: be', 'utf8.yaml: utf8']);
});

test('objects know their construct where construct-metadata.json can tell', async () => {
  const metadata = { version: '1.0.0', resources: { only: { path: 'app/only' }, both: { path: 'app/both' }, odd: 5 } };
  write({
    'dist/a.k8s.yaml': `${pod('only')}---\n${pod('both')}`,
    'dist/sub/b.k8s.yaml': `${pod('both', 'other')}---\n${pod('odd')}`,
    'dist/construct-metadata.json': JSON.stringify(metadata),
    'elsewhere/a.yaml': pod('only'),
  });
  const constructs = async (args: string[]) => (await readManifests(args, { cwd, readStdin: async () => '' })).resources.map((r) => r.origin.construct);
  expect(await constructs(['dist', 'elsewhere'])).toEqual(['app/only', null, null, null, null]);
  expect(await constructs(['dist/a.k8s.yaml'])).toEqual(['app/only', 'app/both']);
  const { resources, problems } = await readManifests([], { cwd, readStdin: async () => '' });
  expect(problems).toEqual([]);
  expect(resources[0].origin.locate('kind')).toEqual({ line: 2, column: 1 });
});
