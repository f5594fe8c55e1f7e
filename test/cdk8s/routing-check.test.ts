import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Chart, YamlOutputType } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import { RoutingCheck } from '../../src/cdk8s/routing-check';
import { FailOn } from '../../src/cdk8s/routing-enums';
import { ExposedApp } from '../../src/constructs/exposed-app';
import type { IngressController } from '../../src/kubernetes/ingress-controller';

const TYPES = [
  YamlOutputType.FILE_PER_APP, YamlOutputType.FILE_PER_CHART, YamlOutputType.FILE_PER_RESOURCE, YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE,
];

function appWith(selector: string, yamlOutputType?: YamlOutputType, Type = App): App {
  const app = new Type({ outdir: mkdtempSync(join(tmpdir(), 'routing-')), yamlOutputType });
  const chart = new Chart(app, 'kiada', { namespace: 'kiada' });
  new kplus.Deployment(chart, 'pods', { podMetadata: { labels: { app: 'quote' } }, containers: [{ image: 'example.com/quote:1', portNumber: 80 }], spread: true });
  new ExposedApp(chart, 'quote', { selector: { app: selector }, port: 80 });
  return app;
}

const written = (app: App): string[] => readdirSync(app.outdir, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.yaml'))
  .sort().map((name) => `${name}\n${readFileSync(join(app.outdir, name), 'utf8')}`);

test.each(TYPES)('output type %p is written as without the check', (type) => {
  const plain = appWith('quote', type);
  plain.synth();
  const checked = appWith('quote', type);
  RoutingCheck.onSynth(checked);
  checked.synth();
  expect(written(checked)).toEqual(written(plain));
  expect(written(checked).length).toBeGreaterThan(0);
});

test.each(TYPES)('with output type %p an error throws after the manifests were written, with object, construct, rule and fix', (type) => {
  const app = appWith('qoute', type);
  RoutingCheck.onSynth(app);
  let message = '';
  try {
    app.synth();
  } catch (error) {
    message = (error as Error).message;
  }
  expect(message).toContain('the routing check failed');
  expect(message).toContain('Service kiada/quote: selector matches no pods');
  expect(message).toContain('service-selects-nothing');
  expect(message).toContain('write app: quote instead of app: qoute');
  expect(message).toContain('kiada/quote/Resource');
  expect(written(app).length).toBeGreaterThan(0);
});

test('the check runs for apps in other languages, whose runtime calls the methods of the constructor\'s prototype', () => {
  const app = appWith('qoute');
  RoutingCheck.onSynth(app);
  const { constructor } = app;
  expect(() => constructor.prototype.synth.call(app)).toThrow('service-selects-nothing');
  expect(() => constructor.prototype.synthYaml.call(app)).toThrow('service-selects-nothing');
  expect(app).toBeInstanceOf(App);
  expect(constructor.name).toBe('App');
  expect(App.of(app.node.findAll()[1])).toBe(app);
  expect(appWith('quote').synthYaml()).toContain('kiada');
});

test('the check runs once where a subclass or the app itself overrides a method, whether it calls the overridden one or not', () => {
  class Noted extends App {
    public synth(): void {
      super.synth();
    }
  }
  const noted = appWith('qoute', undefined, Noted);
  RoutingCheck.onSynth(noted);
  expect(() => noted.synth()).toThrow('service-selects-nothing');
  const plain = appWith('qoute');
  plain.synth = () => { plain.synthYaml(); };
  RoutingCheck.onSynth(plain);
  expect(() => plain.synth()).toThrow('service-selects-nothing');
});

test('synthYaml is checked too', () => {
  const app = appWith('qoute');
  RoutingCheck.onSynth(app);
  expect(() => app.synthYaml()).toThrow('service-selects-nothing');
  const right = appWith('quote');
  const text = right.synthYaml();
  const checked = appWith('quote');
  RoutingCheck.onSynth(checked);
  expect(checked.synthYaml()).toBe(text);
});

test('failOn never lets everything pass, and quiet says nothing', () => {
  const stderr = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  const app = appWith('qoute');
  RoutingCheck.onSynth(app, { failOn: FailOn.NEVER, quiet: true });
  app.synth();
  expect(stderr).not.toHaveBeenCalled();
  const loud = appWith('qoute');
  RoutingCheck.onSynth(loud, { failOn: FailOn.NEVER });
  loud.synth();
  expect(stderr.mock.calls.join('')).toContain('service-selects-nothing');
  stderr.mockRestore();
});

test('what the baseline of the config holds passes, and a baseline that is none throws', () => {
  const dir = mkdtempSync(join(tmpdir(), 'routing-'));
  const config = join(dir, 'routing.yaml');
  writeFileSync(config, 'baseline: known.json\n');
  expect(() => RoutingCheck.onSynth(new App(), { config })).toThrow('RoutingCheck: baseline known.json: cannot be read');
  writeFileSync(join(dir, 'known.json'), '{"version": 1, "findings": {"service-selects-nothing|Service|kiada|quote|spec.selector": 1}}');
  const app = appWith('qoute');
  RoutingCheck.onSynth(app, { config });
  expect(() => app.synth()).not.toThrow();
});

test('the app is left as it was: it can be synthesized again', () => {
  const app = appWith('quote');
  RoutingCheck.onSynth(app, { quiet: true });
  app.synth();
  for (const node of app.node.findAll()) expect(Object.keys(node)).not.toContain('toJson');
});

test.each([
  ['the check is added once', (app: App) => { RoutingCheck.onSynth(app); RoutingCheck.onSynth(app); }, 'checked already'],
  ['failOn is one of three', (app: App) => RoutingCheck.onSynth(app, { failOn: 'sometimes' as FailOn }), "got failOn 'sometimes', expected error, warning or never"],
  ['a controller that is not built is refused', (app: App) => RoutingCheck.onSynth(app, { controller: 'nginxx' as IngressController }), "got controller 'nginxx'"],
  ['a config that is named has to exist', (app: App) => RoutingCheck.onSynth(app, { config: 'nowhere.yaml' }), 'nowhere.yaml: error: cannot be read'],
])('%s', (_, act, message) => {
  expect(() => act(new App())).toThrow(message);
});

test.each<[unknown, unknown, string]>([
  [undefined, undefined, 'RoutingCheck.onSynth: app is undefined; expected an App'],
  [{}, undefined, 'app is an empty object; expected an App'],
  [new App(), { failon: 'error' }, "options has 'failon', which does not exist; did you mean 'failOn'?"],
  [new App(), { quiet: 'yes' }, "quiet is 'yes'; expected true or false"],
])('what a program in plain JavaScript hands in is checked: %p, %p', (app, options, message) => {
  expect(() => RoutingCheck.onSynth(app as App, options as undefined)).toThrow(message);
});
