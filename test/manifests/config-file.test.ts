import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '../../src/manifests/config-file';

const folder = (text?: string): string => {
  const made = mkdtempSync(join(tmpdir(), 'routing-config-'));
  if (text !== undefined) writeFileSync(join(made, 'cdk8s-routing.yaml'), text);
  return made;
};

test('no config is no problem, unless one was named', () => {
  const cwd = folder();
  expect(loadConfig(undefined, cwd)).toEqual({ config: null, baseline: null, problems: [] });
  expect(loadConfig('other.yaml', cwd).problems).toMatchObject([{ file: 'other.yaml', line: null, kind: 'unreadable' }]);
});

test('the default config is found and read', () => {
  const cwd = folder('rules:\n  api-warning: off\n');
  expect(loadConfig(undefined, cwd).config?.rules.get('api-warning')).toBe('off');
});

test('a fault of the config has a line and a column', () => {
  const { problems } = loadConfig(undefined, folder('namespace: a\nsuppressions:\n  - rule: x\n    object: nothing\n    reason: known\n'));
  expect(problems).toMatchObject([{ file: 'cdk8s-routing.yaml', line: 4, column: 5, message: expect.stringContaining('suppressions[0].object') }]);
});

test('a config that is no YAML has the place of the fault', () => {
  expect(loadConfig(undefined, folder('a: [1\nb: 2\n')).problems).toMatchObject([{ line: 2, kind: 'syntax' }]);
});

test('a second document is refused', () => {
  expect(loadConfig(undefined, folder('namespace: a\n---\nnamespace: b\n')).problems).toMatchObject([{ line: 3, message: 'expected one document, got a second one' }]);
});

test('a config of a size that would fill the memory is refused', () => {
  const { problems } = loadConfig(undefined, folder(`rules:\n  a: [${'1,'.repeat(9_000_000)}]\n`));
  expect(problems).toMatchObject([{ line: 1, column: 1, message: expect.stringMatching(/^a document of more than 16 MB/) }]);
});
