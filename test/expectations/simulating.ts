import { buildCluster } from '../../src/cluster/build';
import { coverageOf, type Coverage } from '../../src/expectations/coverage';
import { parseExpectations } from '../../src/expectations/parse';
import { runExpectations, type TestRun } from '../../src/expectations/run';
import { parseManifests } from '../../src/manifests/yaml/parse';
import { simulate, type Simulation } from '../../src/trace/simulation';

/** A shop: a web front end and an API behind one Ingress, an admin page that only pods reach, a database, an outside name. */
export const SHOP = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  replicas: 2
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: web, image: web, ports: [{ name: http, containerPort: 8080 }] }] }
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec: { selector: { app: web }, ports: [{ name: http, port: 80, targetPort: http }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: api, namespace: shop }
spec:
  selector: { matchLabels: { app: api } }
  template:
    metadata: { labels: { app: api } }
    spec: { containers: [{ name: api, image: api, ports: [{ containerPort: 9000 }, { containerPort: 9001 }] }] }
---
apiVersion: v1
kind: Service
metadata: { name: api, namespace: shop }
spec: { selector: { app: api }, ports: [{ name: public, port: 80, targetPort: 9000 }, { name: admin, port: 81, targetPort: 9001 }] }
---
apiVersion: v1
kind: Service
metadata: { name: empty, namespace: shop }
spec: { selector: { app: nothing }, ports: [{ port: 80 }] }
---
apiVersion: v1
kind: Service
metadata: { name: mail, namespace: shop }
spec: { type: ExternalName, externalName: mail.example.org }
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: shop, namespace: shop }
spec:
  ingressClassName: web
  defaultBackend: { service: { name: web, port: { name: http } } }
  rules:
    - host: api.example.com
      http:
        paths:
          - { path: /v1, pathType: Prefix, backend: { service: { name: api, port: { number: 80 } } } }
          - { path: /empty, pathType: Exact, backend: { service: { name: empty, port: { number: 80 } } } }
    - host: parked.example.com
`;

export function simulateYaml(yaml: string): Simulation {
  const { resources, problems } = parseManifests(yaml, 'shop.yaml');
  if (problems.length > 0) throw new Error(`the manifests do not parse: ${problems[0].message}`);
  return simulate(buildCluster(resources));
}

/** Runs the tests of a text, `tests:` left out. */
export function runYaml(simulation: Simulation, tests: string): TestRun {
  const parsed = parseExpectations(`tests:\n${tests}`, 'routes.test.yaml');
  if (parsed.problems.length > 0) throw new Error(`the tests do not parse: ${parsed.problems[0].message}`);
  return runExpectations(simulation, parsed.tests);
}

export function coverageOfYaml(manifests: string, tests: string): Coverage {
  const simulation = simulateYaml(manifests);
  return coverageOf(simulation, runYaml(simulation, tests));
}
