import fc from 'fast-check';
import { mangled } from './mangled';
import type { JsonObject } from '../../../src/kubernetes/resource';
import { validateObject } from '../../../src/kubernetes/validation/validate';

const POD: JsonObject = { containers: [{ name: 'work', image: 'work' }], restartPolicy: 'Never' };

function job(fields: JsonObject, metadata: JsonObject = {}): JsonObject {
  return { apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'work', ...metadata }, spec: { template: { spec: POD }, ...fields } };
}

function cronJob(jobSpec: JsonObject, fields: JsonObject = {}, name = 'nightly'): JsonObject {
  const spec = { schedule: '@daily', jobTemplate: { spec: { template: { spec: POD }, ...jobSpec } }, ...fields };
  return { apiVersion: 'batch/v1', kind: 'CronJob', metadata: { name }, spec };
}

function causes(object: JsonObject): string[] {
  return validateObject(object).violations.map(violation => `${violation.path} ${violation.reason}`);
}

const labeled = (labels: JsonObject): JsonObject => ({ template: { metadata: { labels }, spec: POD } });

test.each<[JsonObject]>([
  [job({})],
  [job(labeled({ 'app': 'x', 'job-name': 'work' }))],
  [job({ ...labeled({ app: 'x' }), manualSelector: true, selector: { matchLabels: { app: 'x' } } })],
  [cronJob({}, { concurrencyPolicy: 'Forbid' })],
])('%j is accepted', object => expect(causes(object)).toEqual([]));

test.each<[JsonObject, string[]]>([
  [job({ template: { spec: { containers: POD.containers } } }), ['spec.template.spec.restartPolicy required']],
  [job({ template: { spec: { ...POD, restartPolicy: 'Always' } } }), ['spec.template.spec.restartPolicy required']],
  [job({ completions: -1, activeDeadlineSeconds: -1 }), ['spec.completions invalid', 'spec.activeDeadlineSeconds invalid']],
  [job(labeled({ 'job-name': 'other' })), ['spec.template.metadata.labels[job-name] invalid']],
  [job({ ...labeled({ app: 'x' }), selector: { matchLabels: { app: 'x' } } }), ['spec.selector invalid']],
  [job({ selector: { matchLabels: { app: 'x' } } }), ['spec.selector invalid', 'spec.template.metadata.labels invalid']],
  [job({ manualSelector: true }), ['spec.selector required', 'spec.template.metadata.labels invalid']],
  [job({ template: { spec: { ...POD, containers: [] } } }), ['spec.template.spec.containers required']],
  [cronJob({}, { schedule: '', concurrencyPolicy: 'forbid' }), ['spec.schedule required', 'spec.concurrencyPolicy not-supported']],
  [cronJob({}, {}, 'a'.repeat(53)), ['metadata.name invalid']],
  [cronJob({ selector: {}, manualSelector: true }), ['spec.jobTemplate.spec.selector invalid', 'spec.jobTemplate.spec.manualSelector not-supported']],
  [cronJob({ template: {} }), ['spec.jobTemplate.spec.template.spec.containers required', 'spec.jobTemplate.spec.template.spec.restartPolicy required']],
])('%j is refused', (object, expected) => expect(causes(object)).toEqual(expected));

test('a job read from a cluster carries the selector that the server made', () => {
  const uid = 'b1f3c1de';
  const object = job(
    { selector: { matchLabels: { 'batch.kubernetes.io/controller-uid': uid } }, ...labeled({ 'batch.kubernetes.io/controller-uid': uid, 'batch.kubernetes.io/job-name': 'work' }) },
    { uid },
  );
  expect(causes(object)).toEqual([]);
});

test('a name with a dot makes surprising hostnames', () => {
  expect(validateObject(job({}, { name: 'a.b' })).warnings.map(warning => warning.path)).toEqual(['metadata.name']);
});

test('a mangled Job or CronJob gets a verdict', () => {
  const jobSpec = { ...labeled({ app: 'x' }), completions: 1, selector: { matchLabels: { app: 'x' } } };
  fc.assert(fc.property(fc.oneof(mangled(job(jobSpec)), mangled(cronJob(jobSpec))), object => causes(object).length >= 0));
});
