/*
 * Gives hostile input to every command, and looks for what it may never do; and changes what a cluster does not know of (the order of documents, files,
 * JSON for YAML, an unrelated object, the name of a namespace), which may change no finding and no answer.
 *
 *     npx tsx bench/fuzz.ts [--seconds N] [--seed N] [--all]
 *
 * One call of one input in ten is run by the shipped command as well, which has to do what the sources do (compile first), and every tenth input is committed to a
 * repository with links and names of all kinds, for `diff --git`.
 *
 * `--all`: every command in every format for each input, instead of one format each. An input that breaks a rule is made small and printed.
 */
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { parseArgs } from 'node:util';
import { allCalls, call, prepare, someCalls, warmUp, type HostileInput } from '../test/hostile/calls';
import { gitFaults } from '../test/hostile/git';
import { hostileInput, hostileObjects } from '../test/hostile/inputs';
import { broken } from '../test/hostile/invariants';
import { metamorphicFaults } from '../test/hostile/metamorphic';
import { Random } from '../test/hostile/random';
import { shippedFault } from '../test/hostile/shipped';

const { values } = parseArgs({ options: { seconds: { type: 'string', default: '30' }, seed: { type: 'string' }, all: { type: 'boolean', default: false }, failures: { type: 'string', default: '5' } } });
const SECONDS = Number(values.seconds);
const SEED = values.seed === undefined ? Date.now() % 1_000_000 : Number(values.seed);
const MOST_FAILURES = Number(values.failures);
/** No input of some kilobytes is worth more. */
const MOST_MILLISECONDS = 2_000;
/** So long is an input made smaller. */
const SHRINK_MILLISECONDS = 15_000;

/** Of the inputs; a process of its own takes as long as hundred calls. */
const SHIPPED_SHARE = 0.1;
const GIT_SHARE = 0.1;

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'fuzz-'));

/** The first sentence about what a call broke, null where all is well. */
async function faultOf(input: HostileInput, args: readonly string[]): Promise<string | null> {
  prepare(folder, input);
  return broken(await call(folder, args, input), MOST_MILLISECONDS)[0] ?? null;
}

/** The same fault, whatever numbers and names are in it. */
function signature(fault: string | null): string {
  return (fault ?? '').replace(/took \d+ ms/, 'slow').replace(/(control character on standard \w+|other cells|no text|failed):.*/s, '$1').replace(/\d+/g, 'N').slice(0, 120);
}

/** The same kind of change, of a finding or of an answer. */
function metamorphicSignature(fault: string): string {
  return fault.replace(/(: (?:\w+ [a-z-]+)?).*/s, '$1');
}

/** Takes lines, then pieces of lines, out of the texts of an input as long as the call breaks the same rule. */
async function smallest(input: HostileInput, argsOf: (input: HostileInput) => readonly string[], wanted: string): Promise<HostileInput> {
  const end = Date.now() + SHRINK_MILLISECONDS;
  let best = input;
  const keeps = async (candidate: HostileInput): Promise<boolean> => signature(await faultOf(candidate, argsOf(candidate))) === wanted;
  for (const field of ['manifests', 'config', 'expectations', 'header', 'name', 'url'] as const) {
    for (const separator of ['\n---\n', '\n', '']) {
      for (let size = Math.ceil(best[field].split(separator).length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
        for (let from = 0; Date.now() < end;) {
          const pieces = best[field].split(separator);
          if (from >= pieces.length) break;
          const candidate = { ...best, [field]: [...pieces.slice(0, from), ...pieces.slice(from + size)].join(separator) };
          if (await keeps(candidate)) best = candidate;
          else from += size;
        }
      }
    }
  }
  return best;
}

async function main(): Promise<void> {
  console.log(`seed ${SEED}, ${SECONDS} seconds`);
  await warmUp(folder);
  const end = Date.now() + SECONDS * 1000;
  const seen = new Set<string>();
  let inputs = 0;
  let calls = 0;
  let slowest = 0;
  for (let seed = SEED; Date.now() < end && seen.size < MOST_FAILURES; seed += 1) {
    const random = new Random(seed);
    const input = hostileInput(random);
    const chosen = values.all ? allCalls(input) : someCalls(input, random);
    prepare(folder, input);
    inputs += 1;
    for (const fault of metamorphicFaults(hostileObjects(random), random)) {
      if (seen.has(metamorphicSignature(fault))) continue;
      seen.add(metamorphicSignature(fault));
      console.log(`\n--- seed ${seed}: ${fault.slice(0, 1500)}`);
    }
    const others = [
      ...random.chance(SHIPPED_SHARE) ? [await shippedFault(folder, random.pick(chosen), input)] : [],
      ...random.chance(GIT_SHARE) ? await gitFaults(folder, input, random, MOST_MILLISECONDS) : [],
    ];
    for (const fault of others) {
      if (fault === null || seen.has(signature(fault))) continue;
      seen.add(signature(fault));
      console.log(`\n--- seed ${seed}: ${fault.slice(0, 1500)}`);
    }
    prepare(folder, input);
    for (const args of chosen) {
      const ran = await call(folder, args, input);
      calls += 1;
      slowest = Math.max(slowest, ran.milliseconds);
      const fault = broken(ran, MOST_MILLISECONDS)[0];
      if (fault === undefined || seen.has(signature(fault))) continue;
      seen.add(signature(fault));
      await show(seed, input, args, fault);
      prepare(folder, input);
    }
  }
  console.log(`${inputs} inputs, ${calls} calls, slowest ${Math.round(slowest)} ms, ${seen.size} faults`);
  process.exitCode = seen.size === 0 ? 0 : 1;
}

async function show(seed: number, input: HostileInput, args: readonly string[], fault: string): Promise<void> {
  const argsOf = (given: HostileInput): readonly string[] =>
    args.map((arg) => (arg === input.url ? given.url : arg === input.name ? given.name : arg === input.header ? given.header : arg));
  const small = await smallest(input, argsOf, signature(fault));
  const told = argsOf(small);
  prepare(folder, small);
  const { out, err } = await call(folder, told, small, { DEBUG: '1' });
  console.log(`\n--- seed ${seed}: ${fault.slice(0, 400)}\n$ cdk8s-routing ${told.map((arg) => JSON.stringify(arg.slice(0, 300))).join(' ')}`);
  for (const field of ['manifests', 'config', 'expectations'] as const) console.log(`${field}: ${JSON.stringify(small[field].slice(0, 1500))}`);
  console.log(`stderr: ${JSON.stringify(err.slice(0, 1500))}\nstdout: ${JSON.stringify(out.slice(0, 300))}`);
}

void main().finally(() => fs.rmSync(folder, { recursive: true, force: true }));
