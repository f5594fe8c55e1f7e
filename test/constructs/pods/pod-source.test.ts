import { ApiObject, Chart, JsonPatch, Testing } from 'cdk8s';
import * as kplus27 from 'cdk8s-plus-27';
import * as kplus33 from 'cdk8s-plus-33';
import { Construct } from 'constructs';
import { ExposedApp, HeadlessSet } from '../../../src';
import { podsOfWorkload } from '../../../src/constructs/pods/pod-source';

const VERSIONS = [['cdk8s-plus-27', kplus27], ['cdk8s-plus-33', kplus33]] as const;
const ADDRESS_LABEL = 'cdk8s.io/metadata.addr';

function createChart() {
  return new Chart(Testing.app(), 'kiada', { namespace: 'kiada' });
}

function find(chart: Chart, kind: string, name: string) {
  return Testing.synth(chart).find((object) => object.kind === kind && object.metadata.name === name);
}

function rollout(chart: Chart, spec: object = {}) {
  return new ApiObject(chart, 'rollout', {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Rollout',
    spec: {
      selector: { matchLabels: { app: 'quote' } },
      template: { metadata: { labels: { app: 'quote', tier: 'back' } }, spec: { containers: [{ name: 'web', ports: [{ name: 'http', containerPort: 8080 }] }] } },
      ...spec,
    },
  });
}

describe.each(VERSIONS)('over a workload of %s', (_, kplus) => {
  test('selector and ports are the workload\'s', () => {
    const chart = createChart();
    const workload = new kplus.Deployment(chart, 'workload', { containers: [{ image: 'quote', ports: [{ number: 8080, name: 'http' }] }] });
    const app = new ExposedApp(chart, 'quote', { workload });

    const { labels } = find(chart, 'Deployment', workload.name).spec.template.metadata;
    expect(find(chart, 'Service', 'quote').spec).toEqual({ type: 'ClusterIP', selector: labels, ports: [{ name: 'http', port: 8080 }] });
    expect(app.backendPorts).toEqual([{ name: 'http', port: 8080 }]);
    expect(app.workload).toBe(workload);
    expect(app.deployment).toBeUndefined();
  });

  test('pods are selected when the workload does not select them itself', () => {
    const chart = createChart();
    const workload = new kplus.Deployment(chart, 'workload', { select: false, containers: [{ image: 'quote', portNumber: 8080 }] });
    new ExposedApp(chart, 'quote', { workload });

    const { labels } = find(chart, 'Deployment', workload.name).spec.template.metadata;
    expect(find(chart, 'Service', 'quote').spec.selector).toEqual(labels);
  });

  test.each(['Pod', 'DaemonSet', 'Job'] as const)('a %s can be exposed', (kind) => {
    const chart = createChart();
    const workload = new kplus[kind](chart, 'workload', { containers: [{ image: 'quote', portNumber: 8080 }] });
    new ExposedApp(chart, 'quote', { workload });

    expect(find(chart, 'Service', 'quote').spec.selector).toEqual({ [ADDRESS_LABEL]: workload.podMetadata.getLabel(ADDRESS_LABEL) });
  });

  test('containers that are added later count', () => {
    const chart = createChart();
    const workload = new kplus.Deployment(chart, 'workload');
    const app = new ExposedApp(chart, 'quote', { workload });
    expect(app.backendPorts).toEqual([]);

    workload.addContainer({ image: 'quote', ports: [{ number: 8080, name: 'http' }] });
    workload.addContainer({ image: 'metrics', name: 'metrics', ports: [{ number: 9090, name: 'metrics' }] });

    expect(app.backendPorts).toEqual([{ name: 'http', port: 8080 }, { name: 'metrics', port: 9090 }]);
    expect(find(chart, 'Service', 'quote').spec.ports).toEqual([{ name: 'http', port: 8080 }, { name: 'metrics', port: 9090 }]);
  });

  test('a container port that is added later and spoils the Service fails synth', () => {
    const chart = createChart();
    const workload = new kplus.Deployment(chart, 'workload', { containers: [{ image: 'quote', ports: [{ number: 8080 }] }] });
    new ExposedApp(chart, 'quote', { workload });

    workload.containers[0].addPort({ number: 9090 });

    expect(() => Testing.synth(chart)).toThrow(/\[kiada\/quote\] ExposedApp 'kiada\/quote': the containers of .* declare 8080, 9090, of which some have no name/);
  });

  test('synth fails whatever of the pods has changed since the synth before', () => {
    const chart = createChart();
    const ports = [{ number: 8080, name: 'http', protocol: kplus.Protocol.TCP }];
    const workload = new kplus.Deployment(chart, 'workload', { containers: [{ image: 'quote', ports }] });
    new ExposedApp(chart, 'quote', { workload, port: 80, targetPort: 'http' });
    Testing.synth(chart);

    ports[0].protocol = kplus.Protocol.UDP;
    expect(() => Testing.synth(chart)).toThrow('declares for UDP only');
    ports[0].protocol = kplus.Protocol.TCP;
    Testing.synth(chart);

    ports[0].name = 'web';
    expect(() => Testing.synth(chart)).toThrow('targetPort \'http\' names no container port');
    ports[0].name = 'http';
    Testing.synth(chart);

    workload.podMetadata.addLabel(ADDRESS_LABEL, 'no label');
    expect(() => Testing.synth(chart)).toThrow(/selector.*no label/);
  });

  test('the workload is emitted as it would be without the app', () => {
    const build = (expose: boolean) => {
      const chart = createChart();
      const workload = new kplus.Deployment(chart, 'workload', { spread: true, replicas: 2, containers: [{ image: 'quote', portNumber: 8080 }] });
      if (expose) new ExposedApp(chart, 'quote', { workload });
      return find(chart, 'Deployment', workload.name);
    };

    expect(build(true)).toEqual(build(false));
  });

  test('the ApiObject under the workload stands for it', () => {
    const chart = createChart();
    const workload = new kplus.Deployment(chart, 'workload', { spread: true, containers: [{ image: 'quote', portNumber: 8080 }] });
    new ExposedApp(chart, 'quote', { workload: ApiObject.of(workload) });

    expect(find(chart, 'Service', 'quote').spec.ports).toEqual([{ port: 8080 }]);
    expect(find(chart, 'Deployment', workload.name).spec.template.spec.affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution
      ?? find(chart, 'Deployment', workload.name).spec.template.spec.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution).toBeDefined();
  });

  test('the Service is in the workload\'s namespace', () => {
    const chart = createChart();
    const workload = new kplus.Deployment(chart, 'workload', { metadata: { namespace: 'other' }, containers: [{ image: 'quote', portNumber: 80 }] });

    expect(new ExposedApp(chart, 'quote', { workload }).namespace).toBe('other');
  });

  test('fails when metadata puts the Service elsewhere than the pods', () => {
    const chart = createChart();
    const workload = new kplus.Deployment(chart, 'workload', { metadata: { namespace: 'other' }, containers: [{ image: 'quote', portNumber: 80 }] });

    expect(() => new ExposedApp(chart, 'quote', { workload, metadata: { namespace: 'kiada' } }))
      .toThrow(/the Service is in namespace 'kiada' and Deployment 'kiada\/workload' in 'other', and a Service selects pods of its own namespace only/);
  });

  test('fails for a target port name that no container has, with the nearest one', () => {
    const chart = createChart();
    const workload = new kplus.Deployment(chart, 'workload', { containers: [{ image: 'quote', ports: [{ number: 8443, name: 'https' }] }] });

    expect(() => new ExposedApp(chart, 'quote', { workload, port: 80, targetPort: 'http' }))
      .toThrow(/targetPort 'http' names no container port; Deployment 'kiada\/workload' has 8443 \(https\); use 'https' if that is meant/);
  });

  test('fails for a container port of another protocol', () => {
    const chart = createChart();
    const workload = new kplus.Deployment(chart, 'workload', { containers: [{ image: 'dns', ports: [{ number: 53, name: 'dns', protocol: kplus.Protocol.UDP }] }] });

    for (const targetPort of [53, 'dns']) {
      expect(() => new ExposedApp(chart, `to-${targetPort}`, { workload, port: 53, targetPort }))
        .toThrow(/port 53 leads to container port (53|'dns') over TCP, which .* declares for UDP only; specify protocol: UDP/);
    }
  });

  test('a target port number need not be declared', () => {
    const chart = createChart();
    const workload = new kplus.Deployment(chart, 'workload', { containers: [{ image: 'quote', portNumber: 80 }] });

    expect(() => new ExposedApp(chart, 'quote', { workload, port: 80, targetPort: 9999 })).not.toThrow();
  });

  test('fails when container ports have one name', () => {
    const chart = createChart();
    const workload = new kplus.Deployment(chart, 'workload', {
      containers: [{ image: 'a', ports: [{ number: 80, name: 'http' }] }, { image: 'b', name: 'b', ports: [{ number: 81, name: 'http' }] }],
    });

    expect(() => new ExposedApp(chart, 'quote', { workload })).toThrow(/declare 80 \(http\), 81 \(http\), of which some have the same name/);
  });

  test('a port that two containers declare counts once', () => {
    const chart = createChart();
    const workload = new kplus.Deployment(chart, 'workload', { containers: [{ image: 'a', portNumber: 80 }, { image: 'b', name: 'b', portNumber: 80 }] });

    expect(new ExposedApp(chart, 'quote', { workload }).backendPorts).toEqual([{ port: 80 }]);
  });
});

test('a Rollout\'s pods are selected as it selects them', () => {
  const chart = createChart();
  new ExposedApp(chart, 'quote', { workload: rollout(chart) });

  expect(find(chart, 'Service', 'quote').spec).toEqual({ type: 'ClusterIP', selector: { app: 'quote' }, ports: [{ name: 'http', port: 8080 }] });
});

test('labels of the pods are used where the workload selects by other means', () => {
  const chart = createChart();
  new ExposedApp(chart, 'quote', { workload: rollout(chart, { selector: { matchExpressions: [{ key: 'app', operator: 'Exists' }] } }) });

  expect(find(chart, 'Service', 'quote').spec.selector).toEqual({ app: 'quote', tier: 'back' });
});

test('a Rollout that refers to its pods\' template needs ports', () => {
  const chart = createChart();
  const workload = rollout(chart, { template: undefined, workloadRef: { kind: 'Deployment', name: 'quote' } });

  expect(() => new ExposedApp(chart, 'a', { workload })).toThrow(/the ports are not known, since nothing is known of the containers; specify 'port' or 'ports'$/);
  expect(() => new ExposedApp(chart, 'b', { workload, port: 80 })).not.toThrow();
});

test('a CronJob, a Pod and an L1 Deployment are workloads', () => {
  const chart = createChart();
  const template = { metadata: { labels: { app: 'a' } }, spec: { containers: [{ name: 'a', ports: [{ containerPort: 80 }] }] } };
  const workloads = [
    new ApiObject(chart, 'cron', { apiVersion: 'batch/v1', kind: 'CronJob', spec: { jobTemplate: { spec: { template } } } }),
    new ApiObject(chart, 'pod', { apiVersion: 'v1', kind: 'Pod', ...template }),
    new kplus27.k8s.KubeDeployment(chart, 'l1', { spec: { selector: { matchLabels: { app: 'a' } }, template } }),
  ];

  for (const workload of workloads) {
    new ExposedApp(chart, `over-${workload.node.id}`, { workload });
    expect(find(chart, 'Service', `over-${workload.node.id}`).spec).toMatchObject({ selector: { app: 'a' }, ports: [{ port: 80 }] });
  }
});

test('named ports of sidecars count', () => {
  const chart = createChart();
  const workload = rollout(chart, {
    template: { metadata: { labels: { app: 'quote' } }, spec: { containers: [{ name: 'web' }], initContainers: [{ name: 'proxy', restartPolicy: 'Always', ports: [{ name: 'proxy', containerPort: 15001 }] }] } },
  });

  expect(() => new ExposedApp(chart, 'quote', { workload, port: 80, targetPort: 'proxy' })).not.toThrow();
});

test('a construct whose default child is a workload, and another app, stand for the workload', () => {
  const chart = createChart();
  const wrapper = new Construct(chart, 'wrapper');
  new kplus33.Deployment(wrapper, 'Default', { containers: [{ image: 'quote', portNumber: 80 }] });
  const app = new ExposedApp(chart, 'quote', { workload: wrapper });

  new HeadlessSet(chart, 'quote-pods', { workload: app });

  expect(find(chart, 'Service', 'quote-pods').spec.selector).toEqual(find(chart, 'Service', 'quote').spec.selector);
});

test('fails for a construct without pods', () => {
  const chart = createChart();

  expect(() => new ExposedApp(chart, 'quote', { workload: new kplus27.ConfigMap(chart, 'config'), port: 80 }))
    .toThrow(/^ExposedApp 'kiada\/quote': workload 'kiada\/config' has no pods; specify a workload or Pods of cdk8s-plus, an ApiObject with a pod template, or the pods' labels/);
});

test('fails for pods without labels', () => {
  const chart = createChart();
  const workload = new ApiObject(chart, 'pod', { apiVersion: 'v1', kind: 'Pod', spec: { containers: [{ name: 'a' }] } });

  expect(() => new ExposedApp(chart, 'quote', { workload, port: 80 })).toThrow(/the pods of Pod 'kiada\/pod' have no labels to select them by/);
});

describe('whether the pods are what they were', () => {
  const IMAGE = 'example.com/web:1';
  const deployment = (): kplus27.Deployment => new kplus27.Deployment(createChart(), 'web', { containers: [{ image: IMAGE, portNumber: 8080 }] });
  const plain = (): ApiObject => new ApiObject(createChart(), 'web', {
    apiVersion: 'apps/v1', kind: 'Deployment', spec: { template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'web', image: IMAGE }] } } },
  });

  test.each<[string, () => ApiObject | kplus27.Deployment, (pods: never) => void]>([
    ['a container comes', deployment, (pods: kplus27.Deployment) => pods.addContainer({ name: 'proxy', image: IMAGE })],
    ['a port comes', deployment, (pods: kplus27.Deployment) => pods.containers[0].addPort({ number: 9090, name: 'metrics' })],
    ['the address label changes', deployment, (pods: kplus27.Deployment) => pods.podMetadata.addLabel('cdk8s.io/metadata.addr', 'other')],
    ['an object is patched', plain, (pods: ApiObject) => pods.addJsonPatch(JsonPatch.add('/spec/template/metadata/labels/tier', 'front'))],
  ])('they are until %s', (_, make, change) => {
    const construct = make();
    const pods = podsOfWorkload(construct);
    const before = pods?.state() ?? [];
    expect(pods?.isStill(before)).toBe(true);
    change(construct as never);
    expect(pods?.isStill(before)).toBe(false);
    expect(pods?.isStill(pods.state())).toBe(true);
  });
});
