import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

const BIN = path.join(__dirname, '..', '..', 'bin', 'cdk8s-routing');

const service = (app: string) => `apiVersion: v1\nkind: Service\nmetadata: { name: quote }\nspec: { selector: { app: ${app} }, ports: [{ port: 80 }] }\n`;
const POD = 'apiVersion: v1\nkind: Pod\nmetadata: { name: quote, labels: { app: quote } }\nspec: { containers: [{ name: c, image: x }] }\n';

let cwd: string;
let child: ChildProcess | null;

beforeEach(() => {
  cwd = fs.mkdtempSync(path.join(os.tmpdir(), 'watch-'));
  child = null;
  synth({ 'a.yaml': service('quote'), 'b.yaml': POD });
});

afterEach(() => {
  child?.kill('SIGKILL');
  fs.rmSync(cwd, { recursive: true, force: true });
});

/** As `cdk8s synth`: the folder goes, and is written anew. */
function synth(files: Readonly<Record<string, string>>): void {
  fs.rmSync(path.join(cwd, 'dist'), { recursive: true, force: true });
  fs.mkdirSync(path.join(cwd, 'dist'));
  for (const [name, text] of Object.entries(files)) fs.writeFileSync(path.join(cwd, 'dist', name), text);
}

const write = (name: string, text: string): void => fs.writeFileSync(path.join(cwd, name), text);

/** Output as it comes; every wait begins where the one before ended, and none is longer than a test may take. */
class Watching {
  private text = '';
  private at = 0;
  private readonly waiting: (() => void)[] = [];
  readonly child: ChildProcess;

  constructor(...args: string[]) {
    // both streams in one pipe, as in a terminal: of two pipes the order is lost
    this.child = spawn('sh', ['-c', 'exec "$0" "$@" 2>&1', process.execPath, BIN, ...args], { cwd, stdio: ['ignore', 'pipe', 'ignore'] });
    child = this.child;
    const add = (chunk: Buffer): void => {
      this.text += chunk.toString();
      for (const wake of this.waiting.splice(0)) wake();
    };
    this.child.stdout?.on('data', add);
  }

  /** What was written up to the line that says what is watched. */
  async round(): Promise<string> {
    for (;;) {
      const end = /^\[[\d:]+\] watching .*\n/m.exec(this.text.slice(this.at));
      if (end !== null) {
        const said = this.text.slice(this.at, this.at + end.index + end[0].length);
        this.at += said.length;
        return said;
      }
      await new Promise<void>((wake) => this.waiting.push(wake));
    }
  }

  /** Rounds until one says it: a change may be seen in parts. */
  async until(expected: RegExp): Promise<string> {
    for (;;) {
      const said = await this.round();
      if (expected.test(said)) return said;
    }
  }

  /** The exit status or signal. */
  end(signal: NodeJS.Signals): Promise<number | NodeJS.Signals | null> {
    return new Promise((resolve) => {
      this.child.on('close', (status, by) => resolve(status ?? by));
      this.child.kill(signal);
    });
  }
}

test('check --watch answers again when a folder is removed and written anew, each time, and ends with Ctrl-C', async () => {
  const watching = new Watching('check', '--watch');
  expect(await watching.round()).toMatch(/^✔ no problems in 2 objects\n\[\d\d:\d\d:\d\d\] watching 2 files; Ctrl-C ends\n$/);
  for (let i = 0; i < 3; i += 1) {
    synth({ 'a.yaml': service(`wrong-${i}`), 'b.yaml': POD });
    expect(await watching.until(new RegExp(`wrong-${i}`))).toMatch(/^\[.*changed\n[^]*service-selects-nothing/);
  }
  synth({ 'a.yaml': service('quote'), 'b.yaml': POD });
  await watching.until(/no problems in 2 objects/);
  expect(await watching.end('SIGINT')).toBe('SIGINT');
}, 60_000);

test('a bad file, a bad config and a rule that is switched off are answered, and it goes on', async () => {
  const watching = new Watching('check', '-w');
  await watching.round();
  write('dist/a.yaml', 'apiVersion: v1\nkind: a: b\n');
  expect(await watching.until(/a\.yaml:2/)).toMatch(/dist\/a\.yaml:2:8: error: /);
  write('dist/a.yaml', service('qoute'));
  await watching.until(/service-selects-nothing/);
  write('cdk8s-routing.yaml', 'rule: {}\n');
  expect(await watching.until(/cdk8s-routing\.yaml:1:1: error: .*did you mean 'rules'/)).toMatch(/cdk8s-routing\.yaml changed/);
  write('cdk8s-routing.yaml', 'rules: { service-selects-nothing: off }\n');
  await watching.until(/no problems in 2 objects/);
  write('cdk8s-routing.yaml', 'exclude: [b.yaml]\n');
  await watching.until(/service-selects-nothing[^]* in 1 object\n/);
}, 60_000);

test('trace --watch and test --watch run again, the latter when the tests change too', async () => {
  const trace = new Watching('trace', 'http://quote', 'dist', '--from', 'Pod/quote', '--watch');
  expect(await trace.round()).toMatch(/✔ delivered/);
  write('dist/a.yaml', service('qoute'));
  await trace.until(/no-endpoints/);
  trace.child.kill('SIGKILL');
  write('routes.test.yaml', 'tests: [{ request: { url: http://quote, from: Pod/quote }, expect: { outcome: delivered } }]\n');
  const tests = new Watching('test', 'routes.test.yaml', '--watch');
  expect(await tests.round()).toMatch(/1 failed/);
  write('routes.test.yaml', 'tests: [{ request: { url: http://quote, from: Pod/quote }, expect: { reason: no-endpoints } }]\n');
  await tests.until(/1 passed/);
}, 60_000);

test('--output files in a watched folder do not make it run in circles; JSON documents follow each other on standard output', async () => {
  const watching = new Watching('check', '.', '--watch', '--output', 'report.json', '-o', 'json');
  await watching.round();
  write('dist/a.yaml', service('qoute'));
  expect(await watching.round()).toMatch(/dist\/a\.yaml changed/);
  expect(JSON.parse(fs.readFileSync(path.join(cwd, 'report.json'), 'utf8'))).toMatchObject({ summary: { errors: 1 } });
  write('dist/a.yaml', service('quote'));
  expect(await watching.round()).toMatch(/dist\/a\.yaml changed\n\{\n[^]*"errors": 0/);
}, 60_000);

test.each([
  ['check - --watch', /--watch: standard input cannot be watched/],
  ['test - dist --watch', /--watch: standard input cannot be watched/],
  ['check --watch --write-baseline b.json', /do not go together/],
  ['check --watch --format bogus', /--format: got 'bogus'/],
  ['trace ftp://quote dist --watch', /got scheme 'ftp'/],
  ['test none.test.yaml dist --watch', /none\.test\.yaml/],
  ['endpoints dist --watch', /unknown option '--watch'/],
])('a fault of the call ends it at once: %s', (args, message) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, ...args.split(' ')], { cwd, encoding: 'utf8', input: '', timeout: 30_000 });
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toMatch(message);
});
