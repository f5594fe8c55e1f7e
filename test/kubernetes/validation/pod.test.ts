import fc from 'fast-check';
import { mangled } from './mangled';
import type { JsonObject } from '../../../src/kubernetes/resource';
import { validateObject } from '../../../src/kubernetes/validation/validate';

function pod(spec: JsonObject, metadata: JsonObject = {}): JsonObject {
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web', ...metadata }, spec: { containers: [{ name: 'web', image: 'web' }], ...spec } };
}

function causes(object: JsonObject): string[] {
  return validateObject(object).violations.map(violation => `${violation.path} ${violation.reason}`);
}

test('a pod has a subdomain as its name', () => {
  expect(causes(pod({}, { name: 'web.prod' }))).toEqual([]);
  expect(causes(pod({}, { name: 'web_1' }))).toEqual(['metadata.name invalid']);
});

test('ephemeral containers and a node beside gates are for pods that exist', () => {
  const spec = { ephemeralContainers: [{ name: 'debug', image: 'sh' }], nodeName: 'n1', schedulingGates: [{ name: 'a' }] };
  expect(causes(pod(spec))).toEqual(['spec.ephemeralContainers forbidden', 'spec.nodeName forbidden']);
  expect(causes(pod(spec, { uid: '2f9b2f3c' }))).toEqual([]);
});

test('a pod as the cluster returns it is accepted', () => {
  const object = pod(
    {
      containers: [{ name: 'web', image: 'web', ports: [{ containerPort: 80, protocol: 'TCP' }], resources: {}, volumeMounts: [{ name: 'kube-api-access-x' }] }],
      dnsPolicy: 'ClusterFirst',
      enableServiceLinks: true,
      nodeName: 'n1',
      preemptionPolicy: 'PreemptLowerPriority',
      priority: 0,
      restartPolicy: 'Always',
      schedulerName: 'default-scheduler',
      securityContext: {},
      serviceAccount: 'default',
      serviceAccountName: 'default',
      terminationGracePeriodSeconds: 30,
      tolerations: [{ effect: 'NoExecute', key: 'node.kubernetes.io/not-ready', operator: 'Exists', tolerationSeconds: 300 }],
      volumes: [{ name: 'kube-api-access-x' }],
    },
    { uid: '2f9b2f3c', resourceVersion: '5', creationTimestamp: '2024-01-01T00:00:00Z', generateName: 'web-' },
  );
  expect(validateObject({ ...object, status: { podIP: '10.0.0.1', phase: 'Running' } })).toEqual({ violations: [], warnings: [] });
});

test('a mangled Pod gets a verdict', () => {
  const container: JsonObject = {
    name: 'web',
    image: 'web',
    ports: [{ name: 'a', containerPort: 80, hostPort: 80, protocol: 'TCP', hostIP: '' }],
    readinessProbe: { httpGet: { port: 80, httpHeaders: [{ name: 'a' }] } },
    lifecycle: { preStop: { sleep: { seconds: 1 } } },
  };
  const whole = pod({
    containers: [container],
    initContainers: [{ ...container, name: 'side', restartPolicy: 'Always' }],
    hostNetwork: true,
    hostname: 'a',
    subdomain: 'b',
    dnsPolicy: 'None',
    dnsConfig: { nameservers: ['192.0.2.1'], searches: ['a'], options: [{ name: 'a' }] },
    nodeSelector: { a: 'b' },
    hostAliases: [{ ip: '192.0.2.1', hostnames: ['a'] }],
    readinessGates: [{ conditionType: 'a' }],
    schedulingGates: [{ name: 'a' }],
    terminationGracePeriodSeconds: 5,
  });
  fc.assert(fc.property(mangled(whole), object => causes(object).length >= 0));
});
