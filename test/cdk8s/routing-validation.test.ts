import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { ValidationContext, type Validation } from 'cdk8s-cli/plugins';
import { RoutingValidation } from '../../src/cdk8s/routing-validation';
import { deployment, service } from '../checks/checking';

const QUIET = deployment('quote', 'app: quote') + service('quote', 'app: quote');
const BROKEN = deployment('quote', 'app: quote') + service('quote-web', 'app: qoute');
const DOUBTFUL = service('quote', 'app: quote');

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'routing-validation-'));
const manifest = path.join(folder, 'app.k8s.yaml');

afterAll(() => fs.rmSync(folder, { recursive: true }));

/** The report that `cdk8s synth` would print. */
async function validate(yaml: string, properties = {}, stdout = false): Promise<ReturnType<ValidationContext['report']['toJson']>> {
  fs.writeFileSync(manifest, yaml);
  const plugin: Validation = new RoutingValidation(properties);
  const context = new ValidationContext([manifest], 'cdk8s-routing', '1.2.3', {}, stdout);
  await plugin.validate(context);
  return context.report.toJson();
}

test('an app without faults is a success', async () => {
  expect(await validate(QUIET)).toMatchObject({ violations: [], summary: { status: 'success', metadata: { Objects: '2', Errors: '0' } } });
});

test('an error is a failure with the rule, the object, the field, the place and the fix', async () => {
  const { violations: [only, ...rest], summary } = await validate(BROKEN);
  expect(rest).toEqual([]);
  expect(summary).toMatchObject({ status: 'failure', metadata: { Errors: '1' } });
  expect(only).toMatchObject({ ruleName: 'service-selects-nothing', fix: 'write app: quote instead of app: qoute' });
  expect(only.recommendation).toMatch(/^error: selector matches no pods: .* did you mean app=quote \(Deployment shop\/quote\)\? The Service gets no endpoints/);
  expect(only.violatingConstructs).toEqual([{
    resourceName: 'quote-web', manifestPath: manifest, locations: [expect.stringMatching(/^Service shop\/quote-web spec\.selector \(.*app\.k8s\.yaml:19:\d+\)$/)],
  }]);
});

test('the construct is told where synth recorded it', async () => {
  const metadata = path.join(folder, 'construct-metadata.json');
  fs.writeFileSync(metadata, JSON.stringify({ version: '1.0.0', resources: { 'quote-web': { path: 'app/quote/web' } } }));
  const { violations: [only] } = await validate(BROKEN);
  fs.rmSync(metadata);
  expect(only.violatingConstructs[0].locations[0]).toMatch(/, construct app\/quote\/web\)$/);
});

test('an object that shares its name with another is told by its kind, since synth knows constructs by name alone', async () => {
  const { violations: [only] } = await validate(BROKEN.replaceAll('quote-web', 'quote'));
  expect(only.violatingConstructs[0]).toMatchObject({ resourceName: 'Service/quote', constructPath: undefined });
});

test('a warning is reported, and fails only where it is asked to', async () => {
  expect(await validate(DOUBTFUL)).toMatchObject({ violations: [{ ruleName: 'service-selects-nothing' }], summary: { status: 'success' } });
  expect(await validate(DOUBTFUL, { failOn: 'warning' })).toMatchObject({ summary: { status: 'failure' } });
  expect(await validate(BROKEN, { failOn: 'never' })).toMatchObject({ summary: { status: 'success' } });
  expect(await validate(DOUBTFUL, { report: 'error' })).toMatchObject({ violations: [], summary: { status: 'success' } });
});

test('objects that name no namespace are in that of the properties', async () => {
  const yaml = QUIET.replaceAll(', namespace: shop', '');
  expect(await validate(yaml, { namespace: 'kiada' })).toMatchObject({ violations: [] });
  const { violations } = await validate(BROKEN.replaceAll(', namespace: shop', ''), { namespace: 'kiada' });
  expect(violations[0].violatingConstructs[0].locations[0]).toMatch(/^Service kiada\/quote-web/);
});

test('the config counts as it does on the command line', async () => {
  const config = path.join(folder, 'routing.yaml');
  fs.writeFileSync(config, 'rules:\n  service-selects-nothing: info\n');
  expect((await validate(BROKEN, { config })).summary.status).toBe('success');
  fs.writeFileSync(config, 'rulez: {}\ncontroller: nginx\n');
  const { violations, summary } = await validate(QUIET, { config });
  expect(violations.map((each) => each.ruleName)).toEqual(['unreadable-input', 'unreadable-input']);
  expect(violations[1].violatingConstructs[0].locations[0]).toMatch(/routing\.yaml:2:/);
  expect(summary.status).toBe('failure');
});

test('temporary files are not told', async () => {
  const { violations: [only] } = await validate(BROKEN, {}, true);
  expect(only.violatingConstructs).toEqual([{ resourceName: 'quote-web', manifestPath: 'STDOUT', locations: ['Service shop/quote-web spec.selector'] }]);
});

test('a manifest that does not parse is a failure', async () => {
  const { violations: [only], summary } = await validate('a: [');
  expect(only.ruleName).toBe('unreadable-input');
  expect(only.violatingConstructs[0].locations[0]).toMatch(/app\.k8s\.yaml:1:/);
  expect(summary.status).toBe('failure');
});

test('an empty manifest, and an app without manifests, are a success', async () => {
  expect((await validate('')).summary.status).toBe('success');
  const context = new ValidationContext([], 'cdk8s-routing', '1.2.3');
  await new RoutingValidation().validate(context);
  expect(context.report.success).toBe(true);
});

test.each<[Record<string, string>, string]>([
  [{ failon: 'error' }, "unknown property 'failon', did you mean 'failOn'?; allowed are namespace, controller, config, failOn, report"],
  [{ failOn: 'errors' }, "got \"errors\" for 'failOn', expected one of: error, warning, never"],
  [{ controller: 'nginx' }, "got \"nginx\" for 'controller', expected one of: auto, spec, ingress-nginx, "],
  [{ namespace: '' }, "got \"\" for 'namespace', expected a text"],
])('properties %j are refused', (properties, message) => {
  expect(() => new RoutingValidation(properties)).toThrow(`RoutingValidation: ${message}`);
});
