import { ApiObject, App, Chart, Duration, Testing } from 'cdk8s';
import * as kplus27 from 'cdk8s-plus-27';
import fc from 'fast-check';
import {
  ExposedApp, IpFamily, IpFamilyPolicy, PortProtocol, ExposureType, SessionAffinity, TrafficDistribution, TrafficPolicy, type ExposedAppProps,
} from '../../src';
import { validateObject } from '../../src/kubernetes/validation/validate';

const ADDRESS_LABEL = 'cdk8s.io/metadata.addr';
const IMAGE = { image: 'example.com/quote:1.0', port: 80, targetPort: 8080 };
const PROBE = kplus27.Probe.fromHttpGet('/ready');
const LABELS = { selector: { app: 'quote' } };

function createChart() {
  return new Chart(Testing.app(), 'kiada', { namespace: 'kiada' });
}

function find(chart: Chart, kind: string, name: string) {
  return Testing.synth(chart).find((object) => object.kind === kind && object.metadata.name === name);
}

/** The Service that a new app makes. */
function serviceOf(props: ExposedAppProps) {
  const chart = createChart();
  new ExposedApp(chart, 'quote', props);
  return find(chart, 'Service', 'quote');
}

test.each<[string, Partial<ExposedAppProps>, string]>([
  ['container name', { container: { name: 'My App' } }, 'the API server would refuse the Deployment: spec.template.spec.containers[0].name: invalid value "My App"'],
  ['container port', { port: 80, targetPort: undefined, container: { ports: [{ number: 99999 }] } }, 'spec.template.spec.containers[0].ports[0].containerPort: invalid value 99999'],
  ['container port name', { container: { ports: [{ number: 8080, name: 'much-too-long-a-name' }] } }, 'ports[0].name: invalid value "much-too-long-a-name": must be no more than 15'],
  ['container name twice', { deployment: { containers: [{ image: 'side', name: 'quote' }] } }, 'spec.template.spec.containers[1].name: duplicate value "quote"'],
  ['Deployment name', { deployment: { metadata: { name: 'My App' } } }, 'the API server would refuse the Deployment: metadata.name: invalid value "My App"'],
  ['missing selector', { deployment: { select: false } }, 'empty selector is invalid for deployment'],
])('a %s that makes no Deployment is refused', (_, props, message) => {
  expect(() => serviceOf({ ...IMAGE, ...props })).toThrow(message);
});

test('the Service is the child "Resource"', () => {
  const app = new ExposedApp(createChart(), 'quote', IMAGE);

  expect(ApiObject.of(app).kind).toBe('Service');
  expect(ApiObject.of(app).node.id).toBe('Resource');
});

describe('from an image', () => {
  test('a Deployment of the Service\'s name runs it', () => {
    const chart = createChart();
    const app = new ExposedApp(chart, 'quote', { ...IMAGE, replicas: 3, readiness: kplus27.Probe.fromHttpGet('/ready'), metadata: { labels: { team: 'a' } } });

    const deployment = find(chart, 'Deployment', 'quote');
    expect(app.deployment).toBe(app.workload);
    expect(deployment.metadata).toEqual({ name: 'quote', namespace: 'kiada', labels: { team: 'a' } });
    expect(deployment.spec.replicas).toBe(3);
    expect(deployment.spec.template.spec.containers).toHaveLength(1);
    expect(deployment.spec.template.spec.containers[0]).toMatchObject({
      name: 'quote', image: 'example.com/quote:1.0', ports: [{ containerPort: 8080 }], readinessProbe: { httpGet: { path: '/ready', port: 8080 } },
    });
    expect(find(chart, 'Service', 'quote').spec).toEqual({
      type: 'ClusterIP', ports: [{ port: 80, targetPort: 8080 }], selector: { [ADDRESS_LABEL]: deployment.spec.template.metadata.labels[ADDRESS_LABEL] },
    });
  });

  test('the container declares each port once that the Service leads to, under its name', () => {
    const chart = createChart();
    new ExposedApp(chart, 'dns', {
      image: 'example.com/dns:1.0',
      ports: [
        { name: 'dns', port: 53, protocol: PortProtocol.UDP },
        { name: 'dns-tcp', port: 53 },
        { name: 'admin', port: 80, targetPort: 8080 },
        { name: 'admin-again', port: 81, targetPort: 8080 },
        { name: 'a-name-that-only-services-can-have', port: 90 },
      ],
    });

    expect(find(chart, 'Deployment', 'dns').spec.template.spec.containers[0].ports).toEqual([
      { name: 'dns', containerPort: 53, protocol: 'UDP' },
      { name: 'dns-tcp', containerPort: 53 },
      { name: 'admin', containerPort: 8080 },
      { containerPort: 90 },
    ]);
  });

  test('the ports are those of the container when none are given', () => {
    const service = serviceOf({ image: 'quote', container: { ports: [{ number: 8080, name: 'http' }, { number: 53, name: 'dns', protocol: kplus27.Protocol.UDP }] } });

    expect(service.spec.ports).toEqual([{ name: 'http', port: 8080 }, { name: 'dns', port: 53, protocol: 'UDP' }]);
  });

  test('container and deployment set the rest', () => {
    const chart = createChart();
    new ExposedApp(chart, 'quote', {
      ...IMAGE,
      container: { name: 'web', args: ['--verbose'], envVariables: { MODE: kplus27.EnvValue.fromValue('test') } },
      deployment: { strategy: kplus27.DeploymentStrategy.recreate(), containers: [{ name: 'sidecar', image: 'sidecar' }], metadata: { name: 'quote-v2' } },
    });

    const { spec } = find(chart, 'Deployment', 'quote-v2');
    expect(spec.strategy).toEqual({ type: 'Recreate' });
    expect(spec.template.spec.containers.map(({ name }: { name: string }) => name)).toEqual(['web', 'sidecar']);
    expect(spec.template.spec.containers[0]).toMatchObject({ args: ['--verbose'], env: [{ name: 'MODE', value: 'test' }], ports: [{ containerPort: 8080 }] });
  });

  test('more can be set on the Deployment afterwards', () => {
    const chart = createChart();
    const app = new ExposedApp(chart, 'quote', IMAGE);

    app.deployment?.containers[0].env.addVariable('MODE', kplus27.EnvValue.fromValue('test'));

    expect(find(chart, 'Deployment', 'quote').spec.template.spec.containers[0].env).toEqual([{ name: 'MODE', value: 'test' }]);
  });

  test.each<[string, Partial<ExposedAppProps>, RegExp]>([
    ['an empty image', { image: '' }, /image '' is not a valid image name; use one such as 'nginx:1.27'$/],
    ['a negative number of replicas', { replicas: -1 }, /replicas is -1; specify a whole number from 0 to 2147483647$/],
    ['half a replica', { replicas: 1.5 }, /replicas is 1.5; specify a whole number/],
    ['replicas twice', { replicas: 1, deployment: { replicas: 2 } }, /got both 'replicas' and 'deployment.replicas'; specify one of them$/],
    ['readiness twice', { readiness: PROBE, container: { readiness: PROBE } }, /got both 'readiness' and 'container.readiness'; specify one of them$/],
    ['no port', { port: undefined, targetPort: undefined }, /the containers of Deployment 'kiada\/quote\/Deployment' declare no ports; specify 'port' or 'ports'$/],
    ['a port name that the container lacks', { targetPort: 'http' }, /targetPort 'http' names no container port; .* has no container ports; declare a container port/],
    ['a container that cdk8s-plus refuses', { container: { ports: [{ number: 80 }, { number: 80 }] } }, /cdk8s-plus refuses the Deployment: Port with number 80/],
  ])('fails for %s', (_, props, message) => {
    expect(() => serviceOf({ ...IMAGE, ...props })).toThrow(/^ExposedApp 'kiada\/quote': /);
    expect(() => serviceOf({ ...IMAGE, ...props })).toThrow(message);
  });
});

describe('over labels', () => {
  test('the selector is as given, and so are named target ports', () => {
    expect(serviceOf({ ...LABELS, port: 80, targetPort: 'http' }).spec).toEqual({ type: 'ClusterIP', selector: { app: 'quote' }, ports: [{ port: 80, targetPort: 'http' }] });
  });

  test.each<[string, ExposedAppProps, RegExp]>([
    ['no ports', LABELS, /the ports are not known/],
    ['an empty selector', { selector: {}, port: 80 }, /selector is empty, and a Service with an empty selector selects nothing; specify the labels of the pods$/],
    ['a label that no pod can have', { selector: { 'a b': 'c' }, port: 80 }, /spec.selector: invalid value "a b"/],
    ['no pods', { port: 80 }, /nothing says where the pods come from; specify one of 'image', 'workload' and 'selector'$/],
    ['two kinds of pods', { ...LABELS, ...IMAGE }, /got 'image' and 'selector'; specify one of 'image', 'workload' and 'selector'$/],
    ['replicas', { ...LABELS, port: 80, replicas: 2 }, /got 'replicas' together with 'selector'; it is for pods that are made from 'image', set it on the workload instead$/],
    ['deployment', { ...LABELS, port: 80, deployment: {} }, /got 'deployment' together with 'selector'/],
  ])('fails for %s', (_, props, message) => {
    expect(() => serviceOf(props)).toThrow(message);
  });
});

describe('how it is reached', () => {
  const given = { ...LABELS, port: 80 };

  test('by a port on every node, with or without a fixed number', () => {
    expect(serviceOf({ ...given, type: ExposureType.nodePort() }).spec).toMatchObject({ type: 'NodePort', ports: [{ port: 80 }] });
    expect(serviceOf({ ...LABELS, ports: [{ port: 80, nodePort: 30080 }], type: ExposureType.nodePort() }).spec.ports)
      .toEqual([{ port: 80, nodePort: 30080 }]);
  });

  test('by a load balancer', () => {
    const type = ExposureType.loadBalancer({
      loadBalancerClass: 'example.com/internal', loadBalancerSourceRanges: ['203.0.113.0/24'], healthCheckNodePort: 31000, allocateLoadBalancerNodePorts: false,
    });

    expect(serviceOf({ ...given, type, externalTrafficPolicy: TrafficPolicy.LOCAL }).spec).toEqual({
      type: 'LoadBalancer',
      selector: { app: 'quote' },
      ports: [{ port: 80 }],
      loadBalancerClass: 'example.com/internal',
      loadBalancerSourceRanges: ['203.0.113.0/24'],
      healthCheckNodePort: 31000,
      allocateLoadBalancerNodePorts: false,
      externalTrafficPolicy: 'Local',
    });
  });

  test('by external IP addresses', () => {
    expect(serviceOf({ ...given, externalIps: ['203.0.113.7'] }).spec.externalIPs).toEqual(['203.0.113.7']);
  });

  test('with affinity, traffic policies, IP families and pods that are not ready', () => {
    expect(serviceOf({
      ...given,
      sessionAffinity: SessionAffinity.clientIp(Duration.hours(1)),
      internalTrafficPolicy: TrafficPolicy.LOCAL,
      trafficDistribution: TrafficDistribution.PREFER_CLOSE,
      ipFamilies: [IpFamily.IPV6, IpFamily.IPV4],
      ipFamilyPolicy: IpFamilyPolicy.PREFER_DUAL_STACK,
      publishNotReadyAddresses: true,
    }).spec).toEqual({
      type: 'ClusterIP',
      selector: { app: 'quote' },
      ports: [{ port: 80 }],
      sessionAffinity: 'ClientIP',
      sessionAffinityConfig: { clientIP: { timeoutSeconds: 3600 } },
      internalTrafficPolicy: 'Local',
      trafficDistribution: 'PreferClose',
      ipFamilies: ['IPv6', 'IPv4'],
      ipFamilyPolicy: 'PreferDualStack',
      publishNotReadyAddresses: true,
    });
  });

  test('affinity without a timeout leaves it to the cluster', () => {
    const { spec } = serviceOf({ ...given, sessionAffinity: SessionAffinity.clientIp() });

    expect(spec.sessionAffinity).toBe('ClientIP');
    expect(spec.sessionAffinityConfig).toBeUndefined();
    expect(serviceOf({ ...given, sessionAffinity: SessionAffinity.none() }).spec.sessionAffinity).toBeUndefined();
  });

  test('public DNS names are what external-dns reads', () => {
    expect(serviceOf({ ...given, publicDnsNames: ['kiada.example.com', '*.kiada.example.com'] }).metadata.annotations)
      .toMatchObject({ 'external-dns.alpha.kubernetes.io/hostname': 'kiada.example.com,*.kiada.example.com' });
  });

  test.each<[string, Partial<ExposedAppProps>, RegExp]>([
    ['a load balancer class that is not a name', { type: ExposureType.loadBalancer({ loadBalancerClass: 'a b' }) }, /spec\.loadBalancerClass: invalid value "a b"/],
    ['a source range that is none', { type: ExposureType.loadBalancer({ loadBalancerSourceRanges: ['10.0.0.0'] }) }, /SourceRanges\[0\]: invalid value "10.0.0.0": must be a valid CIDR/],
    ['a health check without local traffic', { type: ExposureType.loadBalancer({ healthCheckNodePort: 31000 }) }, /spec\.healthCheckNodePort: .* `externalTrafficPolicy` is 'Local'/],
    ['external traffic inside the cluster', { externalTrafficPolicy: TrafficPolicy.LOCAL }, /spec\.externalTrafficPolicy: .* may only be set for externally-accessible services/],
    ['affinity of two days', { sessionAffinity: SessionAffinity.clientIp(Duration.days(2)) }, /timeoutSeconds: invalid value 172800: must be between 1 and 86400/],
    ['affinity of no time', { sessionAffinity: SessionAffinity.clientIp(Duration.seconds(0)) }, /timeoutSeconds: invalid value 0/],
    ['affinity of half seconds', { sessionAffinity: SessionAffinity.clientIp(Duration.millis(1500)) }, /timeoutSeconds: wrong type: got the number 1.5/],
    ['a loopback external IP', { externalIps: ['127.0.0.1'] }, /address '127.0.0.1' is a loopback address, which externalIps may not use; specify the address that clients can reach$/],
    ['an external name for an IP', { externalIps: ['example.com'] }, /externalIps: 'example.com' is not an IP address; use one such as '192.0.2.1'/],
    ['a family twice', { ipFamilies: [IpFamily.IPV4, IpFamily.IPV4] }, /spec\.ipFamilies\[1\]: duplicate value "IPv4"/],
    ['two families on a single stack', { ipFamilies: [IpFamily.IPV4, IpFamily.IPV6], ipFamilyPolicy: IpFamilyPolicy.SINGLE_STACK }, /spec\.ipFamilyPolicy: invalid value "SingleStack"/],
    ['a source range with host bits', { type: ExposureType.loadBalancer({ loadBalancerSourceRanges: ['10.0.0.1/8'] }) }, /LoadBalancerSourceRanges\[0\]: invalid value "10.0.0.1\/8"/],
    ['a type of plain JavaScript', { type: 'LoadBalancer' as unknown as ExposureType }, /type is 'LoadBalancer'; expected one of ExposureType.clusterIp\(\), /],
    ['a cluster IP that is a name', { clusterIp: 'quote' }, /clusterIp: 'quote' is not an IP address; use one such as/],
    ['a cluster IP of nothing', { clusterIp: '' }, /clusterIp is ''; leave it out, and the cluster chooses one$/],
    ['a headless app', { clusterIp: 'None' }, /clusterIp is 'None'; for a Service without a cluster IP, use a HeadlessSet$/],
    ['a loopback cluster IP', { clusterIp: '127.0.0.1' }, /address '127.0.0.1' is a loopback address, which clusterIp may not use/],
    ['a cluster IP of another family', { clusterIp: '10.96.0.10', ipFamilies: [IpFamily.IPV6] }, /spec\.clusterIPs\[0\]: invalid value "10.96.0.10": expected an IPv6 value/],
    ['an external IP twice', { externalIps: ['2001:db8::1', '2001:DB8::1'] }, /externalIps: '2001:db8::1' is listed more than once$/],
    ['a public name with a label that DNS does not take', { publicDnsNames: [`${'a'.repeat(64)}.com`] }, /has a part of 64 characters between dots; DNS takes at most 63$/],
    ['a URL for a public name', { publicDnsNames: ['https://kiada.example.com'] }, /publicDnsNames: 'https:\/\/kiada.example.com' is not a valid host name; use one such as/],
    ['an IP for a public name', { publicDnsNames: ['192.0.2.1'] }, /publicDnsNames: '192.0.2.1' is not a valid host name/],
    ['public names twice', { publicDnsNames: ['a.example.com'], metadata: { annotations: { 'external-dns.alpha.kubernetes.io/hostname': 'b.example.com' } } }, /got 'publicDnsNames' and the annotation/],
    ['a namespace that is not a name', { metadata: { namespace: 'Kiada' } }, /metadata\.namespace: invalid value "Kiada"/],
    ['a label that is none', { metadata: { labels: { 'a b': 'c' } } }, /metadata\.labels: invalid value "a b"/],
  ])('fails for %s', (_, props, message) => {
    expect(() => serviceOf({ ...given, ...props })).toThrow(/^ExposedApp 'kiada\/quote': /);
    expect(() => serviceOf({ ...given, ...props })).toThrow(message);
  });

  test('at a fixed cluster IP, written in canonical form', () => {
    expect(serviceOf({ ...given, clusterIp: '10.96.0.10' }).spec.clusterIP).toBe('10.96.0.10');
    expect(serviceOf({ ...given, clusterIp: 'FD00::000A', ipFamilies: [IpFamily.IPV6] }).spec.clusterIP).toBe('fd00::a');
    expect(serviceOf(given).spec).not.toHaveProperty('clusterIP');
  });

  test('a second Service has a cluster IP of its own', () => {
    const app = new ExposedApp(createChart(), 'quote', { ...LABELS, port: 80, clusterIp: '10.96.0.10' });
    expect(app.addService('quote-public')._serviceSpec()).not.toHaveProperty('clusterIP');
    expect(app.addService('quote-old', { clusterIp: '10.96.0.11' })._serviceSpec()).toHaveProperty('clusterIP', '10.96.0.11');
  });

  test('external IPs are written in canonical form', () => {
    expect(serviceOf({ ...given, externalIps: ['2001:DB8:0::9'] }).spec.externalIPs).toEqual(['2001:db8::9']);
  });

  test('a second Service exposes the same pods in the same namespace', () => {
    const chart = createChart();
    const app = new ExposedApp(chart, 'quote', { ...IMAGE, metadata: { namespace: 'other' } });

    const outside = app.addService('quote-public', { port: 443, targetPort: 8080, type: ExposureType.loadBalancer() });

    expect(outside.dnsName).toBe('quote-public.other.svc.cluster.local');
    expect(find(chart, 'Service', 'quote-public').spec).toMatchObject({ type: 'LoadBalancer', selector: find(chart, 'Service', 'quote').spec.selector });
    expect(Testing.synth(chart).filter(({ kind }) => kind === 'Deployment')).toHaveLength(1);
  });

  test('a second Service has the ports of the first unless it is given some, without their node ports', () => {
    const app = new ExposedApp(createChart(), 'quote', {
      ...LABELS, type: ExposureType.nodePort(), ports: [{ name: 'http', port: 80, targetPort: 8080, nodePort: 30080 }],
    });

    expect(app.addService('quote-public', { type: ExposureType.loadBalancer() })._serviceSpec().ports).toEqual([{ name: 'http', port: 80, targetPort: 8080 }]);
    expect(app.addService('quote-admin', { port: 81 })._serviceSpec().ports).toEqual([{ port: 81 }]);
    expect(app.addService('quote-third').workload).toBeUndefined();
  });
});

test('valid props never make a Service that the API server refuses', () => {
  const portNumber = fc.integer({ min: 1, max: 65535 });
  const label = fc.stringMatching(/^[a-z]([a-z0-9-]{0,10}[a-z0-9])?$/).filter((name) => !name.includes('--'));
  const port = fc.record({
    name: label,
    port: portNumber,
    protocol: fc.constantFrom(undefined, ...Object.values(PortProtocol)),
    targetPort: fc.option(fc.oneof(portNumber, label), { nil: undefined }),
    appProtocol: fc.constantFrom(undefined, 'https', 'kubernetes.io/ws'),
  });
  const ports = fc.uniqueArray(port, { minLength: 1, maxLength: 6, comparator: (a, b) => a.name === b.name || a.port === b.port });
  const reach = fc.oneof(
    fc.constant({}),
    fc.record({ externalIps: fc.uniqueArray(fc.constantFrom('192.0.2.1', '203.0.113.9', '2001:db8::7'), { minLength: 1 }), externalTrafficPolicy: fc.constantFrom(...Object.values(TrafficPolicy)) }),
    fc.record({ type: fc.constant(ExposureType.nodePort()), externalTrafficPolicy: fc.constantFrom(undefined, ...Object.values(TrafficPolicy)) }),
    fc.record({
      type: fc.record({
        loadBalancerClass: fc.constantFrom(undefined, 'internal', 'example.com/internal'),
        loadBalancerSourceRanges: fc.uniqueArray(fc.constantFrom('10.0.0.0/8', '2001:db8::/32')),
        allocateLoadBalancerNodePorts: fc.boolean(),
      }).map((options) => ExposureType.loadBalancer(options)),
    }),
  );
  const families = fc.constantFrom(
    {}, { ipFamilies: [IpFamily.IPV4] }, { ipFamilyPolicy: IpFamilyPolicy.REQUIRE_DUAL_STACK },
    { ipFamilies: [IpFamily.IPV4, IpFamily.IPV6], ipFamilyPolicy: IpFamilyPolicy.PREFER_DUAL_STACK },
  );
  const rest = fc.record({
    sessionAffinity: fc.option(fc.integer({ min: 1, max: 86400 }), { nil: undefined })
      .map((seconds) => seconds && SessionAffinity.clientIp(Duration.seconds(seconds))),
    internalTrafficPolicy: fc.constantFrom(undefined, ...Object.values(TrafficPolicy)),
    trafficDistribution: fc.constantFrom(undefined, TrafficDistribution.PREFER_CLOSE),
    publishNotReadyAddresses: fc.constantFrom(undefined, true, false),
    clusterIp: fc.constantFrom(undefined, '10.96.7.7'),
    publicDnsNames: fc.option(fc.uniqueArray(fc.constantFrom('a.example.com', '*.b.example.com', 'c'))),
    metadata: fc.record({ name: label, labels: fc.dictionary(label, label), annotations: fc.dictionary(label, fc.string()) }),
  });

  fc.assert(fc.property(label, ports, reach, families, rest, (id, given, ...others) => {
    const chart = new Chart(new App(), 'chart');
    const options = Object.assign({}, ...others) as ExposedAppProps;
    new ExposedApp(chart, id, { ...options, ...LABELS, ports: given, publicDnsNames: options.publicDnsNames ?? undefined });

    for (const object of chart.node.findAll().filter(ApiObject.isApiObject)) {
      expect(validateObject(object.toJson()).violations).toEqual([]);
    }
  }), { numRuns: 200 });
});
