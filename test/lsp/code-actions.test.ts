import * as fs from 'node:fs';
import * as path from 'node:path';
import { dump } from 'js-yaml';
import type { CodeAction } from 'vscode-languageserver';
import { APP, Editor } from './editor';
import { RULES } from '../../src/checks/registry';
import { runChecks } from '../../src/checks/run';
import { buildCluster } from '../../src/cluster/build';
import { parseManifests } from '../../src/manifests/yaml/parse';
import { simulate } from '../../src/trace/simulation';

function editing(text: string): Editor {
  const editor = new Editor({});
  editor.type('app.yaml', text);
  return editor;
}

/** The first diagnostic's actions. */
function actions(editor: Editor): readonly CodeAction[] {
  return editor.actions('app.yaml', editor.diagnostics('app.yaml')[0]);
}

test('a fix is applied where it belongs, comments and quotes stay, and the diagnostic is gone', () => {
  const text = APP.replace('targetPort: http', "targetPort: 'htpp' # a mistake");
  const editor = editing(text);
  const [fix, ...rest] = actions(editor);
  expect(fix).toMatchObject({ title: 'Set spec.ports[0].targetPort to http', kind: 'quickfix', isPreferred: true, diagnostics: [{ code: 'target-port-name-unknown' }] });
  expect(rest).toHaveLength(1);
  expect(editor.apply('app.yaml', fix)).toBe(text.replace("'htpp'", "'http'"));
  expect(editor.shown('app.yaml')).toEqual([]);
});

test('a fix of a mapping changes the values that differ, and a key in its place', () => {
  const editor = editing(APP.replace('selector: { app: quote }\n', 'selector: { ap: quote } # who\n'));
  expect(editor.apply('app.yaml', actions(editor)[0])).toContain('  selector: { app: quote } # who\n');
  expect(editor.shown('app.yaml')).toEqual([]);
});

test('a finding is accepted by an annotation, after which it is not found', () => {
  const editor = editing(APP.replace('targetPort: http', 'targetPort: htpp'));
  const accept = actions(editor)[1];
  expect(accept.title).toBe('Accept target-port-name-unknown on this object, with a reason');
  expect(editor.apply('app.yaml', accept)).toContain('  namespace: kiada\n  annotations:\n    ignore.cdk8s-routing/target-port-name-unknown: "TODO: say why this is accepted"\nspec:\n');
  expect(editor.shown('app.yaml')).toEqual([]);
});

test('JSON stays JSON', () => {
  const editor = new Editor({});
  editor.type('app.yaml', APP);
  const service = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'other', namespace: 'kiada' }, spec: { selector: { app: 'qoute' }, ports: [{ port: 80 }] } };
  editor.type('app.json', JSON.stringify(service, null, 2));
  const [diagnostic] = editor.diagnostics('app.json');
  const [fix, accept] = editor.actions('app.json', diagnostic);
  expect(JSON.parse(editor.apply('app.json', accept))).toMatchObject({ metadata: { annotations: { 'ignore.cdk8s-routing/service-selects-nothing': 'TODO: say why this is accepted' } } });
  editor.type('app.json', JSON.stringify(service, null, 2));
  expect(JSON.parse(editor.apply('app.json', fix))).toEqual({ ...service, spec: { ...service.spec, selector: { app: 'quote' } } });
});

test('what is nowhere in the range has no action, and neither has what stands behind an anchor', () => {
  const editor = editing(APP.replace('targetPort: http', 'targetPort: htpp'));
  expect(editor.service.codeActions(editor.uri('app.yaml'), { start: { line: 0, character: 0 }, end: { line: 3, character: 0 } }, [])).toEqual([]);
  const shared = APP.replace('selector: { app: quote }\n', 'selector: *labels\n').replace('namespace: kiada\nspec', 'namespace: kiada\n  labels: &labels { app: qoute }\nspec');
  expect(actions(editing(shared)).map(({ title }) => title)).toEqual(['Accept service-selects-nothing on this object, with a reason']);
});

describe('the fixes of all rules', () => {
  const EXAMPLES = path.join(__dirname, '..', 'checks', 'texts');

  /** What the rule finds with a fix that names a field and what to write, as object and field. */
  function fixable(id: string, yaml: string): readonly string[] {
    const registry = RULES.filter((rule) => rule.id === id);
    const { resources } = parseManifests(yaml, 'app.yaml', { namespace: 'shop' });
    const { findings } = runChecks(simulate(buildCluster(resources)), { registry });
    return findings.filter(({ edits }) => edits !== undefined).map(({ message }) => message);
  }

  /** The same objects as people write them: as in the example, in blocks, and as JSON. */
  const WRITTEN: Readonly<Record<string, (example: string) => string>> = {
    'as it is': (example) => example,
    'in blocks': (example) => objectsOf(example).map((each) => dump(each)).join('---\n'),
    'as JSON': (example) => objectsOf(example).map((each) => `${JSON.stringify(each, null, 2)}\n`).join('---\n'),
  };

  const objectsOf = (example: string): readonly object[] => parseManifests(example, 'app.yaml').resources.map(({ object }) => object);

  const examples = fs.readdirSync(EXAMPLES).flatMap((file) => fs.readFileSync(path.join(EXAMPLES, file), 'utf8').split(/^# Example$/m)
    .map((example) => ({ id: file.replace('.yaml', ''), example }))).filter(({ id, example }) => fixable(id, example).length > 0);

  test.each(Object.keys(WRITTEN))('are made in the text %s, after each of which its diagnostic is gone', (style) => {
    const fixed = new Set<string>();
    for (const { id, example } of examples) {
      const text = WRITTEN[style](example);
      const messages = fixable(id, text);
      const editor = new Editor({ 'cdk8s-routing.yaml': 'namespace: shop\n' });
      editor.type('app.yaml', text);
      for (const diagnostic of editor.diagnostics('app.yaml').filter(({ code, message }) => code === id && messages.some((each) => String(message).startsWith(each)))) {
        const fix = editor.actions('app.yaml', diagnostic).find(({ isPreferred }) => isPreferred === true);
        expect({ id, text, message: diagnostic.message, fix }).toMatchObject({ id, fix: { kind: 'quickfix' } });
        editor.apply('app.yaml', fix!);
        expect(editor.diagnostics('app.yaml').filter(({ code, message }) => code === id && message === diagnostic.message)).toEqual([]);
        editor.type('app.yaml', text);
        fixed.add(id);
      }
    }
    expect([...fixed].sort()).toEqual([...new Set(examples.map(({ id }) => id))].sort());
    expect(fixed.size).toBeGreaterThan(20);
  });
});
