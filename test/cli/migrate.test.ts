import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CliIo } from '../../src/cli/io';
import { run } from '../../src/cli/main';
import { validateObject } from '../../src/kubernetes/validation/validate';
import { parseManifests } from '../../src/manifests/yaml/parse';

const EXAMPLE = join(__dirname, '..', '..', 'examples', 'migration');

async function cli(...argv: readonly string[]): Promise<{ status: number; out: string; err: string }> {
  const text = { out: '', err: '' };
  const io: CliIo = {
    cwd: EXAMPLE,
    env: {},
    readStdin: async () => '',
    stdout: { isTTY: false, write: (some) => { text.out += some; } },
    stderr: { isTTY: false, write: (some) => { text.err += some; } },
  };
  return { status: await run(argv, io), ...text };
}

test('the example migrates: its objects are accepted, and what is lost is said', async () => {
  const { status, out, err } = await cli('migrate', 'shop.yaml', '--gateway-class', 'edge', '--gateway', 'infra/edge');
  const { resources, problems } = parseManifests(out, 'out.yaml', { namespace: 'default' });
  expect(problems).toEqual([]);
  expect(resources.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
    'Gateway edge', 'HTTPRoute api', 'HTTPRoute catalog', 'HTTPRoute pictures', 'HTTPRoute web', 'HTTPRoute web-redirect', 'HTTPRoute old-shop', 'ReferenceGrant gateways-to-certificates',
  ]);
  for (const { object } of resources) expect(validateObject(object).violations).toEqual([]);
  expect(err).toContain('because `/v1` is matched in any case here');
  expect(status).toBe(1);
});

test('the JSON document is that of diff, with objects and reasons', async () => {
  const { out } = await cli('migrate', 'shop.yaml', '--gateway-class', 'edge', '-o', 'json');
  const document = JSON.parse(out) as {
    version: number; objects: unknown[]; changes: { kind: string; because: string }[]; summary: { asked: number; differing: number; equal: number };
  };
  expect(document.version).toBe(1);
  expect(document.objects).toHaveLength(7);
  expect(document.changes.filter(({ kind }) => kind === 'lost').map(({ because }) => because)).toEqual([expect.stringContaining('in any case')]);
  expect(document.summary.equal).toBe(document.summary.asked - document.summary.differing);
});

test('options that cannot be are said', async () => {
  expect(await cli('migrate', 'shop.yaml')).toMatchObject({ status: 2, err: expect.stringContaining('--gateway-class: got nothing') as string });
  expect(await cli('migrate', 'shop.yaml', '--gateway-class', 'edge', '--gateway', 'a/b/c')).toMatchObject({ status: 2, err: expect.stringContaining("--gateway: got 'a/b/c'") as string });
  expect(await cli('migrate', 'shop.yaml', '--gateway-class', 'edge', '--output', 'shop.yaml')).toMatchObject({ status: 2, err: expect.stringContaining('one of the files that were read') as string });
});

test('whatif tells what is lost without a Service, and ranks the objects of a kind', async () => {
  const without = await cli('whatif', 'shop.yaml', '-n', 'shop', '--without', 'Service/cart', '-o', 'json');
  const { changes } = JSON.parse(without.out) as { changes: { kind: string; request: { url: string } }[] };
  expect(without.status).toBe(1);
  expect(changes.map(({ kind, request }) => `${kind} ${request.url}`)).toEqual(['lost https://shop.example.com/cart', 'lost http://cart.shop.svc/']);
  const each = await cli('whatif', 'shop.yaml', '--each', 'Service', '-o', 'json');
  const { objects } = JSON.parse(each.out) as { objects: { object: { name: string }; lost: number; reduced: number }[] };
  expect(objects.find(({ object }) => object.name === 'cart')).toMatchObject({ lost: 3, reduced: 0 });
  expect(objects.map(({ lost }) => lost)).toEqual([...objects.map(({ lost }) => lost)].sort((a, b) => b - a));
});

test('whatif says what it needs', async () => {
  expect(await cli('whatif', 'shop.yaml')).toMatchObject({ status: 2, err: expect.stringContaining('say what changes') as string });
  expect(await cli('whatif', 'shop.yaml', '--scale', 'Deployment/web')).toMatchObject({ status: 2, err: expect.stringContaining('KIND/NAME=N') as string });
  expect(await cli('whatif', 'shop.yaml', '--without', 'Service/nope')).toMatchObject({ status: 2, err: expect.stringContaining('the manifests have no Service') as string });
});

test('the config accepts differences with a reason: the exit status is 0, the report says why, and what accepts nothing is said', async () => {
  const config = (text: string): string => {
    const file = join(mkdtempSync(join(tmpdir(), 'accept-')), 'config.yaml');
    writeFileSync(file, `acceptedDifferences:\n${text}`);
    return file;
  };
  const all = ['lost', 'status', 'rewritten', 'admitted', 'uncertain', 'certificate'].map((kind) => `  - { kind: ${kind}, reason: agreed with the team }\n`).join('');
  const accepted = await cli('migrate', 'shop.yaml', '--gateway-class', 'edge', '--strict', '-o', 'json', '--config', config(all));
  const document = JSON.parse(accepted.out) as { changes: unknown[]; accepted: { kind: string; reason: string }[] };
  expect(accepted.status).toBe(0);
  expect(document.changes).toEqual([]);
  expect(document.accepted[0]).toMatchObject({ kind: 'lost', reason: 'agreed with the team' });
  expect(accepted.err).toContain('accepts no difference: no request is certificate so');
  expect(await cli('diff', 'shop.yaml', 'shop.yaml', '--config', config('  - { kind: gone, reason: x }\n'))).toMatchObject({
    status: 2, err: expect.stringContaining("acceptedDifferences[0].kind: got 'gone', expected one of lost") as string,
  });
});

test('the comment for the pull request is what the page shows', async () => {
  const { out } = await cli('migrate', 'shop.yaml', '--gateway-class', 'edge', '--gateway', 'infra/edge', '--config', 'accepted.yaml', '-o', 'markdown');
  const file = join(EXAMPLE, 'comment.md');
  if (process.env.UPDATE_DOCS !== undefined) writeFileSync(file, out);
  expect(out).toBe(readFileSync(file, 'utf8'));
});
