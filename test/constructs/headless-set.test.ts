import { ApiObject, App, Chart, Testing } from 'cdk8s';
import * as kplus27 from 'cdk8s-plus-27';
import * as kplus33 from 'cdk8s-plus-33';
import fc from 'fast-check';
import { HeadlessSet, PortProtocol, type HeadlessSetProps } from '../../src';
import { validateObject } from '../../src/kubernetes/validation/validate';

const VERSIONS = [['cdk8s-plus-27', kplus27], ['cdk8s-plus-33', kplus33]] as const;
const MONGO = { image: 'mongo:7', replicas: 3, ports: [{ name: 'mongodb', port: 27017 }] };
const LABELS = { selector: { app: 'quiz' } };

function createChart() {
  return new Chart(Testing.app(), 'kiada', { namespace: 'kiada' });
}

function find(chart: Chart, kind: string, name: string) {
  return Testing.synth(chart).find((object) => object.kind === kind && object.metadata.name === name);
}

function createSet(props: HeadlessSetProps) {
  return new HeadlessSet(createChart(), 'quiz', props);
}

/** A StatefulSet that cdk8s-plus has no part in. */
function plainSet(chart: Chart, spec: object = {}) {
  return new ApiObject(chart, 'set', {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'mongo' },
    spec: {
      selector: { matchLabels: { app: 'mongo' } },
      template: { metadata: { labels: { app: 'mongo' } }, spec: { containers: [{ name: 'mongo', ports: [{ name: 'mongodb', containerPort: 27017 }] }] } },
      ...spec,
    },
  });
}

test('the Service is the child "Resource"', () => {
  const set = createSet(MONGO);

  expect(ApiObject.of(set).kind).toBe('Service');
  expect(ApiObject.of(set).node.id).toBe('Resource');
});

describe('from an image', () => {
  test('a StatefulSet runs it, under the headless Service', () => {
    const chart = createChart();
    const set = new HeadlessSet(chart, 'quiz', { ...MONGO, publishNotReadyAddresses: true });

    const statefulSet = find(chart, 'StatefulSet', 'quiz');
    expect(set.statefulSet).toBe(set.workload);
    expect(statefulSet.metadata.namespace).toBe('kiada');
    expect(statefulSet.spec).toMatchObject({ serviceName: 'quiz', replicas: 3 });
    expect(statefulSet.spec.template.spec.containers[0]).toMatchObject({ name: 'quiz', ports: [{ name: 'mongodb', containerPort: 27017 }] });
    expect(find(chart, 'Service', 'quiz').spec).toEqual({
      type: 'ClusterIP',
      clusterIP: 'None',
      publishNotReadyAddresses: true,
      ports: [{ name: 'mongodb', port: 27017 }],
      selector: statefulSet.spec.template.metadata.labels,
    });
  });

  test('there is one Service, and it comes before the StatefulSet', () => {
    const chart = createChart();
    new HeadlessSet(chart, 'quiz', MONGO);

    expect(Testing.synth(chart).map(({ kind }) => kind)).toEqual(['Service', 'StatefulSet']);
  });

  test('ports are optional', () => {
    const chart = createChart();
    const set = new HeadlessSet(chart, 'quiz', { image: 'mongo:7' });

    expect(find(chart, 'Service', 'quiz').spec.ports).toBeUndefined();
    expect(set.backendPorts).toEqual([]);
  });

  test('an empty list of ports is none, whatever the containers declare', () => {
    expect(createSet({ image: 'mongo:7', ports: [], container: { portNumber: 27017 } }).backendPorts).toEqual([]);
  });

  test('ordinals start where they are told to', () => {
    const chart = createChart();
    const set = new HeadlessSet(chart, 'quiz', { ...MONGO, ordinalsStart: 5 });

    expect(find(chart, 'StatefulSet', 'quiz').spec.ordinals).toEqual({ start: 5 });
    expect(set.podDnsNames[0]).toBe('quiz-5.quiz.kiada.svc.cluster.local');
  });

  test('statefulSet and container set the rest', () => {
    const chart = createChart();
    new HeadlessSet(chart, 'quiz', {
      ...MONGO,
      container: { args: ['--replSet', 'quiz'] },
      statefulSet: { podManagementPolicy: kplus27.PodManagementPolicy.PARALLEL, metadata: { name: 'mongo' } },
    });

    const { spec } = find(chart, 'StatefulSet', 'mongo');
    expect(spec).toMatchObject({ podManagementPolicy: 'Parallel', serviceName: 'quiz' });
    expect(spec.template.spec.containers[0].args).toEqual(['--replSet', 'quiz']);
  });

  test.each<[string, Partial<HeadlessSetProps>, RegExp]>([
    ['a Service of its own', { statefulSet: { service: new kplus27.Service(createChart(), 'other') } }, /got statefulSet.service, and this construct is the Service/],
    ['a name that leaves no room for the pods\'', { metadata: { name: 'a'.repeat(53) } }, /has 53 characters; a StatefulSet of a name longer than 52 cannot make pods/],
    ['ordinals below 0', { ordinalsStart: -1 }, /ordinalsStart is -1; specify a whole number from 0 to 2147483647$/],
    ['replicas below 0', { replicas: -1 }, /replicas is -1/],
    ['a node port', { ports: [{ port: 80, nodePort: 30000 }] }, /port 80 has nodePort 30000, and a headless Service has none, .*; leave it out, or use an ExposedApp$/],
    ['several ports without names', { ports: [{ port: 80 }, { port: 81 }] }, /spec\.ports\[0\]\.name: required value is missing/],
  ])('fails for %s', (_, props, message) => {
    expect(() => createSet({ ...MONGO, ...props })).toThrow(/^HeadlessSet 'kiada\/quiz': /);
    expect(() => createSet({ ...MONGO, ...props })).toThrow(message);
  });
});

describe('ports', () => {
  test('fails for a port that differs from its target port, with the reason', () => {
    expect(() => createSet({ ...LABELS, port: 80, targetPort: 8080 })).toThrow(
      'HeadlessSet \'kiada/quiz\': port 80 leads to 8080, and a headless Service maps no ports: its name resolves to the pods, '
      + 'and clients connect to the port that they know; specify port 8080, or use an ExposedApp');
  });

  test('fails for a target port name that comes to another number', () => {
    expect(() => createSet({ image: 'mongo:7', port: 80, targetPort: 'mongodb', container: { ports: [{ name: 'mongodb', number: 27017 }] } }))
      .toThrow(/port 80 leads to 'mongodb', which is 27017, and a headless Service maps no ports/);
  });

  test('a target port that comes to the same number is fine', () => {
    expect(createSet({ image: 'mongo:7', port: 27017, targetPort: 'mongodb', container: { ports: [{ name: 'mongodb', number: 27017 }] } }).backendPorts)
      .toMatchObject([{ port: 27017 }]);
    expect(createSet({ ...LABELS, port: 80, targetPort: 80 }).backendPorts).toMatchObject([{ port: 80 }]);
  });

  test('a target port name of pods that are not known is taken as it is', () => {
    expect(() => createSet({ ...LABELS, port: 80, targetPort: 'http' })).not.toThrow();
  });

  test('fails for a target port name that no container has', () => {
    expect(() => createSet({ ...MONGO, ports: [{ port: 80, targetPort: 'http' }] })).toThrow(/targetPort 'http' names no container port/);
  });
});

describe.each(VERSIONS)('over a workload of %s', (_, kplus) => {
  test('a StatefulSet\'s pods are named under the Service', () => {
    const chart = createChart();
    const workload = new kplus.StatefulSet(chart, 'set', { metadata: { name: 'mongo' }, replicas: 2, containers: [{ image: 'mongo', portNumber: 27017 }] });
    const set = new HeadlessSet(chart, 'quiz', { workload });

    expect(find(chart, 'StatefulSet', 'mongo').spec.serviceName).toBe('quiz');
    expect(find(chart, 'Service', 'quiz').spec.ports).toEqual([{ port: 27017 }]);
    expect(set.podDnsNames).toEqual(['mongo-0.quiz.kiada.svc.cluster.local', 'mongo-1.quiz.kiada.svc.cluster.local']);
  });

  test('fails for a StatefulSet that was given another Service', () => {
    const chart = createChart();
    const service = new kplus.Service(chart, 'service', { metadata: { name: 'mongo' }, clusterIP: 'None', ports: [{ port: 27017 }] });
    const workload = new kplus.StatefulSet(chart, 'set', { service, containers: [{ image: 'mongo', portNumber: 27017 }] } as never);

    expect(() => new HeadlessSet(chart, 'quiz', { workload }))
      .toThrow(/StatefulSet 'kiada\/set' names its pods under the Service 'mongo'; set its metadata.name to 'mongo', or leave/);
  });

  test('a Deployment\'s pods are found by the name of all', () => {
    const chart = createChart();
    const workload = new kplus.Deployment(chart, 'quote', { spread: true, containers: [{ image: 'quote', portNumber: 8080 }] });
    const before = find(chart, 'Deployment', workload.name);
    const set = new HeadlessSet(chart, 'quote-pods', { workload });

    expect(set.dnsName).toBe('quote-pods.kiada.svc.cluster.local');
    expect(find(chart, 'Service', 'quote-pods').spec.selector).toEqual(before.spec.template.metadata.labels);
    expect(() => set.podDnsNames).toThrow(/^HeadlessSet 'kiada\/quote-pods': the pods of Deployment 'kiada\/quote' have no names that are known before they run/);
  });

  test('fails for ordinals of a Deployment', () => {
    const chart = createChart();
    const workload = new kplus.Deployment(chart, 'quote', { containers: [{ image: 'quote' }] });

    expect(() => new HeadlessSet(chart, 'quote-pods', { workload, ordinalsStart: 1 })).toThrow(/got 'ordinalsStart', and the pods of Deployment/);
  });
});

describe('over a plain StatefulSet', () => {
  test('it gets the Service\'s name where it has none', () => {
    const chart = createChart();
    const set = new HeadlessSet(chart, 'quiz', { workload: plainSet(chart, { replicas: 2, ordinals: { start: 3 } }) });

    expect(find(chart, 'StatefulSet', 'mongo').spec.serviceName).toBe('quiz');
    expect(set.podDnsNames).toEqual(['mongo-3.quiz.kiada.svc.cluster.local', 'mongo-4.quiz.kiada.svc.cluster.local']);
    expect(set.srvName(27017)).toBe('_mongodb._tcp.quiz.kiada.svc.cluster.local');
  });

  test('its own name for the Service must be the Service\'s', () => {
    const chart = createChart();
    const workload = plainSet(chart, { serviceName: 'mongo-pods' });

    expect(() => new HeadlessSet(chart, 'quiz', { workload })).toThrow(/names its pods under the Service 'mongo-pods'/);
  });

  test('its own first ordinal must be the one given', () => {
    const chart = createChart();
    const workload = plainSet(chart, { ordinals: { start: 3 } });

    expect(() => new HeadlessSet(chart, 'quiz', { workload, ordinalsStart: 2 })).toThrow(/ordinalsStart is 2, and StatefulSet 'kiada\/set' starts at 3; specify one/);
  });

  test('fails for a second headless Service, which could name no pods', () => {
    const chart = createChart();
    const workload = plainSet(chart);
    new HeadlessSet(chart, 'quiz', { workload });

    expect(() => new HeadlessSet(chart, 'again', { workload }))
      .toThrow(/are named under the headless Service 'quiz' already, and a StatefulSet has one such Service; use that one$/);
  });
});

describe('names of pods', () => {
  test('each pod has one', () => {
    const set = createSet(MONGO);

    expect(set.podDnsName(2)).toBe('quiz-2.quiz.kiada.svc.cluster.local');
    expect(set.podDnsNames).toEqual([0, 1, 2].map((ordinal) => set.podDnsName(ordinal)));
  });

  test('one pod runs unless told otherwise', () => {
    expect(createSet({ image: 'mongo:7' }).podDnsNames).toEqual(['quiz-0.quiz.kiada.svc.cluster.local']);
    expect(createSet({ image: 'mongo:7', replicas: 0 }).podDnsNames).toEqual([]);
  });

  test.each([-1, 3, 0.5])('fails for ordinal %d of three', (ordinal) => {
    expect(() => createSet(MONGO).podDnsName(ordinal)).toThrow(`HeadlessSet 'kiada/quiz': there is no pod of ordinal ${ordinal}; its pods are quiz-0 to quiz-2`);
  });

  test('where an autoscaler decides, any ordinal may exist and not all are known', () => {
    const chart = createChart();
    const set = new HeadlessSet(chart, 'quiz', { image: 'mongo:7', port: 27017 });
    new kplus27.HorizontalPodAutoscaler(chart, 'scaler', { target: set.statefulSet!, maxReplicas: 9 });

    expect(set.podDnsName(8)).toBe('quiz-8.quiz.kiada.svc.cluster.local');
    expect(() => set.podDnsNames).toThrow(/an autoscaler decides how many there are; use podDnsName\(ordinal\)$/);
  });

  test('where the namespace is not known, names resolve in it', () => {
    expect(new HeadlessSet(new Chart(Testing.app(), 'kiada'), 'quiz', MONGO).podDnsNames[0]).toBe('quiz-0.quiz');
  });
});

describe('srvName', () => {
  const set = () => createSet({ ...LABELS, ports: [{ name: 'mongodb', port: 27017 }, { name: 'gossip', port: 7946, protocol: PortProtocol.UDP }] });

  test('is made of the port\'s name and protocol', () => {
    expect(set().srvName('mongodb')).toBe('_mongodb._tcp.quiz.kiada.svc.cluster.local');
    expect(set().srvName(7946)).toBe('_gossip._udp.quiz.kiada.svc.cluster.local');
  });

  test('fails for ports that the Service does not have, and those without a name', () => {
    expect(() => set().srvName('http')).toThrow(/the Service has no port 'http'; it has 27017 \(mongodb\), 7946 \(gossip\)$/);
    expect(() => createSet({ ...LABELS, port: 80 }).srvName(80)).toThrow(/port 80 has no name, and SRV records are for named ports only; set its name in 'ports'$/);
    expect(() => createSet({ ...LABELS, ports: [] }).srvName(80)).toThrow(/the Service has no port; specify 'port' or 'ports'$/);
  });
});

test('a second Service spreads requests over the same pods', () => {
  const chart = createChart();
  const set = new HeadlessSet(chart, 'quiz-pods', { image: 'quiz', ports: [], container: { ports: [{ name: 'http', number: 8080 }] } });

  const quiz = set.addService('quiz', { port: 80, targetPort: 'http' });

  expect(quiz.url()).toBe('http://quiz.kiada.svc.cluster.local');
  expect(find(chart, 'Service', 'quiz').spec).toMatchObject({ selector: find(chart, 'Service', 'quiz-pods').spec.selector, ports: [{ port: 80, targetPort: 'http' }] });
});

test('valid props never make a Service that the API server refuses', () => {
  const label = fc.stringMatching(/^[a-z]([a-z0-9-]{0,10}[a-z0-9])?$/).filter((name) => !name.includes('--'));
  const protocol = fc.constantFrom(undefined, ...Object.values(PortProtocol));
  const port = fc.record({ name: label, port: fc.integer({ min: 1, max: 65535 }), protocol });
  const ports = fc.option(fc.uniqueArray(port, { maxLength: 5, comparator: (a, b) => a.name === b.name || a.port === b.port }), { nil: undefined });
  const replicas = fc.integer({ min: 0, max: 20 });

  fc.assert(fc.property(label, ports, replicas, fc.nat(100), fc.boolean(), (id, given, count, start, publishNotReadyAddresses) => {
    const set = new HeadlessSet(new Chart(new App(), 'chart'), id, { image: 'x', ports: given, replicas: count, ordinalsStart: start, publishNotReadyAddresses });

    expect(validateObject(ApiObject.of(set).toJson()).violations).toEqual([]);
    expect(validateObject(ApiObject.of(set.statefulSet!).toJson()).violations).toEqual([]);
    expect(set.podDnsNames).toHaveLength(count);
  }), { numRuns: 100 });
});

test('a set that throws leaves the StatefulSet of others as it was', () => {
  const chart = createChart();
  const workload = new kplus27.StatefulSet(chart, 'pods', { containers: [{ image: 'mongo:7', portNumber: 27017 }] });
  const { serviceName } = find(chart, 'StatefulSet', workload.name).spec;

  expect(() => new HeadlessSet(chart, 'quiz', { workload, port: 80, targetPort: 27017 })).toThrow('port 80 leads to 27017');
  expect(find(chart, 'StatefulSet', workload.name).spec.serviceName).toBe(serviceName);
  expect(new HeadlessSet(chart, 'quiz', { workload }).podDnsName(0)).toBe(`${workload.name}-0.quiz.kiada.svc.cluster.local`);
});
