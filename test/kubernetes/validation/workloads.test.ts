import fc from 'fast-check';
import { mangled } from './mangled';
import type { Json, JsonObject } from '../../../src/kubernetes/resource';
import { validateObject } from '../../../src/kubernetes/validation/validate';

const SELECTOR: JsonObject = { matchLabels: { app: 'web' } };
const TEMPLATE: JsonObject = { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'web', image: 'web', ports: [{ containerPort: 80 }] }] } };

function workload(kind: string, fields: JsonObject = {}, name = 'web'): JsonObject {
  return { apiVersion: 'apps/v1', kind, metadata: { name }, spec: { selector: SELECTOR, template: TEMPLATE, ...fields } };
}

function controller(fields: JsonObject): JsonObject {
  return { apiVersion: 'v1', kind: 'ReplicationController', metadata: { name: 'web' }, spec: { template: TEMPLATE, ...fields } };
}

const podSpec = (fields: JsonObject): JsonObject => ({ template: { ...TEMPLATE, spec: { ...TEMPLATE.spec as JsonObject, ...fields } } });
const labeled = (labels: Json): JsonObject => ({ template: { ...TEMPLATE, metadata: { labels } } });

function causes(object: JsonObject, kubernetesMinor = 34): string[] {
  return validateObject(object, { kubernetesMinor }).violations.map(violation => `${violation.path} ${violation.reason}`);
}

const KINDS = ['Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet'];
const MISMATCH = 'spec.template.metadata.labels invalid';
const BAD_SELECTOR = { selector: { matchExpressions: [{ key: 'app', operator: 'In' }] } };

describe.each(KINDS)('%s', kind => {
  test.each<[string, JsonObject]>([
    ['a template with more labels than the selector', labeled({ app: 'web', tier: 'x' })],
    ['a selector of expressions', { selector: { matchExpressions: [{ key: 'app', operator: 'In', values: ['web'] }, { key: 'x', operator: 'DoesNotExist' }] } }],
    ['null for a label is an empty label', { ...labeled({ app: null }), selector: { matchLabels: { app: '' } } }],
  ])('%s is accepted', (_, fields) => expect(causes(workload(kind, fields))).toEqual([]));

  test.each<[JsonObject, string[]]>([
    [labeled({ app: 'Web' }), [MISMATCH]],
    [labeled(null), [MISMATCH]],
    [{ selector: { matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['web'] }] } }, [MISMATCH]],
    [{ minReadySeconds: -1 }, ['spec.minReadySeconds invalid']],
    [podSpec({ containers: [{ name: 'web', image: 'web', ports: [{ containerPort: 80, name: 'A' }] }] }), ['spec.template.spec.containers[0].ports[0].name invalid']],
    [podSpec({ restartPolicy: 'Never' }), ['spec.template.spec.restartPolicy not-supported']],
    [podSpec({ activeDeadlineSeconds: 5 }), ['spec.template.spec.activeDeadlineSeconds forbidden']],
    [podSpec({ ephemeralContainers: [{ name: 'debug', image: 'sh' }] }), ['spec.template.spec.ephemeralContainers forbidden']],
    [{ selector: {} }, ['spec.selector invalid']],
    [{ selector: { app: 'web' } }, ['spec.selector.app unknown-field']],
    [labeled({ app: 5 }), ['spec.template.metadata.labels[app] wrong-type']],
    [{ Template: {} }, ['spec.Template unknown-field']],
  ])('%j is refused', (fields, expected) => expect(causes(workload(kind, fields))).toEqual(expected));

  test('labels of the template are labels', () => {
    expect(causes(workload(kind, labeled({ 'app': 'web', 'a b': 'c' })))).toEqual(['spec.template.labels invalid']);
  });

  test('a mangled one gets a verdict', () => {
    const whole = workload(kind, { replicas: 1, minReadySeconds: 1, strategy: { type: 'Recreate' }, updateStrategy: { type: 'OnDelete' }, serviceName: 'web' });
    fc.assert(fc.property(mangled(whole), object => causes(object).length >= 0));
  });
});

test('without a selector nothing matches, and only a DaemonSet is not told that it is missing', () => {
  expect(KINDS.map(kind => causes(workload(kind, { selector: null })))).toEqual([
    ['spec.selector required', MISMATCH], ['spec.selector required', MISMATCH], ['spec.selector required', MISMATCH], [MISMATCH],
  ]);
});

test('beside an invalid selector only a DaemonSet\'s template is looked at', () => {
  const fields = { ...BAD_SELECTOR, ...podSpec({ containers: [] }) };
  const values = 'spec.selector.matchExpressions[0].values required';
  expect(KINDS.map(kind => causes(workload(kind, fields)))).toEqual([
    [values, 'spec.selector invalid'], [values, 'spec.selector invalid'], [values, 'spec.selector invalid'], [values, 'spec.template.spec.containers required'],
  ]);
});

test('names of StatefulSets are labels, those of others only should be', () => {
  expect(KINDS.map(kind => causes(workload(kind, {}, 'web.prod')))).toEqual([[], [], ['metadata.name invalid'], []]);
  expect(KINDS.map(kind => validateObject(workload(kind, {}, 'a'.repeat(64))).warnings.length)).toEqual([1, 1, 0, 0]);
});

test.each<[JsonObject, string[]]>([
  [{ strategy: { type: 'recreate' } }, ['spec.strategy not-supported']],
  [{ strategy: { type: 'Recreate', rollingUpdate: {} } }, ['spec.strategy.rollingUpdate forbidden']],
  [{ replicas: -1, revisionHistoryLimit: -1 }, ['spec.replicas invalid', 'spec.revisionHistoryLimit invalid']],
  [{ minReadySeconds: 600 }, ['spec.progressDeadlineSeconds invalid']],
  [{ serviceName: 'web' }, ['spec.serviceName unknown-field']],
])('a Deployment with %j is refused', (fields, expected) => expect(causes(workload('Deployment', fields))).toEqual(expected));

test.each<[JsonObject, string[]]>([
  [{ serviceName: 'a.b' }, ['spec.serviceName invalid']],
  [{ serviceName: '1web', podManagementPolicy: 'parallel' }, ['spec.podManagementPolicy invalid']],
  [{ updateStrategy: { type: 'OnDelete', rollingUpdate: {} } }, ['spec.updateStrategy.rollingUpdate invalid']],
  [{ ordinals: { start: -1 } }, ['spec.ordinals.start invalid']],
])('a StatefulSet with %j is refused', (fields, expected) => expect(causes(workload('StatefulSet', fields))).toEqual(expected));

test('a StatefulSet gives its pods their names, so those in its template are not looked at', () => {
  const fields = podSpec({ hostname: 'A', subdomain: 'B' });
  expect(causes(workload('StatefulSet', fields))).toEqual([]);
  expect(causes(workload('Deployment', fields))).toEqual(['spec.template.spec.hostname invalid', 'spec.template.spec.subdomain invalid']);
});

test('service names of StatefulSets are checked from 1.33, their templates from 1.34', () => {
  const fields = { serviceName: 'A', ...podSpec({ containers: [] }) };
  expect([32, 33, 34].map(minor => causes(workload('StatefulSet', fields), minor))).toEqual([
    [], ['spec.serviceName invalid'], ['spec.serviceName invalid', 'spec.template.spec.containers required'],
  ]);
});

test('labels of a StatefulSet\'s template were always checked', () => {
  expect(causes(workload('StatefulSet', labeled({ 'app': 'web', 'a b': 'c' })), 33)).toEqual(['spec.template.labels invalid']);
});

test('a StatefulSet that keeps every revision is warned of', () => {
  expect(validateObject(workload('StatefulSet', { revisionHistoryLimit: -1 })).warnings.map(warning => warning.path)).toEqual(['spec.revisionHistoryLimit']);
});

test.each<[JsonObject, string[]]>([
  [{}, []],
  [{ selector: { app: 'web' } }, []],
  [{ selector: { app: 'x' } }, [MISMATCH]],
  [{ template: null, selector: { app: 'x' } }, ['spec.template required']],
  [{ template: { spec: TEMPLATE.spec } }, ['spec.selector required']],
  [{ selector: { matchLabels: { app: 'web' } } }, ['spec.selector[matchLabels] wrong-type']],
])('a ReplicationController with %j', (fields, expected) => expect(causes(controller(fields))).toEqual(expected));
