import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { chartOfTemplate } from '../../src/manifests/chart';
import { readManifests, type ReadOptions } from '../../src/manifests/files';

let cwd: string;

beforeEach(() => {
  cwd = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'tools-')));
});

afterEach(() => {
  fs.rmSync(cwd, { recursive: true, force: true });
});

const pod = (name: string) => `apiVersion: v1\nkind: Pod\nmetadata: { name: ${name} }\n`;
const TEMPLATE = 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: {{ .Release.Name }}\n';
const CHART = 'apiVersion: v2\nname: shop\nversion: 1.0.0\n';

function write(files: Readonly<Record<string, string>>): void {
  for (const [name, content] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(cwd, name)), { recursive: true });
    fs.writeFileSync(path.join(cwd, name), content);
  }
}

async function read(args: string[], exclude: string[] = []): Promise<{ names: string[]; said: string[] }> {
  const options: Partial<ReadOptions> = { exclude: exclude.map((pattern) => ({ pattern, folder: cwd })) };
  const { resources, problems, notices } = await readManifests(args, { cwd, readStdin: async () => '' }, options);
  return {
    names: resources.map(({ name }) => name),
    said: [
      ...notices.map(({ file, message }) => `${file}: ${message}`),
      ...problems.map(({ file, line, column, message }) => `${[file, line, column].filter((part) => part !== null).join(':')}: error: ${message}`),
    ],
  };
}

const SKIPPED = 'a Helm chart, whose templates are not read; render it: helm template';

describe('Helm charts', () => {
  beforeEach(() => write({
    'k/a.yaml': pod('a'),
    'k/shop/Chart.yaml': CHART,
    'k/shop/values.yaml': 'apiVersion: x\nreplicas: 1\n',
    'k/shop/crds/crd.yaml': pod('crd'),
    'k/shop/templates/pod.yaml': TEMPLATE,
    'k/shop/templates/plain.yaml': pod('plain'),
    'k/shop/templates/_helpers.tpl': '{{ define "x" }}{{ end }}',
    'k/shop/charts/db/Chart.yaml': CHART,
    'k/shop/charts/db/templates/pod.yaml': TEMPLATE,
  }));

  test('a chart in a folder is passed over and told once, with the charts inside of it', async () => {
    expect(await read(['k'])).toEqual({ names: ['a', 'crd'], said: [`k/shop: ${SKIPPED} k/shop | cdk8s-routing check -`] });
    expect(await read(['k/**/*.yaml'])).toEqual({ names: ['a', 'crd'], said: [`k/shop: ${SKIPPED} k/shop | cdk8s-routing check -`] });
  });

  test('a chart and nothing else is no cluster', async () => {
    fs.rmSync(path.join(cwd, 'k/shop/crds'), { recursive: true });
    expect((await read(['k/shop'])).said).toEqual([`k/shop: ${SKIPPED} k/shop | cdk8s-routing check -`, 'k/shop: error: no Kubernetes objects found']);
  });

  test('a template that is named is an error which says how to render it, at its first action', async () => {
    const hint = 'render it: helm template k/shop | cdk8s-routing check -';
    expect((await read(['k/shop/templates/pod.yaml'])).said).toEqual([`k/shop/templates/pod.yaml:4:9: error: a template of a Helm chart, and not a manifest; ${hint}`]);
    expect((await read(['k/shop/charts/db/templates/pod.yaml'])).said).toEqual([expect.stringContaining(hint)]);
    expect((await read(['k/shop/templates'])).said).toEqual([`k/shop/templates: error: templates of a Helm chart, and not manifests; ${hint}`]);
    expect(await read(['k/shop/templates/plain.yaml'])).toEqual({ names: ['plain'], said: [] });
  });

  test('a folder with a blank in its name is quoted', async () => {
    fs.renameSync(path.join(cwd, 'k/shop'), path.join(cwd, "k/my 'shop'"));
    expect((await read(['k'])).said).toEqual([expect.stringContaining("helm template 'k/my '\\''shop'\\''' | ")]);
  });

  test('templates without an action, as cdk8s synth --format helm writes them, are manifests', async () => {
    write({ 'dist/Chart.yaml': CHART, 'dist/templates/app.k8s.yaml': pod('app') });
    expect(await read(['dist'])).toEqual({ names: ['app'], said: [] });
  });

  test('a folder templates without a chart is a folder', async () => {
    write({ 'other/templates/pod.yaml': TEMPLATE });
    expect(chartOfTemplate(path.join(cwd, 'other/templates/pod.yaml'))).toBeNull();
    expect((await read(['other'])).said).toEqual([expect.stringContaining('error: ')]);
  });

  test('the chart of a template is known by its path alone, for editors', () => {
    expect(chartOfTemplate(path.join(cwd, 'k/shop/charts/db/templates/pod.yaml'))).toBe(path.join(cwd, 'k/shop'));
    expect(chartOfTemplate(path.join(cwd, 'k/shop/values.yaml'))).toBeNull();
  });
});

describe('kustomize', () => {
  beforeEach(() => write({
    'k/base/pod.yaml': pod('a'),
    'k/base/kustomization.yaml': 'resources:\n  - pod.yaml\n',
    'k/prod/kustomization.yaml': 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nnamePrefix: prod-\nresources: [../base]\npatches: [{ path: patch.yaml }]\n',
    'k/prod/patch.yaml': pod('patch'),
  }));
  const said = (fields: string) =>
    `k/prod: kustomize changes these objects (${fields}), and they are read as they are written; build them: kubectl kustomize k/prod | cdk8s-routing check -`;

  test('a kustomization is no object, its patches are none, and what it changes is told', async () => {
    expect(await read(['k'])).toEqual({ names: ['a'], said: [said('namePrefix, patches')] });
    expect(await read(['k/**/*.yaml'])).toEqual({ names: ['a'], said: [said('namePrefix, patches')] });
  });

  test('one that only lists files of the folder says nothing', async () => {
    expect(await read(['k/base'])).toEqual({ names: ['a'], said: [] });
  });

  test('resources that lie elsewhere are missing', async () => {
    write({ 'k/prod/own.yaml': pod('own') });
    expect(await read(['k/prod'])).toEqual({ names: ['own'], said: [said('namePrefix, patches, resources')] });
    write({ 'far/kustomization.yaml': 'resources: [pod.yaml, "https://example.com/x.yaml"]\n', 'far/pod.yaml': pod('far') });
    expect((await read(['far'])).said).toEqual([expect.stringContaining('(resources)')]);
  });

  test('several are told in one line, by one that no other takes in', async () => {
    write({ 'k/base/kustomization.yaml': 'namespace: shop\nresources: [pod.yaml]\n', 'k/test/Kustomization': 'nameSuffix: -t\nresources: [../base]\n' });
    expect((await read(['k'])).said).toEqual([expect.stringMatching(/^k\/prod: .*\(namePrefix, patches\), and so do 2 more, and/)]);
  });

  test('one that is named is told, and is no object', async () => {
    expect(await read(['k/prod/kustomization.yaml', 'k/base/pod.yaml'])).toEqual({ names: ['a'], said: [said('namePrefix, patches')] });
    expect((await read(['k/prod/patch.yaml'])).names).toEqual(['patch']);
  });

  test('an object of Flux in a file of this name is an object', async () => {
    write({ 'flux/kustomization.yaml': 'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: { name: apps }\n' });
    expect(await read(['flux'])).toEqual({ names: ['apps'], said: [] });
  });

  test.each(['resources: 5', 'patches: { path: x }\nreplacements: [5, { path: 7 }]', '- a', 'a: b: c', 'kind: [', ''])('any text is read: %s', async (text) => {
    write({ 'odd/kustomization.yaml': text, 'odd/pod.yaml': pod('odd') });
    expect((await read(['odd'])).names).toEqual(['odd']);
  });
});

test('files of ours and of others in a folder are no errors', async () => {
  write({
    'k/a.yaml': pod('a'),
    'k/cdk8s-routing.yaml': 'namespace: shop\nexclude: [x]\n',
    'k/routes.test.yaml': 'tests: [{ request: http://a/, expect: { status: 404 } }]\n',
    'k/cdk8s.yaml': 'language: typescript\napp: node main.ts\n',
    'k/values.yaml': 'image: { tag: latest }\n',
    'k/Chart.yaml': CHART,
    'k/package.json': '{"name":"x"}',
  });
  expect(await read(['k'])).toEqual({ names: ['a'], said: [] });
});

describe('exclude', () => {
  beforeEach(() => write({ 'k/a.yaml': pod('a'), 'k/old/b.yaml': pod('b'), 'k/deep/old/c.yaml': pod('c'), 'k/deep/d.secret.yaml': pod('d') }));

  test.each<[string, string[], string[]]>([
    ['a name at any depth', ['old'], ['a', 'd']],
    ['a folder from the current one on', ['k/old'], ['a', 'd', 'c']],
    ['with ./ and a slash at the end', ['./k/old/'], ['a', 'd', 'c']],
    ['all in a folder', ['k/deep/**'], ['a', 'b']],
    ['a pattern of names', ['*.secret.yaml'], ['a', 'c', 'b']],
    ['several', ['old', '*.secret.*'], ['a']],
    ['at any depth below', ['k/**/old'], ['a', 'd']],
    ['nothing that is there', ['k/x', 'x'], ['a', 'd', 'c', 'b']],
  ])('%s', async (_, exclude, names) => {
    expect(await read(['k'], exclude)).toEqual({ names, said: [] });
    const matched = await read(['k/**/*.yaml'], exclude);
    expect({ ...matched, names: matched.names.sort() }).toEqual({ names: [...names].sort(), said: [] });
  });

  test('an absolute pattern', async () => {
    expect((await read(['k'], [path.join(cwd, 'k/deep')])).names).toEqual(['a', 'b']);
  });

  test('what is named and left out is told; if nothing else is there, that is an error', async () => {
    const told = 'k/old/b.yaml: left out by --exclude, or by exclude in the config';
    expect(await read(['k/old/b.yaml', 'k/a.yaml'], ['old'])).toEqual({ names: ['a'], said: [told] });
    expect((await read(['k/old/b.yaml'], ['old'])).said).toEqual([told, 'k/old/b.yaml: error: no Kubernetes objects found']);
    expect((await read(['k'], ['*.yaml'])).said).toEqual(['k: error: no Kubernetes objects found']);
  });

  test('a chart that is left out is not told', async () => {
    write({ 'k/shop/Chart.yaml': CHART, 'k/shop/templates/pod.yaml': TEMPLATE });
    expect((await read(['k'], ['shop'])).said).toEqual([]);
  });

  test('a pattern that takes long to match elsewhere is matched at once', async () => {
    write({ [`k/${'a'.repeat(60)}.yaml`]: pod('long') });
    expect((await read(['k'], ['+(a+(a+(a)))b', '*(*(*(a)))c'])).names).toContain('long');
  });
});
