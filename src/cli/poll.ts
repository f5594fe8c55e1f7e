/** What was seen of the files in one round: a stamp of each by its name. */
export interface Round {
  readonly files: ReadonlyMap<string, string>;
  /** Something that was named is not there, or there is nothing to read. */
  readonly incomplete: boolean;
}

/** Between two rounds: with what follows, an answer comes within a tenth of a second. */
export const INTERVAL_MS = 40;
/** After a change: until it is seen whether that was all of it. */
const SETTLE_MS = 40;
/** `cdk8s synth` removes its folder, runs the app, and writes the folder anew: what is gone for so many rounds, three seconds, stays away. */
const ROUNDS_GONE = 75;
/** A round over many files must leave the machine to others. */
const LEAST_REST = 10;

/** What polling needs of the world. */
export interface Poll {
  look(): Promise<Round>;
  /** Resolves to false when the polling is to end. */
  sleep(milliseconds: number): Promise<boolean>;
  now(): number;
  /** @param changed the names of files that came, went or changed; null for the first time */
  act(changed: readonly string[] | null, round: Round): Promise<void>;
}

/**
 * Acts at once, and again after every change, when two rounds in a row are equal: half of a change is none.
 *
 * `fs.watch` and chokidar lose a folder that is removed and made anew; names, times and sizes do not.
 */
export async function poll({ look, sleep, now, act }: Poll): Promise<void> {
  let acted = await look();
  await act(null, acted);
  let last = acted;
  let equal = 0;
  let rest = INTERVAL_MS;
  while (await sleep(rest)) {
    const before = now();
    const round = await look();
    equal = isEqual(round, last) ? equal + 1 : 0;
    last = round;
    const changed = changes(acted, round);
    const settled = equal >= (round.incomplete && !acted.incomplete ? ROUNDS_GONE : 1);
    rest = Math.max(changed.length === 0 || settled ? INTERVAL_MS : SETTLE_MS, LEAST_REST * (now() - before));
    if (changed.length === 0 || !settled) continue;
    // what changes while it acts is seen in the next round
    acted = round;
    await act(changed, round);
  }
}

const isEqual = (a: Round, b: Round): boolean => changes(a, b).length === 0;

function changes(before: Round, after: Round): readonly string[] {
  const names = [...after.files].filter(([name, stamp]) => before.files.get(name) !== stamp).map(([name]) => name);
  return [...names, ...[...before.files.keys()].filter((name) => !after.files.has(name))];
}
