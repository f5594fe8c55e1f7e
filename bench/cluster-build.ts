import { buildCluster } from '../src/cluster/build';
import { routeService } from '../src/cluster/services/service-routing';
import { NO_ORIGIN } from '../src/kubernetes/resource';
import type { JsonObject, Resource } from '../src/kubernetes/resource';

/** How long the model of a large cluster takes, without parsing: `npx tsx bench/cluster-build.ts [APPS]`. */
const APPS = Number(process.argv[2] ?? 20_000);
const ROUNDS = 5;
const ROUTES = 100_000;

function app(i: number): Resource[] {
  const namespace = `ns${i % 50}`;
  const name = `app${i}`;
  const labels = { 'app': name, 'tier': 'web', 'app.kubernetes.io/name': name };
  const make = (apiVersion: string, kind: string, spec: JsonObject): Resource =>
    ({ apiVersion, kind, namespace, name, origin: NO_ORIGIN, object: { apiVersion, kind, metadata: { name, namespace, labels }, spec } });
  const container = { name: 'main', image: 'registry.example/app:1', ports: [{ name: 'http', containerPort: 8080 }] };
  const path = { path: '/', pathType: 'Prefix', backend: { service: { name, port: { number: 80 } } } };
  return [
    make('apps/v1', i % 10 === 0 ? 'StatefulSet' : 'Deployment', {
      replicas: 3, serviceName: name, selector: { matchLabels: { app: name } }, template: { metadata: { labels }, spec: { containers: [container] } },
    }),
    make('v1', 'Service', { selector: { app: name, tier: 'web' }, ports: [{ name: 'http', port: 80, targetPort: 'http' }] }),
    make('networking.k8s.io/v1', 'Ingress', { rules: [{ host: `${name}.example.com`, http: { paths: [path] } }] }),
  ];
}

const resources = Array.from({ length: APPS }, (_, i) => app(i)).flat();
let cluster = buildCluster([]);
for (let round = 0; round < ROUNDS; round++) {
  const cpu = process.cpuUsage();
  const start = performance.now();
  cluster = buildCluster(resources);
  const wall = performance.now() - start;
  const used = process.cpuUsage(cpu);
  console.log(`build ${resources.length} objects: ${wall.toFixed(0)} ms, ${((used.user + used.system) / 1000).toFixed(0)} ms of CPU`);
}
const services = cluster.services.all;
const start = performance.now();
for (let i = 0; i < ROUTES; i++) {
  const service = services[i % services.length];
  routeService(cluster, service, service.ports[0], { kind: 'pod' });
}
console.log(`route ${ROUTES} connections: ${(performance.now() - start).toFixed(0)} ms`);
