import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CliIo } from '../../src/cli/io';
import { run } from '../../src/cli/main';

const SERVICE = 'apiVersion: v1\nkind: Service\nmetadata: { name: quote }\nspec: { selector: { app: quote }, ports: [{ port: 80, nodePort: 99 }] }\n';
const POD = 'apiVersion: v1\nkind: Pod\nmetadata: { name: other, labels: { app: other } }\nspec: { containers: [{ name: c, image: x }] }\n';

function folder(files: Readonly<Record<string, string>>): string {
  const made = mkdtempSync(join(tmpdir(), 'routing-cli-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(made, name), text);
  return made;
}

async function cli(cwd: string, ...argv: string[]): Promise<{ status: number; out: string; err: string }> {
  const text = { out: '', err: '' };
  const io: CliIo = {
    cwd,
    env: {},
    readStdin: async () => '',
    stdout: { isTTY: false, write: (some) => { text.out += some; } },
    stderr: { isTTY: false, write: (some) => { text.err += some; } },
  };
  return { status: await run(argv, io), ...text };
}

const rulesOf = (json: string): string[] => (JSON.parse(json) as { findings: { rule: string }[] }).findings.map(({ rule }) => rule);

const BROKEN = SERVICE.replace(', nodePort: 99', '');

test('the config switches rules off and suppresses with a reason', async () => {
  const files = { 'a.yaml': BROKEN + '---\n' + POD };
  const off = folder({ ...files, 'cdk8s-routing.yaml': 'rules: { service-selects-nothing: off }\n' });
  expect(rulesOf((await cli(off, 'check', 'a.yaml', '--format', 'json')).out)).toEqual([]);
  const suppressed = folder({
    ...files, 'cdk8s-routing.yaml': 'suppressions: [{ rule: service-selects-nothing, object: Service/quote, reason: made by the operator }]\n',
  });
  expect(JSON.parse((await cli(suppressed, 'check', 'a.yaml', '--format', 'json')).out)).toMatchObject({ findings: [], summary: { suppressed: 1 } });
});

test('the namespace of the config holds unless an option says otherwise', async () => {
  const dir = folder({ 'a.yaml': BROKEN + '---\n' + POD, 'cdk8s-routing.yaml': 'namespace: shop\n' });
  expect((await cli(dir, 'check', 'a.yaml')).out).toContain('Service shop/quote');
  expect((await cli(dir, 'check', 'a.yaml', '-n', 'kiada')).out).toContain('Service kiada/quote');
  expect((await cli(dir, '-n', 'kiada', 'check', 'a.yaml')).out).toContain('Service kiada/quote');
});

test('a faulty config ends with exit status 2 and its place', async () => {
  const dir = folder({ 'a.yaml': POD, 'cdk8s-routing.yaml': 'rules:\n  api-warning: loud\n' });
  const { status, err, out } = await cli(dir, 'trace', 'http://x', 'a.yaml');
  expect({ status, out }).toEqual({ status: 2, out: '' });
  expect(err).toBe("cdk8s-routing.yaml:2:3: error: rules[api-warning]: got 'loud', expected off, error, warning or info\n");
});

test('with a baseline only what is new is reported', async () => {
  const dir = folder({ 'a.yaml': BROKEN + '---\n' + POD, 'b.yaml': BROKEN.replace(/quote/g, 'quiz') });
  expect((await cli(dir, 'check', 'a.yaml', '--write-baseline', 'known.json')).status).toBe(0);
  const known = await cli(dir, 'check', 'a.yaml', '--baseline', 'known.json');
  expect(known).toMatchObject({ status: 0, err: '1 more in the baseline\n' });
  const { status, out } = await cli(dir, 'check', 'a.yaml', 'b.yaml', '--baseline', 'known.json');
  expect(status).toBe(1);
  expect(out).toContain('Service default/quiz');
  expect(out).not.toContain('Service default/quote');
});

test('the baseline of the config stands beside the config, and may be yet to be written', async () => {
  const dir = folder({ 'a.yaml': BROKEN + '---\n' + POD, 'cdk8s-routing.yaml': 'baseline: known.json\n' });
  expect((await cli(dir, 'check', 'a.yaml')).err).toContain('baseline known.json: cannot be read');
  expect((await cli(dir, 'check', 'a.yaml', '--write-baseline', 'known.json')).status).toBe(0);
  expect(await cli(dir, 'check', 'a.yaml')).toMatchObject({ status: 0, err: '1 more in the baseline\n' });
});

test('a baseline that cannot be read, or is none, ends with exit status 2', async () => {
  const dir = folder({ 'a.yaml': POD, 'b.json': '{}' });
  expect(await cli(dir, 'check', 'a.yaml', '--baseline', 'nope.json')).toMatchObject({ status: 2, out: '' });
  expect((await cli(dir, 'check', 'a.yaml', '--baseline', 'b.json')).err).toContain('baseline b.json: expected {"version": 1');
});

test('reports go to files by format or by ending, besides the one on standard output', async () => {
  const dir = folder({ 'a.yaml': BROKEN + '---\n' + POD });
  const { out } = await cli(dir, 'check', 'a.yaml', '--output', 'reports/check.sarif', '--output', 'junit=reports/check.out', '--output', 'c.md');
  expect(out).toContain('selector matches no pods');
  expect(JSON.parse(readFileSync(join(dir, 'reports/check.sarif'), 'utf8'))).toMatchObject({ version: '2.1.0' });
  expect(readFileSync(join(dir, 'reports/check.out'), 'utf8')).toContain('<testsuites');
  expect(readFileSync(join(dir, 'c.md'), 'utf8')).toContain('### Routing check: 1 error');
});

test('where a report cannot be written there is no result', async () => {
  expect(await cli(folder({ 'a.yaml': POD }), 'check', 'a.yaml', '--output', 'json=a.yaml/x')).toMatchObject({ status: 2, out: '', err: expect.stringContaining('--output a.yaml/x') });
});

test.each(['x=y', 'out.exe', 'sarif='])('--output %s is refused', async (output) => {
  expect(await cli(folder({ 'a.yaml': POD }), 'check', 'a.yaml', '--output', output)).toMatchObject({ status: 2, out: '' });
});

test('an object that the API server refuses makes nothing, and that is said', async () => {
  const dir = folder({ 'a.yaml': SERVICE.replace(/ports: .*\}\]/, "ports: [{ port: 80, protocol: 'tcp' }]").replace('app: quote', 'app: other') + '---\n' + POD });
  const { out, err } = await cli(dir, 'endpoints', 'a.yaml', '--format', 'json');
  expect(JSON.parse(out)).toEqual({ version: 1, slices: [] });
  expect(err).toMatch(/^a\.yaml:4:\d+: warning: Service default\/quote would be rejected by the API server and is ignored: spec\.ports\[0\]\.protocol/);
  expect((await cli(dir, 'trace', 'http://quote', 'a.yaml', '--from', 'Pod/other')).out).toContain('the API server refuses Service default/quote');
  expect(rulesOf((await cli(dir, 'check', 'a.yaml', '--format', 'json')).out)).toEqual(['invalid-object']);
});

test('trace and resolve tell of the refused objects that they come upon, and of no others', async () => {
  const refused = (name: string): string => SERVICE.replace('name: quote', `name: ${name}`).replace(/ports: .*\}\]/, "ports: [{ port: 80, protocol: 'tcp' }]");
  const dir = folder({ 'a.yaml': [SERVICE.replace(', nodePort: 99', ''), refused('one'), refused('two'), POD].join('---\n') });
  const told = async (...args: readonly string[]): Promise<readonly string[]> =>
    (await cli(dir, ...args)).err.split('\n').filter((line) => line.includes('would be rejected')).map((line) => line.replace(/^.*Service default\/(\w+) .*$/, '$1'));
  expect(await told('endpoints', 'a.yaml')).toEqual(['one', 'two']);
  expect(await told('trace', 'http://one', 'a.yaml', '--from', 'Pod/other')).toEqual(['one']);
  expect(await told('resolve', 'two', 'a.yaml')).toEqual(['two']);
  expect(await told('resolve', 'quote', 'a.yaml')).toEqual([]);
});

test('a node port outside the default range is an error of check, and the cluster may be set up for it', async () => {
  const dir = folder({ 'a.yaml': SERVICE.replace('{ selector', '{ type: NodePort, selector').replace('app: quote', 'app: other') + '---\n' + POD });
  expect(rulesOf((await cli(dir, 'check', 'a.yaml', '--format', 'json')).out)).toEqual(['invalid-object']);
  expect((JSON.parse((await cli(dir, 'endpoints', 'a.yaml', '--format', 'json')).out) as { slices: unknown[] }).slices).toHaveLength(1);
});

test('--exclude and the config leave files out, each from its own folder; a chart is told on standard error', async () => {
  const dir = folder({ 'a.yaml': BROKEN, 'pod.yaml': POD, 'bad.yaml': 'a: b: c\napiVersion: v1\n', 'other.yaml': 'exclude: [bad.yaml, x/a.yaml]\n' });
  mkdirSync(join(dir, 'x/shop/templates'), { recursive: true });
  writeFileSync(join(dir, 'x/shop/Chart.yaml'), 'name: shop\n');
  writeFileSync(join(dir, 'x/shop/templates/a.yaml'), 'kind: {{ .Kind }}\n');
  writeFileSync(join(dir, 'x/a.yaml'), 'a: b: c\napiVersion: v1\n');
  expect((await cli(dir, 'check', '.')).status).toBe(2);
  const told = 'x/shop: warning: a Helm chart, whose templates are not read; render it: helm template x/shop | cdk8s-routing check -\n';
  expect(await cli(dir, 'endpoints', '.', '--exclude', 'bad.yaml', '--exclude', 'x/a.yaml', '-o', 'json')).toMatchObject({ status: 0, err: told });
  expect(await cli(join(dir, 'x'), 'endpoints', '..', '--config', '../other.yaml', '-o', 'json'))
    .toMatchObject({ status: 0, err: told.replaceAll('x/shop', 'shop') });
  expect(await cli(dir, 'check', '.', '--exclude', '!x')).toMatchObject({ status: 2, err: expect.stringContaining("--exclude: got '!x'") });
});
