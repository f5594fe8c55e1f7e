import type { JsonObject } from '../../src/kubernetes/resource';

/** The arguments of a command. */
export type Call = readonly string[];

/*
 * Objects that scenarios are made of, and the calls that ask of them.
 */

export const times = <T>(n: number, make: (i: number) => T): T[] => Array.from({ length: n }, (_, i) => make(i));

export const meta = (name: string, labels: JsonObject = {}): JsonObject => ({ name, namespace: 'shop', labels });
export const service = (name: string, spec: JsonObject): JsonObject => ({ apiVersion: 'v1', kind: 'Service', metadata: meta(name), spec: { ports: [{ port: 80 }], ...spec } });
export const container = { name: 'main', image: 'nginx', ports: [{ name: 'http', containerPort: 80 }] };
export const pod = (name: string, labels: JsonObject, spec: JsonObject = {}): JsonObject =>
  ({ apiVersion: 'v1', kind: 'Pod', metadata: meta(name, labels), spec: { containers: [container], ...spec } });
export const deployment = (name: string, labels: JsonObject, replicas = 1): JsonObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: meta(name),
  spec: { replicas, selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers: [container] } } },
});
export const backend = (name: string): JsonObject => ({ service: { name, port: { number: 80 } } });
export const ingress = (name: string, rules: readonly JsonObject[], more: JsonObject = {}): JsonObject =>
  ({ apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', metadata: meta(name), spec: { ingressClassName: 'nginx', rules, ...more } });
export const rule = (host: string | undefined, paths: readonly (readonly [string, string])[], pathType = 'Prefix'): JsonObject =>
  ({ ...(host === undefined ? {} : { host }), http: { paths: paths.map(([path, name]) => ({ path, pathType, backend: backend(name) })) } });
export const policy = (name: string, spec: JsonObject): JsonObject =>
  ({ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: meta(name), spec: { podSelector: {}, policyTypes: ['Ingress'], ...spec } });

export const WEB = { app: 'web' };
export const app = [deployment('web', WEB), service('web', { selector: WEB })];

export const CHECK = ['check', '-'];
export const ENDPOINTS = ['endpoints', '-'];
export const TRACE = ['trace', 'http://a.example.com/p1', '-'];
export const INSIDE = ['trace', 'http://web/', '-', '--from', 'shop/Deployment/web'];
export const RESOLVE = ['resolve', 'web', '-', '-n', 'shop'];
export const DIFF = ['diff', 'old.yaml', '-'];
export const COVERAGE = ['test', 'x.test.yaml', '-', '--coverage'];
export const SUGGEST = ['test', 'x.test.yaml', '-', '--suggest'];
export const ROUTES = ['routes', '-'];
export const STATUS = ['status', '-'];
export const GRAPH = ['graph', '-', '--format', 'svg'];
export const MIGRATE = ['migrate', '-', '--gateway-class', 'edge'];
export const WHATIF = ['whatif', '-', '--each', 'Service'];
export const TABLES = [ROUTES, GRAPH, MIGRATE, WHATIF];
export const EVERYTHING = [CHECK, ENDPOINTS, TRACE, INSIDE, RESOLVE, COVERAGE, SUGGEST, DIFF, ...TABLES];
