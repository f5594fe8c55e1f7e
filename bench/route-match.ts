/*
 * Lookups in a table of 5,000 hosts with 10 paths each, beside the router of fastify that holds the same routes:
 * `npx tsx bench/route-match.ts [HOSTS] [PATHS]`.
 */
import { atLeast, atMost, medians, peer, rate, sayPeak } from './measure';
import { buildCluster } from '../src/cluster/build';
import { NO_EXTERNALS } from '../src/manifests/externals';
import { parseManifests } from '../src/manifests/yaml/parse';
import { explainerOf } from '../src/routers/index/explain';
import { indexRouter, type RouterIndex } from '../src/routers/index/router-index';
import { compileIngressNginx } from '../src/routers/ingress/ingress-nginx/compile';
import type { RouterRequest } from '../src/routers/model';
import { simulate } from '../src/trace/simulation';

/** What is used of https://github.com/delvedor/find-my-way. */
interface FindMyWay {
  on(method: 'GET', path: string, handler: () => void): void;
  find(method: 'GET', path: string): { readonly handler: () => void } | null;
}

const [hosts, paths] = [Number(process.argv[2] ?? 5000), Number(process.argv[3] ?? 10)];
const LOOKUPS = 200_000;

const items = Array.from({ length: hosts }, (_, host) => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'Ingress',
  metadata: { name: `web-${host}` },
  spec: {
    rules: [{
      host: `h${host}.example.com`,
      http: { paths: Array.from({ length: paths }, (__, n) => ({ path: `/v1/p${n}`, pathType: 'Prefix', backend: { service: { name: `s${n}`, port: { number: 80 } } } })) },
    }],
  },
}));
const [router] = simulate(buildCluster(parseManifests(JSON.stringify({ apiVersion: 'v1', kind: 'List', items }), null).resources), { controller: 'spec' }).routers;
const index = indexRouter(router);
const words = explainerOf(router);
const requests = Array.from({ length: LOOKUPS }, (_, i): RouterRequest => ({
  method: 'GET', scheme: 'http', authority: `h${(i * 7919) % hosts}.example.com`, port: 80, path: `/v1/p${i % paths}/some/more/elements`, query: '', headers: {}, sni: null,
}));

function clusterOf(objects: readonly object[]): ReturnType<typeof buildCluster> {
  return buildCluster(parseManifests(JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects }), null).resources);
}

/** The same rules as ingress-nginx reads them. */
function ingressNginx(from: ReturnType<typeof buildCluster>): RouterIndex {
  return indexRouter(compileIngressNginx(from.ingresses, { cluster: from, externals: NO_EXTERNALS, className: null })[0]);
}

/** 500 patterns of one host, of which each request matches another. */
const PATTERNS = 500;
const patterns = ingressNginx(clusterOf([{
  apiVersion: 'networking.k8s.io/v1',
  kind: 'Ingress',
  metadata: { name: 'patterns', annotations: { 'nginx.ingress.kubernetes.io/use-regex': 'true' } },
  spec: {
    rules: [{
      host: 'patterns.example.com',
      http: { paths: Array.from({ length: PATTERNS }, (_, n) => ({ path: `/v[0-9]+/p${n}/(.*)`, pathType: 'ImplementationSpecific', backend: { service: { name: 's', port: { number: 80 } } } })) },
    }],
  },
}]));
const PATTERN_LOOKUPS = 5_000;

function patternLookups(): void {
  for (let i = 0; i < PATTERN_LOOKUPS; i++) {
    const request = routerRequest('patterns.example.com', `/v12/p${i % PATTERNS}/x`);
    if (patterns.find(request).route === null) throw new Error(`no route for ${request.path}`);
  }
}

function routerRequest(authority: string, path: string): RouterRequest {
  return { method: 'GET', scheme: 'http', authority, port: 80, path, query: '', headers: {}, sni: null };
}

function everyone(find: (request: RouterRequest) => boolean): () => void {
  return () => {
    for (const request of requests) if (!find(request)) throw new Error(`no route for ${request.authority}${request.path}`);
  };
}

/** The routes in one radix tree, the host as the first element: with hosts as constraints it holds no more than 31 under one path. */
function findMyWay(): ((request: RouterRequest) => boolean) | null {
  const make = peer('find-my-way') as (() => FindMyWay) | null;
  if (make === null) return null;
  const radix = make();
  for (let host = 0; host < hosts; host++) {
    // a Prefix is the path itself, and whatever follows a slash
    for (let n = 0; n < paths; n++) {
      for (const end of ['', '/*']) radix.on('GET', `/h${host}.example.com/v1/p${n}${end}`, () => undefined);
    }
  }
  return ({ authority, path }) => radix.find('GET', `/${authority}${path}`) !== null;
}

const route = everyone((request) => index.find(request).route !== null);
const reason = everyone((request) => {
  return index.find(request).route !== null && words.route(request) !== '' && words.questions(request).length >= 0;
});
const nginx = ingressNginx(clusterOf(items));
const ofNginx = requests;
function nginxLookups(): void {
  for (const request of ofNginx) if (nginx.find(request).route === null) throw new Error(`no route for ${request.authority}${request.path}`);
}
const other = findMyWay();
const { route: ours, reason: told } = medians(5, { route, reason });
console.log(`${hosts} hosts x ${paths} paths: ${rate(LOOKUPS, ours)}, with the reason ${rate(LOOKUPS, told)}`);
if (other !== null) {
  const time = medians(5, { route, other: everyone(other), reason });
  console.log(`  find-my-way ${rate(LOOKUPS, time.other)}; our speed / its ${atLeast(time.other / time.route, 1)}, with the reason ${atLeast(time.other / time.reason, 1)}`);
}
const read = medians(5, { route, nginx: nginxLookups, patterns: patternLookups });
console.log(`  as ingress-nginx ${rate(LOOKUPS, read.nginx)}; its time / that of the text ${atMost(read.nginx / read.route, 1.3)}`);
console.log(`  ${PATTERNS} patterns of one host: ${rate(PATTERN_LOOKUPS, read.patterns)}`);
sayPeak();
