import { join } from 'node:path';
import { App, Testing } from 'cdk8s';
import { Kiada } from '../../examples/kiada/kiada';
import { KiadaGateway } from '../../examples/kiada/kiada-gateway';
import { RoutingModel } from '../../src/cdk8s/routing-model';

const config = join(__dirname, '..', '..', 'examples', 'kiada', 'cdk8s-routing.yaml');

const chart = new KiadaGateway(new App(), 'kiada');
const gateway = RoutingModel.fromConstruct(chart, { config });
const ingress = RoutingModel.fromConstruct(new Kiada(new App(), 'kiada'), { config });

const GATEWAY_KINDS = ['Gateway', 'HTTPRoute'];
const isRouting = ({ kind }: { readonly kind: string }): boolean => kind === 'Ingress' || GATEWAY_KINDS.includes(kind);

test('kiada under the Gateway API has these routes', () => {
  expect((Testing.synth(chart) as { readonly kind: string }[]).filter(isRouting)).toMatchSnapshot();
});

test('kiada under the Gateway API has no errors', () => {
  expect(gateway.check().filter(({ severity }) => severity !== 'info')).toEqual([]);
});

test.each([
  'https://kiada.example.com/', 'https://api.example.com/quote', 'https://api.example.com/quote/1', 'https://api.example.com/questions/random',
  'https://api.example.com/', 'http://other.example.com/',
])('%s is answered as by the Ingress', (url) => {
  const ends = ({ outcome, status, destinations }: ReturnType<RoutingModel['trace']>): object =>
    ({ outcome, status, workloads: destinations.map(({ workload, port }) => ({ workload, port })) });
  expect(ends(gateway.trace(url))).toEqual(ends(ingress.trace(url)));
});

test.each(['http://kiada.example.com/quote', 'http://api.example.com/questions'])('%s is redirected to https', (url) => {
  expect(gateway.trace(url)).toMatchObject({ status: 301, redirect: url.replace('http:', 'https:') });
});
