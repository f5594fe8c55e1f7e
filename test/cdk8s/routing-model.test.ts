import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Testing } from 'cdk8s';
import { RoutingPicture } from '../../src/cdk8s/routing-enums';
import { RoutingModel } from '../../src/cdk8s/routing-model';
import { ExposedApp } from '../../src/constructs/exposed-app';
import type { IngressController } from '../../src/kubernetes/ingress-controller';
import { hasNoOwnFrames } from '../stack';

const MANIFESTS = `
apiVersion: v1
kind: Service
metadata: { name: quote }
spec: { selector: { app: qoute }, ports: [{ port: 80 }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: quote }
spec:
  selector: { matchLabels: { app: quote } }
  template:
    metadata: { labels: { app: quote } }
    spec: { containers: [{ name: c, image: example.com/quote:1, ports: [{ containerPort: 80 }] }] }
`;

const folder = (files: Readonly<Record<string, string>>): string => {
  const made = mkdtempSync(join(tmpdir(), 'routing-model-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(made, name), text);
  return made;
};

test('a model of text tells what is wrong, and where', () => {
  expect(RoutingModel.fromText(MANIFESTS, { namespace: 'kiada' }).check()).toMatchObject([
    { rule: 'service-selects-nothing', object: { kind: 'Service', namespace: 'kiada', name: 'quote' }, path: 'spec.selector', line: 5 },
  ]);
});

test('a model of files knows their names', async () => {
  const dir = folder({ 'a.yaml': MANIFESTS });
  const [finding] = (await RoutingModel.fromFiles([dir])).check();
  expect(finding.file).toContain('a.yaml');
});

test('a model of a construct knows the construct and has no file', () => {
  const chart = Testing.chart();
  new ExposedApp(chart, 'quote', { selector: { app: 'nowhere' }, port: 80 });
  const [finding] = RoutingModel.fromConstruct(chart).check();
  expect(finding).toMatchObject({ construct: 'test/quote/Resource' });
  expect(finding).not.toHaveProperty('file');
});

test('a request is followed, and what is not known is absent', () => {
  const trace = RoutingModel.fromText(MANIFESTS.replace('qoute', 'quote')).trace('http://quote/', { from: 'Deployment/quote' });
  expect(trace).toMatchObject({ outcome: 'delivered', destinations: [{ workload: { name: 'quote' }, port: 80, share: 1 }] });
  expect(trace).not.toHaveProperty('reason');
});

test('the config decides severities', () => {
  const config = join(folder({ 'c.yaml': 'rules: { service-selects-nothing: off }\n' }), 'c.yaml');
  expect(RoutingModel.fromText(MANIFESTS, { config }).check()).toEqual([]);
});

test('what cannot be read throws with its place', async () => {
  expect(() => RoutingModel.fromText('a: [')).toThrow(/the manifests cannot be read:\n {2}<text>:1:5: error: /);
  await expect(RoutingModel.fromFiles(['/nowhere/at/all'])).rejects.toThrow('/nowhere/at/all');
});

test('what is no request throws', () => {
  expect(() => RoutingModel.fromText(MANIFESTS).trace('http://quote', { from: 'quote' })).toThrow("got 'quote', expected KIND/NAME");
});

test('a controller that is not built is refused', () => {
  expect(() => RoutingModel.fromText(MANIFESTS, { controller: 'other' as IngressController })).toThrow("got controller 'other', expected one of: auto, spec, ingress-nginx, ");
});

test('files, folders and patterns are read at once too, for languages that do not await', async () => {
  const dir = folder({ 'a.yaml': MANIFESTS, 'b.yml': MANIFESTS.replaceAll('name: quote', 'name: other') });
  for (const paths of [[dir], [join(dir, 'a.yaml')], [join(dir, '*.{yaml,yml}')]]) {
    expect(RoutingModel.fromFilesSync(paths).check()).toEqual((await RoutingModel.fromFiles(paths)).check());
  }
  expect(() => RoutingModel.fromFilesSync([join(dir, 'nope')])).toThrow('no such file or folder');
  expect(() => RoutingModel.fromFilesSync([join(dir, '*.json')])).toThrow('no file matches this pattern');
});

describe('what a program in plain JavaScript hands in', () => {
  type Anything = never;
  const model = RoutingModel.fromText(MANIFESTS);

  test.each<[string, () => unknown, string]>([
    ['no text', () => RoutingModel.fromText(undefined as Anything), 'RoutingModel.fromText: text is undefined; expected a string'],
    ['a text instead of a list of paths', () => RoutingModel.fromFilesSync('/dir' as Anything), "fromFilesSync: paths is '/dir'; expected a list of paths"],
    ['no construct', () => RoutingModel.fromConstruct({} as Anything), 'fromConstruct: scope is an empty object; expected a construct'],
    ['options null', () => RoutingModel.fromText(MANIFESTS, null as Anything), 'options is null; expected an object with namespace, controller, config'],
    ['a misspelled option', () => RoutingModel.fromText(MANIFESTS, { namespcae: 'a' } as Anything), "options has 'namespcae', which does not exist; did you mean 'namespace'?"],
    ['no URL', () => model.trace(undefined as Anything), 'RoutingModel.trace: url is undefined; expected a string'],
    ['options of a trace null', () => model.trace('http://quote', null as Anything), 'options is null; expected an object with method, headers, from'],
    ['a misspelled option of a trace', () => model.trace('http://quote', { frm: 'Deployment/quote' } as Anything), "options has 'frm', which does not exist; did you mean 'from'?"],
    ['headers that are a list', () => model.trace('http://quote', { headers: ['a: b'] } as Anything), 'headers is a list; expected an object of headers'],
    ['a header that is a number', () => model.trace('http://quote', { headers: { a: 1 } } as Anything), "headers['a'] is 1; expected a string"],
  ])('%s is told, with what it is and what is expected', (_, call, message) => expect(call).toThrow(message));

  test('a list of paths is checked before anything is read', async () => {
    await expect(RoutingModel.fromFiles('/dir' as Anything)).rejects.toThrow("paths is '/dir'; expected a list of paths");
  });

  test('the error begins with the line of the caller', () => {
    expect(hasNoOwnFrames(() => model.trace('http:///'))).toBe(true);
  });
});

test('every way in, and the picture of it', () => {
  const model = RoutingModel.fromText(MANIFESTS.replace('qoute', 'quote'));
  expect(model.routes()).toMatchObject({ routes: [], services: [{ name: 'quote', port: 80, outcome: 'delivered' }] });
  expect(model.graph()).toMatch(/^flowchart LR/);
  expect(model.graph(RoutingPicture.SVG)).toMatch(/^<svg /);
  expect(model.graph(RoutingPicture.HTML)).toMatch(/^<!DOCTYPE html>/);
  expect(() => model.graph('png' as RoutingPicture)).toThrow("got format 'png', expected one of: mermaid, dot, svg, json, html");
});

test('Ingress objects migrate, and the same proof is given as by the command', () => {
  const model = RoutingModel.fromText(`
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: web, namespace: shop }
spec:
  ingressClassName: nginx
  rules: [{ host: shop.example.com, http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] } }]
`);
  const { yaml, asked, equal, changes } = model.migrate({ gatewayClass: 'edge', gateway: 'infra/edge' });
  expect(yaml).toContain('kind: HTTPRoute');
  expect(equal).toBeLessThanOrEqual(asked);
  // the Service is not there: a Gateway answers otherwise
  expect(changes.map(({ kind }) => kind)).toEqual(['status']);
  expect(() => model.migrate({ gatewayClass: 'edge', gateway: 'edge' })).toThrow("gateway: got 'edge', expected NAMESPACE/NAME");
});
