import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { allCalls, call, PLAIN_INPUT, prepare, someCalls, warmUp, type HostileInput } from './hostile/calls';
import { gitFaults } from './hostile/git';
import { hostileInput, hostileObjects } from './hostile/inputs';
import { broken } from './hostile/invariants';
import { metamorphicFaults } from './hostile/metamorphic';
import { Random } from './hostile/random';
import { SEEDS } from './hostile/seeds';
import { shippedFault } from './hostile/shipped';
import { run } from '../src/cli/main';

/** Whatever takes longer hangs: a call needs less than a second, and other programs may want the processor. */
const MOST_MILLISECONDS = 20_000;

let folder: string;

beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'hostile-'));
  await warmUp(folder);
}, 60_000);

afterAll(() => {
  fs.rmSync(folder, { recursive: true, force: true });
});

async function faults(input: HostileInput, calls: readonly (readonly string[])[]): Promise<readonly string[]> {
  prepare(folder, input);
  const found: string[] = [];
  for (const args of calls) found.push(...broken(await call(folder, args, input), MOST_MILLISECONDS).map((fault) => `${args.join(' ')}: ${fault}`));
  return found;
}

test('every command in every format reads objects of all kinds', async () => {
  const calls = allCalls(PLAIN_INPUT);
  const isFirst = ([command, , format]: readonly string[], i: number): boolean =>
    calls.findIndex((each) => each[0] === command && each[2] === format) === i;
  expect(await faults(PLAIN_INPUT, calls.filter(isFirst))).toEqual([]);
});

test('no mangled input crashes a command, breaks a report or ends without a word', async () => {
  for (let seed = 1; seed <= 12; seed += 1) {
    const random = new Random(seed);
    const input = hostileInput(random);
    expect({ seed, faults: await faults(input, someCalls(input, random)) }).toEqual({ seed, faults: [] });
  }
});

test('what a cluster does not know of changes no finding and no answer: the order of documents, files, JSON, an unrelated object, the name of a namespace', () => {
  expect(metamorphicFaults(SEEDS, new Random(1))).toEqual([]);
  for (let seed = 1; seed <= 25; seed += 1) {
    const random = new Random(seed);
    const objects = hostileObjects(random);
    expect({ seed, faults: metamorphicFaults(objects, random) }).toEqual({ seed, faults: [] });
  }
});

test('what is shipped does the same as the sources', async () => {
  for (const seed of [1, 2, 3]) {
    const random = new Random(seed);
    const input = hostileInput(random);
    prepare(folder, input);
    expect({ seed, fault: await shippedFault(folder, random.pick(someCalls(input, random)), input) }).toEqual({ seed, fault: null });
  }
}, 60_000);

test('no repository leads diff --git out of it, crashes it, or makes it leave files behind', async () => {
  for (let seed = 1; seed <= 8; seed += 1) {
    const random = new Random(seed);
    expect({ seed, faults: await gitFaults(folder, hostileInput(random), random, MOST_MILLISECONDS) }).toEqual({ seed, faults: [] });
  }
}, 60_000);

const labels = { app: 'web' };
const container = { name: 'main', image: 'x' };

test('so many objects that something is cut are told in a few lines', async () => {
  const deployments = Array.from({ length: 60 }, (_, i) => ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: `web-${i}` },
    spec: { replicas: 2147483647, selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers: [container] } } },
  }));
  const service = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' }, spec: { clusterIP: 'None', selector: labels } };
  const input = { ...PLAIN_INPUT, manifests: JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [...deployments, service] }) };
  const { status, out, err } = await call(folder, ['resolve', 'web', '-', '--format', 'json'], input);
  expect(status).toBe(0);
  expect((JSON.parse(out) as { records: unknown[] }).records.length).toBeGreaterThan(1);
  const lines = err.trimEnd().split('\n');
  expect(lines).toHaveLength(51);
  expect(lines[0]).toMatch(/Deployment default\/web-0 has 2147483647 pods, of which 5000 are simulated$/);
  expect(lines[50]).toBe('warning: 10 more such warnings (objects of which only a part is simulated)');
});

test('a result that is longer than a text can be is told, and no bug', async () => {
  const written = { isTTY: false, write: (): void => { throw new RangeError('Invalid string length'); } };
  let err = '';
  const stderr = { isTTY: false, write: (text: string) => { err += text; } };
  expect(await run(['check', '-'], { cwd: folder, env: {}, stdout: written, stderr, readStdin: async () => PLAIN_INPUT.manifests })).toBe(2);
  expect(err).toMatch(/^error: the report is larger than 512 MB; name fewer manifests.*\n$/m);
});
