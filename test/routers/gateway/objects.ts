import { readManifests } from './read';
import type { Cluster } from '../../../src/cluster/model';
import type { GatewayModel } from '../../../src/routers/gateway/compile';
import { gatewayModel } from '../../../src/routers/gateway/compile';
import type { Condition } from '../../../src/routers/gateway/model';
import { gatewayStatus, type GatewayStatus } from '../../../src/routers/gateway/status';

/** A Gateway `edge` of namespace `infra`; the text is its `spec` besides the class, in YAML at column 0. */
export function gateway(spec: string, { name = 'edge', namespace = 'infra', kind = 'Gateway' } = {}): string {
  const className = kind === 'Gateway' ? 'gatewayClassName: edge\n' : '';
  return `apiVersion: gateway.networking.k8s.io/v1\nkind: ${kind}\nmetadata: { name: ${name}, namespace: ${namespace} }\nspec:\n${indent(className + spec)}\n`;
}

/** A route of namespace `shop`, attached to Gateway infra/edge unless its spec says otherwise. */
export function route(spec: string, { kind = 'HTTPRoute', name = 'web', namespace = 'shop', created = '' } = {}): string {
  const parents = spec.includes('parentRefs:') ? '' : 'parentRefs: [{ name: edge, namespace: infra }]\n';
  const metadata = `{ name: ${name}, namespace: ${namespace}${created === '' ? '' : `, creationTimestamp: '${created}'`} }`;
  return `apiVersion: gateway.networking.k8s.io/v1\nkind: ${kind}\nmetadata: ${metadata}\nspec:\n${indent(parents + spec)}\n`;
}

/** A Service with two ready pods behind port 80. */
export function app(name: string, namespace = 'shop'): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: ${namespace} }
spec:
  replicas: 2
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec: { containers: [{ name: main, image: example.com/${name}, ports: [{ containerPort: 8080 }] }] }
---
apiVersion: v1
kind: Service
metadata: { name: ${name}, namespace: ${namespace} }
spec: { selector: { app: ${name} }, ports: [{ name: http, port: 80, targetPort: 8080 }] }
`;
}

export function grant(namespace: string, spec: string): string {
  return `apiVersion: gateway.networking.k8s.io/v1beta1\nkind: ReferenceGrant\nmetadata: { name: grant, namespace: ${namespace} }\nspec:\n${indent(spec)}\n`;
}

function indent(text: string): string {
  return text.replace(/^(?=.)/gm, '  ');
}

export function clusterOf(...documents: readonly string[]): Cluster {
  return readManifests(documents.join('---\n'));
}

export function modelOf(...documents: readonly string[]): GatewayModel {
  return gatewayModel(clusterOf(...documents));
}

export function statusOf(...documents: readonly string[]): GatewayStatus {
  return gatewayStatus(clusterOf(...documents));
}

/** `True`, `False Reason`, `Unknown Reason`; undefined where there is no such condition. */
export function condition(conditions: readonly Condition[], type: string): string | undefined {
  const found = conditions.find((each) => each.type === type);
  if (found === undefined) return undefined;
  return found.status === 'True' ? 'True' : `${found.status} ${found.reason}`;
}

/** The condition of the only parent of the only route. */
export function ofRoute(status: GatewayStatus, type: string): string | undefined {
  return condition(status.routes[0].parents[0].conditions, type);
}

/** The condition of a listener by its name. */
export function ofListener(status: GatewayStatus, name: string, type: string): string | undefined {
  const listeners = [...status.gateways, ...status.listenerSets].flatMap((each) => each.listeners);
  return condition(listeners.find((each) => each.name === name)?.conditions ?? [], type);
}
