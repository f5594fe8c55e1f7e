import * as fs from 'node:fs';
import * as path from 'node:path';
import { enumOf, type Ref } from './jsii-host';
import type { Calls } from './kernel';

const MANIFEST = `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: web, namespace: kiada }
spec:
  ingressClassName: nginx
  rules: [{ host: web.example.com, http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: quote, port: { number: 80 } } } }] } }]
`;

/** Calls every public member once, in an order in which that is possible. */
export async function scenario(calls: Calls, work: string): Promise<void> {
  const app = await calls.host.create('cdk8s.App', [{ outdir: path.join(work, 'kernel') }]);
  const chart = await calls.host.create('cdk8s.Chart', [app, 'kiada', { namespace: 'kiada' }]);
  const { quote, alias, set } = await backends(calls, chart);
  await routers(calls, chart, quote);
  await routes(calls, chart, [['ExposedApp', quote], ['HeadlessSet', set], ['ExternalAlias', alias]]);
  await models(calls, app, work);
  await checks(calls, app);
}

async function backends(calls: Calls, chart: Ref): Promise<{ readonly quote: Ref; readonly alias: Ref; readonly set: Ref }> {
  for (const method of ['clusterIp', 'nodePort', 'loadBalancer']) await calls.static('ExposureType', method);
  for (const method of ['none', 'clientIp']) await calls.static('SessionAffinity', method);
  const quote = await calls.make('ExposedApp', chart, 'quote', { image: 'example.com/quote:1', port: 80 });
  const set = await calls.make('HeadlessSet', chart, 'quiz-pods', { image: 'example.com/quiz:1', ports: [{ name: 'http', port: 8080 }] });
  const alias = await calls.make('ExternalAlias', chart, 'payments', { hostname: 'payments.example.com', port: 80 });
  await calls.call('ExposedApp', quote, 'addService', 'quote-too', { port: 8080, targetPort: 80 });
  await calls.call('HeadlessSet', set, 'addService', 'quiz', { port: 80, targetPort: 8080 });
  await calls.call('HeadlessSet', set, 'podDnsName', 0);
  await calls.call('HeadlessSet', set, 'srvName', 'http');
  for (const [name, object] of [['ExposedApp', quote], ['HeadlessSet', set], ['ExternalAlias', alias]] as const) {
    for (const method of ['url', 'asApiResource', 'asNonApiResource']) await calls.call(name, object, method);
  }
  for (const [name, object] of [['ExposedApp', quote], ['HeadlessSet', set]] as const) {
    for (const method of ['toPodSelector', 'toPodSelectorConfig', 'toNetworkPolicyPeerConfig']) await calls.call(name, object, method);
  }
  await calls.static('Backend', 'fromServiceName', 'elsewhere', { port: 80 });
  await calls.static('Backend', 'fromService', quote);
  return { quote, alias, set };
}

async function routers(calls: Calls, chart: Ref, quote: Ref): Promise<void> {
  await calls.static('GatewayRef', 'create', { gatewayClassName: 'edge' });
  const gateway = await calls.static('GatewayRef', 'named', 'edge', { namespace: 'infra' });
  await calls.make('PathRouter', chart, 'gateway', { gateway, routes: [{ host: 'g.example.com', backend: quote }] });
  const stripped = await calls.static('PathRewrite', 'stripPrefix');
  await calls.static('PathRewrite', 'replacePrefix', '/v2');
  await calls.static('PathRewrite', 'replacePath', '/');
  const ingress = { ingressClassName: 'nginx', controller: enumOf('cdk8s-routing.IngressController', 'INGRESS_NGINX') };
  const router = await calls.make('PathRouter', chart, 'public', ingress);
  await calls.call('PathRouter', router, 'addRoute', { host: 'a.example.com', path: '/quote', backend: quote, rewrite: stripped });
  await calls.call('PathRouter', router, 'addRoutes', { host: 'a.example.com', path: '/b', backend: quote }, { host: 'a.example.com', path: '/c', backend: quote });
  await calls.call('PathRouter', router, 'addHost', 'b.example.com', quote);
  await calls.call('PathRouter', router, 'addDefaultBackend', quote);
  await calls.call('PathRouter', router, 'addTls', { hosts: ['a.example.com'], secretName: 'a-tls' });
  await calls.call('PathRouter', router, 'url', 'a.example.com', '/quote');
}

async function routes(calls: Calls, chart: Ref, chained: readonly (readonly [string, Ref])[]): Promise<void> {
  const router = await calls.make('PathRouter', chart, 'chained', { ingressClassName: 'nginx' });
  for (const [name, backend] of chained) await calls.call(name, backend, 'route', router, `/${name.toLowerCase()}`, { host: 'c.example.com' });
}

async function models(calls: Calls, app: Ref, work: string): Promise<void> {
  const model = await calls.static('RoutingModel', 'fromConstruct', app);
  const text = await calls.static('RoutingModel', 'fromText', MANIFEST);
  const file = write(work, 'kernel.yaml', MANIFEST);
  await calls.static('RoutingModel', 'fromFiles', [file], { namespace: 'kiada' });
  for (const method of ['check', 'routes', 'endpoints', 'status', 'graph']) await calls.call('RoutingModel', model, method);
  await calls.call('RoutingModel', text, 'migrate', { gatewayClass: 'edge' });
  const trace = await calls.call('RoutingModel', model, 'trace', 'http://quote', { from: 'kiada/Deployment/quote' }) as Ref;
  if (await calls.host.get(trace, 'outcome') === undefined) throw new Error('a trace has no outcome');
  await calls.call('RoutingTrace', trace, 'explain');
  const answer = await calls.call('RoutingModel', model, 'resolve', 'quote.kiada') as Ref;
  await calls.call('RoutingResolution', answer, 'explain');
  const tests = write(work, 'kernel.test.yaml', 'tests: [{ request: { url: http://quote, from: kiada/Deployment/quote }, expect: { service: quote } }]\n');
  const ran = await calls.call('RoutingModel', model, 'test', tests) as Ref;
  for (const method of ['coverage', 'explain', 'explainCoverage', 'suggestTests']) await calls.call('RoutingTestRun', ran, method);
  const diff = await calls.call('RoutingModel', model, 'diff', text) as Ref;
  await calls.call('RoutingDiff', diff, 'explain');
  await calls.call('RoutingDiff', diff, 'likeness', [enumOf('cdk8s-routing.RoutingChangeKind', 'LOST')]);
}

/** What happens at `synth`, with an error that must be found. */
async function checks(calls: Calls, app: Ref): Promise<void> {
  await calls.make('RoutingValidation', { failOn: enumOf('cdk8s-routing.FailOn', 'WARNING') });
  calls.called.add('RoutingValidation.validate'); // `cdk8s synth` calls it, which runs in the examples
  await calls.static('RoutingCheck', 'onSynth', app);
  const chart = await calls.host.create('cdk8s.Chart', [app, 'broken', { namespace: 'kiada' }]);
  const backend = await calls.static('Backend', 'fromServiceName', 'quote', { port: 81 });
  await calls.make('PathRouter', chart, 'lost', { ingressClassName: 'nginx', routes: [{ host: 'd.example.com', backend }] });
  const message = await calls.host.invoke(app, 'synth', []).then(() => 'nothing', (error: Error) => error.message);
  if (!message.includes('backend-port-missing')) throw new Error(`RoutingCheck at synth: expected backend-port-missing, got ${message}`);
}

function write(folder: string, name: string, text: string): string {
  const file = path.join(folder, name);
  fs.writeFileSync(file, text);
  return file;
}
