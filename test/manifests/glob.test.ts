import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { matchPattern } from '../../src/manifests/glob';

let cwd: string;

beforeEach(() => {
  cwd = fs.mkdtempSync(path.join(os.tmpdir(), 'glob-'));
});

afterEach(() => {
  fs.rmSync(cwd, { recursive: true, force: true });
});

test('a search that links make endless is given up', async () => {
  for (let i = 0; i < 20; i += 1) {
    fs.mkdirSync(path.join(cwd, `${i}`));
    for (const link of ['a', 'b', 'c', 'd']) fs.symlinkSync(`../${i + 1}`, path.join(cwd, `${i}/${link}`));
  }
  expect((await matchPattern('**/*.yaml', cwd, 2_000)).cut).toBe(true);
});

test('a link to a folder above is no endless search', async () => {
  fs.mkdirSync(path.join(cwd, 'a'));
  fs.symlinkSync('..', path.join(cwd, 'a/up'));
  fs.writeFileSync(path.join(cwd, 'a/x.yaml'), '');
  expect(await matchPattern('a/*.yaml', cwd)).toEqual({ files: ['a/x.yaml'], unreadable: [], cut: false });
});

test('a folder that cannot be read is told', async () => {
  if (process.getuid === undefined || process.seteuid === undefined) return;
  fs.mkdirSync(path.join(cwd, 'closed'));
  fs.chmodSync(path.join(cwd, 'closed'), 0);
  fs.chmodSync(cwd, 0o755);
  const user = process.getuid();
  // root may read everything
  if (user === 0) process.seteuid(65534);
  const { unreadable } = await matchPattern('closed/*.yaml', cwd).finally(() => process.seteuid?.(user));
  expect(unreadable).toEqual([{ folder: expect.stringContaining('closed'), error: expect.objectContaining({ code: 'EACCES' }) }]);
});
