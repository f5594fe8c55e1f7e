import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { commandOf } from '../../editors/vscode/src/command';

const EXTENSION = path.join(__dirname, '..', '..', 'editors', 'vscode');

test('the command is the one that is named, else that of the workspace, else that on the PATH', () => {
  const [empty, app] = ['empty-', 'app-'].map((name) => fs.mkdtempSync(path.join(tmpdir(), name)));
  const installed = path.join(app, 'node_modules', '.bin', 'cdk8s-routing');
  fs.mkdirSync(path.dirname(installed), { recursive: true });
  fs.writeFileSync(installed, '');
  expect(commandOf('', [empty, app], 'linux')).toBe(installed);
  expect(commandOf('', [empty], 'linux')).toBe('cdk8s-routing');
  expect(commandOf('', [empty], 'win32')).toBe('cdk8s-routing.cmd');
  expect(commandOf('routing', [app], 'linux')).toBe('routing');
  expect(commandOf('tools/routing', [app], 'linux')).toBe(path.join(app, 'tools', 'routing'));
  expect(commandOf('tools/routing', [], 'linux')).toBe('tools/routing');
});

test('every setting is read, and every setting that is read is there', () => {
  const { contributes } = JSON.parse(fs.readFileSync(path.join(EXTENSION, 'package.json'), 'utf8')) as {
    readonly contributes: { readonly configuration: { readonly properties: Readonly<Record<string, object>> } };
  };
  const text = fs.readFileSync(path.join(EXTENSION, 'src', 'extension.ts'), 'utf8');
  const read = [...text.matchAll(/settings\.get<[^>]+>\('(\w+)'/g)].map(([, name]) => `cdk8sRouting.${name}`);
  // the client of the protocol reads trace.server
  expect(Object.keys(contributes.configuration.properties).sort()).toEqual([...read, 'cdk8sRouting.trace.server'].sort());
});
