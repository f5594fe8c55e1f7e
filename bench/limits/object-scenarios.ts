import type { Scenario } from './model';
import { app, CHECK, container, COVERAGE, deployment, DIFF, ENDPOINTS, ingress, meta, policy, rule, service, times, TRACE, WEB, type Call } from './objects';
import type { JsonObject } from '../../src/kubernetes/resource';

const text = (object: JsonObject): string => JSON.stringify(object);
const wrong = (n: number): readonly JsonObject[] => times(n, (i) => service(`s${i}`, { selector: { app: `none-${i}` } }));
const configMap = (name: string, data: JsonObject): JsonObject => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: meta(name), data });
const inFormats = (call: Call, ...names: readonly string[]): readonly Call[] => names.map((format) => [...call, '--format', format]);
const TEST = ['test', 'x.test.yaml', '-'];

/** Much in one object, one object many times, and what stands beside the manifests. */
export const OBJECT_SCENARIOS: Readonly<Record<string, Scenario>> = {
  'files': {
    manifests: () => app,
    files: (n) => Object.fromEntries(times(n, (i) => [`dist/${i % 50}/f${i}.yaml`, text(service(`s${i}`, { selector: { app: `none-${i}` } }))])),
    calls: [['check', 'dist'], ['check', 'dist', '--exclude', 'dist/x*'], ['endpoints', 'dist'], ['diff', 'old.yaml', 'dist']],
  },
  'documents-of-one-file': {
    manifests: () => app,
    files: (n) => ({ 'all.yaml': times(n, (i) => `apiVersion: v1\nkind: Service\nmetadata: {name: s${i}, namespace: shop}\nspec:\n  selector: {app: none-${i}}\n  ports:\n  - port: 80\n`).join('---\n') }),
    calls: [['check', 'all.yaml']],
  },
  'anchors': {
    manifests: () => app,
    files: (n) => ({ 'all.yaml': times(n, (i) => `apiVersion: v1\nkind: Service\nmetadata: {name: s${i}, namespace: shop, labels: &l {app: none-${i}}}\nspec:\n  selector: *l\n  ports:\n  - port: 80\n`).join('---\n') }),
    calls: [['check', 'all.yaml']],
  },
  'keys-of-a-config-map': { manifests: (n) => [...app, configMap('c', Object.fromEntries(times(n, (i) => [`key-${i}`, 'value'])))], calls: [CHECK, DIFF] },
  'config-maps': { manifests: (n) => [...app, ...times(n, (i) => configMap(`c${i}`, { a: 'value' }))], calls: [CHECK, DIFF, TRACE] },
  'annotations-of-one-object': { manifests: (n) => [...app, { ...ingress('a', [rule('a.example.com', [['/', 'web']])]), metadata: { ...meta('a'), annotations: Object.fromEntries(times(n, (i) => [`example.com/a${i}`, 'value'])) } }], calls: [CHECK, TRACE, DIFF] },
  'unknown-annotations': { manifests: (n) => [...app, { ...ingress('a', [rule('a.example.com', [['/', 'web']])]), metadata: { ...meta('a'), annotations: Object.fromEntries(times(n, (i) => [`nginx.ingress.kubernetes.io/a${i}`, 'value'])) } }], calls: [CHECK, TRACE, DIFF] },
  'ignored-rules': {
    manifests: (n) => times(n, (i) => ({ ...service(`s${i}`, { selector: { app: `none-${i}` } }), metadata: { ...meta(`s${i}`), annotations: { 'ignore.cdk8s-routing/service-selects-nothing': 'known' } } })),
    calls: [CHECK],
  },
  'suppressions-of-one-name': {
    manifests: (n) => times(n, (i) => ({ ...service('s', { selector: { app: 'none' } }), metadata: { name: 's', namespace: `ns${i}` } })),
    config: (n) => ({ suppressions: times(n, (i) => ({ rule: 'service-selects-nothing', object: `Service/ns${i}/s`, reason: 'x' })) }),
    calls: [CHECK],
  },
  'a-baseline': { manifests: wrong, calls: [[...CHECK, '--write-baseline', 'baseline.json']] },
  'findings-in-more-formats': { manifests: wrong, calls: inFormats(CHECK, 'gitlab', 'html') },
  'environment': {
    manifests: (n) => [service('web', { selector: WEB }), { ...deployment('web', WEB), spec: { selector: { matchLabels: WEB }, template: { metadata: { labels: WEB }, spec: { containers: [{ ...container, env: times(n, (i) => ({ name: `V${i}`, value: 'x' })) }], volumes: times(n, (i) => ({ name: `v${i}`, emptyDir: {} })) } } } }],
    calls: [CHECK, DIFF],
  },
  'probes': {
    manifests: (n) => [service('web', { selector: WEB }), { ...deployment('web', WEB), spec: { selector: { matchLabels: WEB }, template: { metadata: { labels: WEB }, spec: { containers: times(n, (i) => ({ name: `c${i}`, image: 'x', ports: [{ name: `p${i}`, containerPort: 1 + (i % 65000) }], readinessProbe: { httpGet: { port: `p${i}` } } })) } } } }],
    calls: [CHECK, ENDPOINTS],
  },
  'autoscalers': { manifests: (n) => times(n, (i) => [deployment(`d${i}`, { app: `d${i}` }), { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: meta(`d${i}`), spec: { minReplicas: 2, maxReplicas: 5, scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: `d${i}` } } }]).flat(), calls: [CHECK, ENDPOINTS] },
  'autoscalers-of-one-workload': { manifests: (n) => [...app, ...times(n, (i) => ({ apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: meta(`d${i}`), spec: { minReplicas: 2, maxReplicas: 5, scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' } } }))], calls: [CHECK, TRACE, ENDPOINTS] },
  'namespaces': { manifests: (n) => times(n, (i) => [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: `ns${i}`, labels: { team: `t${i % 10}` } } }, ...app.map((each) => ({ ...each, metadata: { name: 'web', namespace: `ns${i}` } }))]).flat(), calls: [CHECK, ENDPOINTS, ['resolve', 'web', '-', '-n', 'ns1'], DIFF, COVERAGE] },
  'policies-of-namespaces': {
    manifests: (n) => times(n, (i) => [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: `ns${i}`, labels: { team: `t${i % 10}` } } }, ...app.map((each) => ({ ...each, metadata: { name: 'web', namespace: `ns${i}` } })),
      { ...policy('n', { ingress: [{ from: [{ namespaceSelector: { matchLabels: { team: `t${i % 10}` } } }] }] }), metadata: { name: 'n', namespace: `ns${i}` } }]).flat(),
    calls: [CHECK, ENDPOINTS, DIFF, ['trace', 'http://web.ns1/', '-', '--from', 'ns2/Deployment/web']],
  },
  'default-deny': {
    manifests: (n) => [policy('deny', { policyTypes: ['Ingress', 'Egress'] }), ...times(n, (i) => [deployment(`d${i}`, { app: `d${i}` }), service(`d${i}`, { selector: { app: `d${i}` } }),
      policy(`d${i}`, { podSelector: { matchLabels: { app: `d${i}` } }, ingress: [{ from: [{ podSelector: { matchLabels: { app: `d${i + 1}` } } }], ports: [{ port: 80 }] }] })]).flat()],
    calls: [CHECK, ['trace', 'http://d1/', '-', '--from', 'shop/Deployment/d2'], DIFF, COVERAGE],
  },
  'stateful-sets': {
    manifests: (n) => times(n, (i) => [{ apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: meta(`s${i}`), spec: { replicas: 3, serviceName: `s${i}`, selector: { matchLabels: { app: `s${i}` } }, template: { metadata: { labels: { app: `s${i}` } }, spec: { containers: [container] } } } }, service(`s${i}`, { clusterIP: 'None', selector: { app: `s${i}` } })]).flat(),
    calls: [CHECK, ENDPOINTS, DIFF],
  },
  'node-ports': { manifests: (n) => [...app, ...times(n, (i) => service(`s${i}`, { selector: WEB, type: 'NodePort', ports: [{ port: 80, nodePort: 30000 + (i % 2767) }] }))], calls: [CHECK, ['trace', 'http://<node>:30001/', '-'], DIFF] },
  'load-balancers': { manifests: (n) => [...app, ...times(n, (i) => ({ ...service(`s${i}`, { selector: WEB, type: 'LoadBalancer' }), status: { loadBalancer: { ingress: [{ ip: `203.${i % 250}.${Math.floor(i / 250)}.9` }] } } }))], calls: [CHECK, ['trace', 'http://203.1.1.9/', '-'], DIFF, COVERAGE] },
  'external-dns': { manifests: (n) => [...app, ...times(n, (i) => ({ ...service(`s${i}`, { selector: WEB, type: 'LoadBalancer' }), metadata: { ...meta(`s${i}`), annotations: { 'external-dns.alpha.kubernetes.io/hostname': `h${i}.example.com` } } }))], calls: [CHECK, ['trace', 'http://h1.example.com/', '-'], DIFF] },
  'test-files-of-many-formats': {
    manifests: (n) => [...app, ingress('a', times(n, (i) => rule(`h${i}.example.com`, [['/p1', 'web']])))],
    expectations: (n) => ({ tests: times(n, (i) => ({ request: `http://h${i}.example.com/p1`, expect: { service: 'gone' } })) }),
    calls: [...inFormats(TEST, 'text', 'json', 'junit', 'github'), ...inFormats(COVERAGE, 'text')],
  },
  'tests-of-one-request': {
    manifests: () => [...app, ingress('a', [rule('a.example.com', [['/p1', 'web']])])],
    expectations: (n) => ({ tests: times(n, () => ({ request: 'http://a.example.com/p1', expect: { service: 'web' } })) }),
    calls: [TEST, COVERAGE],
  },
  'tests-of-equal-names': {
    manifests: () => [...app, ingress('a', [rule('a.example.com', [['/p1', 'web']])])],
    expectations: (n) => ({ tests: times(n, (i) => ({ name: 'same', request: `http://a.example.com/p1?x=${i}`, expect: { service: 'web' } })) }),
    calls: [TEST],
  },
};
