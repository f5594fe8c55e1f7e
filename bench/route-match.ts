/*
 * Lookups in a table of 5,000 hosts with 10 paths each, beside the router of fastify that holds the same routes:
 * `npx tsx bench/route-match.ts [HOSTS] [PATHS]`.
 */
import { atLeast, medians, peer, rate, sayPeak } from './measure';
import { buildCluster } from '../src/cluster/build';
import { parseManifests } from '../src/manifests/yaml/parse';
import type { HttpRequest } from '../src/routers/route-table';
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
const [table] = simulate(buildCluster(parseManifests(JSON.stringify({ apiVersion: 'v1', kind: 'List', items }), null).resources)).routers;
const requests = Array.from({ length: LOOKUPS }, (_, i): HttpRequest => ({
  method: 'GET', scheme: 'http', host: `h${(i * 7919) % hosts}.example.com`, port: 80, path: `/v1/p${i % paths}/some/more/elements`, query: '', headers: {},
}));

function everyone(find: (request: HttpRequest) => boolean): () => void {
  return () => {
    for (const request of requests) if (!find(request)) throw new Error(`no route for ${request.host}${request.path}`);
  };
}

/** The routes in one radix tree, the host as the first element: with hosts as constraints it holds no more than 31 under one path. */
function findMyWay(): ((request: HttpRequest) => boolean) | null {
  const make = peer('find-my-way') as (() => FindMyWay) | null;
  if (make === null) return null;
  const router = make();
  for (let host = 0; host < hosts; host++) {
    // a Prefix is the path itself, and whatever follows a slash
    for (let n = 0; n < paths; n++) {
      for (const end of ['', '/*']) router.on('GET', `/h${host}.example.com/v1/p${n}${end}`, () => undefined);
    }
  }
  return ({ host, path }) => router.find('GET', `/${host}${path}`) !== null;
}

const route = everyone((request) => table.match(request).route !== null);
const reason = everyone((request) => {
  const match = table.match(request);
  return match.routeBecause !== '' && match.questions.length >= 0;
});
const other = findMyWay();
const { route: ours, reason: told } = medians(5, { route, reason });
console.log(`${hosts} hosts x ${paths} paths: ${rate(LOOKUPS, ours)}, with the reason ${rate(LOOKUPS, told)}`);
if (other !== null) {
  const time = medians(5, { route, other: everyone(other), reason });
  console.log(`  find-my-way ${rate(LOOKUPS, time.other)}; our speed / its ${atLeast(time.other / time.route, 1)}, with the reason ${atLeast(time.other / time.reason, 0.5)}`);
}
sayPeak();
