import { spawnSync } from 'node:child_process';
import * as path from 'node:path';

const BIN = path.join(__dirname, '..', '..', 'bin', 'cdk8s-routing');

test('the program reads standard input, writes standard output, and exits with the status', () => {
  const input = 'apiVersion: v1\nkind: Service\nmetadata: { name: quote }\nspec: { selector: { app: quote }, ports: [{ port: 80 }] }\n';
  const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, 'endpoints', '-', '--format', 'json'], { input, encoding: 'utf8' });
  expect(stderr).toBe('');
  expect(JSON.parse(stdout)).toMatchObject({ version: 1, slices: [{ service: 'quote', endpoints: [] }] });
  expect(status).toBe(0);
});
