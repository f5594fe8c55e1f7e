import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { run } from '../../src/cli/main';

const APP = `apiVersion: apps/v1
kind: Deployment
metadata: { name: quote }
spec:
  selector: { matchLabels: { app: quote } }
  template:
    metadata: { labels: { app: quote } }
    spec: { containers: [{ name: nginx, image: nginx, ports: [{ name: http, containerPort: 8080 }] }] }
---
apiVersion: v1
kind: Service
metadata: { name: quote }
spec:
  selector: { app: quote }
  ports: [{ port: 80, targetPort: http }]
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: public }
spec:
  ingressClassName: nginx
  rules:
    - host: api.example.com
      http: { paths: [{ path: /quote, pathType: Exact, backend: { service: { name: quote, port: { number: 80 } } } }] }
`;
const BROKEN = APP.replace('selector: { app: quote }', 'selector: { app: qoute }');

let cwd: string;

beforeAll(() => {
  cwd = fs.mkdtempSync(path.join(os.tmpdir(), 'cli-'));
  fs.mkdirSync(path.join(cwd, 'dist'));
  fs.writeFileSync(path.join(cwd, 'dist/app.k8s.yaml'), APP);
  fs.writeFileSync(path.join(cwd, 'broken.yaml'), BROKEN);
  fs.writeFileSync(path.join(cwd, 'syntax.yaml'), `${APP}---\na: b: c\n`);
  fs.writeFileSync(path.join(cwd, 'settings.yaml'), '{}\n');
});

afterAll(() => {
  fs.rmSync(cwd, { recursive: true, force: true });
});

interface Ran {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

async function cli(args: string, { env = {}, stdin = '', isTTY = false }: { env?: Record<string, string>; stdin?: string; isTTY?: boolean } = {}): Promise<Ran> {
  let out = '';
  let err = '';
  const status = await run(args.match(/'[^']*'|\S+/g)?.map((arg) => arg.replaceAll("'", '')) ?? [], {
    cwd,
    env,
    stdout: { isTTY, write: (text) => { out += text; } },
    stderr: { isTTY, write: (text) => { err += text; } },
    readStdin: async () => stdin,
  });
  return { status, out, err };
}

test('check reads dist by default, says that all is well, and exits with 0', async () => {
  expect(await cli('check')).toEqual({ status: 0, out: '✔ no problems in 3 objects\n', err: '' });
});

test('check exits with 1 where an error was found, and shows where', async () => {
  const { status, out, err } = await cli('check broken.yaml');
  expect(status).toBe(1);
  expect(out).toMatch(/^broken\.yaml\n {2}14:3 +error +Service default\/quote: .*service-selects-nothing\n/);
  expect(err).toBe('');
});

test('check --format json prints one document, with the names of the options in force', async () => {
  const { status, out } = await cli('check - --format json -n kiada', { stdin: BROKEN });
  expect(status).toBe(1);
  const document = JSON.parse(out) as { findings: unknown[]; summary: unknown };
  expect(document.findings[0]).toMatchObject({
    rule: 'service-selects-nothing',
    severity: 'error',
    object: { apiVersion: 'v1', kind: 'Service', namespace: 'kiada', name: 'quote' },
    path: 'spec.selector',
    file: '<stdin>',
    line: 14,
    column: 3,
    construct: null,
  });
  expect(document.summary).toEqual({ objects: 3, errors: 1, warnings: 0, infos: 0, suppressed: 0 });
});

test('check --quiet hides what is not an error', async () => {
  const stdin = `${APP}---\napiVersion: v1\nkind: Endpoints\nmetadata: { name: old }\nsubsets: []\n`;
  expect((await cli('check -', { stdin })).out).toContain('warning');
  expect(await cli('check - --quiet', { stdin })).toMatchObject({ status: 0, out: '✔ no problems in 4 objects\n' });
});

test('trace exits with 0 when the request is delivered, and with 1 when it is not', async () => {
  const delivered = await cli('trace http://api.example.com/quote');
  expect(delivered).toMatchObject({ status: 0, err: '' });
  expect(delivered.out).toMatch(/✔ delivered to Deployment default\/quote port 8080, container nginx: quote~0\n$/);
  const missed = await cli('trace http://api.example.com/nope --format json');
  expect(missed.status).toBe(1);
  expect(JSON.parse(missed.out)).toMatchObject({ version: 1, outcome: 'answered', status: 404, reason: 'no-matching-rule', destinations: [] });
});

test('trace takes method, headers and a place to start from', async () => {
  const { status, out } = await cli("trace http://quote/x -X POST -H 'Host: a' -H 'X-B: c' --from Deployment/quote --format json");
  expect(status).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ request: { method: 'POST', url: 'http://quote/x', from: 'default/Deployment/quote' }, outcome: 'delivered' });
});

test('pods that a cluster shows are believed, though no API server would take them under that name', async () => {
  const stdin = `${APP}---
apiVersion: v1
kind: Pod
metadata: { name: quote~0, labels: { app: quote } }
spec: { containers: [{ name: nginx, image: nginx, ports: [{ name: http, containerPort: 8080 }] }] }
status: { phase: Running, podIP: 10.0.0.1, conditions: [{ type: Ready, status: "True" }] }
`;
  const { out, err } = await cli('endpoints -', { stdin });
  expect(out).toMatch(/quote +1\/1 +8080\/TCP +quote~0 10\.0\.0\.1\n$/);
  expect(err).toBe('');
});

test('what is worth saying of the input names its object', async () => {
  const { err } = await cli('endpoints -', { stdin: `${APP}---\n${APP.split('---\n')[1]}` });
  expect(err).toMatch(/^<stdin>:\d+:1: warning: Service default\/quote is listed more than once, first at <stdin>:\d+: the later one counts\n$/);
});

test('endpoints lists what is behind each Service', async () => {
  expect((await cli('endpoints')).out).toMatch(/default +quote +1\/1 +8080\/TCP +quote~0\n$/);
  expect(JSON.parse((await cli('endpoints --format json')).out)).toMatchObject({ version: 1, slices: [{ service: 'quote' }] });
});

test('resolve asks from the namespace, or from a workload', async () => {
  expect(await cli('resolve quote')).toMatchObject({ status: 0, err: '' });
  expect(JSON.parse((await cli('resolve quote --format json')).out)).toMatchObject({ from: 'default', fqdn: 'quote.default.svc.cluster.local', outcome: 'NOERROR' });
  expect((await cli('resolve qoute')).status).toBe(1);
  expect(JSON.parse((await cli('resolve quote --from default/deploy/quote --format json')).out)).toMatchObject({ from: 'default/Deployment/quote' });
});

test.each([
  ['', /Usage: cdk8s-routing/],
  ['chekc', /unknown command 'chekc'\n\(Did you mean check\?\)/],
  ['check --fromat json', /unknown option '--fromat'\n\(Did you mean --format\?\)/],
  ['trace', /missing required argument 'url'/],
  ['check --format xml', /--format: got 'xml', expected one of text, json/],
  ['check --controller nginx', /--controller: got 'nginx', expected one of auto, spec, /],
  ['check --color red', /'red' is invalid/],
  ['check --config nope.yaml', /nope\.yaml: error: cannot be read/],
  ['check -n Kiada', /--namespace: got 'Kiada'/],
  ['trace http://quote --from quote', /expected KIND\/NAME or NAMESPACE\/KIND\/NAME/],
  ['resolve quote --from quote', /--from: got 'quote', expected KIND\/NAME/],
  ['resolve quote --from Deployment/nope', /--from: Deployment nope is not in the manifests/],
  ['trace http:///', /error: /],
  ["check --config ''", /--config: got '', expected the name of a file/],
  ['check broken.yaml --output json=./broken.yaml', /--output: \.\/broken\.yaml is one of the files that were read; name another one/],
  ['check dist --output text=dist/../dist/app.k8s.yaml', /--output: dist\/\.\.\/dist\/app\.k8s\.yaml is one of the files/],
  ['check dist --config settings.yaml --output json=settings.yaml', /--output: settings\.yaml is one of the files/],
  ['check broken.yaml --write-baseline broken.yaml', /--write-baseline: broken\.yaml is one of the files/],
  ['trace http//x', /error: got 'http\/\/x', did you mean 'http:\/\/x'\?/],
  ['trace http://x -X GT', /error: got the method 'GT', did you mean GET\?/],
  ['trace dist http://x', /error: got the URL 'http:\/\/x' after 'dist'/],
  ["trace http://quote -H 'nope'", /got the header 'nope', expected 'Name: value'/],
  ['check nope.yaml', /^nope\.yaml: error: no such file or folder\n$/],
  ['check syntax.yaml', /^syntax\.yaml:26:5: error: bad indentation of a mapping entry\n$/],
])('%j is refused with exit status 2 and a word on standard error', async (args, message) => {
  const { status, out, err } = await cli(args);
  expect(err).toMatch(message);
  expect({ status, out }).toEqual({ status: 2, out: '' });
  expect(err).not.toMatch(/\n\s+at /);
});

test('help and version go to standard output', async () => {
  expect(await cli('--version')).toMatchObject({ status: 0, err: '', out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
  expect((await cli('check -V')).out).toMatch(/^\d/);
  expect(await cli('--help')).toMatchObject({ status: 0, err: '', out: expect.stringContaining('resolve [options] <name> [manifests...]') });
  expect((await cli('trace -h')).out).toContain('Formats (-o): text, json');
});

test('a language server refuses options as every command does, and leaves the config to each folder', async () => {
  expect(await cli('lsp --controller bogus')).toMatchObject({ status: 2, err: expect.stringContaining('--controller') });
  expect(await cli('lsp -')).toMatchObject({ status: 2, err: expect.stringContaining('instead of -') });
  expect((await cli('lsp --help')).out).toContain('cdk8s-routing lsp dist/');
});

test('the help of a command has two examples that run and its formats, and names the global options without explaining them again', async () => {
  const commands = [...(await cli('--help')).out.split('Commands:')[1].matchAll(/^ {2}([a-z]+) /gm)].map(([, name]) => name)
    // a language server has no formats, and ends when its editor does; scripts for shells have none either
    .filter((name) => !['help', 'lsp', 'completion'].includes(name));
  expect(commands).toEqual(expect.arrayContaining(['check', 'trace', 'diff']));
  for (const command of commands) await expectHelp(command);
});

async function expectHelp(command: string): Promise<void> {
  const { out } = await cli(`${command} --help`);
  const examples = /^Examples:\n((?: {2}.+\n)+)/m.exec(out)?.[1].trimEnd().split('\n') ?? [];
  expect(examples).toHaveLength(2);
  for (const example of examples) {
    const { err } = await cli(example.replace(/^.*cdk8s-routing /, '').replace(/ >.*/, '').replace(/ --output .*/, ''));
    expect(err).not.toMatch(/unknown option|missing required|--help shows/);
  }
  expect(out.match(/--namespace|--color|--config/g)).toHaveLength(2);
  const formats = /^Formats \(-o\): (.*)$/m.exec(out)?.[1];
  expect((await cli(`${command} a b -o bogus`)).err).toContain(`expected one of ${formats}\n`);
}

test('-o is --format, as kubectl has it', async () => {
  expect(JSON.parse((await cli('endpoints -o json')).out)).toMatchObject({ version: 1 });
});

test('options of every command may stand before it', async () => {
  expect((await cli('--format json -n kiada endpoints')).out).toContain('"namespace": "kiada"');
});

test('a config file that exists is accepted', async () => {
  expect((await cli('check --config settings.yaml')).status).toBe(0);
});

test('colors come when they are asked for, or when somebody watches who takes them', async () => {
  const colored = async (args: string, env: Record<string, string>, isTTY: boolean) => (await cli(args, { env, isTTY })).out.includes('\u001b[');
  expect(await colored('check --color always', { NO_COLOR: '1' }, false)).toBe(true);
  expect(await colored('check --color never', { FORCE_COLOR: '1' }, true)).toBe(false);
  expect(await colored('check', {}, true)).toBe(true);
  expect(await colored('check', {}, false)).toBe(false);
  expect(await colored('check', { NO_COLOR: '1' }, true)).toBe(false);
  expect(await colored('check', { NO_COLOR: '' }, true)).toBe(true);
  expect(await colored('check', { TERM: 'dumb' }, true)).toBe(false);
  expect(await colored('check', { FORCE_COLOR: '1', NO_COLOR: '1' }, false)).toBe(true);
  expect(await colored('check', { FORCE_COLOR: '0' }, true)).toBe(false);
  expect(await colored('check --format json', {}, true)).toBe(false);
});

test('a report over a manifest is refused before it is written', () => {
  expect(fs.readFileSync(path.join(cwd, 'broken.yaml'), 'utf8')).toBe(BROKEN);
});

test('no line of a report or a message is a command to a runner of a pipeline', async () => {
  const name = '::error::x ##[error]y';
  const stdin = BROKEN.replaceAll('host: api.example.com', `host: "${name}"`);
  for (const args of ['check -', 'check - --format json', 'check - --format junit', 'check - --format markdown', 'trace \'http://api.example.com/##[error]\' -', `check '${name}'`, 'endpoints -']) {
    const { out, err } = await cli(args, { stdin });
    expect(`${out}${err}`).not.toMatch(/^[^\S\n]*::|##\[/m);
  }
});

test('control characters of the input do not reach the terminal', async () => {
  const stdin = BROKEN.replaceAll('name: quote', 'name: "qu\\eote\\u009b"');
  for (const args of ['check -', 'check - --format json', 'endpoints -', "trace 'http://api.example.com/quote' -"]) {
    const { out, err } = await cli(args, { stdin });
    expect((out + err).replaceAll('\n', '')).not.toMatch(new RegExp('[\\u0000-\\u001f\\u007f-\\u009f]'));
  }
});

test('a bug shows a stack only where DEBUG is set', async () => {
  const broken = { cwd, stdout: { isTTY: false, write: () => { throw new Error('disk full'); } }, readStdin: async () => '' };
  const failing = async (env: Record<string, string>) => {
    let err = '';
    const status = await run(['check'], { ...broken, env, stderr: { isTTY: false, write: (text) => { err += text; } } });
    return { status, err };
  };
  expect(await failing({})).toEqual({ status: 2, err: 'error: disk full; this is a bug, please report it with what DEBUG=1 shows\n' });
  expect((await failing({ DEBUG: '1' })).err).toMatch(/\n\s+at /);
});
