import { buildCluster } from '../../src/cluster/build';
import type { RoutingDiff } from '../../src/diff/change';
import { diffSimulations } from '../../src/diff/diff';
import { scopeText } from '../../src/diff/scopes';
import { parseManifests } from '../../src/manifests/yaml/parse';
import { endingText } from '../../src/report/diff-wording';
import { simulate, type Simulation } from '../../src/trace/simulation';

export function simulation(yaml: string): Simulation {
  const { resources, problems } = parseManifests(yaml, 'app.yaml', { namespace: 'shop' });
  if (problems.length > 0) throw new Error(`the manifests do not parse: ${problems[0].message}`);
  return simulate(buildCluster(resources));
}

export function diffOf(before: string, after: string): RoutingDiff {
  return diffSimulations(simulation(before), simulation(after));
}

/** `moved a.example.com: every path: Service shop/one port 80 → ... => ...`, a line for each part of each change. */
export function lines({ changes }: RoutingDiff): readonly string[] {
  return changes.flatMap(({ kind, scopes }) => scopes.map((scope) => `${kind} ${scopeText(scope)}`));
}

/** Before and after of each change. */
export function outcomes({ changes }: RoutingDiff): readonly string[] {
  return changes.map(({ kind, before, after }) => `${kind}: ${endingText(before)} => ${endingText(after)}`);
}

/** A Deployment with the port 8080. */
export function deployment(name: string, replicas = 2, kind = 'Deployment'): string {
  return `---
apiVersion: apps/v1
kind: ${kind}
metadata: { name: ${name}, namespace: shop }
spec:
  replicas: ${replicas}
  ${kind === 'StatefulSet' ? `serviceName: ${name}` : ''}
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec: { containers: [{ name: main, image: example.org/app:1, ports: [{ name: http, containerPort: 8080 }] }] }
`;
}

/** @param spec flow-style YAML; by default the pods of the app of that name at port 80 */
export function service(name: string, spec = `selector: { app: ${name} }, ports: [{ port: 80, targetPort: http }]`, metadata = ''): string {
  return `---
apiVersion: v1
kind: Service
metadata: { name: ${name}, namespace: shop${metadata} }
spec: { ${spec} }
`;
}

/** A Deployment and its Service. */
export function app(name: string): string {
  return deployment(name) + service(name);
}

/** Rules as `a.example.com Prefix /foo one`; `*` is every host. */
export function ingress(name: string, rules: readonly string[], more = '', className = 'web'): string {
  const text = rules.map((rule) => {
    const [host, pathType, path, target] = rule.split(' ');
    const hostField = host === '*' ? '' : `host: "${host}", `;
    return `    - { ${hostField}http: { paths: [{ path: "${path}", pathType: ${pathType}, backend: { service: { name: ${target}, port: { number: 80 } } } }] } }\n`;
  });
  return `---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: ${name}, namespace: shop }
spec:
  ingressClassName: ${className}
  rules:
${text.join('')}${more === '' ? '' : `  ${more}\n`}`;
}
