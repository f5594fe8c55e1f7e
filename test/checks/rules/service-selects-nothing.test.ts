import { SERVICE_SELECTS_NOTHING as RULE } from '../../../src/checks/rules/service-selects-nothing';
import { NO_ORIGIN } from '../../../src/kubernetes/resource';
import { readConfig } from '../../../src/manifests/config';
import { deployment, findings, found, service } from '../checking';

const OPERATED = `---
apiVersion: db.example.org/v1
kind: Database
metadata: { name: orders, namespace: shop }
`;

test('a typing mistake in a value is an error that names the pods that are meant', () => {
  const [only, ...rest] = findings(RULE, deployment('quote', 'app: quote, tier: web') + service('quote', 'app: qoute, tier: web'));
  expect(rest).toEqual([]);
  expect(only).toMatchObject({
    severity: 'error',
    path: 'spec.selector',
    message: 'selector matches no pods: no pod in namespace shop has labels app=qoute, tier=web; did you mean app=quote (Deployment shop/quote)?',
    fix: 'write app: quote instead of app: qoute',
  });
});

test('of several workloads that may be meant, the one with the name of the Service is', () => {
  const yaml = deployment('one', 'app: app1') + deployment('two', 'app: app2') + service('two', 'app: app');
  expect(findings(RULE, yaml)).toMatchObject([{ severity: 'error', fix: 'write app: app2 instead of app: app' }]);
});

test('a role that one of several equal pods has is set at run time: a warning', () => {
  const yaml = deployment('redis', 'app: redis') + service('redis-master', 'app: redis, role: master');
  expect(found(RULE, yaml)).toEqual(['error Service/redis-master spec.selector']);
  expect(found(RULE, yaml.replace('spec:\n', 'spec:\n  replicas: 3\n'))).toEqual(['warning Service/redis-master spec.selector']);
});

test('a typing mistake in a key is an error', () => {
  expect(findings(RULE, deployment('quote', 'app: quote') + service('quote', 'ap: quote'))[0].fix).toBe('write app: quote instead of ap: quote');
});

test('pods with the labels in another namespace are an error that names it', () => {
  const [only] = findings(RULE, deployment('quote', 'app: quote', [], { namespace: 'other' }) + service('quote', 'app: quote'));
  expect(only).toMatchObject({ severity: 'error', message: expect.stringMatching(/Deployment other\/quote has them, and a selector reaches its own namespace only$/) });
});

test('labels that stand on the workload itself are an error that says so', () => {
  const [only] = findings(RULE, deployment('quote', 'app: quote-v1').replace('{ name: quote,', '{ labels: { app: quote }, name: quote,') + service('quote', 'app: quote'));
  expect(only).toMatchObject({
    severity: 'error',
    message: expect.stringMatching(/Deployment shop\/quote has them on itself, and its pods get the labels of the template$/),
    fix: 'add app: quote to spec.template.metadata.labels of Deployment shop/quote, or select labels that stand there',
  });
});

test('a label too many is an error that names it, and a warning where the pods may get it at run time', () => {
  const yaml = deployment('quote', 'app: quote') + service('quote', 'app: quote, tier: web');
  expect(findings(RULE, yaml)).toMatchObject([{ severity: 'error', fix: 'remove tier: web from the selector, or add it to spec.template.metadata.labels of Deployment shop/quote' }]);
  expect(found(RULE, yaml.replace('      containers:', '      serviceAccountName: quote\n      containers:'))).toEqual(['warning Service/quote spec.selector']);
});

test('labels that no pod has together are an error', () => {
  const yaml = deployment('web', 'app: shop, part: web') + deployment('db', 'app: store, part: db') + service('x', 'app: shop, part: db');
  expect(findings(RULE, yaml)).toMatchObject([{ severity: 'error', message: expect.stringMatching(/no pod has them all/) }]);
});

test('another value than any pod’s is an error that lists what there is', () => {
  const [only] = findings(RULE, deployment('quote', 'app: quote') + service('x', 'app: payments'));
  expect(only).toMatchObject({ severity: 'error', message: expect.stringMatching(/the pods of namespace shop have app=quote$/) });
});

test('a label key that no pod of the namespace has may be somebody else’s: a warning', () => {
  expect(found(RULE, deployment('quote', 'app: quote') + service('db', 'cluster.example.org/name: db'))).toEqual(['warning Service/db spec.selector']);
});

test('without a workload in the manifests it is a warning', () => {
  expect(found(RULE, service('quote', 'app: quote'))).toEqual(['warning Service/quote spec.selector']);
});

test('pods that an operator may make are information', () => {
  expect(found(RULE, deployment('web', 'app: web') + OPERATED + service('db', 'app: orders'))).toEqual(['info Service/db spec.selector']);
  expect(found(RULE, deployment('database-operator', 'app: operator') + service('db', 'app: orders'))).toEqual(['info Service/db spec.selector']);
});

const role = (rules: string): string => `---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: { name: pods, namespace: shop }
rules: [${rules}]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: pods, namespace: shop }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: pods }
subjects: [{ kind: ServiceAccount, name: app, namespace: shop }]
`;
const WITH_ACCOUNT = deployment('db', 'app: db').replace('      containers:', '      serviceAccountName: app\n      containers:');

test('a label that the pods may set on themselves at run time is information', () => {
  const yaml = WITH_ACCOUNT + role('{ apiGroups: [""], resources: [pods], verbs: [get, patch] }') + service('db', 'app: db, active: "true"');
  expect(findings(RULE, yaml)).toMatchObject([{ severity: 'info', message: expect.stringMatching(/Deployment shop\/db may set the label active on pods at run time$/) }]);
});

test('pods that something with the permission may create are information', () => {
  const yaml = WITH_ACCOUNT + role('{ apiGroups: [batch], resources: [jobs], verbs: ["*"] }') + service('worker', 'worker: a');
  expect(findings(RULE, yaml)).toMatchObject([{ severity: 'info', message: expect.stringMatching(/Deployment shop\/db may create pods, and so make them$/) }]);
});

test('permission to read pods makes none', () => {
  const yaml = WITH_ACCOUNT + role('{ apiGroups: [""], resources: [pods], verbs: [get, list] }') + service('worker', 'worker: a');
  expect(found(RULE, yaml)).toEqual(['warning Service/worker spec.selector']);
});

test('an operator of another namespace makes it no more than a warning', () => {
  const yaml = deployment('redis-operator', 'app: operator', [], { namespace: 'operators' }) + deployment('web', 'app: web') + service('cache', 'app: redis');
  expect(found(RULE, yaml)).toEqual(['warning Service/cache spec.selector']);
});

test('a typing mistake is an error beside an operator too', () => {
  expect(found(RULE, deployment('web', 'app: web') + OPERATED + service('web', 'app: wbe'))).toEqual(['error Service/web spec.selector']);
});

test('custom resources that only configure make no pods', () => {
  const monitor = OPERATED.replace('db.example.org/v1', 'monitoring.coreos.com/v1').replace('Database', 'ServiceMonitor');
  expect(found(RULE, deployment('web', 'app: web') + monitor + service('db', 'app: orders'))).toEqual(['error Service/db spec.selector']);
});

test('pods of the control plane are information', () => {
  const inKubeSystem = (yaml: string): string => yaml.replaceAll('namespace: shop', 'namespace: kube-system');
  expect(found(RULE, inKubeSystem(deployment('metrics-server', 'k8s-app: metrics-server') + service('kube-dns', 'k8s-app: kube-dns')))).toEqual(['info Service/kube-dns spec.selector']);
});

test('declared pods satisfy a selector', () => {
  const { config } = readConfig({ externals: { pods: [{ namespace: 'shop', labels: { app: 'orders', role: 'primary' } }] } }, NO_ORIGIN);
  expect(found(RULE, deployment('web', 'app: web') + service('db', 'app: orders'), { config })).toEqual([]);
});

test.each([
  ['labels are a superset of the selector', deployment('quote', 'app: quote, tier: web') + service('quote', 'app: quote')],
  ['the workload is scaled to nothing', deployment('quote', 'app: quote').replace('spec:\n', 'spec:\n  replicas: 0\n') + service('quote', 'app: quote')],
  ['the workload is an Argo Rollout', deployment('quote', 'app: quote', [], { kind: 'Rollout' }).replace('apps/v1', 'argoproj.io/v1alpha1') + service('quote', 'app: quote')],
  ['it selects one pod of a StatefulSet by name', deployment('db', 'app: db', [], { kind: 'StatefulSet' }) + service('db', 'statefulset.kubernetes.io/pod-name: db-0')],
  ['its label is one that a controller makes', deployment('quote', 'app: quote') + service('quote', 'app: quote, pod-template-hash: abc')],
  ['there is no selector', service('quote', '')],
  ['the type is ExternalName', service('quote', 'app: quote', [], 'type: ExternalName\n  externalName: example.org')],
])('it is silent where %s', (_, yaml) => {
  expect(found(RULE, yaml)).toEqual([]);
});
