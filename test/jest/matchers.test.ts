import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Chart, Testing, YamlOutputType } from 'cdk8s';
import { Deployment } from 'cdk8s-plus-27';
import { ExposedApp, ExternalAlias, HeadlessSet, PathRouter } from '../../src';
import { routing } from '../../src/jest';
import { SHOP } from '../expectations/simulating';

class Quotes extends Chart {
  readonly quote: ExposedApp;

  constructor(scope: App = new App({ yamlOutputType: YamlOutputType.FILE_PER_APP })) {
    super(scope, 'quotes', { namespace: 'kiada' });
    this.quote = new ExposedApp(this, 'quote', { image: 'example.com/quote', replicas: 2, port: 80, targetPort: 8080 });
    new HeadlessSet(this, 'peers', { image: 'example.com/quiz', ports: [{ port: 27017 }], statefulSet: { metadata: { name: 'quiz' } } });
    new ExternalAlias(this, 'time', { hostname: 'time.example.com', port: 80 });
    new PathRouter(this, 'public', { ingressClassName: 'web', routes: [{ host: 'api.example.com', path: '/quote', backend: this.quote }] });
  }
}

const chart = new Quotes();

/** What a failing expectation says. */
function failure(expectation: () => void): string {
  try {
    expectation();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  throw new Error('the expectation was met');
}

test('a request that is delivered routes, wherever that is asked for', () => {
  expect(chart).toRoute('GET http://api.example.com/quote');
  expect(chart).toRoute('http://api.example.com/quote/today', { to: 'quote', port: 80, workload: 'Deployment/quote', containerPort: 8080, pods: ['quote~0', 'quote~1'] });
  expect(chart).toRoute({ url: 'http://quote', from: 'StatefulSet/quiz' }, { to: 'kiada/quote' });
});

test('what is not so can be expected as well', () => {
  expect(chart).not.toRoute('http://api.example.com/nope');
  expect(chart).not.toRoute('http://api.example.com/quote', { to: 'quiz' });
  expect(chart).not.toRoute('http://api.example.com/quote', { to: 'quote', port: 81 });
});

test('a failure says what was expected and what came, with the way of the request', () => {
  const message = failure(() => expect(chart).toRoute('http://api.example.com/quote', { to: 'quotes' }));
  expect(message).toContain("expect(routes).toRoute('GET http://api.example.com/quote', ...)");
  expect(message).toContain("service: expected quotes, got kiada/quote\n  'quotes' is not in the manifests, did you mean 'quote'?\n");
  expect(message).toContain('✔ delivered to Deployment kiada/quote port 8080');
});

test('a failure of .not says so', () => {
  const message = failure(() => expect(chart).not.toRoute('http://api.example.com/quote', { to: 'quote' }));
  expect(message).toContain("expect(routes).not.toRoute('GET http://api.example.com/quote', ...)");
  expect(message).toContain('not.service: expected not quote, got kiada/quote');
});

test('where the request leaves the manifests, neither an expectation nor its opposite is met', () => {
  const time = { url: 'http://time', from: 'Deployment/quote' };
  expect(failure(() => expect(chart).toRoute(time))).toContain('outcome: expected delivered, got unknown');
  expect(failure(() => expect(chart).not.toRoute(time))).toContain('so that nothing is proven of it');
  expect(failure(() => expect(chart).not.toRoute(time, { to: 'quote' }))).toContain('so that nothing is proven of it');
  expect(failure(() => expect(chart).not.toAnswer(time, 404))).toContain('so that nothing is proven of it');
  expect(chart).toAnswer(time, { outcome: 'unknown' });
});

test('a router answers by itself', () => {
  expect(chart).toAnswer('http://api.example.com/nope', 404);
  expect(chart).toAnswer('http://api.example.com/nope', { status: [404, 410], reason: 'no-matching-rule' });
  expect(chart).not.toAnswer('http://api.example.com/quote', 404);
  expect(failure(() => expect(chart).toAnswer('http://api.example.com/quote', 404))).toContain('status: expected 404, got none');
});

test('a request can fail, for a reason', () => {
  expect(chart).toFail('http://quote.kiada.svc.cluster.local/');
  expect(chart).toFail('http://quote.kiada.svc.cluster.local/', 'name-not-public');
  expect(chart).not.toFail('http://api.example.com/quote');
});

test('a name resolves, from the namespace of the manifests or from a workload', () => {
  expect(chart).toResolve('quiz-0.peers');
  expect(chart).toResolve('quote', { from: 'StatefulSet/quiz' });
  expect(chart).not.toResolve('quiz-7.peers');
  expect(failure(() => expect(chart).toResolve('quiz-7.peers'))).toContain('NXDOMAIN');
  expect(failure(() => expect(chart).not.toResolve('quote'))).toContain('expect(routes).not.toResolve(');
});

test('routing errors are told with their fixes', () => {
  expect(chart).toHaveNoRoutingErrors();
  const message = failure(() => expect(SHOP).toHaveNoRoutingErrors());
  expect(message).toContain('service-selects-nothing');
  expect(SHOP).not.toHaveNoRoutingErrors();
  expect(failure(() => expect(chart).not.toHaveNoRoutingErrors())).toContain('no rule finds an error');
});

test('whatever a test has in hand is a subject: an app, a chart, objects, text', () => {
  const request = 'http://api.example.com/quote';
  expect(chart.node.root).toRoute(request);
  expect(Testing.synth(chart)).toRoute(request);
  expect(chart.toJson()).toRoute(request);
  expect((chart.node.root as App).synthYaml()).toRoute(request);
  expect(SHOP).toRoute('http://api.example.com/v1');
  expect(routing(SHOP)).toRoute('http://api.example.com/v1');
});

test('files and folders are subjects by their path', () => {
  const folder = mkdtempSync(join(tmpdir(), 'routes-'));
  try {
    mkdirSync(join(folder, 'below'));
    writeFileSync(join(folder, 'below', 'shop.yaml'), SHOP);
    writeFileSync(join(folder, 'package.json'), '{ "name": "app" }');
    writeFileSync(join(folder, 'routes.test.yaml'), 'tests: [{ request: http://api.example.com/v1, expect: { service: api } }]');
    expect(folder).toRoute('http://api.example.com/v1', { to: 'api' });
    expect([join(folder, 'below', 'shop.yaml')]).toRoute('http://api.example.com/v1');
    expect(SHOP).toPassRouteTests(join(folder, 'routes.test.yaml'));
    expect(failure(() => expect(SHOP).toPassRouteTests(join(folder, 'routes.test.yaml'), { coverage: 100 }))).toContain('no test');
    expect(failure(() => expect(join(folder, 'nothing')).toRoute('http://a/'))).toContain('no such file or folder');
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('arguments that mean nothing are errors, for .not as well', () => {
  expect(failure(() => expect(chart).not.toRoute('http://a b/'))).toContain('expected METHOD URL or a URL');
  expect(failure(() => expect(chart).not.toRoute({ url: 'http://quote', from: 'Deployment/kiada' }))).toContain('Deployment kiada is not in the manifests');
  expect(failure(() => expect(chart).not.toAnswer('http://a/', 4040))).toContain('got 4040, expected a status from 100 to 599');
  expect(failure(() => expect('kind: Service\n{').not.toRoute('http://a/'))).toContain('<text>:');
  expect(failure(() => expect(3).not.toRoute('http://a/'))).toContain('got number, expected a Chart');
});

test('asking changes nothing in the app, spread workloads included', () => {
  const spread = (): { app: App; workload: Deployment } => {
    const app = new App({ yamlOutputType: YamlOutputType.FILE_PER_APP });
    const workload = new Deployment(new Chart(app, 'spread', { namespace: 'kiada' }), 'web', { containers: [{ image: 'web', portNumber: 80 }], spread: true });
    workload.exposeViaService({ name: 'web' });
    return { app, workload };
  };
  const { app, workload } = spread();
  expect(app).toRoute({ url: 'http://web', from: `Deployment/${workload.name}` });
  expect(app).toHaveNoRoutingErrors();
  expect(app.synthYaml()).toBe(spread().app.synthYaml());
});

test('what is not a subject and what is not a request is told', () => {
  const subject = 'apiVersion: v1\nkind: Service\nmetadata: { name: quote }\nspec: { selector: { app: quote }, ports: [{ port: 80 }] }\n';
  expect(() => expect('').toRoute('http://quote')).toThrow('got an empty string, expected a path of manifests or their text');
  expect(() => expect(subject).toRoute('GT http//x')).toThrow("got the method 'GT', did you mean GET?");
  expect(() => expect(subject).toRoute('GET http//x')).toThrow("got 'http//x', did you mean 'http://x'?");
});
