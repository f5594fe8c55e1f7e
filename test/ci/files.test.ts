import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import * as yaml from 'js-yaml';

const ROOT = path.join(__dirname, '..', '..');
const BIN = path.join(ROOT, 'bin', 'cdk8s-routing');

const read = (name: string): string => fs.readFileSync(path.join(ROOT, name), 'utf8');

let cwd: string;

beforeEach(() => {
  cwd = fs.mkdtempSync(path.join(os.tmpdir(), 'pipelines-'));
  fs.mkdirSync(path.join(cwd, 'dist'));
  fs.writeFileSync(path.join(cwd, 'dist/a.yaml'), 'apiVersion: v1\nkind: Service\nmetadata: { name: a }\nspec: { selector: { app: a } }\n');
});

afterEach(() => fs.rmSync(cwd, { recursive: true, force: true }));

/** Runs lines of a pipeline with the command that is built in place of the one that npx would fetch. */
function shell(lines: readonly string[], env: Readonly<Record<string, string>> = {}): number | null {
  const script = lines.join('\n').replace(/npx --yes ("cdk8s-routing@\$ROUTING_VERSION"|cdk8s-routing)/g, `"${process.execPath}" "${BIN}"`);
  expect(script).not.toContain('npx');
  return spawnSync('bash', ['-eo', 'pipefail', '-c', script], { cwd, env: { PATH: process.env.PATH, ...env }, timeout: 60_000 }).status;
}

test('the GitLab job writes the reports that it names, and fails with the check', () => {
  const jobs = yaml.load(read('ci/gitlab.yml')) as {
    'variables': Record<string, string>;
    'routing-check': { script: string[]; artifacts: { reports: { codequality: string; junit: string } } };
  };
  const { script, artifacts: { reports } } = jobs['routing-check'];
  expect(shell(script, jobs.variables)).toBe(1);
  const [found] = JSON.parse(fs.readFileSync(path.join(cwd, reports.codequality), 'utf8')) as unknown[];
  expect(found).toMatchObject({ check_name: 'invalid-object', severity: 'critical', location: { path: 'dist/a.yaml' } });
  expect(fs.readFileSync(path.join(cwd, reports.junit), 'utf8')).toMatch(/^<\?xml[^]*<failure/);
});

test('the GitLab diff compares with the base of the merge request, and fails where requests are lost', () => {
  const jobs = yaml.load(read('ci/gitlab.yml')) as { 'variables': Record<string, string>; 'routing-diff': { script: string[] } };
  const pod = 'apiVersion: v1\nkind: Pod\nmetadata: { name: a, labels: { app: a } }\nspec: { containers: [{ name: a, image: a }] }\n---\n';
  const app = (selected: string) => `${pod}apiVersion: v1\nkind: Service\nmetadata: { name: a }\nspec: { selector: { app: ${selected} }, ports: [{ port: 80 }] }\n`;
  fs.writeFileSync(path.join(cwd, 'dist/a.yaml'), app('a'));
  expect(shell(['git init -q', 'git add dist', 'git -c user.name=t -c user.email=t@example.com commit -qm base'])).toBe(0);
  const env = { ...jobs.variables, CI_MERGE_REQUEST_DIFF_BASE_SHA: 'HEAD' };
  expect(shell(jobs['routing-diff'].script, env)).toBe(0);
  fs.writeFileSync(path.join(cwd, 'dist/a.yaml'), app('b'));
  expect(shell(jobs['routing-diff'].script, env)).toBe(1);
  expect(fs.readFileSync(path.join(cwd, 'routing-diff.md'), 'utf8')).toContain('lost');
});

test('the pre-commit hook checks all manifests, whatever files changed', () => {
  const [hook] = yaml.load(read('.pre-commit-hooks.yaml')) as { entry: string; pass_filenames: boolean }[];
  expect(hook.pass_filenames).toBe(false);
  expect(shell([hook.entry])).toBe(1);
});

test('the image is made in two stages, takes nothing of this folder, and does not run as root', () => {
  const steps = read('Dockerfile').split('\n').filter((line) => /^[A-Z]+ /.test(line)).map((line) => /^([A-Z]+) (.*)$/.exec(line)?.slice(1, 3) ?? []);
  const names = steps.map(([name]) => name);
  expect(names.filter((name) => name === 'FROM')).toHaveLength(2);
  const last = steps.slice(names.lastIndexOf('FROM'));
  expect(last).toContainEqual(['USER', 'node']);
  const order = last.map(([name]) => name);
  expect(order.indexOf('USER')).toBeGreaterThan(Math.max(order.lastIndexOf('RUN'), order.lastIndexOf('COPY')));
  for (const [, copied] of steps.filter(([name]) => name === 'COPY' || name === 'ADD')) expect(copied).toMatch(/^--from=install /);
  const bins = Object.keys((JSON.parse(read('package.json')) as { bin: object }).bin);
  expect(bins).toContain(JSON.parse(steps.find(([name]) => name === 'ENTRYPOINT')?.[1] ?? '[]')[0]);
});
