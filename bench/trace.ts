/*
 * How many requests a second are followed, in a cluster of many apps.
 *
 *     npx tsx bench/trace.ts [APPS]
 *
 * `ends`: only where they end is asked for; `told`: with hops and open questions. The floor is reading the same URLs with the platform's `URL`.
 */
import { sayPeak } from './measure';
import { buildCluster } from '../src/cluster/build';
import { parseManifests } from '../src/manifests/yaml/parse';
import type { Trace, TraceRequest } from '../src/trace/model';
import { simulate } from '../src/trace/simulation';
import { traceRequest } from '../src/trace/trace';

const APPS = Number(process.argv[2] ?? 500);
const REQUESTS = 50_000;

function app(i: number): string {
  return `
apiVersion: apps/v1
kind: Deployment
metadata: {name: app${i}}
spec:
  replicas: 3
  selector: {matchLabels: {app: app${i}}}
  template:
    metadata: {labels: {app: app${i}}}
    spec: {containers: [{name: main, image: x, ports: [{name: http, containerPort: 8080}]}]}
---
apiVersion: v1
kind: Service
metadata: {name: app${i}}
spec: {selector: {app: app${i}}, ports: [{port: 80, targetPort: http}]}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: app${i}}
spec:
  ingressClassName: nginx
  rules: [{host: app${i}.example.com, http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: app${i}, port: {number: 80}}}}]}}]
---`;
}

const simulation = simulate(buildCluster(parseManifests(Array.from({ length: APPS }, (_, i) => app(i)).join(''), null).resources));
const from = { kind: 'Deployment', namespace: 'default', name: 'app0' };
const kinds: Readonly<Record<string, (i: number) => TraceRequest>> = {
  'from outside': i => ({ method: 'GET', url: `http://app${i % APPS}.example.com/quote`, headers: {}, from: null }),
  'unknown host': i => ({ method: 'GET', url: `http://nobody${i % APPS}.example.com/quote`, headers: {}, from: null }),
  'from a pod': i => ({ method: 'GET', url: `http://app${i % APPS}/quote`, headers: {}, from }),
};

function rate(request: (i: number) => TraceRequest, use: (trace: Trace) => number, count: number): number {
  const start = performance.now();
  let used = 0;
  for (let i = 0; i < count; i++) used += use(traceRequest(simulation, request(i)));
  if (used === 0) throw new Error('no request was answered');
  return Math.round(count / (performance.now() - start) * 1000);
}

function urlsRead(request: (i: number) => TraceRequest): number {
  const start = performance.now();
  let used = 0;
  for (let i = 0; i < REQUESTS; i++) used += new URL(request(i).url).hostname.length;
  if (used === 0) throw new Error('no URL has a host');
  return Math.round(REQUESTS / (performance.now() - start) * 1000);
}

for (const [kind, request] of Object.entries(kinds)) {
  rate(request, trace => trace.outcome.length, REQUESTS / 10);
  const ends = rate(request, trace => trace.outcome.length, REQUESTS);
  const told = rate(request, trace => trace.hops.length, REQUESTS / 50);
  const floor = urlsRead(request);
  console.log(`${kind}: ${ends} a second, ${told} with hops; ${(floor / ends).toFixed(1)} and ${(floor / told).toFixed(1)} times as long as to read the URL alone`);
}
sayPeak();
