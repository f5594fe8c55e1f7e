import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';

const BIN = path.join(__dirname, '..', '..', 'bin', 'cdk8s-routing');

test('the program reads standard input, writes standard output, and exits with the status', () => {
  const input = 'apiVersion: v1\nkind: Service\nmetadata: { name: quote }\nspec: { selector: { app: quote }, ports: [{ port: 80 }] }\n';
  const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, 'endpoints', '-', '--format', 'json'], { input, encoding: 'utf8' });
  expect(stderr).toBe('');
  expect(JSON.parse(stdout)).toMatchObject({ version: 1, slices: [{ service: 'quote', endpoints: [] }] });
  expect(status).toBe(0);
});

const FULL = '/dev/full';

test('a result that cannot be written is a failure, with a message', () => {
  if (!fs.existsSync(FULL)) return;
  const input = 'apiVersion: v1\nkind: Service\nmetadata: { name: quote }\nspec: { clusterIP: None, selector: { app: quote } }\n';
  const full = fs.openSync(FULL, 'w');
  const { status, stderr } = spawnSync(process.execPath, [BIN, 'endpoints', '-'], { input, encoding: 'utf8', stdio: ['pipe', full, 'pipe'] });
  fs.closeSync(full);
  expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringMatching(/^error: the result cannot be written: .*\n$/) });
});

test('a folder as standard input is an error, not an empty text', () => {
  const folder = fs.openSync(__dirname, 'r');
  const { status, stderr } = spawnSync(process.execPath, [BIN, 'check', '-'], { encoding: 'utf8', stdio: [folder, 'pipe', 'pipe'] });
  fs.closeSync(folder);
  expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringContaining('standard input is a folder; name it instead of -') });
});
