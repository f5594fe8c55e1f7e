import * as fs from 'node:fs';
import { createRequire } from 'node:module';
import * as path from 'node:path';
import * as fc from 'fast-check';
import { NO_ORIGIN, type Json } from '../../src/kubernetes/resource';
import { readConfig } from '../../src/manifests/config';
import { CONTROLLERS } from '../../src/routers/ingress/registry';

/** The validator of JSON schemas that cdk8s-cli brings. */
interface Ajv {
  compile(schema: object): (value: unknown) => boolean;
}
const { default: AjvClass } = createRequire(require.resolve('cdk8s-cli/package.json'))('ajv') as { default: new (options: object) => Ajv };

interface Schema {
  readonly properties: Readonly<Record<string, object>>;
}

const SCHEMA = JSON.parse(fs.readFileSync(path.join(__dirname, '../../schemas/cdk8s-routing.schema.json'), 'utf8')) as Schema;
/** Which controllers there are the reader leaves to those who know them. */
const ANY_NAME = { ...SCHEMA.properties.controllers, additionalProperties: { type: 'string' } };
const fits = new AjvClass({ strict: false }).compile({ ...SCHEMA, properties: { ...SCHEMA.properties, controllers: ANY_NAME } });

/** A value that fits, or one that does not. */
const odd = fc.constantFrom<Json>(5, true, '', [], {}, ['x'], { x: 'y' }, [5], [{}], [[]]);
const or = (good: fc.Arbitrary<Json>): fc.Arbitrary<Json> => fc.oneof({ arbitrary: good, weight: 8 }, { arbitrary: odd, weight: 1 });
const some = (fields: Readonly<Record<string, fc.Arbitrary<Json>>>, required: readonly string[] = []): fc.Arbitrary<Json> => (
  fc.record(Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, or(value)])), { requiredKeys: [] })
    .filter((object) => required.every((name) => name in object) || Object.keys(object).length % 3 === 0) as fc.Arbitrary<Json>
);
const list = (item: fc.Arbitrary<Json>): fc.Arbitrary<Json> => fc.array(or(item), { maxLength: 2 });

const NAME = fc.constantFrom('shop', 'a-b', 'A_B', '-a');
const PORT = fc.constantFrom<Json>(80, 0, 65535, 65536, 1.5, '80');

const CONFIG = some({
  namespace: NAME,
  controller: fc.constantFrom(...CONTROLLERS),
  controllers: fc.dictionary(fc.constantFrom('nginx', 'edge'), fc.constantFrom<Json>('traefik', 'spec', 5), { maxKeys: 2 }),
  kubernetesVersion: fc.constantFrom<Json>('1.34', 'v1.27.3', '1.26', '1.38', '2.0', 1.34, '1.34.'),
  gatewayApiVersion: fc.constantFrom<Json>('1.6', 'v1.5.1-experimental', '1.4-standard', '1.1', '1.7', '1.6-beta'),
  clusterDomain: fc.constantFrom('cluster.local', 'a', 'cluster..local', '-x'),
  rules: fc.dictionary(fc.constantFrom('api-warning', 'duplicate-route'), fc.constantFrom<Json>('off', false, true, 'info', 'loud'), { maxKeys: 2 }),
  suppressions: list(some({
    rule: fc.constantFrom('*', 'api-warning'), object: fc.constantFrom('Service/a', 'Service/x/a', 'a', 'a/b/c/d', '/a'), reason: fc.constant('known'),
  }, ['rule', 'object', 'reason'])),
  acceptedDifferences: list(some({
    kind: fc.constantFrom('lost', 'moved'), host: fc.constant('*.example.com'), path: fc.constantFrom('/a', 'a'), reason: fc.constant('known'),
  }, ['kind', 'reason'])),
  externals: some({
    services: list(some({ namespace: NAME, name: NAME, ports: list(PORT) }, ['namespace', 'name'])),
    pods: list(some({
      namespace: NAME,
      labels: fc.constantFrom<Json>({ app: 'a' }, {}, { app: 5 }, { app: 'a', b: '' }),
      ports: list(some({ name: fc.constant('http'), containerPort: PORT, protocol: fc.constantFrom('TCP', 'SCTP', 'tcp') }, ['containerPort'])),
    }, ['namespace', 'labels'])),
    ingressClasses: list(fc.constant('nginx')),
    secrets: list(some({ namespace: NAME, name: NAME }, ['namespace', 'name'])),
  }),
  baseline: fc.constant('baseline.json'),
  exclude: list(fc.constantFrom('charts', '**/x.yaml', '!x')),
  unknown: fc.constant('x'),
});

// names of controllers, rules and kinds are checked by those who know them; `null`, which the reader takes for nothing, is flagged in editors
test('what the reader takes, editors take by the schema, and nothing else', () => {
  fc.assert(fc.property(CONFIG, (config) => {
    expect({ config, taken: readConfig(config, NO_ORIGIN).problems.length === 0 }).toEqual({ config, taken: fits(config) });
  }), { numRuns: 2_000 });
});
