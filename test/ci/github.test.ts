import { execFileSync, spawn } from 'node:child_process';
import * as fs from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as os from 'node:os';
import * as path from 'node:path';
import * as yaml from 'js-yaml';

const ROOT = path.join(__dirname, '..', '..');
const CI = path.join(ROOT, 'ci', 'github');
const MARKER = '<!-- cdk8s-routing diff -->';

interface Request {
  readonly method: string;
  readonly url: string;
  readonly token: string;
  readonly body: string;
}

interface Comment {
  readonly id: number;
  readonly body: string;
}

/** The comments of pull request 7, as GitHub's API keeps them. */
class FakeApi {
  readonly requests: Request[] = [];
  comments: Comment[] = [];
  private readonly server: Server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => { body += chunk.toString(); });
    request.on('end', () => {
      const { method = '', url = '' } = request;
      this.requests.push({ method, url, token: request.headers.authorization ?? '', body });
      const page = Number(/[?&]page=(\d+)/.exec(url)?.[1] ?? 1);
      if (method === 'GET') return response.end(JSON.stringify(this.comments.slice(100 * (page - 1), 100 * page)));
      const { body: text } = JSON.parse(body) as { body: string };
      const id = Number(/comments\/(\d+)$/.exec(url)?.[1] ?? 1000 + this.comments.length);
      this.comments = [...this.comments.filter((comment) => comment.id !== id), { id, body: text }];
      return response.end('{}');
    });
  });

  async start(): Promise<string> {
    await new Promise<void>((resolve) => { this.server.listen(0, '127.0.0.1', resolve); });
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.server.close();
  }
}

const POD = 'apiVersion: v1\nkind: Pod\nmetadata: { name: web, labels: { app: web } }\nspec: { containers: [{ name: web, image: web }] }\n';
const service = (app: string) => `apiVersion: v1\nkind: Service\nmetadata: { name: web }\nspec: { selector: { app: ${app} }, ports: [{ port: 80 }] }\n`;

let cwd: string;
let api: FakeApi;
let url: string;

beforeEach(async () => {
  cwd = fs.mkdtempSync(path.join(os.tmpdir(), 'action-'));
  fs.mkdirSync(path.join(cwd, 'dist'));
  fs.writeFileSync(path.join(cwd, 'dist/a.yaml'), `${POD}---\n${service('web')}`);
  api = new FakeApi();
  url = await api.start();
});

afterEach(() => {
  api.stop();
  fs.rmSync(cwd, { recursive: true, force: true });
});

interface Ran {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

async function runScript(script: string, args: readonly string[], env: Readonly<Record<string, string>>): Promise<Ran> {
  const inputs = {
    ROUTING_PROGRAM: path.join(ROOT, 'bin', 'cdk8s-routing'),
    ROUTING_MANIFESTS: 'dist',
    ROUTING_ARGS: '',
    ROUTING_VERSION: 'latest',
    GITHUB_API_URL: url,
    GITHUB_REPOSITORY: 'o/r',
    GITHUB_TOKEN: 'token-1',
    ROUTING_PULL_REQUEST: '7',
    ROUTING_COMMENT: 'true',
  };
  const child = spawn(path.join(CI, script), args, { cwd, env: { PATH: process.env.PATH, HOME: cwd, ...inputs, ...env } });
  const text = { out: '', err: '' };
  child.stdout.on('data', (chunk: Buffer) => { text.out += chunk.toString(); });
  child.stderr.on('data', (chunk: Buffer) => { text.err += chunk.toString(); });
  const status = await new Promise<number | null>((resolve) => { child.on('close', resolve); });
  return { status, ...text };
}

const comment = (report: string) => {
  fs.writeFileSync(path.join(cwd, 'report.md'), report);
  return runScript('comment.sh', ['report.md'], {});
};

test('a comment is written once, and then over the same one, which is found among many', async () => {
  const others = Array.from({ length: 120 }, (_, i): Comment => ({ id: i, body: i === 5 ? `> ${MARKER}\nwhat is this?` : 'looks good' }));
  api.comments = others;
  expect(await comment('one "quoted" $(line)\n')).toEqual({ status: 0, out: '', err: '' });
  expect(api.comments[120].body).toBe(`${MARKER}\none "quoted" $(line)\n`);
  expect((await comment('two\n')).status).toBe(0);
  expect(api.comments).toHaveLength(121);
  expect(api.comments[120].body).toBe(`${MARKER}\ntwo\n`);
  expect(api.requests.map(({ method }) => method)).toEqual(['GET', 'GET', 'POST', 'GET', 'GET', 'PATCH']);
  expect(new Set(api.requests.map(({ token }) => token))).toEqual(new Set(['Bearer token-1']));
  expect(api.requests[2].url).toBe('/repos/o/r/issues/7/comments');
}, 60_000);

test('a report that is too long for GitHub is cut at a line, and its picture is closed', async () => {
  await comment(`# diff\n\`\`\`mermaid\n${'a --> b\n'.repeat(20_000)}\`\`\`\n`);
  expect(api.comments[0].body.length).toBeLessThan(65_536);
  expect(api.comments[0].body).toMatch(/a --> b\n```\n\n\(the rest is in the summary of the job\)\n$/);
}, 60_000);

test('check annotates, writes SARIF, tells the status, and ends with it', async () => {
  fs.writeFileSync(path.join(cwd, 'dist/a.yaml'), `${POD}---\n${service('wbe')}`);
  const { status, out } = await runScript('run.sh', [], { ROUTING_COMMAND: 'check', ROUTING_SARIF: 'out/check.sarif', GITHUB_OUTPUT: path.join(cwd, 'output') });
  expect(out).toMatch(/^::error file=dist\/a\.yaml,line=\d+,col=\d+,title=service-selects-nothing::/m);
  expect(JSON.parse(fs.readFileSync(path.join(cwd, 'out/check.sarif'), 'utf8'))).toMatchObject({ version: '2.1.0' });
  expect(fs.readFileSync(path.join(cwd, 'output'), 'utf8')).toBe('status=1\n');
  expect(status).toBe(1);
}, 60_000);

test('diff writes the requests that change, with the picture, to the pull request and the summary of the job', async () => {
  const git = (...args: string[]): string => execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', ...args], { cwd, encoding: 'utf8' });
  git('init', '-q');
  git('add', 'dist');
  git('commit', '-qm', 'base');
  fs.writeFileSync(path.join(cwd, 'dist/a.yaml'), `${POD}---\n${service('wbe')}`);
  const env = { ROUTING_COMMAND: 'diff', ROUTING_BASE: git('rev-parse', 'HEAD').trim(), GITHUB_STEP_SUMMARY: path.join(cwd, 'summary.md') };
  expect(await runScript('run.sh', [], env)).toMatchObject({ status: 1, out: '' });
  expect(api.comments).toHaveLength(1);
  expect(api.comments[0].body).toContain('```mermaid\n');
  expect(api.comments[0].body).toBe(`${MARKER}\n${fs.readFileSync(env.GITHUB_STEP_SUMMARY, 'utf8')}`);
  expect((await runScript('run.sh', [], { ...env, ROUTING_COMMENT: 'false' })).status).toBe(1);
  expect(api.comments).toHaveLength(1);
}, 60_000);

test.each([
  ['ROUTING_MANIFESTS', '$(touch pwned)\n; touch pwned\n`touch pwned`'],
  ['ROUTING_ARGS', '-n\n$(touch pwned)'],
  ['ROUTING_COMMAND', 'check; touch pwned'],
])('what stands in %s is an argument, and never a script', async (name, value) => {
  expect((await runScript('run.sh', [], { ROUTING_COMMAND: 'check', [name]: value })).status).toBe(2);
  expect(fs.existsSync(path.join(cwd, 'pwned'))).toBe(false);
}, 60_000);

test('a version is one of npm, and nothing else', async () => {
  const { status, out } = await runScript('run.sh', [], { ROUTING_COMMAND: 'check', ROUTING_PROGRAM: '', ROUTING_VERSION: '1.0.0 --registry=x' });
  expect({ status, out }).toEqual({ status: 2, out: "::error::version: got '1.0.0 --registry=x', expected a version or tag of npm\n" });
}, 60_000);

test('the action gives its inputs as environment variables, each that is declared', () => {
  const action = yaml.load(fs.readFileSync(path.join(ROOT, 'action.yml'), 'utf8')) as {
    inputs: Record<string, unknown>;
    runs: { steps: { env: Record<string, string>; run: string }[] };
  };
  const [{ env, run: script }] = action.runs.steps;
  expect(script).not.toContain('${{');
  const used = Object.values(env).flatMap((text) => [...text.matchAll(/inputs\.(\w+)/g)].map(([, name]) => name));
  expect(used.sort()).toEqual(Object.keys(action.inputs).sort());
  expect(() => fs.accessSync(path.join(CI, 'run.sh'), fs.constants.X_OK)).not.toThrow();
});
