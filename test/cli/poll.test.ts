import * as fc from 'fast-check';
import { INTERVAL_MS, poll, type Round } from '../../src/cli/poll';

/** Files by name, as one round sees them; null: the folder is gone. */
type Files = Readonly<Record<string, string>> | null;

const round = (files: Files): Round => (
  { files: new Map(Object.entries(files ?? { dist: 'no such file or folder' })), incomplete: files === null }
);

/** Polls what rounds see, on a clock that stands still but for the sleeping; gives what was acted on, and when. */
async function acts(rounds: readonly Files[], lookMs = 0): Promise<{ acted: (readonly string[] | null)[]; times: number[] }> {
  const acted: (readonly string[] | null)[] = [];
  const times: number[] = [];
  let at = 0;
  let time = 0;
  await poll({
    look: async () => {
      time += lookMs;
      at += 1;
      return round(rounds[at - 1]);
    },
    sleep: async (milliseconds) => {
      time += milliseconds;
      return at < rounds.length;
    },
    now: () => time,
    act: async (changed) => {
      acted.push(changed);
      times.push(time);
    },
  });
  return { acted, times };
}

const A = { a: '1' };

test('it acts at once, and no more while nothing changes', async () => {
  expect((await acts([A, A, A, A])).acted).toEqual([null]);
});

test('a change is acted on when the next round sees the same, soon after it was seen', async () => {
  const { acted, times } = await acts([A, { a: '2' }, { a: '2' }, { a: '2' }]);
  expect(acted).toEqual([null, ['a']]);
  expect(times[1]).toBeLessThanOrEqual(INTERVAL_MS + 100);
});

test('what is still being written is not acted on', async () => {
  expect((await acts([A, { a: '2' }, { a: '3' }, { a: '4' }, { a: '4' }])).acted).toEqual([null, ['a']]);
  expect((await acts([A, { a: '2' }, { a: '3' }, { a: '4' }])).acted).toEqual([null]);
});

test('files that came, went and changed are named', async () => {
  const after = { b: '1', c: '2', d: '1' };
  expect((await acts([{ a: '1', b: '1', c: '1' }, after, after])).acted).toEqual([null, ['c', 'd', 'a']]);
});

test('a change that is taken back before it was acted on is none', async () => {
  expect((await acts([A, { a: '2' }, A, A, A])).acted).toEqual([null]);
});

test('a folder that is removed and written anew, as cdk8s synth does, is one change; again and again', async () => {
  const synth = (stamp: string): Files[] => [null, null, null, null, { a: stamp }, { a: stamp, b: stamp }, { a: stamp, b: stamp }];
  expect((await acts([A, ...synth('2'), ...synth('3'), ...synth('4')])).acted).toEqual([null, ['a', 'b'], ['a', 'b'], ['a', 'b']]);
});

test('a folder that stays away is acted on after some seconds', async () => {
  const { acted, times } = await acts([A, ...Array<Files>(100).fill(null)]);
  expect(acted).toEqual([null, ['dist', 'a']]);
  expect(times[1]).toBeGreaterThan(2_000);
  expect(times[1]).toBeLessThan(15_000);
});

test('what was not there from the beginning is acted on as soon as it is', async () => {
  expect((await acts([null, null, A, A])).acted).toEqual([null, ['a', 'dist']]);
});

test('rounds that take long leave the machine alone for longer', async () => {
  const { times } = await acts([A, A, { a: '2' }, { a: '2' }], 200);
  expect(times[1]).toBeGreaterThan(4 * 200 + 2 * 2_000);
});

test('whatever is seen, what was acted on last is what two rounds saw', async () => {
  const files = fc.option(fc.record({ a: fc.constantFrom('1', '2'), b: fc.constantFrom('1', '2') }, { requiredKeys: [] }), { nil: null, freq: 6 });
  await fc.assert(fc.asyncProperty(fc.array(files, { minLength: 1, maxLength: 12 }), async (rounds) => {
    const last = rounds[rounds.length - 1] ?? {};
    let seen: Round | undefined;
    let at = 0;
    const all = [...rounds, last, last];
    await poll({
      look: async () => round(all[at++]),
      sleep: async () => at < all.length,
      now: () => 0,
      act: async (_, acted) => { seen = acted; },
    });
    expect(seen?.files).toEqual(round(last).files);
  }));
});
