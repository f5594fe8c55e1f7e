import { App, Chart, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import fc from 'fast-check';
import { ExposedApp, PathRouter } from '../../../../src';
import type { Json, JsonObject } from '../../../../src/kubernetes/resource';
import { DEFAULT_GATEWAY_API } from '../../../../src/kubernetes/validation/gateway/release';
import { INGRESS } from '../../../../src/kubernetes/validation/ingress';
import type { KindRules } from '../../../../src/kubernetes/validation/kind-rules';
import { isPlainDeployment } from '../../../../src/kubernetes/validation/plain/deployment';
import { isPlainIngress } from '../../../../src/kubernetes/validation/plain/ingress';
import { isPlainService } from '../../../../src/kubernetes/validation/plain/service';
import { Report } from '../../../../src/kubernetes/validation/report';
import { conforms } from '../../../../src/kubernetes/validation/schema';
import { SERVICE } from '../../../../src/kubernetes/validation/service';
import { DEPLOYMENT } from '../../../../src/kubernetes/validation/workloads';

const METADATA = { name: 'web', namespace: 'shop', labels: { 'app.kubernetes.io/name': 'web' }, annotations: { 'example.com/note': 'any text' } };
const PROBES = {
  livenessProbe: { tcpSocket: { port: 8080 }, initialDelaySeconds: 5, periodSeconds: 10, successThreshold: 1 },
  readinessProbe: { httpGet: { path: '/healthz', port: 'http', scheme: 'HTTP' }, timeoutSeconds: 1, successThreshold: 2, failureThreshold: 3 },
  startupProbe: { exec: { command: ['true'] } },
};
const CONTAINER = {
  name: 'web',
  image: 'example.com/web:1',
  command: ['serve'],
  args: ['--port=8080'],
  workingDir: '/srv',
  imagePullPolicy: 'Always',
  ...PROBES,
  env: [{ name: 'A', value: 'b' }],
  envFrom: [],
  resources: {},
  volumeMounts: [],
  securityContext: {},
  ports: [{ name: 'http', containerPort: 8080 }, { name: 'metrics', containerPort: 9090, protocol: 'TCP' }],
};
const POD_SPEC = {
  containers: [CONTAINER, { name: 'proxy', image: 'proxy', ports: [{ containerPort: 81 }] }],
  volumes: [],
  serviceAccountName: 'web',
  automountServiceAccountToken: false,
  enableServiceLinks: true,
  restartPolicy: 'Always',
  securityContext: {},
  terminationGracePeriodSeconds: 30,
  nodeSelector: { 'kubernetes.io/os': 'linux' },
  affinity: {},
  tolerations: [],
  topologySpreadConstraints: [],
  dnsPolicy: 'ClusterFirst',
  hostNetwork: false,
  setHostnameAsFQDN: false,
};
const DEPLOYMENT_OBJECT: JsonObject = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: METADATA,
  spec: {
    replicas: 2,
    revisionHistoryLimit: 3,
    minReadySeconds: 0,
    progressDeadlineSeconds: 600,
    strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1 } },
    selector: { matchLabels: { app: 'web' } },
    template: { metadata: { labels: { app: 'web', tier: 'front' }, annotations: { 'example.com/note': 'x' } }, spec: POD_SPEC },
  },
};
const SERVICE_OBJECT: JsonObject = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: METADATA,
  spec: {
    type: 'ClusterIP',
    externalIPs: [],
    selector: { app: 'web' },
    ports: [{ name: 'http', port: 80, targetPort: 'http' }, { name: 'other', port: 81 }, { name: 'dns', port: 53, targetPort: 5353, protocol: 'UDP' }],
  },
};
const toPort = (port: JsonObject): JsonObject => ({ service: { name: 'web', port } });
const INGRESS_OBJECT: JsonObject = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'Ingress',
  metadata: METADATA,
  spec: {
    ingressClassName: 'nginx',
    tls: [{ hosts: ['shop.example.com'], secretName: 'shop-tls' }],
    rules: [
      { host: 'shop.example.com', http: { paths: [{ path: '/', pathType: 'Prefix', backend: toPort({ number: 80 }) }] } },
      { http: { paths: [{ path: '/a/b', pathType: 'Exact', backend: toPort({ name: 'http' }) }] } },
    ],
  },
};

const KINDS: readonly (readonly [string, KindRules, JsonObject, (object: JsonObject) => boolean])[] = [
  ['Deployment', DEPLOYMENT, DEPLOYMENT_OBJECT, isPlainDeployment],
  ['Service', SERVICE, SERVICE_OBJECT, isPlainService],
  ['Ingress', INGRESS, INGRESS_OBJECT, isPlainIngress],
];

/** Releases on either side of every change of the rules. */
const MINORS = Array.from({ length: 11 }, (_, index) => 27 + index);

/** What is wrong with an object by the rules of its kind, without the short cut. */
function faults({ schema, validate }: KindRules, object: JsonObject): readonly string[] {
  if (!conforms(schema, object)) return ['wrong types'];
  return MINORS.flatMap((kubernetesMinor) => {
    const report = new Report();
    validate(object, report, { kubernetesMinor, gatewayApi: DEFAULT_GATEWAY_API });
    return [...report.violations, ...report.warnings].map(({ path, message }) => `1.${kubernetesMinor} ${path}: ${message}`);
  });
}

type Steps = readonly (string | number)[];

/** The places of all values, and those of fields that objects could have. */
function placesIn(value: Json | undefined, at: Steps = []): readonly Steps[] {
  if (Array.isArray(value)) {
    const items = value as readonly Json[];
    return [at, ...items.flatMap((item, index) => placesIn(item, [...at, index])), [...at, items.length]];
  }
  if (typeof value !== 'object' || value === null) return [at];
  const object = value as JsonObject;
  const absent = FIELDS.filter((key) => !Object.hasOwn(object, key)).map((key) => [...at, key]);
  return [at, ...Object.keys(object).flatMap((key) => placesIn(object[key], [...at, key])), ...absent];
}

const FIELDS = [
  'hostPort', 'hostIP', 'protocol', 'clusterIP', 'nodePort', 'grpc', 'host', 'name', 'port', 'targetPort',
  'status', 'defaultBackend',
  'type', 'kubernetes.io/ingress.class', 'service.kubernetes.io/topology-aware-hints',
  'service.beta.kubernetes.io/load-balancer-source-ranges',
  'matchExpressions', 'hostnameOverride', 'dnsConfig', 'lifecycle', 'other', '__proto__', 'constructor',
];

/** undefined takes the value away. */
function put(value: Json | undefined, [step, ...rest]: Steps, by: Json | undefined): Json | undefined {
  if (step === undefined) return by;
  if (Array.isArray(value)) {
    const items = [...value as readonly Json[]];
    const item = put(items[step as number], rest, by);
    items.splice(step as number, 1, ...item === undefined ? [] : [item]);
    return items;
  }
  const entries = Object.entries(value as JsonObject).filter(([key]) => key !== step);
  const entry = put((value as JsonObject)[step], rest, by);
  return Object.fromEntries(entry === undefined ? entries : [...entries, [step, entry]]);
}

const ODD: readonly (Json | undefined)[] = [
  undefined, null, '', 'web', 'http', 'UPPER', 'a.b', 'a--b', '-a', '1a', 'a b', 'x'.repeat(16), 'x'.repeat(64), 'x'.repeat(254), '10.0.0.1', '*.example.com', '1.2.3.4a',
  '//', '/a//b', '/a/..', '/./a', '/%2f', 'relative', 'Recreate', 'RollingUpdate', 'UDP', 'None', 'Default', 'ClusterFirstWithHostNet', 'NodePort', 'Never', 'OnFailure', 'HTTPS', 'Prefix', 'é',
  0, -1, 1, 80, 599, 600, 601, 8080, 65536, 2 ** 31, 80.5, 1e300, true, false, [], {}, [null], [''], ['x'], { name: 'http' }, { name: '' }, { port: 80 }, { app: 'web' }, { a: 1 },
];

/** An object with one to three values replaced, taken away, added, or made the same as that of another field of the name. */
function changed(object: JsonObject): fc.Arbitrary<JsonObject> {
  const odds = fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...ODD) }, fc.jsonValue() as fc.Arbitrary<Json>);
  const change = fc.tuple(fc.nat(), odds, fc.option(fc.nat()));
  return fc.array(change, { minLength: 1, maxLength: 3 }).map((changes) => changes.reduce<JsonObject>((at, [index, odd, like]) => {
    const places = placesIn(at).filter(([first]) => first !== undefined && first !== 'apiVersion' && first !== 'kind');
    const steps = places[index % places.length];
    if (like === null) return put(at, steps, odd) as JsonObject;
    const alike = places.filter((each) => each[each.length - 1] === steps[steps.length - 1] && valueAt(at, each) !== undefined);
    return put(at, steps, alike.length === 0 ? odd : valueAt(at, alike[like % alike.length])) as JsonObject;
  }, object));
}

function valueAt(object: JsonObject, steps: Steps): Json | undefined {
  return steps.reduce<Json | undefined>((at, step) => (typeof at === 'object' && at !== null ? (at as JsonObject)[step] : undefined), object);
}

describe.each(KINDS)('a plain %s', (_, rules, object, isPlain) => {
  test('is one whose fields are common, and has no fault', () => {
    expect(isPlain(object)).toBe(true);
    expect(faults(rules, object)).toEqual([]);
  });

  test('has no fault in any release, whatever was changed in it', () => {
    fc.assert(fc.property(changed(object), (each) => {
      if (isPlain(each)) expect(faults(rules, each)).toEqual([]);
    }), { numRuns: Number(process.env.VALIDATION_RUNS ?? 400), seed: process.env.VALIDATION_RUNS === undefined ? 1 : undefined });
  });

  test('is often plain still when something was changed in it', () => {
    const plain = fc.sample(changed(object), { numRuns: 300, seed: 1 }).filter(isPlain);
    expect(plain.length).toBeGreaterThan(5);
  });
});

test('what cdk8s-plus and the constructs make by themselves is plain', () => {
  const chart = new Chart(new App(), 'shop', { namespace: 'shop' });
  const deployment = new kplus.Deployment(chart, 'plus', { replicas: 2, containers: [{ image: 'example.com/web:1', portNumber: 8080 }] });
  deployment.exposeViaService({ ports: [{ port: 80, targetPort: 8080 }] });
  const backend = new ExposedApp(chart, 'ours', { replicas: 2, image: 'example.com/web:1', port: 80, targetPort: 8080 });
  new PathRouter(chart, 'router', { routes: [{ host: 'web.example.com', backend }] });
  const objects = Testing.synth(chart) as readonly JsonObject[];
  expect(objects.map(({ kind }) => kind)).toEqual(['Deployment', 'Service', 'Service', 'Deployment', 'Ingress']);
  expect(objects.filter((each) => KINDS.find(([kind]) => kind === each.kind)?.[3](each) !== true)).toEqual([]);
});
