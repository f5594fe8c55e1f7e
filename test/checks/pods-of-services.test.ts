import { deployment, findings, found, service } from './checking';
import { leftAfterFixes } from './fixing';
import { HEADLESS_PORT_MAPPED } from '../../src/checks/rules/headless-port-mapped';
import { SELECTOR_TOO_BROAD } from '../../src/checks/rules/selector-too-broad';
import { SERVICE_SELECTS_NOTHING } from '../../src/checks/rules/service-selects-nothing';
import { TARGET_PORT_NAME_UNKNOWN } from '../../src/checks/rules/target-port-name-unknown';
import { TARGET_PORT_UNDECLARED } from '../../src/checks/rules/target-port-undeclared';

const job = (name: string, labels: string, annotations = '', ports = ''): string => `---
apiVersion: batch/v1
kind: Job
metadata: { name: ${name}, namespace: shop, annotations: { ${annotations} } }
spec: { template: { metadata: { labels: { ${labels} } }, spec: { restartPolicy: Never, containers: [{ name: once, image: x, ports: [${ports}] }] } } }
`;
const HOOK = 'helm.sh/hook: "pre-upgrade"';

describe('what has nothing to serve a Service', () => {
  test('pods of hooks alone: the Deployment that was meant is named, and the fix selects it', () => {
    const yaml = service('cart', 'app: cart') + deployment('cart', 'app: crat', ['80']) + job('migrate', 'app: cart', HOOK);
    expect(findings(SERVICE_SELECTS_NOTHING, yaml)).toMatchObject([{ severity: 'error', path: 'spec.selector', edits: [{ path: 'spec.selector', value: { app: 'crat' } }] }]);
    expect(leftAfterFixes(SERVICE_SELECTS_NOTHING, yaml)).toEqual({ applied: 1, left: [] });
  });

  test('a Job alone is a warning where other pods are plainly meant, and nothing else', () => {
    expect(found(SERVICE_SELECTS_NOTHING, service('cart', 'app: cart') + deployment('cart', 'app: crat', ['80']) + job('load', 'app: cart'))).toEqual(['warning Service/cart spec.selector']);
    expect(found(SERVICE_SELECTS_NOTHING, service('load', 'app: load') + deployment('cart', 'app: cart', ['80']) + job('load', 'app: load'))).toEqual([]);
    expect(found(SERVICE_SELECTS_NOTHING, service('cart', 'app: cart') + deployment('cart', 'app: crat', ['80']) + job('load', 'app: cart', '', '{ containerPort: 80 }'))).toEqual([]);
  });

  test.each([
    ['app: cart', 'name: cart', 'error'],
    ['k8s-app: cart', 'app.kubernetes.io/name: cart', 'error'],
    ['app: cart, ready: "true"', 'app: cart, primary: "true"', 'error'],
  ])('pods with %s, selected by %s: %s', (labels, selector, severity) => {
    const yaml = service('cart', selector) + deployment('cart', labels, ['80']);
    expect(findings(SERVICE_SELECTS_NOTHING, yaml)).toMatchObject([{ severity }]);
    if (!selector.includes('primary')) expect(leftAfterFixes(SERVICE_SELECTS_NOTHING, yaml)).toEqual({ applied: 1, left: [] });
  });

  test('pods of a namespace of which the manifests hold nothing come from elsewhere', () => {
    expect(found(SERVICE_SELECTS_NOTHING, service('edge', 'app: edge').replace('namespace: shop', 'namespace: mesh') + deployment('cart', 'app: cart'))).toEqual(['info Service/edge spec.selector']);
    expect(found(SERVICE_SELECTS_NOTHING, service('edge', 'app: edge'))).toEqual(['warning Service/edge spec.selector']);
  });

  test('a workload that the API server refuses is told at the workload', () => {
    const old = deployment('cart', 'app: cart', ['80']).replace('apps/v1', 'extensions/v1beta1');
    expect(found(SERVICE_SELECTS_NOTHING, service('cart', 'app: cart') + old)).toEqual([]);
    expect(findings(SERVICE_SELECTS_NOTHING, service('cart', 'app: other') + old)[0].message).toContain('Deployment shop/cart');
  });

  const single = (n: number): string => service(`db-${n}`, `app: db, statefulset.kubernetes.io/pod-name: db-${n}`);
  const set = deployment('db', 'app: db', ['5432'], { kind: 'StatefulSet' });
  const scaler = '---\napiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: { name: db, namespace: shop }\nspec: { scaleTargetRef: { apiVersion: apps/v1, kind: StatefulSet, name: db }, minReplicas: 1, maxReplicas: 3 }\n';

  test('Services for single pods are right up to what the autoscaler makes', () => {
    expect(found(SERVICE_SELECTS_NOTHING, set + scaler + single(0) + single(2))).toEqual([]);
    expect(found(SERVICE_SELECTS_NOTHING, set + scaler + single(3))).toEqual(['error Service/db-3 spec.selector']);
    expect(found(SERVICE_SELECTS_NOTHING, set + single(1))).toEqual(['error Service/db-1 spec.selector']);
  });
});

describe('pods beside those that are meant', () => {
  const named = (ports: string): string => service('suite', 'app: suite', [ports]);

  test('pods without the name of a target port get no share, so that nothing is to be warned of', () => {
    const yaml = named('{ name: api, port: 1337, targetPort: api-http }, { name: ui, port: 80, targetPort: ui-http }')
      + deployment('api', 'app: suite, part: api', ['api-http:1337']) + deployment('ui', 'app: suite, part: ui', ['ui-http:4040']);
    expect(found(TARGET_PORT_NAME_UNKNOWN, yaml).filter((each) => !each.startsWith('info'))).toEqual([]);
    expect(found(SELECTOR_TOO_BROAD, yaml)).toEqual([]);
    expect(found(SELECTOR_TOO_BROAD, named('{ port: 80, targetPort: http }') + deployment('a', 'app: suite', ['http:80']) + job('load', 'app: suite'))).toEqual([]);
    expect(found(SELECTOR_TOO_BROAD, named('{ port: 80 }') + deployment('a', 'app: suite', ['http:80']) + job('load', 'app: suite'))).toEqual(['warning Service/suite spec.selector']);
    expect(found(SELECTOR_TOO_BROAD, named('{ port: 80 }') + deployment('a', 'app: suite', ['http:80']) + job('load', 'app: suite', HOOK))).toEqual([]);
  });

  test('what an operator makes of a template is not known', () => {
    const custom = '---\napiVersion: tools.example.com/v1\nkind: Panel\nmetadata: { name: panel, namespace: shop }\nspec: { pod: { metadata: { labels: { app: suite } }, spec: { containers: [{ name: c, image: x }] } } }\n';
    expect(found(TARGET_PORT_NAME_UNKNOWN, named('{ port: 80, targetPort: http }') + custom)).toEqual([]);
    expect(found(SELECTOR_TOO_BROAD, named('{ port: 80 }') + custom + deployment('a', 'app: suite', ['http:80']))).toEqual([]);
  });
});

describe('target ports by name', () => {
  const headless = (...ports: string[]): string => service('peers', 'app: peers', ports, 'clusterIP: None');
  const pods = deployment('peers', 'app: peers', ['client:2181'], { kind: 'StatefulSet' });

  test('a headless Service maps nothing: without the name only the SRV record is missing', () => {
    expect(findings(TARGET_PORT_NAME_UNKNOWN, headless('{ name: client, port: 2181, targetPort: client }', '{ name: vote, port: 3888, targetPort: vote }') + pods)).toMatchObject([{ severity: 'info', path: 'spec.ports[1].targetPort' }]);
    expect(findings(TARGET_PORT_NAME_UNKNOWN, headless('{ name: client, port: 2181, targetPort: client }', '{ name: vote, port: 3888, targetPort: vote }') + pods)[0].edits).toBeUndefined();
    expect(findings(TARGET_PORT_NAME_UNKNOWN, headless('{ name: vote, port: 3888, targetPort: vote }') + pods)).toMatchObject([{ severity: 'warning' }]);
    const yaml = headless('{ name: a, port: 2181, targetPort: cleint }', '{ name: b, port: 3888 }') + pods;
    expect(findings(TARGET_PORT_NAME_UNKNOWN, yaml)).toMatchObject([{ severity: 'warning' }]);
    expect(leftAfterFixes(TARGET_PORT_NAME_UNKNOWN, yaml)).toEqual({ applied: 1, left: [] });
  });

  test('a port of an init container is served once that runs beside the others', () => {
    const pod = '---\napiVersion: v1\nkind: Pod\nmetadata: { name: cart, namespace: shop, labels: { app: cart } }\nspec: { initContainers: [{ name: proxy, image: x, ports: [{ name: https, containerPort: 8443 }] }], containers: [{ name: main, image: x, ports: [{ name: http, containerPort: 80 }] }] }\n';
    const [finding] = findings(TARGET_PORT_NAME_UNKNOWN, service('cart', 'app: cart', ['{ port: 443, targetPort: https }']) + pod);
    expect(finding.fix).toContain('restartPolicy: Always');
    expect(finding.edits).toBeUndefined();
  });

  test.each(['{ port: 80, targetPort: htpp }', '{ port: 80, targetPort: "8080" }', '{ port: 80, targetPort: web }'])('the fix of %s holds', (port) => {
    expect(leftAfterFixes(TARGET_PORT_NAME_UNKNOWN, service('cart', 'app: cart', [port]) + deployment('cart', 'app: cart', ['http:8080']))).toEqual({ applied: 1, left: [] });
  });
});

describe('target ports by number', () => {
  const cart = (ports: readonly string[], container: string): string => service('cart', 'app: cart', ports) + deployment('cart', 'app: cart', ['http:8080']).replace('image: example.org/app:1', `image: example.org/app:1\n          ${container}`);
  const severities = (yaml: string): readonly string[] => findings(TARGET_PORT_UNDECLARED, yaml).map(({ severity }) => severity);

  test.each([
    ['an argument', 'args: ["--admin=:9000"]'],
    ['the environment', 'env: [{ name: ADMIN_PORT, value: "9000" }]'],
    ['a command', 'command: [serve, --listen, "0.0.0.0:9000"]'],
    ['a probe', 'livenessProbe: { tcpSocket: { port: 9000 } }'],
  ])('a number that is in %s is not a mistake', (_where, container) => {
    expect(severities(cart(['{ port: 9000 }'], container))).toEqual(['info']);
    expect(severities(cart(['{ port: 9001 }'], container))).toEqual(['warning']);
  });

  test('nor one that is in a ConfigMap which the pods read', () => {
    const config = '---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: cart, namespace: shop }\ndata: { app.conf: "listen 9000;" }\n';
    expect(severities(cart(['{ port: 9000 }'], 'envFrom: [{ configMapRef: { name: cart } }]') + config)).toEqual(['info']);
    expect(severities(cart(['{ port: 9000 }'], 'envFrom: [{ configMapRef: { name: other } }]') + config)).toEqual(['warning']);
  });

  test('where a container declares no ports, or Services lead to all that are declared, the number may be right', () => {
    expect(severities(cart(['{ port: 9000 }'], '').replace('      containers:\n', '      containers:\n        - { name: db, image: x }\n'))).toEqual(['info']);
    expect(severities(cart(['{ port: 9000 }'], '') + service('main', 'app: cart', ['{ port: 80, targetPort: http }']))).toEqual(['info']);
  });

  test('the same number for another protocol is the port that is meant, and the fix is accepted', () => {
    const dual = cart(['{ name: a, port: 8080 }', '{ name: b, port: 8080, protocol: UDP }'], '');
    expect(findings(TARGET_PORT_UNDECLARED, dual)[0]).toMatchObject({ path: 'spec.ports[1].port', fix: expect.not.stringContaining('set protocol: TCP') as unknown });
    expect(leftAfterFixes(TARGET_PORT_UNDECLARED, cart(['{ name: http, port: 8080, protocol: UDP }'], ''))).toEqual({ applied: 1, left: [] });
    const stats = service('stats', 'app: stats', ['{ port: 8125, protocol: UDP }']) + deployment('stats', 'app: stats', ['8125']);
    expect(findings(TARGET_PORT_UNDECLARED, stats)).toMatchObject([{ severity: 'info', fix: 'declare 8125 for UDP in the container' }]);
  });
});

describe('headless Services that map a port', () => {
  const yaml = service('ops', 'app: ops', ['{ name: metrics, port: 80, targetPort: metrics }'], 'clusterIP: None') + deployment('ops', 'app: ops', ['metrics:8080']);
  const monitor = '---\napiVersion: monitoring.coreos.com/v1\nkind: ServiceMonitor\nmetadata: { name: ops, namespace: shop }\nspec: { selector: { matchLabels: { app: ops } }, endpoints: [{ port: metrics }] }\n';

  test('a port that a monitor reads through the endpoints needs no clients', () => {
    expect(found(HEADLESS_PORT_MAPPED, yaml)).toEqual(['warning Service/ops spec.ports[0].port']);
    expect(found(HEADLESS_PORT_MAPPED, yaml + monitor)).toEqual(['info Service/ops spec.ports[0].port']);
    expect(found(HEADLESS_PORT_MAPPED, yaml + monitor.replace('port: metrics', 'port: other'))).toEqual(['warning Service/ops spec.ports[0].port']);
    expect(leftAfterFixes(HEADLESS_PORT_MAPPED, yaml)).toEqual({ applied: 1, left: [] });
  });
});
