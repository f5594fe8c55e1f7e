import { Chart, Testing } from 'cdk8s';
import * as kplus27 from 'cdk8s-plus-27';
import * as kplus33 from 'cdk8s-plus-33';
import type { IConstruct } from 'constructs';
import fc from 'fast-check';
import { ExposedApp, ExternalAlias, HeadlessSet, PathRouter, PathType, RoutingModel } from '../../src';
import { validateObject } from '../../src/kubernetes/validation/validate';

// What the constructs are to those of cdk8s-plus, and those to them.

let chart: Chart;

beforeEach(() => { chart = new Chart(Testing.app(), 'kiada', { namespace: 'kiada' }); });

const app = (name: string) => new ExposedApp(chart, name, { image: `example.com/${name}:1.0`, port: 80, targetPort: 8080 });

const objects = (kind: string) => Testing.synth(chart).filter((object) => object.kind === kind);

describe('a NetworkPolicy takes the constructs for their pods', () => {
  test('as the pods that it is for, and as peers', () => {
    const [quote, web] = [app('quote'), app('web')];
    new kplus27.NetworkPolicy(chart, 'policy', { selector: quote, ingress: { rules: [{ peer: web, ports: [kplus27.NetworkPolicyPort.tcp(8080)] }] } });

    const [policy] = objects('NetworkPolicy');
    const labels = (name: string) => ({ matchLabels: objects('Service').find(({ metadata }) => metadata.name === name)?.spec.selector });
    expect(policy.metadata.namespace).toBe('kiada');
    expect(policy.spec.podSelector).toEqual(labels('quote'));
    expect(policy.spec.ingress).toEqual([{
      ports: [{ port: 8080, protocol: 'TCP' }],
      from: [{ podSelector: labels('web'), namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kiada' } } }],
    }]);
    expect(validateObject(policy).violations).toEqual([]);
  });

  test('so that connections of a workload name what it connects to', () => {
    const [web, quote] = [app('web'), app('quote')];
    app('other');
    const quiz = new HeadlessSet(chart, 'quiz', { selector: { app: 'quiz' }, port: 27017 });
    web.deployment?.connections.allowTo(quote, { ports: [kplus27.NetworkPolicyPort.tcp(8080)] });
    web.deployment?.connections.allowTo(quiz);
    web.deployment?.connections.allowTo(kplus27.NetworkPolicyIpBlock.anyIpv4(chart, 'dns'), { ports: [kplus27.NetworkPolicyPort.of({ port: 53, protocol: kplus27.NetworkProtocol.UDP })] });

    const model = RoutingModel.fromConstruct(chart);
    const outcome = (url: string, from: string) => model.trace(url, { from }).outcome;
    expect(outcome('http://quote/', 'kiada/Deployment/web')).toBe('delivered');
    expect(outcome('http://quote/', 'kiada/Deployment/other')).toBe('failed');
    expect(outcome('http://other/', 'kiada/Deployment/web')).toBe('failed');
  });

  test('of a newer cdk8s-plus too, which has other classes', () => {
    const policy = new kplus33.NetworkPolicy(chart, 'policy', { selector: app('quote') as unknown as kplus33.IPodSelector, ingress: { default: kplus33.NetworkPolicyTrafficDefault.DENY } });
    expect(policy.metadata.namespace).toBe('kiada');
    expect(objects('NetworkPolicy')[0].spec.podSelector.matchLabels).toEqual(objects('Service')[0].spec.selector);
  });
});

describe('Roles name the Services', () => {
  const services = () => [
    app('quote'),
    new HeadlessSet(chart, 'quiz', { selector: { app: 'quiz' }, port: 27017 }),
    new ExternalAlias(chart, 'time', { hostname: 'time.example.com' }),
  ];

  test.each<[string, (...resources: kplus27.ApiResource[]) => void]>([
    ['Role', (...resources) => new kplus27.Role(chart, 'role').allowRead(...resources)],
    ['ClusterRole', (...resources) => new kplus27.ClusterRole(chart, 'role').allowRead(...resources)],
    ['Role', (...resources) => new kplus33.Role(chart, 'role').allowRead(...resources)],
    ['ClusterRole', (...resources) => new kplus33.ClusterRole(chart, 'role').allowRead(...resources as unknown as kplus33.ApiResource[])],
  ])('%s', (kind, allow) => {
    allow(...services() as unknown as kplus27.ApiResource[]);
    expect(objects(kind)[0].rules).toEqual(['quote', 'quiz', 'time'].map((name) => (
      { apiGroups: [''], resources: ['services'], resourceNames: [name], verbs: ['get', 'list', 'watch'] })));
  });
});

describe('pods that are known by a selector of cdk8s-plus', () => {
  const pods = (options: kplus27.PodsSelectOptions) => kplus27.Pods.select(chart, 'pods', options);
  const serviceOf = (workload: IConstruct) => new ExposedApp(chart, 'quote', { workload, port: 80 })._serviceSpec();

  test('are selected by its labels', () => {
    expect(serviceOf(pods({ labels: { app: 'quote' } })).selector).toEqual({ app: 'quote' });
  });

  test('an expression of one value is a label', () => {
    expect(serviceOf(pods({ labels: { app: 'quote' }, expressions: [kplus27.LabelExpression.in('tier', ['web'])] })).selector).toEqual({ app: 'quote', tier: 'web' });
  });

  test('a newer cdk8s-plus has the same', () => {
    expect(serviceOf(kplus33.Pods.select(chart, 'pods', { labels: { app: 'quote' } })).selector).toEqual({ app: 'quote' });
  });

  test('a namespace that it names must be the Service\'s, and is', () => {
    const selector = pods({ labels: { app: 'quote' }, namespaces: kplus27.Namespaces.select(chart, 'books', { names: ['books'] }) });
    expect(new ExposedApp(chart, 'quote', { workload: selector, port: 80 }).namespace).toBe('books');
    expect(() => new ExposedApp(chart, 'web', { workload: selector, port: 80, metadata: { namespace: 'kiada' } })).toThrow(
      "ExposedApp 'kiada/web': the Service is in namespace 'kiada' and 'kiada/pods' in 'books', and a Service selects pods of its own namespace only");
  });

  test('another Service can have the same pods, and another construct those of a Service', () => {
    const quote = new ExposedApp(chart, 'quote', { workload: pods({ labels: { app: 'quote' } }), port: 80 });
    expect(quote.workload).toBeUndefined();
    expect(quote.addService('quote-public')._serviceSpec().selector).toEqual({ app: 'quote' });
    expect(new HeadlessSet(chart, 'quote-pods', { workload: quote })._serviceSpec().selector).toEqual({ app: 'quote' });
  });

  test.each<[string, kplus27.PodsSelectOptions, string]>([
    ['an expression', { expressions: [kplus27.LabelExpression.in('app', ['a', 'b'])] }, "has the expression 'app In a b', and a Service selects by labels alone"],
    ['what is not', { labels: { app: 'a' }, expressions: [kplus27.LabelExpression.doesNotExist('old')] }, "has the expression 'old DoesNotExist', and a Service selects by labels alone"],
    ['a contradiction', { labels: { app: 'a' }, expressions: [kplus27.LabelExpression.in('app', ['b'])] }, "has the expression 'app In b'"],
    ['nothing', {}, 'selects all pods, and a Service needs labels to select by; use Pods.select with labels'],
  ])('a selector of %s is refused', (_, options, message) => {
    expect(() => serviceOf(pods(options))).toThrow(`ExposedApp 'kiada/quote': workload 'kiada/pods' ${message}`);
    expect(chart.node.tryFindChild('quote')).toBeUndefined();
  });

  test('a selector of several namespaces is refused', () => {
    const namespaces = kplus27.Namespaces.select(chart, 'spaces', { names: ['a', 'b'] });
    const labelled = kplus27.Namespaces.select(chart, 'teams', { labels: { team: 'a' } });
    for (const [i, each] of [namespaces, labelled].entries()) {
      const selector = kplus27.Pods.select(chart, `pods${i}`, { labels: { app: 'a' }, namespaces: each });
      expect(() => serviceOf(selector)).toThrow('selects pods in several namespaces, and a Service selects pods of its own namespace only; make a Service in each');
    }
  });

  test('whatever is accepted selects just the pods that the selector does', () => {
    const label = fc.constantFrom('app', 'tier', 'team');
    const value = fc.constantFrom('a', 'b');
    const expression = fc.oneof(
      fc.tuple(label, fc.uniqueArray(value, { minLength: 1 })).map(([key, values]) => kplus27.LabelExpression.in(key, values)),
      fc.tuple(label, fc.uniqueArray(value, { minLength: 1 })).map(([key, values]) => kplus27.LabelExpression.notIn(key, values)),
      label.map((key) => kplus27.LabelExpression.exists(key)),
    );
    const anyPod = fc.dictionary(label, value);
    let accepted = 0;
    fc.assert(fc.property(fc.dictionary(label, value), fc.array(expression, { maxLength: 2 }), fc.array(anyPod), (labels, expressions, all) => {
      const own = new Chart(Testing.app(), 'kiada');
      const selector = kplus27.Pods.select(own, 'pods', { labels, expressions });
      let found: Record<string, string>;
      try {
        found = new ExposedApp(own, 'quote', { workload: selector, port: 80 })._serviceSpec().selector as Record<string, string>;
      } catch {
        return;
      }
      accepted += 1;
      const means = (pod: Record<string, string>) => Object.entries(labels).every(([key, wanted]) => pod[key] === wanted)
        && expressions.every(({ key, operator, values = [] }) => operator === 'In' ? values.includes(pod[key]) : operator === 'NotIn' ? !values.includes(pod[key]) : key in pod);
      for (const pod of all) expect(Object.entries(found).every(([key, wanted]) => pod[key] === wanted)).toBe(means(pod));
    }), { numRuns: 300 });
    expect(accepted).toBeGreaterThan(20);
  });
});

describe('a route to a Service', () => {
  test('can be added where the Service is made', () => {
    const router = new PathRouter(chart, 'public', { ingressClassName: 'nginx' });
    const quote = app('quote').route(router, '/quote').route(router, '/quotes', { host: 'api.example.com', pathType: PathType.EXACT });
    const quiz = new HeadlessSet(chart, 'quiz', { selector: { app: 'quiz' }, port: 80 }).route(router, '/quiz');
    const time = new ExternalAlias(chart, 'time', { hostname: 'time.example.com', port: 80 }).route(router);

    expect(quote.serviceName).toBe('quote');
    expect(router.routes.map(({ host, path, pathType, backend }) => ({ host, path, pathType, backend }))).toEqual([
      { path: '/quote', backend: quote }, { host: 'api.example.com', path: '/quotes', pathType: 'Exact', backend: quote },
      { path: '/quiz', backend: quiz }, { path: '/', backend: time },
    ]);
  });

  test.each<[string, (quote: ExposedApp, router: PathRouter) => unknown, string]>([
    ['a path that is none', (quote, router) => quote.route(router, 'quote'), "PathRouter 'kiada/public': route '*quote' (Prefix): path 'quote' does not start with '/'"],
    ['a router that is none', (quote) => quote.route(chart as never, '/'), "ExposedApp 'kiada/quote': router is an object of class Chart; expected a PathRouter"],
    ['a path that is a number', (quote, router) => quote.route(router, 5 as never), "ExposedApp 'kiada/quote': path is 5; expected a string"],
    ['a misspelled option', (quote, router) => quote.route(router, '/', { hots: 'a' } as never), "options has 'hots', which does not exist; did you mean 'host'?"],
  ])('with %s is refused', (_, call, message) => {
    const router = new PathRouter(chart, 'public', {});
    expect(() => call(app('quote'), router)).toThrow(message);
    expect(router.routes).toEqual([]);
  });
});
