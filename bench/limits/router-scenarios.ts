import type { Scenario } from './model';
import { app, backend, CHECK, DIFF, ENDPOINTS, EVERYTHING, ingress, meta, rule, service, TABLES, times, TRACE, WEB } from './objects';
import type { JsonObject } from '../../src/kubernetes/resource';

const GATEWAY = 'gateway.networking.k8s.io/v1';
const listener = (i: number): JsonObject => ({ name: `l${i}`, port: 80, protocol: 'HTTP', hostname: `h${i}.example.com`, allowedRoutes: { namespaces: { from: 'All' } } });
const gateway = (name: string, listeners: readonly JsonObject[], spec: JsonObject = {}): JsonObject =>
  ({ apiVersion: GATEWAY, kind: 'Gateway', metadata: meta(name), spec: { gatewayClassName: 'edge', listeners, ...spec } });
const edge: JsonObject = { apiVersion: GATEWAY, kind: 'GatewayClass', metadata: { name: 'edge' }, spec: { controllerName: 'gateway.envoyproxy.io/gatewayclass-controller' } };
const route = (name: string, parentRefs: readonly JsonObject[], hostnames: readonly string[], paths: readonly string[], to: JsonObject = { name: 'web' }): JsonObject => ({
  apiVersion: GATEWAY,
  kind: 'HTTPRoute',
  metadata: meta(name),
  spec: {
    parentRefs,
    hostnames,
    rules: paths.map((value) => ({ matches: [{ path: { type: 'PathPrefix', value } }], backendRefs: [{ port: 80, ...to }] })),
  },
});
const whole: readonly JsonObject[] = [...app, edge, gateway('g', [{ name: 'http', port: 80, protocol: 'HTTP' }])];
const annotated = (object: JsonObject, annotations: JsonObject): JsonObject =>
  ({ ...object, metadata: { ...object.metadata as JsonObject, annotations } });
const NGINX = 'nginx.ingress.kubernetes.io';
const ALB = 'alb.ingress.kubernetes.io';

/** Routers: what claims hosts and paths, and what objects share. */
export const ROUTER_SCENARIOS: Readonly<Record<string, Scenario>> = {
  'ingresses-of-one-host': { manifests: (n) => [...app, ...times(n, (i) => ingress(`i${i}`, [rule('a.example.com', [[`/p${i}`, 'web']])]))], calls: EVERYTHING },
  'listeners-of-one-gateway': { manifests: (n) => [...app, edge, gateway('g', times(n, listener)), route('r', [{ name: 'g' }], [], ['/p1'])], calls: EVERYTHING },
  'routes-of-their-own-listeners': {
    manifests: (n) => [...app, edge, gateway('g', times(n, listener)), ...times(n, (i) => route(`r${i}`, [{ name: 'g', sectionName: `l${i}` }], [`h${i}.example.com`], ['/p1']))],
    calls: EVERYTHING,
  },
  'routes-of-one-listener': { manifests: (n) => [...whole, ...times(n, (i) => route(`r${i}`, [{ name: 'g' }], [`h${i}.example.com`], ['/p1']))], calls: EVERYTHING },
  'routes-of-one-host': { manifests: (n) => [...whole, ...times(n, (i) => route(`r${i}`, [{ name: 'g' }], ['a.example.com'], [`/p${i}`]))], calls: EVERYTHING },
  'rules-of-one-route': { manifests: (n) => [...whole, route('r', [{ name: 'g' }], ['a.example.com'], times(n, (i) => `/p${i}`))], calls: EVERYTHING },
  'route-headers': {
    manifests: (n) => [...whole, ...times(n, (i): JsonObject => ({
      ...route(`r${i}`, [{ name: 'g' }], ['a.example.com'], []),
      spec: { parentRefs: [{ name: 'g' }], hostnames: ['a.example.com'], rules: [{ matches: [{ headers: [{ name: `x-${i}`, value: 'a' }] }], backendRefs: [{ name: 'web', port: 80 }] }] },
    }))],
    calls: [CHECK, TRACE, DIFF, ...TABLES],
  },
  'gateways': { manifests: (n) => [...app, edge, ...times(n, (i) => gateway(`g${i}`, [listener(i)])), ...times(n, (i) => route(`r${i}`, [{ name: `g${i}` }], [`h${i}.example.com`], ['/p1']))], calls: EVERYTHING },
  'unattached-routes': { manifests: (n) => [...whole, ...times(n, (i) => gateway(`gateway-${i}`, [listener(i)])), ...times(n, (i) => route(`r${i}`, [{ name: `gatewya-${i}` }], [`h${i}.example.com`], ['/p1']))], calls: [CHECK, TRACE, DIFF] },
  'listener-sets': {
    manifests: (n) => [...app, edge, gateway('g', [{ name: 'http', port: 80, protocol: 'HTTP' }], { allowedListeners: { namespaces: { from: 'All' } } }),
      ...times(n, (i): JsonObject => ({ apiVersion: GATEWAY, kind: 'ListenerSet', metadata: meta(`s${i}`), spec: { parentRef: { name: 'g' }, listeners: [listener(i)] } })),
      ...times(n, (i) => route(`r${i}`, [{ kind: 'ListenerSet', name: `s${i}` }], [`h${i}.example.com`], ['/p1']))],
    calls: EVERYTHING,
  },
  'reference-grants': {
    manifests: (n) => [...whole,
      ...times(n, (i): JsonObject => ({ ...service('x', { selector: WEB }), metadata: { name: 'x', namespace: `ns${i}` } })),
      ...times(n, (i): JsonObject => ({ apiVersion: 'gateway.networking.k8s.io/v1beta1', kind: 'ReferenceGrant', metadata: { name: 'g', namespace: `ns${i}` }, spec: { from: [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', namespace: 'shop' }], to: [{ group: '', kind: 'Service', name: 'x' }] } })),
      ...times(n, (i) => route(`r${i}`, [{ name: 'g' }], [`h${i}.example.com`], ['/p1'], { name: 'x', namespace: `ns${i}` }))],
    calls: [CHECK, TRACE, DIFF, ...TABLES],
  },
  'grants-of-one-namespace': {
    manifests: (n) => [...whole,
      ...times(n, (i): JsonObject => ({ ...service(`x${i}`, { selector: WEB }), metadata: { name: `x${i}`, namespace: 'other' } })),
      ...times(n, (i): JsonObject => ({ apiVersion: 'gateway.networking.k8s.io/v1beta1', kind: 'ReferenceGrant', metadata: { name: `g${i}`, namespace: 'other' }, spec: { from: [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', namespace: 'shop' }], to: [{ group: '', kind: 'Service', name: `x${i}` }] } })),
      ...times(n, (i) => route(`r${i}`, [{ name: 'g' }], [`h${i}.example.com`], ['/p1'], { name: `x${i}`, namespace: 'other' }))],
    calls: [CHECK, TRACE, DIFF, ...TABLES],
  },
  'canaries': {
    manifests: (n) => [...app, service('canary', { selector: WEB }), ...times(n, (i) => [
      ingress(`i${i}`, [rule(`h${i}.example.com`, [['/p1', 'web']])]),
      annotated(ingress(`c${i}`, [rule(`h${i}.example.com`, [['/p1', 'canary']])]), { [`${NGINX}/canary`]: 'true', [`${NGINX}/canary-weight`]: '10' }),
    ]).flat()],
    calls: EVERYTHING,
  },
  'canaries-of-one-host': {
    manifests: (n) => [...app, service('canary', { selector: WEB }), ...times(n, (i) => [
      ingress(`i${i}`, [rule('a.example.com', [[`/p${i}`, 'web']])]),
      annotated(ingress(`c${i}`, [rule('a.example.com', [[`/p${i}`, 'canary']])]), { [`${NGINX}/canary`]: 'true', [`${NGINX}/canary-weight`]: '10' }),
    ]).flat()],
    calls: EVERYTHING,
  },
  'alb-group': {
    manifests: (n) => [...app, { apiVersion: 'networking.k8s.io/v1', kind: 'IngressClass', metadata: { name: 'alb' }, spec: { controller: 'ingress.k8s.aws/alb' } },
      ...times(n, (i) => annotated(ingress(`i${i}`, [rule(`h${i}.example.com`, [['/p1', 'web']])], { ingressClassName: 'alb' }), { [`${ALB}/group.name`]: 'all', [`${ALB}/group.order`]: `${i % 1000}`, [`${ALB}/scheme`]: 'internet-facing', [`${ALB}/target-type`]: 'ip' }))],
    calls: EVERYTHING,
  },
  'alb-groups': {
    manifests: (n) => [...app, { apiVersion: 'networking.k8s.io/v1', kind: 'IngressClass', metadata: { name: 'alb' }, spec: { controller: 'ingress.k8s.aws/alb' } },
      ...times(n, (i) => annotated(ingress(`i${i}`, [rule(`h${i}.example.com`, [['/p1', 'web']])], { ingressClassName: 'alb' }), { [`${ALB}/group.name`]: `g${i}`, [`${ALB}/target-type`]: 'ip' }))],
    calls: [CHECK, TRACE, DIFF, ...TABLES],
  },
  'annotations': {
    manifests: (n) => [...app, ...times(n, (i) => annotated(ingress(`i${i}`, [rule('a.example.com', [[`/p${i}(/|$)(.*)`, 'web']], 'ImplementationSpecific')]), {
      [`${NGINX}/use-regex`]: 'true', [`${NGINX}/rewrite-target`]: '/$2', [`${NGINX}/proxy-body-size`]: '8m', [`${NGINX}/ssl-redirect`]: 'false', [`${NGINX}/whitelist-source-range`]: '10.0.0.0/8',
    }))],
    calls: [CHECK, ENDPOINTS, TRACE],
  },
  'annotations-of-hosts': {
    manifests: (n) => [...app, ...times(n, (i) => annotated(ingress(`i${i}`, [rule(`h${i}.example.com`, [['/api(/|$)(.*)', 'web'], ['/', 'web']], 'ImplementationSpecific')]), {
      [`${NGINX}/use-regex`]: 'true', [`${NGINX}/rewrite-target`]: '/$2', [`${NGINX}/auth-url`]: 'https://auth.example.com/', [`${NGINX}/server-alias`]: `www.h${i}.example.com`, [`${NGINX}/enable-cors`]: 'true',
    }))],
    calls: EVERYTHING,
  },
  'patterns-of-one-host': {
    manifests: (n) => [...app, annotated(ingress('a', [rule('a.example.com', times(Math.min(n, 1000), (i) => [`/v[0-9]+/p${i}/(.*)`, 'web'] as const), 'ImplementationSpecific')]), { [`${NGINX}/use-regex`]: 'true' })],
    calls: [CHECK, TRACE, ...TABLES],
  },
  'missing-backends': { manifests: (n) => [...app, ...times(n, (i) => ingress(`i${i}`, [rule('a.example.com', [[`/p${i}`, `gone-${i}`]])], { defaultBackend: backend('web') }))], calls: EVERYTHING },
};
