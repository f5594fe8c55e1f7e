import { App, Chart, Duration } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import { Backend } from '../../src/constructs/backend';
import { ExposedApp } from '../../src/constructs/exposed-app';
import { ExternalAlias } from '../../src/constructs/external-alias';
import { HeadlessSet } from '../../src/constructs/headless-set';
import { PathRouter } from '../../src/constructs/path-router';
import { PathRewrite } from '../../src/constructs/path-router/path-rewrite';
import { ExposureType } from '../../src/constructs/service/service-type';
import { SessionAffinity } from '../../src/constructs/service/traffic';
import { IngressController } from '../../src/kubernetes/ingress-controller';
import { hasNoOwnFrames } from '../stack';

/** What a program in plain JavaScript may hand in. */
type Anything = never;

let chart: Chart;

beforeEach(() => { chart = new Chart(new App(), 'kiada', { namespace: 'kiada' }); });

const quote = () => Backend.fromServiceName('quote', { port: 80 });
const app = (props: unknown) => new ExposedApp(chart, 'app', props as Anything);
const set = (props: unknown) => new HeadlessSet(chart, 'set', props as Anything);
const alias = (props: unknown) => new ExternalAlias(chart, 'alias', props as Anything);
const router = (props: unknown) => new PathRouter(chart, 'router', props as Anything);
const PODS = { selector: { app: 'quote' } };

test.each<[string, () => unknown, string]>([
  ['no scope', () => new ExposedApp(undefined as Anything, 'app', { image: 'a' }), "ExposedApp 'app': scope is undefined; expected a construct"],
  ['no id', () => new ExposedApp(chart, undefined as Anything, { image: 'a' }), 'id is undefined; expected a string'],
  ['no props', () => app(undefined), "ExposedApp 'kiada/app': props is undefined; expected an object with metadata, port"],
  ['props null', () => router(null), "PathRouter 'kiada/router': props is null; expected an object"],
  ['props that are a list', () => alias([]), 'props is an empty list'],
  ['an image that is a number', () => app({ image: 5 }), 'image is 5; expected a string'],
  ['ports that are an object', () => app({ ...PODS, ports: {} }), 'ports is an empty object; expected a list of ports'],
  ['ports that are true', () => set({ ...PODS, ports: true }), 'ports is true; expected a list of ports'],
  ['a port that is null', () => app({ ...PODS, ports: [null] }), 'ports[0] is null; expected an object with port, name'],
  ['a port that is missing in a list', () => app({ ...PODS, ports: new Array(1) }), 'ports[0] is undefined; expected an object'],
  ['a port without a number', () => app({ ...PODS, ports: [{ name: 'http' }] }), "ports[0] has no 'port'; set it"],
  ['a port in quotes', () => app({ ...PODS, port: '80' }), "port is '80'; expected a number"],
  ['a protocol of no known value', () => app({ ...PODS, ports: [{ port: 80, protocol: 'tcp' }] }), "ports[0].protocol is 'tcp'; expected one of TCP, UDP, SCTP"],
  ['a workload that is an object', () => app({ workload: {}, port: 80 }), 'workload is an empty object; expected a construct'],
  ['a workload that is a class', () => app({ workload: kplus.Deployment, port: 80 }), 'workload is the class Deployment; expected a construct'],
  ['a selector that is a text', () => app({ selector: 'app=quote', port: 80 }), "selector is 'app=quote'; expected an object of labels"],
  ['a label that is a number', () => app({ selector: { version: 2 }, port: 80 }), "selector['version'] is 2; expected a string"],
  ['a misspelled prop', () => app({ ...PODS, port: 80, externalTraficPolicy: 'Local' }), "props has 'externalTraficPolicy', which does not exist; did you mean 'externalTrafficPolicy'?"],
  ['a misspelled field of a port', () => app({ ...PODS, ports: [{ port: 80, targetport: 8080 }] }), "ports[0] has 'targetport', which does not exist; did you mean 'targetPort'?"],
  ['addresses that are an object', () => alias({ addresses: {} }), 'addresses is an empty object; expected a list of IP addresses'],
  ['an address that is a number', () => alias({ addresses: [1], port: 80 }), 'addresses[0] is 1; expected a string'],
  ['a route that is null', () => router({ routes: [null] }), 'routes[0] is null; expected an object with port'],
  ['routes that are one route', () => router({ routes: { backend: quote() } }), 'routes is an object with backend; expected a list of routes'],
  ['a backend that is a name', () => router({ routes: [{ backend: 'quote' }] }), "routes[0].backend is 'quote'; expected a Service"],
  ['a rewrite that is a text', () => router({ routes: [{ backend: quote(), rewrite: '/' }] }), "routes[0].rewrite is '/'; expected a PathRewrite"],
  ['a host that is a number', () => router({}).addHost(5 as Anything, quote()), 'host is 5; expected a string'],
  ['options null', () => router({}).addHost('a.example.com', quote(), null as Anything), 'options is null; expected an object with port, pathType'],
  ['no route', () => router({}).addRoute(undefined as Anything), 'routes[0] is undefined'],
  ['certificates of one host', () => router({}).addTls({ hosts: 'a.example.com' as Anything }), "tls[0].hosts is 'a.example.com'; expected a list of host names"],
  ['a URL of no host', () => router({ defaultBackend: quote() }).url(undefined as Anything), 'host is undefined; expected a string'],
  ['a port of a URL that is an object', () => app({ ...PODS, port: 80 }).url({} as Anything), 'port is an empty object; expected a port number or a port name'],
  ['a name that is not text', () => Backend.fromServiceName(5 as Anything), "Backend.fromServiceName('5'): name is 5; expected a string"],
  ['options of a name', () => Backend.fromServiceName('quote', { ports: 80 as Anything }), 'ports is 80; expected a list of ports'],
  ['a Service that is a name', () => Backend.fromService('quote' as Anything), "Backend.fromService: service is 'quote'; expected a Service construct"],
  ['a rewrite to nothing', () => PathRewrite.replacePath(undefined as Anything), 'PathRewrite: path is undefined; expected a string'],
  ['a timeout in seconds', () => SessionAffinity.clientIp(60 as Anything), 'timeout is 60; expected a Duration'],
  ['options of a load balancer', () => ExposureType.loadBalancer({ loadBalancerSourceRanges: '10.0.0.0/8' as Anything }), 'expected a list of CIDR ranges'],
])('%s is told, with what it is and what is expected', (_, make, message) => {
  expect(make).toThrow(message);
  expect(chart.node.children).toHaveLength(chart.node.tryFindChild('router') ?? chart.node.tryFindChild('app') ? 1 : 0);
});

test('props that are spread from larger ones are taken', () => {
  expect(() => app({ ...PODS, port: 80, team: 'edge', hosts: [], expose: true })).not.toThrow();
});

test.each<[string, () => unknown, string]>([
  ['too many replicas', () => app({ image: 'a', port: 80, replicas: 2 ** 31 }), 'replicas is 2147483648'],
  ['too many replicas of the Deployment', () => app({ image: 'a', port: 80, deployment: { replicas: 2 ** 31 } }), 'spec.replicas'],
  ['negative replicas of the StatefulSet', () => set({ image: 'a', ports: [], statefulSet: { replicas: -1 } }), 'spec.replicas'],
  ['ordinals that are too large', () => set({ image: 'a', ports: [], ordinalsStart: 2 ** 31 }), 'ordinalsStart is 2147483648'],
  ['a policy of no known value', () => set({ image: 'a', ports: [], statefulSet: { podManagementPolicy: 'Sometimes' } }), 'spec.podManagementPolicy'],
  ['a port of a probe that is too large', () => app({ image: 'a', port: 80, readiness: kplus.Probe.fromHttpGet('/', { port: 65536 }) }), 'readinessProbe.httpGet.port'],
])('%s never come out, since the API server refuses them', (_, make, message) => {
  expect(make).toThrow(message);
  expect(chart.node.children).toHaveLength(0);
});

test('a workload whose pods are spread is checked without adding rules of anti-affinity', () => {
  const spread = app({ image: 'a', port: 80, deployment: { spread: true, terminationGracePeriod: Duration.seconds(5) } });
  const { template } = (spread.deployment?.node.defaultChild as kplus.k8s.KubeDeployment).toJson().spec;
  expect(template.spec.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution).toHaveLength(2);
});

test('names of a billion pods are not listed', () => {
  const pods = set({ image: 'a', ports: [], replicas: 1_000_000_000 });
  expect(() => pods.podDnsNames).toThrow('there are 1000000000 pods, and at most 100000 names are listed; use podDnsName(ordinal)');
  expect(pods.podDnsName(999_999_999)).toBe('set-999999999.set.kiada.svc.cluster.local');
});

test('what was given is copied: changes to it afterwards change nothing', () => {
  const props = { selector: { app: 'quote' }, ports: [{ port: 80, name: 'http' }], publicDnsNames: ['a.example.com'], type: ExposureType.loadBalancer() };
  const tls = [{ hosts: ['a.example.com'], secretName: 'tls' }];
  const routes = [{ host: 'a.example.com', path: '/', backend: quote(), cookieAffinity: { name: 'c' } }];
  const [made, routed] = [app(props), new PathRouter(chart, 'web', { tls, routes, controller: IngressController.INGRESS_NGINX, ingressClassName: 'nginx' })];
  const before = JSON.stringify(chart.toJson());
  Object.assign(props.ports[0], { port: 0 });
  Object.assign(props.selector, { app: '!' });
  props.ports.push({ port: -1, name: 'x' });
  tls[0].hosts[0] = '!';
  Object.assign(routes[0], { host: '!' });
  Object.assign(made.backendPorts[0], { port: 0 });
  Object.assign(routed.routes[0], { host: '!' });
  routed.tls[0].hosts?.push('!');
  expect(JSON.stringify(chart.toJson())).toBe(before);
});

test.each<[string, () => unknown]>([
  ['a constructor', () => app({ ...PODS, port: 0 })],
  ['a method', () => router({ defaultBackend: quote() }).addRoute({ backend: quote(), path: 'x' })],
  ['a function within a function', () => router({ routes: [{ backend: quote(), path: 'x' }] })],
  ['a static method', () => PathRewrite.replacePrefix('x')],
])('the error of %s begins with the line of the caller', (_, make) => {
  expect(hasNoOwnFrames(make)).toBe(true);
});
