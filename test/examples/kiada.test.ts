import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { App, Testing } from 'cdk8s';
import { Kiada } from '../../examples/kiada/kiada';
import { BrokenKiada } from '../../examples/kiada-broken/kiada';
import { RoutingModel } from '../../src/cdk8s/routing-model';

const ROOT = join(__dirname, '..', '..');
const config = join(ROOT, 'examples', 'kiada', 'cdk8s-routing.yaml');

const chart = new Kiada(new App(), 'kiada');
const model = RoutingModel.fromConstruct(chart, { config });
const broken = RoutingModel.fromConstruct(new BrokenKiada(new App(), 'kiada'));

function synth(example: string): { status: number | null; out: string } {
  const env = { ...process.env, CDK8S_CHECK_UPGRADE: 'false', PATH: `${join(ROOT, 'node_modules', '.bin')}:${process.env.PATH}` };
  const { status, stdout, stderr } = spawnSync('cdk8s', ['synth'], { cwd: join(ROOT, 'examples', example), env, encoding: 'utf8' });
  return { status, out: stdout + stderr };
}

test('kiada synthesizes to these manifests', () => {
  expect(Testing.synth(chart)).toMatchSnapshot();
});

test('kiada has nothing to fix', () => {
  expect(model.check()).toEqual([]);
});

test.each([
  ['https://kiada.example.com/', undefined, 'Deployment', 'kiada', 8080],
  ['https://api.example.com/quote', undefined, 'Deployment', 'quote', 80],
  ['https://api.example.com/questions/random', undefined, 'StatefulSet', 'quiz', 8080],
  ['http://quote', 'kiada/Deployment/kiada', 'Deployment', 'quote', 80],
  ['http://quiz', 'kiada/Deployment/kiada', 'StatefulSet', 'quiz', 8080],
  ['tcp://quiz-0.quiz-pods:27017', 'kiada/StatefulSet/quiz', 'StatefulSet', 'quiz', 27017],
])('%s from %s ends at %s %s port %d', (url, from, kind, name, port) => {
  const { outcome, destinations } = model.trace(url, { from });
  expect({ outcome, destinations }).toMatchObject({ outcome: 'delivered', destinations: [{ workload: { kind, name }, port }] });
});

test('payments leads to port 88 of both addresses, time-api out of the cluster', () => {
  const from = 'kiada/Deployment/kiada';
  expect(model.trace('http://payments', { from }).destinations).toMatchObject([{ addresses: ['192.0.2.17', '192.0.2.18'], port: 88 }]);
  expect(model.trace('http://time-api', { from }).outcome).toBe('unknown');
});

test('http is sent on to https, with the path and the query', () => {
  expect(model.trace('http://api.example.com/quote?lang=en')).toMatchObject({ outcome: 'answered', status: 308, redirect: 'https://api.example.com/quote?lang=en' });
});

test('only the exact path leads to quote', () => {
  expect(model.trace('https://api.example.com/quote/1')).toMatchObject({ outcome: 'answered', status: 404, reason: 'no-matching-rule' });
});

test('the broken copy has its three mistakes, each with its fix', () => {
  expect(broken.check().filter(({ severity }) => severity === 'error').map(({ rule, object, fix }) => [rule, object.name, fix])).toEqual([
    ['backend-port-missing', 'public', 'set spec.rules[0].http.paths[0].backend.service.port to number: 80'],
    ['service-selects-nothing', 'quote', 'write app: quote instead of app: qoute'],
    ['target-port-name-unknown', 'quiz', 'set spec.ports[0].targetPort to http'],
  ]);
});

test('cdk8s synth of kiada passes the plug-in', () => {
  const { status, out } = synth('kiada');
  expect(out).toContain('Validations ended succesfully');
  expect(status).toBe(0);
});

test('cdk8s synth of the broken copy fails with rule, object, construct and fix', () => {
  const { status, out } = synth('kiada-broken');
  expect(status).toBe(2);
  for (const part of ['service-selects-nothing', 'Service kiada/quote spec.selector', 'construct kiada/quote/Resource', 'construct kiada/public/Resource', 'write app: quote instead of app: qoute']) {
    expect(out).toContain(part);
  }
});
