import { Chart, Testing } from 'cdk8s';
import * as kplus27 from 'cdk8s-plus-27';
import fc from 'fast-check';
import { ExposedApp, HeadlessSet, RoutingModel, type Autoscaling, type ExposedAppProps } from '../../../src';
import { validateObject } from '../../../src/kubernetes/validation/validate';

const IMAGE = { image: 'example.com/quote:1.0', port: 80 };

let chart: Chart;

beforeEach(() => { chart = new Chart(Testing.app(), 'kiada', { namespace: 'kiada' }); });

const object = (kind: string) => Testing.synth(chart).find((each) => each.kind === kind);

test('an app that is scaled has an autoscaler of its name, and no replicas', () => {
  new ExposedApp(chart, 'quote', { ...IMAGE, autoscaling: { minReplicas: 2, maxReplicas: 8 }, deployment: { metadata: { name: 'quote-v2' } } });
  expect(object('HorizontalPodAutoscaler')).toEqual({
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: 'quote', namespace: 'kiada' },
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'quote-v2' },
      minReplicas: 2,
      maxReplicas: 8,
      metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } } }],
    },
  });
  expect(object('Deployment').spec).not.toHaveProperty('replicas');
});

test('so has a StatefulSet, whose pods are then known one by one only', () => {
  const quiz = new HeadlessSet(chart, 'quiz', { ...IMAGE, autoscaling: { maxReplicas: 3, memoryUtilization: 70 } });
  expect(object('HorizontalPodAutoscaler').spec).toMatchObject({
    scaleTargetRef: { kind: 'StatefulSet', name: 'quiz' },
    metrics: [{ resource: { name: 'memory', target: { averageUtilization: 70 } } }],
  });
  expect(object('StatefulSet').spec).not.toHaveProperty('replicas');
  expect(quiz.podDnsName(7)).toBe('quiz-7.quiz.kiada.svc.cluster.local');
  expect(() => quiz.podDnsNames).toThrow('an autoscaler decides how many there are');
});

test('the engine runs as many pods as the autoscaler makes at least', () => {
  new ExposedApp(chart, 'quote', { ...IMAGE, autoscaling: { minReplicas: 3, maxReplicas: 8 } });
  const model = RoutingModel.fromConstruct(chart);
  expect(model.check()).toEqual([]);
  expect(model.trace('http://quote/', { from: 'kiada/Deployment/quote' }).destinations.flatMap(({ pods }) => pods)).toHaveLength(3);
});

test('an autoscaler of cdk8s-plus takes the workload as its target, and replicas are not written', () => {
  const { deployment } = new ExposedApp(chart, 'quote', IMAGE);
  if (deployment === undefined) throw new Error('no Deployment was made');
  new kplus27.HorizontalPodAutoscaler(chart, 'scaler', { target: deployment, maxReplicas: 5 });
  expect(object('Deployment').spec).not.toHaveProperty('replicas');
});

test('replicas beside an autoscaler of cdk8s-plus fail synth, and the message says what to do', () => {
  const { deployment } = new ExposedApp(chart, 'quote', { ...IMAGE, replicas: 3 });
  if (deployment === undefined) throw new Error('no Deployment was made');
  new kplus27.HorizontalPodAutoscaler(chart, 'scaler', { target: deployment, maxReplicas: 5 });
  expect(() => Testing.synth(chart)).toThrow("ExposedApp 'kiada/quote': Deployment 'quote' has 3 replicas and an autoscaler, which decides how many pods there are; "
    + "leave 'replicas' out, and set minReplicas of the autoscaler");
});

test('a container that requests nothing is found at once, and when it comes later', () => {
  const none = { resources: {} };
  expect(() => new ExposedApp(chart, 'quote', { ...IMAGE, container: none, autoscaling: { maxReplicas: 5 } })).toThrow(
    "ExposedApp 'kiada/quote': container 'quote' requests no cpu, and autoscaling.cpuUtilization is a share of what is requested; set its resources.cpu.request");
  expect(chart.node.children).toEqual([]);

  const { deployment } = new ExposedApp(chart, 'quote', { ...IMAGE, autoscaling: { maxReplicas: 5, memoryUtilization: 50 } });
  deployment?.addContainer({ name: 'side', image: 'example.com/side:1', ...none });
  expect(() => Testing.synth(chart)).toThrow("container 'side' requests no memory");
});

test.each<[string, Partial<ExposedAppProps>, string]>([
  ['replicas', { replicas: 3, autoscaling: { maxReplicas: 5 } }, "got both 'replicas' and 'autoscaling', and the autoscaler decides how many pods there are; leave 'replicas' out, and set autoscaling.minReplicas, such as 3"],
  ['replicas of the Deployment', { deployment: { replicas: 2 }, autoscaling: { maxReplicas: 5 } }, "got both 'deployment.replicas' and 'autoscaling'"],
  ['no pods at most', { autoscaling: { maxReplicas: 0 } }, 'autoscaling.maxReplicas is 0; specify a whole number from 1 to 2147483647'],
  ['half a pod', { autoscaling: { minReplicas: 0.5, maxReplicas: 2 } }, 'autoscaling.minReplicas is 0.5; specify a whole number'],
  ['more pods at least than at most', { autoscaling: { minReplicas: 5, maxReplicas: 2 } }, 'autoscaling.minReplicas is 5, which is more than maxReplicas, 2'],
  ['no use of the CPU', { autoscaling: { maxReplicas: 2, cpuUtilization: 0 } }, 'autoscaling.cpuUtilization is 0'],
  ['no maxReplicas', { autoscaling: {} as Autoscaling }, "autoscaling has no 'maxReplicas'; set it"],
  ['a misspelled option', { autoscaling: { maxReplicas: 2, cpuUtilisation: 50 } as Autoscaling }, "autoscaling has 'cpuUtilisation', which does not exist; did you mean 'cpuUtilization'?"],
])('autoscaling with %s is refused', (_, props, message) => {
  expect(() => new ExposedApp(chart, 'quote', { ...IMAGE, ...props })).toThrow(message);
});

test('autoscaling is for pods that are made from an image', () => {
  expect(() => new ExposedApp(chart, 'quote', { selector: { app: 'quote' }, port: 80, autoscaling: { maxReplicas: 5 } })).toThrow(
    "got 'autoscaling' together with 'selector'; it is for pods that are made from 'image', set it on the workload instead");
});

test('whatever is accepted, the workload has no replicas, and the API server takes all objects', () => {
  const count = fc.integer({ min: 1, max: 50 });
  const maybe = fc.option(count, { nil: undefined });
  const most = fc.integer({ min: 50, max: 200 });
  const autoscaling = fc.record({ minReplicas: maybe, maxReplicas: most, cpuUtilization: maybe, memoryUtilization: maybe });
  fc.assert(fc.property(autoscaling, fc.boolean(), (given, stateful) => {
    const own = new Chart(Testing.app(), 'kiada', { namespace: 'kiada' });
    if (stateful) new HeadlessSet(own, 'quote', { ...IMAGE, autoscaling: given });
    else new ExposedApp(own, 'quote', { ...IMAGE, autoscaling: given });
    for (const each of Testing.synth(own)) {
      expect(validateObject(each).violations).toEqual([]);
      expect(each.spec.replicas).toBeUndefined();
      if (each.kind === 'HorizontalPodAutoscaler') {
        const wanted = [given.cpuUtilization, given.memoryUtilization].filter((value) => value !== undefined);
        expect(each.spec.metrics).toHaveLength(Math.max(1, wanted.length));
      }
    }
  }), { numRuns: 50 });
});
