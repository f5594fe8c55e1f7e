/*
 * What checking costs beside parsing, in CPU time: `npx tsx bench/check.ts [TRIPLES...]`.
 *
 * A triple is a Deployment, a Service and an Ingress in one of ten namespaces. Printed is the best of several rounds of each step,
 * and of all steps together against parsing alone; garbage that a step leaves behind is its own.
 */
import { runChecks } from '../src/checks/run';
import { buildCluster } from '../src/cluster/build';
import { parseManifests } from '../src/manifests/parse';
import { simulate } from '../src/trace/simulation';

const ROUNDS = 7;
const NAMESPACES = 10;

function triple(i: number): string {
  const name = `app-${i}`;
  const metadata = `metadata:\n  name: ${name}\n  namespace: team-${i % NAMESPACES}\n  labels:\n    app.kubernetes.io/name: ${name}\n    app.kubernetes.io/part-of: shop\n`;
  return `---
apiVersion: apps/v1
kind: Deployment
${metadata}spec:
  replicas: 2
  selector:
    matchLabels:
      app: ${name}
  template:
    metadata:
      labels:
        app: ${name}
        tier: web
    spec:
      serviceAccountName: ${name}
      containers:
        - name: web
          image: registry.example.com/team/app:${i}
          args: ["--port=8080", "--verbose"]
          env:
            - name: BACKEND
              value: http://app-${Math.max(0, i - NAMESPACES)}/api
            - name: LOG_LEVEL
              value: info
          ports:
            - name: http
              containerPort: 8080
          resources:
            requests: { cpu: 100m, memory: 64Mi }
          readinessProbe:
            httpGet: { path: /healthz, port: http }
---
apiVersion: v1
kind: Service
${metadata}spec:
  selector:
    app: ${name}
  ports:
    - name: http
      port: 80
      targetPort: http
---
apiVersion: networking.k8s.io/v1
kind: Ingress
${metadata}spec:
  ingressClassName: nginx
  rules:
    - host: ${name}.example.com
      http:
        paths:
          - path: /
            pathType: Prefix
            backend:
              service:
                name: ${name}
                port:
                  number: 80
  tls:
    - hosts: [${name}.example.com]
      secretName: ${name}-tls
`;
}

/** CPU milliseconds of a run. */
function cpu(run: () => void): number {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

function measure(triples: number): void {
  const text = Array.from({ length: triples }, (_, i) => triple(i)).join('');
  const best = { parse: Infinity, build: Infinity, simulate: Infinity, check: Infinity, all: Infinity };
  const note = (step: keyof typeof best, ms: number): void => { best[step] = Math.min(best[step], ms); };
  for (let round = 0; round < ROUNDS; round++) {
    let { resources } = parseManifests('', 'bench.yaml');
    note('parse', cpu(() => { ({ resources } = parseManifests(text, 'bench.yaml')); }));
    let cluster = buildCluster([]);
    note('build', cpu(() => { cluster = buildCluster(resources); }));
    let simulation = simulate(buildCluster([]));
    note('simulate', cpu(() => { simulation = simulate(cluster); }));
    note('check', cpu(() => { runChecks(simulation); }));
    note('all', cpu(() => { runChecks(simulate(buildCluster(parseManifests(text, 'bench.yaml').resources))); }));
  }
  const ms = (value: number): string => `${value.toFixed(0)} ms`;
  console.log(`${triples} triples, ${(text.length / 1024 / 1024).toFixed(1)} MB: parse ${ms(best.parse)}, build ${ms(best.build)}, simulate ${ms(best.simulate)}, `
    + `check ${ms(best.check)}; together ${ms(best.all)} = ${(best.all / best.parse).toFixed(2)} x parsing`);
}

const sizes = process.argv.slice(2).map(Number);
for (const triples of sizes.length > 0 ? sizes : [1000, 5000]) measure(triples);
