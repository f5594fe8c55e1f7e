import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Testing } from 'cdk8s';
import { RoutingModel } from '../../src/cdk8s/routing-model';
import { ExposedApp } from '../../src/constructs/exposed-app';

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
  expect(() => RoutingModel.fromText(MANIFESTS, { controller: 'other' })).toThrow("got controller 'other', expected one of: spec");
});
