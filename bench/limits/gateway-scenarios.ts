import type { Scenario } from './model';
import { app, CHECK, DIFF, ENDPOINTS, GRAPH, meta, MIGRATE, ROUTES, service, STATUS, TABLES, times, TRACE, WEB } from './objects';
import type { JsonObject } from '../../src/kubernetes/resource';

const GROUP = 'gateway.networking.k8s.io';
const edge: JsonObject = { apiVersion: `${GROUP}/v1`, kind: 'GatewayClass', metadata: { name: 'edge' }, spec: { controllerName: 'gateway.envoyproxy.io/gatewayclass-controller' } };
const gateway = (listeners: readonly JsonObject[]): JsonObject => ({ apiVersion: `${GROUP}/v1`, kind: 'Gateway', metadata: meta('g'), spec: { gatewayClassName: 'edge', listeners } });
const route = (kind: string, name: string, rules: readonly JsonObject[], more: JsonObject = {}): JsonObject =>
  ({ apiVersion: `${GROUP}/v1`, kind, metadata: meta(name), spec: { parentRefs: [{ name: 'g' }], hostnames: ['a.example.com'], rules, ...more } });
const web = { name: 'web', port: 80 };
const plain = gateway([{ name: 'http', port: 80, protocol: 'HTTP' }]);
const secret = (name: string): JsonObject => ({ apiVersion: 'v1', kind: 'Secret', metadata: meta(name), type: 'kubernetes.io/tls', data: { 'tls.crt': 'eA==', 'tls.key': 'eA==' } });
const https = (i: number): JsonObject =>
  ({ name: `l${i}`, port: 443, protocol: 'HTTPS', hostname: `h${i}.example.com`, tls: { certificateRefs: [{ name: `s${i}` }] } });
const ASKED = [CHECK, TRACE, DIFF, STATUS, ...TABLES];

/** One Gateway that many objects share, and one route with much in it. */
export const GATEWAY_SCENARIOS: Readonly<Record<string, Scenario>> = {
  'grpc-routes': {
    manifests: (n) => [...app, edge, plain, ...times(n, (i) => route('GRPCRoute', `r${i}`, [{ matches: [{ method: { service: `s${i}.Api`, method: 'Get' } }], backendRefs: [web] }]))],
    calls: ASKED,
  },
  'routes-of-methods-and-queries': {
    manifests: (n) => [...app, edge, plain, ...times(n, (i) => route('HTTPRoute', `r${i}`, [{
      matches: [{ method: ['GET', 'POST', 'PUT', 'DELETE'][i % 4], path: { value: `/p${Math.floor(i / 8)}` }, queryParams: [{ name: `q${i % 7}`, value: 'a' }] }], backendRefs: [web],
    }]))],
    calls: ASKED,
  },
  'routes-of-header-values': {
    manifests: (n) => [...app, edge, plain, ...times(n, (i) => route('HTTPRoute', `r${i}`, [{ matches: [{ headers: [{ name: 'x-tenant', value: `t${i}` }] }], backendRefs: [web] }]))],
    calls: ASKED,
  },
  'routes-of-one-path': {
    manifests: (n) => [...app, edge, plain, ...times(n, (i) => route('HTTPRoute', `r${i}`, [{ matches: [{ path: { value: '/p1' } }], backendRefs: [web] }]))],
    calls: ASKED,
  },
  'matches-of-one-rule': {
    manifests: (n) => [...app, edge, plain, route('HTTPRoute', 'r', [{ matches: times(n, (i) => ({ path: { value: `/p${i}` } })), backendRefs: [web] }])],
    calls: [CHECK, TRACE, ROUTES],
  },
  'hostnames-of-one-route': {
    manifests: (n) => [...app, edge, plain, route('HTTPRoute', 'r', [{ backendRefs: [web] }], { hostnames: times(n, (i) => `h${i}.example.com`) })],
    calls: [CHECK, TRACE, ROUTES],
  },
  'weighted-backends': {
    manifests: (n) => [...app, ...times(n, (i) => service(`b${i}`, { selector: WEB })), edge, plain,
      route('HTTPRoute', 'r', [{ backendRefs: times(n, (i) => ({ name: `b${i}`, port: 80, weight: 1 })) }])],
    calls: ASKED,
  },
  'filters': {
    manifests: (n) => [...app, edge, plain, route('HTTPRoute', 'r', [{
      backendRefs: [web], filters: [{ type: 'RequestHeaderModifier', requestHeaderModifier: { set: times(n, (i) => ({ name: `x-${i}`, value: 'a' })) } }],
    }])],
    calls: [CHECK, TRACE],
  },
  'https-listeners': {
    manifests: (n) => [...app, edge, gateway(times(n, https)), ...times(n, (i) => secret(`s${i}`)),
      ...times(n, (i) => route('HTTPRoute', `r${i}`, [{ backendRefs: [web] }], { hostnames: [`h${i}.example.com`] }))],
    calls: ASKED,
  },
  'listeners-of-one-hostname': {
    manifests: (n) => [...app, edge, gateway(times(n, (i) => ({ name: `l${i}`, port: 1024 + i, protocol: 'HTTP', hostname: 'a.example.com' }))), route('HTTPRoute', 'r', [{ backendRefs: [web] }])],
    calls: [CHECK, TRACE, STATUS, ROUTES],
  },
  'parents-of-one-route': {
    manifests: (n) => [...app, edge, gateway(times(n, (i) => ({ name: `l${i}`, port: 1024 + i, protocol: 'HTTP' }))),
      route('HTTPRoute', 'r', [{ backendRefs: [web] }], { parentRefs: times(n, (i) => ({ name: 'g', sectionName: `l${i}` })) })],
    calls: [CHECK, TRACE, STATUS, ROUTES],
  },
  'tls-routes': {
    manifests: (n) => [...app, edge, gateway([{ name: 'tls', port: 443, protocol: 'TLS', tls: { mode: 'Passthrough' } }]),
      ...times(n, (i) => route('TLSRoute', `r${i}`, [{ backendRefs: [web] }], { hostnames: [`h${i}.example.com`] }))],
    calls: ASKED,
  },
  'backend-tls-policies': {
    manifests: (n) => [...app, edge, plain, ...times(n, (i) => service(`b${i}`, { selector: WEB })),
      ...times(n, (i) => route('HTTPRoute', `r${i}`, [{ matches: [{ path: { value: `/p${i}` } }], backendRefs: [{ name: `b${i}`, port: 80 }] }])),
      ...times(n, (i): JsonObject => ({ apiVersion: `${GROUP}/v1`, kind: 'BackendTLSPolicy', metadata: meta(`p${i}`), spec: { targetRefs: [{ group: '', kind: 'Service', name: `b${i}` }], validation: { hostname: 'web', wellKnownCACertificates: 'System' } } }))],
    calls: [CHECK, TRACE, DIFF, ROUTES],
  },
  'mesh-routes': {
    manifests: (n) => [...app, ...times(n, (i) => service(`b${i}`, { selector: WEB })),
      ...times(n, (i) => route('HTTPRoute', `r${i}`, [{ backendRefs: [web] }], { parentRefs: [{ group: '', kind: 'Service', name: `b${i}` }], hostnames: undefined }))],
    calls: [CHECK, ENDPOINTS, ['trace', 'http://b1/', '-', '--from', 'shop/Deployment/web'], DIFF],
  },
  'grants-without-effect': {
    manifests: (n) => [...app, edge, plain, ...times(n, (i): JsonObject => ({
      apiVersion: `${GROUP}/v1beta1`, kind: 'ReferenceGrant', metadata: meta(`g${i}`), spec: { from: [{ group: GROUP, kind: 'HTTPRoute', namespace: 'shop' }], to: [{ group: '', kind: 'Service', name: `gone-${i}` }] },
    }))],
    calls: [CHECK],
  },
  'missing-route-backends': {
    manifests: (n) => [...app, ...times(n, (i) => service(`service-${i}`, { selector: WEB })), edge, plain,
      ...times(n, (i) => route('HTTPRoute', `r${i}`, [{ matches: [{ path: { value: `/p${i}` } }], backendRefs: [{ name: `sevrice-${i}`, port: 80 }] }]))],
    calls: [CHECK, TRACE, STATUS, DIFF, GRAPH, MIGRATE],
  },
};
