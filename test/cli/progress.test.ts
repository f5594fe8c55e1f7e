import type { CliIo } from '../../src/cli/io';
import { run } from '../../src/cli/main';
import { withProgress } from '../../src/cli/progress';

const WIPE = '\r\u001b[2K';

interface Watched {
  readonly io: CliIo;
  /** What was written, in order: `out` and `err` with the text. */
  readonly written: (readonly [string, string])[];
}

function watched(isTTY: boolean, env: CliIo['env'] = {}, now = (): number => 0, manifests = ''): Watched {
  const written: (readonly [string, string])[] = [];
  const output = (name: string): CliIo['stdout'] => ({ isTTY, write: (text) => { written.push([name, text]); } });
  const io = withProgress({ cwd: '/', env, stdout: output('out'), stderr: output('err'), readStdin: async () => manifests }, now);
  return { io, written };
}

test('much work is said before it begins, and wiped before anything else is written', () => {
  const { io, written } = watched(true);
  io.beforeText?.(33_554_432);
  io.beforeObjects?.('checking', 60_000);
  io.stdout.write('result');
  io.stdout.write('more');
  expect(written).toEqual([['err', `${WIPE}reading 32 MB...`], ['err', `${WIPE}checking 60,000 objects...`], ['err', WIPE], ['out', 'result'], ['out', 'more']]);
});

test('little work is said once two seconds have passed', () => {
  let time = 0;
  const { io, written } = watched(true, {}, () => time);
  io.beforeObjects?.('simulating', 10);
  time = 2_000;
  io.beforeObjects?.('checking', 10);
  io.done?.();
  io.done?.();
  expect(written).toEqual([['err', `${WIPE}checking 10 objects...`], ['err', WIPE]]);
});

test.each<[string, boolean, CliIo['env']]>([['without a terminal', false, {}], ['in a pipeline', true, { CI: 'true' }], ['on a terminal that cannot wipe', true, { TERM: 'dumb' }]])(
  '%s nothing is said', (_, isTTY, env) => {
    const { io, written } = watched(isTTY, env);
    io.beforeObjects?.('checking', 60_000);
    io.done?.();
    expect(written).toEqual([]);
  });

test('a check says what it does, and its report begins on a line of its own', async () => {
  let time = 0;
  const manifests = 'apiVersion: v1\nkind: Service\nmetadata: { name: quote }\nspec: { clusterIP: None, selector: { app: quote } }\n';
  const { io, written } = watched(true, {}, () => { time += 3_000; return time; }, manifests);
  await run(['check', '-', '--color', 'never'], io);
  const texts = written.map(([, text]) => text);
  expect(texts.slice(0, 3)).toEqual([`${WIPE}reading 1 MB...`, `${WIPE}simulating 1 object...`, `${WIPE}checking 1 object...`]);
  expect(texts.slice(3, 4)).toEqual([WIPE]);
  expect(written[4][0]).toBe('out');
});
