import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { APP, Editor } from './editor';

const BROKEN_BACKEND = APP.replace('number: 80', 'number: 8080');

test('findings stand at their fields, with a rule and the page that explains it', () => {
  const editor = new Editor({ 'app.yaml': BROKEN_BACKEND });
  expect(editor.diagnostics('app.yaml')).toEqual([{
    range: { start: { line: 45, character: 26 }, end: { line: 45, character: 30 } },
    severity: 1,
    source: 'cdk8s-routing',
    code: 'backend-port-missing',
    codeDescription: { href: expect.stringMatching(/RULES\.md#backend-port-missing$/) },
    message: expect.stringMatching(/^Service kiada\/quote-service has no port 8080.*\nfix: /),
    relatedInformation: [{ message: 'Service kiada/quote-service', location: { uri: editor.uri('app.yaml'), range: { start: { line: 16, character: 8 }, end: { line: 16, character: 21 } } } }],
  }]);
});

test('a scalar is underlined, and of a mapping its key', () => {
  const editor = new Editor({ 'app.yaml': APP.replace('selector: { app: quote }', 'selector: { app: qoute }') });
  const [{ range }] = editor.diagnostics('app.yaml');
  expect(range).toEqual({ start: { line: 19, character: 2 }, end: { line: 19, character: 10 } });
});

test('columns count UTF-16 units, as the protocol has it', () => {
  const editor = new Editor({ 'app.yaml': BROKEN_BACKEND.replace('{ name: public, namespace: kiada }', '{ name: public, namespace: kiada, annotations: { a: "é🙂", ignore.cdk8s-routing/no-rule: "🙂" } }') });
  const [{ code, range }] = editor.diagnostics('app.yaml');
  expect({ code, range }).toEqual({ code: 'unused-suppression', range: { start: { line: 32, character: 99 }, end: { line: 32, character: 103 } } });
});

test('all files of a folder are one cluster', () => {
  const [workload, service, ...rest] = APP.split('---\n');
  const editor = new Editor({ 'a/workload.yaml': workload, 'b/service.yml': service, 'c.yaml': rest.join('---\n') });
  expect([editor.shown('a/workload.yaml'), editor.shown('b/service.yml'), editor.shown('c.yaml')]).toEqual([[], [], []]);
  editor.type('b/service.yml', service.replace('port: 80\n', 'port: 81\n'));
  expect(editor.shown('c.yaml')).toEqual(['21:27 error backend-port-missing']);
  editor.service.closeDocument(editor.uri('b/service.yml'));
  expect(editor.shown('c.yaml')).toEqual([]);
});

test('files that change, come and go on disk are read again', () => {
  const editor = new Editor({ 'app.yaml': APP });
  expect(editor.shown('app.yaml')).toEqual([]);
  editor.write('other.yaml', APP.split('---\n')[1].replace(/quote/g, 'other'));
  expect(editor.shown('other.yaml')).toEqual([]);
  editor.service.rescan();
  expect(editor.shown('other.yaml')).toEqual(['7:3 error service-selects-nothing']);
  rmSync(join(editor.root, 'other.yaml'));
  editor.service.rescan();
  expect([...editor.service.diagnostics().keys()]).toEqual([editor.uri('app.yaml')]);
});

test('a document that cannot be read is one diagnostic at its line, and the others are checked', () => {
  const editor = new Editor({ 'app.yaml': `${BROKEN_BACKEND}---\napiVersion: v1\nkind: Service\nmetadata: { name: other\nspec: {}\n` });
  expect(editor.shown('app.yaml')).toEqual(['51:5 error syntax', '46:27 error backend-port-missing']);
});

test('objects of a document that somebody is typing into stay what they were, so that no other file is at fault', () => {
  const [workload, service, ...rest] = APP.split('---\n');
  const editor = new Editor({ 'service.yaml': service, 'rest.yaml': [workload, ...rest].join('---\n') });
  expect(editor.shown('rest.yaml')).toEqual([]);
  editor.type('service.yaml', service.replace('selector: {', 'selector: { a'));
  editor.type('service.yaml', service.replace('selector: { app: quote }', 'selector: { app: "quote }'));
  expect(editor.shown('service.yaml')).toEqual(['12:1 error syntax']);
  expect(editor.shown('rest.yaml')).toEqual([]);
});

test('templates, charts, values and files of other programs are passed over', () => {
  const template = 'apiVersion: v1\nkind: Service\nmetadata: { name: {{ .Release.Name }} }\nspec: { selector: { app: nothing } }\n';
  const editor = new Editor({
    'chart/Chart.yaml': 'apiVersion: v2\nname: chart\nversion: 1.0.0\n',
    'chart/values.yaml': 'service: { port: 80 }\n',
    'template.yaml': template,
    'package.json': '{ "name": "x" }',
    'broken.json': '{',
    'node_modules/app.yaml': BROKEN_BACKEND,
    '.hidden/app.yaml': BROKEN_BACKEND,
  });
  expect([...editor.service.diagnostics().values()].flat()).toEqual([]);
});

test('a chart is left out, and the log says how to render it', () => {
  const editor = new Editor({
    'app.yaml': APP,
    'chart/Chart.yaml': 'apiVersion: v2\nname: chart\nversion: 1.0.0\n',
    'chart/templates/app.yaml': BROKEN_BACKEND.replace('name: public', 'name: "{{ .Release.Name }}"'),
  });
  expect([...editor.service.diagnostics().values()].flat()).toEqual([]);
  expect(editor.service.notes()).toEqual([expect.stringMatching(/^chart: a Helm chart, .*helm template chart/)]);
});

test('each folder of a workspace is a cluster of its own, and the inner one has its files', () => {
  const editor = new Editor({ 'one/app.yaml': APP, 'two/app.yaml': APP, 'two/inner/app.yaml': BROKEN_BACKEND });
  const uris = ['one', 'two', 'two/inner'].map((name) => editor.uri(name));
  editor.service.setFolders(uris.slice(0, 1));
  expect([...editor.service.diagnostics().keys()]).toEqual([editor.uri('one/app.yaml')]);
  editor.service.setFolders(uris);
  editor.type('two/inner/app.yaml', BROKEN_BACKEND);
  expect(editor.shown('one/app.yaml')).toEqual([]);
  expect(editor.shown('two/app.yaml')).toEqual([]);
  expect(editor.shown('two/inner/app.yaml')).toEqual(['46:27 error backend-port-missing']);
});

test('named manifests alone are read, and a new file in their folder', () => {
  const editor = new Editor({ 'dist/app.yaml': APP, 'other/app.yaml': BROKEN_BACKEND }, { manifests: ['dist'] });
  expect([...editor.service.diagnostics().keys()]).toEqual([editor.uri('dist/app.yaml')]);
  editor.type('dist/new.yaml', APP.split('---\n')[1].replace(/quote/g, 'new'));
  editor.type('other/app.yaml', BROKEN_BACKEND);
  expect(editor.shown('dist/new.yaml')).toEqual(['7:3 error service-selects-nothing']);
  expect(editor.shown('other/app.yaml')).toEqual([]);
});

test('a document outside of every folder is a cluster by itself', () => {
  const editor = new Editor({});
  editor.service.setFolders([]);
  editor.service.openDocument({ uri: 'untitled:one', version: 1, text: BROKEN_BACKEND });
  editor.service.openDocument({ uri: 'file:///nowhere/two.yaml', version: 1, text: APP });
  const found = editor.service.diagnostics();
  expect(found.get('untitled:one')?.map(({ code }) => code)).toEqual(['backend-port-missing']);
  expect(found.get('file:///nowhere/two.yaml')).toEqual([]);
  editor.service.closeDocument('untitled:one');
  expect([...editor.service.diagnostics().keys()]).toEqual(['file:///nowhere/two.yaml']);
});

describe('cdk8s-routing.yaml', () => {
  const CONFIG = 'rules:\n  backend-port-missing: warning\n';

  test('says what is reported, also while it is edited', () => {
    const editor = new Editor({ 'app.yaml': BROKEN_BACKEND, 'cdk8s-routing.yaml': CONFIG });
    expect(editor.shown('app.yaml')).toEqual(['46:27 warning backend-port-missing']);
    editor.type('cdk8s-routing.yaml', 'rules: { backend-port-missing: off }\n');
    expect(editor.shown('app.yaml')).toEqual([]);
  });

  test('its faults stand in it, and the rest of it counts', () => {
    const editor = new Editor({ 'app.yaml': BROKEN_BACKEND, 'cdk8s-routing.yaml': `${CONFIG}controllers: { outside: nginks }\nnamespase: x\nbaseline: none.json\n` });
    expect(editor.shown('cdk8s-routing.yaml')).toEqual(['4:1 error not-an-object', '3:16 error not-an-object', '5:1 error unreadable']);
    expect(editor.shown('app.yaml')).toEqual(['46:27 warning backend-port-missing']);
  });

  test('its namespace is that of objects that name none', () => {
    const editor = new Editor({ 'app.yaml': APP.replaceAll(/,? *namespace: kiada\n?/g, ''), 'other.yaml': APP.split('---\n')[1] });
    expect(editor.shown('other.yaml')).toEqual(['7:3 error service-selects-nothing']);
    editor.type('cdk8s-routing.yaml', 'namespace: kiada\n');
    expect(editor.shown('other.yaml')).toEqual(['4:9 warning object-given-twice']);
  });

  test('a suppression that suppresses nothing is found in it', () => {
    const editor = new Editor({ 'app.yaml': APP, 'cdk8s-routing.yaml': 'suppressions:\n  - { rule: route-shadowed, object: Ingress/public, reason: none }\n' });
    expect(editor.shown('cdk8s-routing.yaml')).toEqual(['2:7 warning unused-suppression']);
  });
});
