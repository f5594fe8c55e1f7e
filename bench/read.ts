/**
 * How fast manifests are read: `npx tsx bench/read.ts [FILE]`; without a file, 20 MB of generated manifests.
 *
 * Prints MB/s of `parseManifests`, and of js-yaml on the same documents, which keeps no positions and knows no kubectl.
 */
import * as fs from 'node:fs';
import { load } from 'js-yaml';
import { parseManifests } from '../src/manifests/yaml/parse';
import { splitYamlStream } from '../src/manifests/yaml/stream';

const MEGABYTE = 1024 * 1024;
const ROUNDS = 5;

function application(i: number): string {
  return `---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: app-${i}
  namespace: team-${i % 50}
  labels: { app.kubernetes.io/name: app-${i}, "tier": web }
spec:
  replicas: 2
  selector:
    matchLabels:
      app: app-${i}
  template:
    metadata:
      labels:
        app: app-${i}
    spec:
      containers:
        - name: web
          image: "registry.example.com/team/app:${i}"
          args: ["--port=8080", "--verbose"]
          ports:
            - name: http
              containerPort: 8080
          resources:
            requests:
              cpu: 100m
              memory: 64Mi
          readinessProbe:
            httpGet:
              path: /healthz
              port: http
---
apiVersion: v1
kind: Service
metadata:
  name: app-${i}
  namespace: team-${i % 50}
spec:
  selector:
    app: app-${i}
  ports:
    - name: http
      port: 80
      targetPort: http
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: app-${i}
  namespace: team-${i % 50}
spec:
  rules:
    - host: app-${i}.example.com
      http:
        paths:
          - path: /
            pathType: Prefix
            backend:
              service:
                name: app-${i}
                port:
                  name: http
`;
}

function generate(bytes: number): string {
  const parts: string[] = [];
  for (let i = 0, size = 0; size < bytes; i += 1) {
    const part = application(i);
    parts.push(part);
    size += part.length;
  }
  return parts.join('');
}

/** The best of several rounds of each, taken in turns, in seconds: what a busy machine adds falls on all alike. */
function seconds(...runs: readonly (() => void)[]): number[] {
  const best = runs.map(() => Infinity);
  for (let round = 0; round < ROUNDS; round += 1) {
    runs.forEach((run, i) => {
      const start = process.hrtime.bigint();
      run();
      best[i] = Math.min(best[i], Number(process.hrtime.bigint() - start) / 1e9);
    });
  }
  return best;
}

const file = process.argv[2];
const text = file === undefined ? generate(20 * MEGABYTE) : fs.readFileSync(file, 'utf8');
const megabytes = text.length / MEGABYTE;

const parsed = parseManifests(text, 'bench.yaml');
const [yaml, ours, located] = seconds(
  () => {
    for (const { start, end } of splitYamlStream(text)) {
      if (end > start) load(text.slice(start, end));
    }
  },
  () => parseManifests(text, 'bench.yaml'),
  () => {
    for (const { origin } of parsed.resources) origin.locate('spec.ports[0].name');
  },
);

console.log(`text                    ${megabytes.toFixed(1)} MB, ${parsed.resources.length} objects, ${parsed.problems.length} problems`);
console.log(`js-yaml, per document   ${(megabytes / yaml).toFixed(1)} MB/s`);
console.log(`parseManifests          ${(megabytes / ours).toFixed(1)} MB/s, ${(yaml / ours).toFixed(2)} of js-yaml's speed`);
console.log(`a position per object   ${(located * 1e6 / Math.max(parsed.resources.length, 1)).toFixed(1)} us each`);
