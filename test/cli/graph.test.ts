import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { run } from '../../src/cli/main';
import { app, ingress } from '../diff/simulations';

const SHOP = app('one') + ingress('web', ['a.example.com Prefix / one']);

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  readonly cwd: string;
}

async function command(args: readonly string[]): Promise<Ran> {
  const cwd = fs.mkdtempSync(path.join(os.tmpdir(), 'graph-'));
  let out = '';
  let err = '';
  const code = await run([...args, '-'], {
    cwd,
    env: {},
    readStdin: async () => SHOP,
    stdout: { isTTY: false, write: (text) => { out += text; } },
    stderr: { isTTY: false, write: (text) => { err += text; } },
  });
  return { code, out, err, cwd };
}

async function graph(args: readonly string[]): Promise<Ran> {
  return command(['graph', ...args]);
}

test.each([['mermaid', 'flowchart LR'], ['dot', 'digraph'], ['svg', '<svg '], ['json', '{']])('--format %s', async (format, start) => {
  const { code, out } = await graph(['-o', format]);
  expect([code, out.slice(0, start.length)]).toEqual([0, start]);
});

test('without a format it is Mermaid, and the ending of a file says which', async () => {
  expect((await graph([])).out).toMatch(/^flowchart/);
  const { code, out, cwd } = await graph(['--output', 'x.svg']);
  expect([code, out]).toEqual([0, '']);
  expect(fs.readFileSync(path.join(cwd, 'x.svg'), 'utf8')).toMatch(/^<svg /);
});

test('a file whose ending says nothing is refused, and so are unknown formats', async () => {
  expect(await graph(['--output', 'x.png'])).toMatchObject({ code: 2, err: expect.stringContaining('.svg') as string });
  expect(await graph(['-o', 'png'])).toMatchObject({ code: 2, err: expect.stringContaining('mermaid, dot, svg') as string });
});

test('--namespace cuts to what leads there', async () => {
  expect((await graph(['-n', 'shop'])).out).toContain('a.example.com');
  expect((await graph(['-n', 'other'])).out).not.toContain('a.example.com');
});

test('check writes the page with its findings, to standard output or to a file', async () => {
  const { code, out } = await command(['check', '--format', 'html']);
  expect(code).toBe(0);
  expect(out).toMatch(/^<!DOCTYPE html>[^]*<title>Routing check<\/title>[^]*"rule":"[a-z-]+"/);
  const { code: second, cwd } = await command(['check', '--output', 'report.html']);
  expect(second).toBe(0);
  expect(fs.readFileSync(path.join(cwd, 'report.html'), 'utf8')).toBe(out);
});
