import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { allCalls, call, PLAIN_INPUT, prepare, someCalls, type HostileInput } from './hostile/calls';
import { hostileInput } from './hostile/inputs';
import { broken } from './hostile/invariants';
import { Random } from './hostile/random';

/** Far more than any of these takes, so that a slow machine fails no test. */
const MOST_MILLISECONDS = 5_000;

let folder: string;

beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'hostile-'));
});

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
  expect(await faults(PLAIN_INPUT, allCalls(PLAIN_INPUT))).toEqual([]);
});

test('no mangled input crashes a command, breaks a report or ends without a word', async () => {
  for (let seed = 1; seed <= 15; seed += 1) {
    const random = new Random(seed);
    const input = hostileInput(random);
    expect({ seed, faults: await faults(input, someCalls(input, random)) }).toEqual({ seed, faults: [] });
  }
});
