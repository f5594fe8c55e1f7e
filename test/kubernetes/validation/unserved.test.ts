import { unserved } from '../../../src/kubernetes/validation/unserved';
import { validateObject } from '../../../src/kubernetes/validation/validate';

test.each([
  ['extensions/v1beta1', 'Ingress', 'networking.k8s.io/v1', '1.22'],
  ['networking.k8s.io/v1beta1', 'Ingress', 'networking.k8s.io/v1', '1.22'],
  ['networking.k8s.io/v1beta1', 'IngressClass', 'networking.k8s.io/v1', '1.22'],
  ['extensions/v1beta1', 'NetworkPolicy', 'networking.k8s.io/v1', '1.16'],
  ['extensions/v1beta1', 'Deployment', 'apps/v1', '1.16'],
  ['apps/v1beta2', 'StatefulSet', 'apps/v1', '1.16'],
  ['discovery.k8s.io/v1beta1', 'EndpointSlice', 'discovery.k8s.io/v1', '1.25'],
  ['batch/v1beta1', 'CronJob', 'batch/v1', '1.25'],
])('%s %s is no longer served', (apiVersion, kind, instead, removed) => {
  expect(unserved(apiVersion, kind)).toBe(`no matches for kind "${kind}" in version "${apiVersion}", which Kubernetes ${removed} removed; use kind ${kind} of ${instead}`);
});

test('a kind under an API version that never had it is refused at its apiVersion, and nowhere else', () => {
  expect(validateObject({ apiVersion: 'v1', kind: 'Deployment', spec: 5 }).violations).toEqual([
    { path: 'apiVersion', reason: 'not-supported', message: 'no matches for kind "Deployment" in version "v1"; use kind Deployment of apps/v1' },
  ]);
});

test('kinds are case-sensitive', () => {
  expect(unserved('networking.k8s.io/v1', 'ingress')).toContain('use kind Ingress of networking.k8s.io/v1');
});

test.each([
  ['networking.k8s.io/v1', 'Ingress'],
  ['config.openshift.io/v1', 'Ingress'],
  ['serving.knative.dev/v1', 'Service'],
  ['v1', 'ConfigMap'],
  ['', 'Service'],
])('%s %s may be served', (apiVersion, kind) => expect(unserved(apiVersion, kind)).toBeNull());
