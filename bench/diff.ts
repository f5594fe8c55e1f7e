/** How long it takes to compare two versions of 5,000 hosts with 10 paths each: `npx tsx bench/diff.ts [HOSTS] [PATHS]`. */
import { cpu, sayPeak } from './measure';
import { buildCluster } from '../src/cluster/build';
import { diffSimulations } from '../src/diff/diff';
import { parseManifests } from '../src/manifests/yaml/parse';
import { diffText } from '../src/report/diff';
import { simulate, type Simulation } from '../src/trace/simulation';

const [hosts, paths] = [Number(process.argv[2] ?? 5000), Number(process.argv[3] ?? 10)];
const SERVICES = 500;

/** @param changed every host with such a remainder has one path that goes to another Service */
function version(changed: (host: number) => boolean): Simulation {
  const objects: object[] = [];
  for (let n = 0; n < SERVICES; n++) {
    const labels = { app: `s${n}` };
    const spec = { containers: [{ name: 'main', image: 'x', ports: [{ containerPort: 8080 }] }] };
    objects.push({ apiVersion: 'v1', kind: 'Service', metadata: { name: `s${n}` }, spec: { selector: labels, ports: [{ port: 80, targetPort: 8080 }] } });
    objects.push({ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: `s${n}` }, spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec } } });
  }
  for (let host = 0; host < hosts; host++) {
    const backend = (path: number): object => ({ service: { name: `s${(host + (path === 0 && changed(host) ? 1 : 0)) % SERVICES}`, port: { number: 80 } } });
    const rules = [{ host: `h${host}.example.com`, http: { paths: Array.from({ length: paths }, (_, n) => ({ path: `/v1/p${n}`, pathType: 'Prefix', backend: backend(n) })) } }];
    objects.push({ apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', metadata: { name: `h${host}` }, spec: { ingressClassName: 'web', rules } });
  }
  return simulate(buildCluster(parseManifests(JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects }), null).resources));
}

const NOTHING = simulate(buildCluster([]));

/** Routers are compiled when they are first asked for. */
function compiled({ routers }: Simulation): number {
  return routers.length;
}

let old = version(() => false);
/** What it takes to read one version and to compile its routers, code not yet optimized, as on the command line. */
const floor = cpu(() => {
  old = version(() => false);
  compiled(old);
});
for (const [name, changed] of [['nothing', () => false], ['every hundredth host', (host: number) => host % 100 === 0], ['every host', () => true]] as const) {
  const now = version(changed);
  compiled(now);
  let diff = diffSimulations(NOTHING, NOTHING);
  const took = cpu(() => { diff = diffSimulations(old, now); });
  const text = diffText(diff, false);
  console.log(`${name} changed: ${diff.asked} classes in ${Math.round(took)} ms, ${(took / floor).toFixed(2)} times as long as to read and compile one version; ${diff.changes.length} changes, ${text.length} characters`);
}
sayPeak();
