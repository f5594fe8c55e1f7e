import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../src/cli/main';
import { SHOP } from '../expectations/simulating';

const folder = mkdtempSync(join(tmpdir(), 'cli-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

const PASSING = 'tests:\n  - { name: api, request: http://api.example.com/v1, expect: { service: api } }\n';
const FAILING = 'tests:\n  - { name: wrong, request: http://api.example.com/v1, expect: { service: web } }\n';

writeFileSync(join(folder, 'shop.yaml'), SHOP);
writeFileSync(join(folder, 'pass.test.yaml'), PASSING);
writeFileSync(join(folder, 'fail.test.yaml'), FAILING);
writeFileSync(join(folder, 'typo.test.yaml'), 'tests:\n  - { request: http://a/, expect: { sevice: api } }\n');
writeFileSync(join(folder, 'empty.test.yaml'), '');

async function call(...args: readonly string[]): Promise<{ readonly status: number; readonly stdout: string; readonly stderr: string }> {
  let stdout = '';
  let stderr = '';
  const status = await run(['test', ...args], {
    cwd: folder,
    env: {},
    stdout: { isTTY: false, write: (text) => { stdout += text; } },
    stderr: { isTTY: false, write: (text) => { stderr += text; } },
    readStdin: async () => SHOP,
  });
  return { status, stdout, stderr };
}

test('passing tests exit with 0 and are listed', async () => {
  const { status, stdout, stderr } = await call('pass.test.yaml', 'shop.yaml');
  expect([status, stderr]).toEqual([0, '']);
  expect(stdout).toContain('✔ api');
  expect(stdout).toContain('1 test: 1 passed');
});

test('a failing test exits with 1, and shows expected, actual, and the way of the request', async () => {
  const { status, stdout } = await call('fail.test.yaml', 'shop.yaml');
  expect(status).toBe(1);
  expect(stdout).toContain('✖ wrong  line 2');
  expect(stdout).toContain('service: expected web, got shop/api');
  expect(stdout).toContain('matches path `/v1` (Prefix)');
});

test('a misspelled field exits with 2, and tells file, line, column and the right name', async () => {
  const { status, stdout, stderr } = await call('typo.test.yaml', 'shop.yaml');
  expect([status, stdout]).toEqual([2, '']);
  expect(stderr).toContain("typo.test.yaml:2:37: error: tests[0].expect.sevice: unknown field 'sevice', did you mean 'service'?");
});

test('a file that is not there, one without tests, and manifests that are not there exit with 2', async () => {
  expect((await call('none.test.yaml', 'shop.yaml')).status).toBe(2);
  expect((await call('empty.test.yaml', 'shop.yaml')).status).toBe(2);
  expect((await call('pass.test.yaml', 'none.yaml')).status).toBe(2);
});

test('several files of tests are told from the manifests by their names, and a folder is searched for them', async () => {
  expect((await call('pass.test.yaml', 'fail.test.yaml', 'shop.yaml')).stdout).toContain('2 tests: 1 failed, 1 passed');
  expect((await call('*ss.test.yaml', '-')).stdout).toContain('1 test: 1 passed');
  expect((await call('.', 'shop.yaml')).stderr).toContain('typo.test.yaml');
});

test('coverage under the threshold exits with 1, and is not rounded up', async () => {
  expect(await call('pass.test.yaml', 'shop.yaml', '--fail-under', '30')).toMatchObject({ status: 0, stdout: expect.stringContaining('Coverage: 30 % (3 of 10') });
  expect(await call('pass.test.yaml', 'shop.yaml', '--fail-under', '30.01')).toMatchObject({ status: 1, stderr: 'coverage is 30 % (3 of 10), under 30.01 %\n' });
  expect((await call('pass.test.yaml', 'shop.yaml', '--fail-under', '101')).status).toBe(2);
});

test('--coverage lists what tests went through and what none did', async () => {
  const { stdout } = await call('pass.test.yaml', 'shop.yaml', '--coverage');
  expect(stdout).toMatch(/✔ {2}path +api\.example\.com\/v1 \(Prefix\) +Ingress shop\/shop +shop\.yaml:\d+ +api/);
  expect(stdout).toMatch(/✖ {2}service-port +port 81 \(admin\) +Service shop\/api +shop\.yaml:\d+ +no test/);
});

test('--suggest prints tests for the rest that pass and cover everything, and the report goes to standard error', async () => {
  const { status, stdout, stderr } = await call('pass.test.yaml', 'shop.yaml', '--suggest');
  expect(status).toBe(0);
  expect(stderr).toContain('✔ api');
  writeFileSync(join(folder, 'all.test.yaml'), PASSING + stdout);
  expect(await call('all.test.yaml', 'shop.yaml', '--fail-under', '100')).toMatchObject({ status: 0, stderr: '' });
});

test('--suggest begins a file that is empty, or not there yet', async () => {
  expect((await call('empty.test.yaml', 'shop.yaml', '--suggest')).stdout).toMatch(/^---\n# /);
  expect((await call('new.test.yaml', 'shop.yaml', '--suggest')).stdout).toMatch(/^---\n# /);
});

test('JSON is one document with results, summary, coverage and suggestions', async () => {
  const { stdout } = await call('fail.test.yaml', 'shop.yaml', '--format', 'json');
  const { results, summary, coverage, suggestions, version } = JSON.parse(stdout);
  expect([version, summary]).toEqual([1, { tests: 1, passed: 0, failed: 1 }]);
  expect(results[0]).toMatchObject({
    name: 'wrong',
    status: 'failed',
    file: 'fail.test.yaml',
    line: 2,
    request: { method: 'GET', url: 'http://api.example.com/v1', from: null },
    expected: { service: 'web' },
    mismatches: [{ field: 'service', expected: 'web', actual: 'shop/api' }],
    trace: { outcome: 'delivered' },
  });
  expect(coverage).toMatchObject({ percent: 0, covered: 0, total: 10, unreachable: [] });
  expect(coverage.items[0]).toMatchObject({ kind: 'path', covered: false, tests: [], object: { kind: 'Ingress', name: 'shop' }, file: 'shop.yaml' });
  expect(suggestions[0]).toMatchObject({ request: expect.stringMatching(/^GET http/), expect: {} });
});

test('JUnit and GitHub formats tell failures at their lines', async () => {
  expect((await call('fail.test.yaml', 'shop.yaml', '--format', 'junit')).stdout).toContain('<testcase classname="fail.test.yaml" name="wrong" file="fail.test.yaml" line="2">');
  const { stdout, status } = await call('fail.test.yaml', 'shop.yaml', '--format', 'github', '--coverage');
  expect(status).toBe(1);
  expect(stdout).toMatch(/^::error file=fail\.test\.yaml,line=2,col=5,title=wrong::service: expected web, got shop\/api%0A/);
  expect(stdout).toContain('title=not covered by a route test::port 81 (admin) of Service shop/api');
});
