import { HTTP_CONTAINER } from './objects';
import type { PolicyPod } from '../../src/cluster/policies/party';
import { readPodSpec } from '../../src/kubernetes/pod-template';
import type { JsonObject } from '../../src/kubernetes/resource';

/** A NetworkPolicy of namespace `app`, over all of its pods unless the spec says otherwise. */
export function policy(spec: JsonObject, name = 'policy', namespace = 'app'): JsonObject {
  return { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name, namespace }, spec: { podSelector: {}, ...spec } };
}

export function namespaceObject(name: string, labels: JsonObject = {}): JsonObject {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } };
}

/** A pod of namespace `app` that carries `app: web`, and serves `http` at 8080. */
export function policyPod(given: Partial<PolicyPod> = {}, spec: JsonObject = {}): PolicyPod {
  return { namespace: 'app', labels: { app: 'web' }, generatedLabels: [], ips: [], spec: readPodSpec({ containers: [HTTP_CONTAINER], ...spec }), ...given };
}
