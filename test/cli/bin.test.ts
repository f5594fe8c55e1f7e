import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

const BIN = path.join(__dirname, '..', '..', 'bin', 'cdk8s-routing');

test('the program reads standard input, writes standard output, and exits with the status', () => {
  const input = 'apiVersion: v1\nkind: Service\nmetadata: { name: quote }\nspec: { selector: { app: quote }, ports: [{ port: 80 }] }\n';
  const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, 'endpoints', '-', '--format', 'json'], { input, encoding: 'utf8' });
  expect(stderr).toBe('');
  expect(JSON.parse(stdout)).toMatchObject({ version: 1, slices: [{ service: 'quote', endpoints: [] }] });
  expect(status).toBe(0);
});

test('a check loads none of the modules of Node that take as long as the check of an app', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'bin-'));
  const script = path.join(folder, 'modules.js');
  fs.writeFileSync(script, `require(${JSON.stringify(BIN)}); process.on('exit', () => console.error(process.moduleLoadList.join()));`);
  const app = 'apiVersion: v1\nkind: Service\nmetadata: { name: quote }\nspec: { clusterIP: None, selector: { app: quote } }\n';
  const { stdout, stderr } = spawnSync(process.execPath, [script, 'check', '-'], { input: app, encoding: 'utf8' });
  fs.rmSync(folder, { recursive: true });
  expect(stdout).toContain('selector matches no pods');
  expect(stderr.split(',').filter((name) => /^NativeModule (?:fs|crypto|v8|child_process)$/.test(name))).toEqual(['NativeModule fs']);
});

const FULL = '/dev/full';

test('a result that cannot be written is a failure, with a message', () => {
  if (!fs.existsSync(FULL)) return;
  const input = 'apiVersion: v1\nkind: Service\nmetadata: { name: quote }\nspec: { clusterIP: None, selector: { app: quote } }\n';
  const full = fs.openSync(FULL, 'w');
  const { status, stderr } = spawnSync(process.execPath, [BIN, 'endpoints', '-'], { input, encoding: 'utf8', stdio: ['pipe', full, 'pipe'] });
  fs.closeSync(full);
  expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringMatching(/^error: the result cannot be written: .*\n$/) });
});

test('a folder as standard input is an error, not an empty text', () => {
  const folder = fs.openSync(__dirname, 'r');
  const { status, stderr } = spawnSync(process.execPath, [BIN, 'check', '-'], { encoding: 'utf8', stdio: [folder, 'pipe', 'pipe'] });
  fs.closeSync(folder);
  expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringContaining('standard input is a folder; name it instead of -') });
});

describe('what is shipped refuses wrong input as the sources do: exit status 2 and a reason, which is not a bug of the program', () => {
  let cwd: string;
  const app = 'apiVersion: v1\nkind: Service\nmetadata: { name: quote }\nspec: { clusterIP: None, selector: { app: quote } }\n';

  beforeAll(() => {
    cwd = fs.mkdtempSync(path.join(os.tmpdir(), 'bin-'));
    fs.writeFileSync(path.join(cwd, 'app.yaml'), app);
    fs.writeFileSync(path.join(cwd, 'bad-config.yaml'), 'sevreity: error\n');
    fs.writeFileSync(path.join(cwd, 'bad-baseline.json'), '{');
    fs.writeFileSync(path.join(cwd, 'bad.test.yaml'), 'tests: [{ request: 5 }]\n');
    fs.writeFileSync(path.join(cwd, 'latin1.yaml'), Buffer.from([0x61, 0x3A, 0x20, 0xFF, 0xFE, 0x80]));
  });

  afterAll(() => fs.rmSync(cwd, { recursive: true, force: true }));

  test.each([
    ['check --format bogus', /--format/],
    ['check --controller bogus app.yaml', /--controller/],
    ['check -n A_B app.yaml', /--namespace/],
    ['check --baseline nope app.yaml', /baseline nope/],
    ['check --baseline bad-baseline.json app.yaml', /baseline bad-baseline\.json/],
    ['check --write-baseline nope/x app.yaml', /--write-baseline nope\/x/],
    ['check --output /dev/full/x.json app.yaml', /--output \/dev\/full/],
    ['check --output json=. app.yaml', /--output \./],
    ['check --kubernetes-version 9 app.yaml', /--kubernetes-version/],
    ['check --config bad-config.yaml app.yaml', /bad-config\.yaml:1:1: error/],
    ['check nope.yaml', /nope\.yaml: error/],
    ['check latin1.yaml', /latin1\.yaml:1.*UTF-8/],
    ['trace http://quote --from Pod/none app.yaml', /--from/],
    ['trace http://quote -H bad app.yaml', /header 'bad'/],
    ['resolve quote --from quote app.yaml', /--from/],
    ['test nope app.yaml', /nope/],
    ['test bad.test.yaml app.yaml', /bad\.test\.yaml:1:/],
    ['test bad.test.yaml app.yaml --fail-under x', /--fail-under/],
    ['diff app.yaml', /expected two/],
    ['diff --git HEAD app.yaml', /--git/],
    ['diff --fail-on x app.yaml app.yaml', /--fail-on/],
    ['diff - -', /standard input/],
  ])('%s', (args, message) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, ...args.split(' ')], { cwd, encoding: 'utf8', input: app });
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/this is a bug|\n\s+at /);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  });
});

test('compiled code of another V8 is not run, and is written anew', () => {
  const cache = fs.mkdtempSync(path.join(os.tmpdir(), 'bin-cache-'));
  const input = 'apiVersion: v1\nkind: Service\nmetadata: { name: quote }\nspec: { clusterIP: None, selector: { app: quote } }\n';
  const run = (): string => spawnSync(process.execPath, [BIN, 'endpoints', '-'], { input, encoding: 'utf8', env: { ...process.env, NODE_COMPILE_CACHE: cache } }).stdout;
  const folder = path.join(cache, 'cdk8s-routing');
  const first = run();
  expect(first).toContain('quote');
  const files = fs.readdirSync(folder).map((name) => path.join(folder, name));
  expect(files.length).toBeGreaterThan(2);
  // behind our mark are V8's own: of its version, of its flags
  const spoilt = (bytes: Buffer): Buffer => Buffer.from(bytes).fill(0x11, 19, 40);
  for (const file of files) fs.writeFileSync(file, spoilt(fs.readFileSync(file)));
  expect(run()).toBe(first);
  for (const file of files) expect(fs.readFileSync(file).equals(spoilt(fs.readFileSync(file)))).toBe(false);
  fs.rmSync(cache, { recursive: true });
});

test('compiled code of what is opened after much text is taken by the next run too', () => {
  const cache = fs.mkdtempSync(path.join(os.tmpdir(), 'bin-cache-'));
  const ingress = 'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: { name: shop }\nspec: { ingressClassName: nginx, defaultBackend: { service: { name: shop, port: { number: 80 } } } }\n';
  const input = `${ingress}---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: large }\ndata: { large: ${'x'.repeat(256 * 1024)} }\n`;
  const run = (): readonly (readonly [string, number])[] => {
    spawnSync(process.execPath, [BIN, 'check', '-'], { input, env: { ...process.env, NODE_COMPILE_CACHE: cache } });
    const folder = path.join(cache, 'cdk8s-routing');
    return fs.readdirSync(folder).map((name) => [name, fs.statSync(path.join(folder, name)).ino]);
  };
  const first = run();
  expect(first.map(([name]) => name)).toEqual(expect.arrayContaining([expect.stringMatching(/^ingress-nginx/)]));
  expect(run()).toEqual(first);
  fs.rmSync(cache, { recursive: true });
});
